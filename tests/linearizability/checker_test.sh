#!/usr/bin/env bash
# The checker's own tests: it accepts good histories and finds what is wrong with bad ones. And its files are in order.
#
# Usage: checker_test.sh GO
set -euo pipefail
go=$1
cd "$(dirname "$0")/checker"
export GOTOOLCHAIN=local GOFLAGS=-mod=readonly

unformatted=$("$("$go" env GOROOT)/bin/gofmt" -l .)
if [[ -n $unformatted ]]; then
  echo "not as gofmt writes them: $unformatted" >&2
  exit 1
fi
"$go" vet ./...
"$go" test -count=1 ./...
