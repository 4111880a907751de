#!/usr/bin/env bash
# The README's two commands work on a Debian 12 machine that has nothing but a clone: `scripts/run --once` prints the
# report of the round, with more than 120 different people, and `scripts/test` ends with every test passed. Prints how
# long each took, which is what the README says of a cold start.
#
# The machine is a folder made by debootstrap. Needs root, debootstrap, git and a Debian mirror: the one this machine
# uses. What is cloned is the checkout as it stands, with what is not committed yet.
set -euo pipefail

# Mounts and processes die with the namespace they are of, even if the test is killed.
if [[ ${1:-} != alone ]]; then
  exec unshare --mount --propagation=private --pid --fork --kill-child bash "$0" alone
fi
checkout=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d "${TMPDIR:-/var/tmp}/opora-fresh-machine.XXXXXX")
machine=$folder/root

clean_up() {
  local mounted
  for mounted in dev sys proc; do
    if mountpoint -q "$machine/$mounted"; then umount --lazy "$machine/$mounted"; fi
  done
  # One more look before removing: a mount that stayed would take the host's files with it.
  if ! grep -q " $machine/" /proc/mounts; then rm -rf --one-file-system "$folder"; fi
}
trap clean_up EXIT

fail() {
  echo "fresh_machine: $*" >&2
  exit 1
}

# mirror: where this machine gets Debian from.
mirror() {
  local found
  found=$(grep -hoP '^URIs:\s*\K\S+|^deb\s+(\[[^]]*\]\s+)?\K\S+(?=\s+bookworm)' \
    /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1 || true)
  [[ -n $found ]] || fail "this machine's own Debian mirror was not found in its apt sources."
  echo "$found"
}

# copy_if_there FILE…: the same path on the new machine; what lies in our home, in root's there.
copy_if_there() {
  local file
  for file in "$@"; do
    if [[ -e $file ]]; then install -D -m 644 "$file" "$machine${file/#"$HOME"//root}"; fi
  done
}

# make_machine: a bare Debian 12 that reaches the network the way this machine does.
make_machine() {
  local log=$folder/debootstrap.log
  debootstrap --variant=minbase --include=ca-certificates bookworm "$machine" "$(mirror)" >"$log" 2>&1 ||
    fail "debootstrap failed: $(tail -n 3 "$log")"
  rm -f "$machine/etc/apt/sources.list"
  copy_if_there /etc/resolv.conf /etc/hosts /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list \
    /etc/apt/apt.conf.d/99* /usr/local/share/ca-certificates/*.crt
  copy_if_there /etc/pip.conf "$HOME"/{.config/pip/pip.conf,.npmrc,.config/go/env,.m2/settings.xml}
  mount -t proc proc "$machine/proc"
  mount --rbind --make-rslave /sys "$machine/sys"
  mount --rbind --make-rslave /dev "$machine/dev"
  if compgen -G "$machine/usr/local/share/ca-certificates/*.crt" >/dev/null; then
    chroot "$machine" update-ca-certificates >/dev/null
  fi
}

# reaching_the_network: the variables that say how programs of this machine reach their registries.
reaching_the_network() {
  local name
  for name in {http,https,no,all}_proxy {HTTP,HTTPS,NO,ALL}_PROXY SSL_CERT_FILE NODE_EXTRA_CA_CERTS \
    PIP_{INDEX_URL,EXTRA_INDEX_URL,TRUSTED_HOST,CERT} NPM_CONFIG_REGISTRY npm_config_registry \
    GO{PROXY,SUMDB,NOSUMDB,PRIVATE} MAVEN_ARGS; do
    if [[ -n ${!name:-} ]]; then echo "$name=${!name}"; fi
  done
}

# run_there COMMAND: in the clone, as root, with nothing of this machine's environment but how it reaches the network.
# What it says is shown, and kept in $folder/output; how long it took, in `took`.
run_there() {
  local started=$SECONDS variables
  mapfile -t variables < <(reaching_the_network)
  chroot "$machine" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "${variables[@]}" bash -c "cd /home/opora && $1" | tee "$folder/output"
  took+=("$1 took $(minutes $((SECONDS - started)))")
}

# minutes SECONDS: as people say it.
minutes() { echo "$(($1 / 60)) min $(($1 % 60)) s"; }

# In a chroot the network is the host's: the platform's port has to be free.
port_is_free() { ! (exec 3<>/dev/tcp/127.0.0.1/7400) 2>/dev/null; }

((EUID == 0)) || fail "only root can make a machine in a folder."
command -v debootstrap >/dev/null || fail "debootstrap is not installed: scripts/setup long."
port_is_free || fail "something listens on port 7400 already."

make_machine
"$checkout/tests/fresh_machine/clone.sh" "$checkout" "$machine/home/opora"

began=$SECONDS
took=()
run_there 'scripts/run --once'
people=$(grep -oPm1 '^Different people: \K\d+' "$folder/output" || true)
[[ -n $people ]] || fail "the report does not say how many different people came."
((people > 120)) || fail "the report counts $people different people; more than 120 came."

run_there 'scripts/test'
passed=$(grep -oP '^100% tests passed, 0 tests failed out of \K\d+$' "$folder/output" || true)
((${passed:-0} > 0)) || fail "scripts/test does not say that all tests passed."

echo "The report counts $people different people; $passed of $passed tests passed."
echo "With $(nproc) cores, ${took[0]}, ${took[1]}: $(minutes $((SECONDS - began))) in all."
