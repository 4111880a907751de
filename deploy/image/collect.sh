#!/usr/bin/env bash
# Collects what the image's last stage takes from the one that builds:
#
#   INTO/programs/   the tool `opora` and the program of every service it lists, stripped
#   INTO/packages    the Debian packages to install, one a line: those of the section [run] of scripts/packages.txt, and
#                    those that own the libraries the programs link
#
# Usage: collect.sh BUILD_FOLDER INTO
set -euo pipefail
# shellcheck source=scripts/common.sh
source "$(dirname "$0")/../../scripts/common.sh"

# owner_of LIBRARY: the package a file belongs to. Debian's packages name files with or without /usr, and both are one
# place.
owner_of() {
  local file found
  file=$(readlink -f "$1")
  found=$(dpkg-query --search "$file" "/usr${file#/usr}" "${file#/usr}" 2>/dev/null || true)
  [[ -n $found ]] || fail "$1 belongs to no package, so the image can't install it."
  sed 's/:.*//' <<<"$found"
}

# libraries_of PROGRAM…: the files that they are linked with, and those that these are linked with.
libraries_of() {
  local linked
  linked=$(ldd "$@")
  if grep -F "not found" <<<"$linked" >&2; then fail "the programs don't start here; see above."; fi
  grep -oP '(=> |^\t)\K/\S+' <<<"$linked" | sort -u
}

build=${1:?it takes a build folder}
into=${2:?it takes a folder to collect into}
mkdir -p "$into/programs"
services=$("$build/services/opora/opora" services)
strip -o "$into/programs/opora" "$build/services/opora/opora"
for service in $services; do
  strip -o "$into/programs/opora-$service" "$build/services/$service/opora-$service"
done

packages=$(packages_of run)
for library in $(libraries_of "$into"/programs/*); do
  packages+=$'\n'$(owner_of "$library")
done
sort -u <<<"$packages" >"$into/packages"
say "Collected $(wc -w <<<"$services") services and opora; they need $(wc -l <"$into/packages") packages"
