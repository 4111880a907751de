#!/usr/bin/env bash
# Starts the broker of Kafka's image, which knows the accounts of accounts.sh: on its listeners for clients they show
# their passwords. It takes what the image takes, in variables, and in BROKER_FOLDER where accounts.sh has put the
# broker's part.
set -euo pipefail
login=org.apache.kafka.common.security.plain.PlainLoginModule
known=""
while read -r account password; do
  known+=" user_$account=\"$password\""
done <"${BROKER_FOLDER:?says where the accounts are}/accounts"
for listener in CLIENTS HOST; do
  export "KAFKA_LISTENER_NAME_${listener}_PLAIN_SASL_JAAS_CONFIG=$login required$known;"
done
exec "${BROKER:-/etc/kafka/docker/run}"
