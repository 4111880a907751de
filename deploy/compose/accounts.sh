#!/usr/bin/env bash
# Makes what Kafka knows others by: an authority of its own, the broker's certificate, and a password for each account:
# the tool's, who sets it up, and each service's. What is there stays.
#
# In FOLDER lies a folder for each account, with its password and whom it trusts; that of the broker; and that of the
# authority, whose key nobody else needs. Each is a volume of its own, so that a service has its own password alone. The
# broker is another user, so its folder is open to whoever has that volume.
#
# Usage: accounts.sh FOLDER
set -euo pipefail
umask 077
folder=${1:?it takes a folder}

CERTIFICATE_DAYS=3650 "$(dirname "$0")/certificates.sh" "$folder/authority" kafka

# put FILE MODE: what is read, in one step.
put() {
  cat >"$1.draft"
  chmod "$2" "$1.draft"
  mv "$1.draft" "$1"
}

all=""
for account in opora $(opora services); do
  own=$folder/$account
  if [[ ! -s $own/password ]]; then
    openssl rand -hex 20 | put "$own/password" 600
    echo "made a password for $account"
  fi
  put "$own/authority.pem" 600 <"$folder/authority/authority.pem"
  all+="$account $(<"$own/password")"$'\n'
done

chmod 755 "$folder/broker"
cat "$folder/authority/kafka.key" "$folder/authority/kafka.pem" | put "$folder/broker/kafka.pem" 444
put "$folder/broker/authority.pem" 444 <"$folder/authority/authority.pem"
put "$folder/broker/accounts" 444 <<<"${all%$'\n'}"
