#!/usr/bin/env bash
# A clone of a checkout, as somebody has it who begins, in which the files are as they stand in the checkout: with what
# is not committed yet, and without what was built.
#
# Usage: clone.sh CHECKOUT PLACE
set -euo pipefail
checkout=$1 place=$2

git -c advice.detachedHead=false clone --quiet --no-hardlinks "$checkout" "$place"
find "$place" -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +
# A file that was removed and not committed is still among those that git lists.
git -C "$checkout" ls-files -z --cached --others --exclude-standard --deduplicate |
  tar -C "$checkout" --null --files-from=- --ignore-failed-read --warning=no-failed-read -cf - |
  tar -C "$place" --no-same-owner -xf -
