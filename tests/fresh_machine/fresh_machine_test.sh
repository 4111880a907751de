#!/usr/bin/env bash
# A Debian 12 machine with nothing but the checkout runs `scripts/run --once` and prints the report of the round: more
# than 120 different people.
#
# The machine is a folder made by debootstrap. Needs root, debootstrap and a Debian mirror: the one this machine uses.
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

# copy_if_there FILE…: the same path on the new machine.
copy_if_there() {
  local file
  for file in "$@"; do
    if [[ -e $file ]]; then install -D -m 644 "$file" "$machine$file"; fi
  done
}

# make_machine: a bare Debian 12 that reaches the network the way this machine does.
make_machine() {
  local log=$folder/debootstrap.log
  debootstrap --variant=minbase --include=ca-certificates bookworm "$machine" "$(mirror)" >"$log" 2>&1 ||
    fail "debootstrap failed: $(tail -n 3 "$log")"
  rm -f "$machine/etc/apt/sources.list"
  copy_if_there /etc/resolv.conf /etc/hosts /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list \
    /etc/apt/apt.conf.d/99*
  copy_if_there /usr/local/share/ca-certificates/*.crt
  mount -t proc proc "$machine/proc"
  mount --rbind --make-rslave /sys "$machine/sys"
  mount --rbind --make-rslave /dev "$machine/dev"
  if compgen -G "$machine/usr/local/share/ca-certificates/*.crt" >/dev/null; then
    chroot "$machine" update-ca-certificates >/dev/null
  fi
}

# copy_checkout: what belongs to the project, as it stands, without what was built from it.
copy_checkout() {
  mkdir -p "$machine/home/opora"
  tar -C "$checkout" --exclude=./build --exclude=./.opora --exclude=./.opora-cluster --exclude=./.cache \
    --exclude=./.git -cf - . |
    tar -C "$machine/home/opora" --no-same-owner -xf -
}

# In a chroot the network is the host's: the platform's port has to be free.
port_is_free() { ! (exec 3<>/dev/tcp/127.0.0.1/7400) 2>/dev/null; }

((EUID == 0)) || fail "only root can make a machine in a folder."
command -v debootstrap >/dev/null || fail "debootstrap is not installed: scripts/setup long."
port_is_free || fail "something listens on port 7400 already."

make_machine
copy_checkout
started=$SECONDS
proxies=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
  if [[ -n ${!name:-} ]]; then proxies+=("$name=${!name}"); fi
done
chroot "$machine" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  "${proxies[@]}" bash -c 'cd /home/opora && scripts/run --once' | tee "$folder/output"
echo "scripts/run --once took $((SECONDS - started)) s on a fresh machine."

people=$(grep -oPm1 '^Different people: \K\d+' "$folder/output" || true)
[[ -n $people ]] || fail "the report does not say how many different people came."
((people > 120)) || fail "the report counts $people different people; more than 120 came."
echo "The report counts $people different people."
