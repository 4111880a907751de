#!/usr/bin/env bash
# Makes certificates by which the services, and the tool `opora`, know each other: an authority of their own, and for
# each name a certificate that holds as server and as client. What is there and lasts for another month stays.
#
# For one machine: the authority's key lies beside what it signs, and whoever can read the folder can be anybody.
#
# Usage: certificates.sh FOLDER [NAME…]; the tool and all services unless names are given. CERTIFICATE_DAYS says how
# long those last that are made.
set -euo pipefail
umask 077
folder=${1:?it takes a folder}
shift
lasts=$((30 * 24 * 3600))

# is_good NAME: its certificate is signed by our authority and lasts, and its key is that of the certificate.
is_good() {
  local certificate=$folder/$1.pem key=$folder/$1.key
  [[ -s $certificate && -s $key ]] && openssl x509 -in "$certificate" -noout -checkend "$lasts" >/dev/null &&
    openssl verify -CAfile "$folder/authority.pem" "$certificate" >/dev/null 2>&1 &&
    [[ $(openssl x509 -in "$certificate" -noout -pubkey) == "$(openssl pkey -in "$key" -pubout 2>/dev/null)" ]]
}

make_authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650 -subj "/CN=Opora's authority" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -keyout "$folder/authority.key" -out "$folder/authority.draft" 2>/dev/null
  mv "$folder/authority.draft" "$folder/authority.pem"
  echo "made the authority"
}

# make NAME: both are put in place at once, the certificate last, so that one which is there has its key.
make() {
  local name=$1 wanted
  wanted="basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=DNS:$name,DNS:localhost,IP:127.0.0.1"
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -subj "/CN=$name" \
    -keyout "$folder/$name.key.draft" -out "$folder/$name.request" 2>/dev/null
  openssl x509 -req -in "$folder/$name.request" -days "${CERTIFICATE_DAYS:-397}" \
    -CA "$folder/authority.pem" -CAkey "$folder/authority.key" \
    -extfile <(echo "$wanted") -out "$folder/$name.draft" 2>/dev/null
  mv "$folder/$name.key.draft" "$folder/$name.key"
  mv "$folder/$name.draft" "$folder/$name.pem"
  rm "$folder/$name.request"
  echo "made $name"
}

if (($# == 0)); then
  # shellcheck disable=SC2046  # one word each
  set -- opora $(opora services)
fi
if [[ -s $folder/authority.pem && ! -s $folder/authority.key ]]; then
  echo "certificates: $folder has the authority's certificate and not its key: put the key there, or sign by hand." >&2
  exit 1
fi
is_good authority || make_authority
for name in "$@"; do
  if is_good "$name"; then echo "kept $name"; else make "$name"; fi
done
