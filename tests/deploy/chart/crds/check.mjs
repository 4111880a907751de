// Says what operators' types refuse in objects. Usage: node check.mjs FOLDER_OF_THE_TYPES <objects.json; a line for
// each refusal.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const require = createRequire(join(process.argv[2], 'here.js'))
const packages = {
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1',
  'cert-manager.io/v1': '@kubernetes-models/cert-manager/cert-manager.io/v1',
}

for (const object of JSON.parse(readFileSync(0, 'utf8'))) {
  const types = require(packages[object.apiVersion])
  try {
    new types[object.kind](object).validate()
  } catch (error) {
    console.log(`${object.kind} ${object.metadata?.name}: ${error.message.replaceAll('\n', ' ')}`)
  }
}
