# What the scripts share: where things are, how they speak, how they build. Sourced, never run.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/opora
tools=$cache/tools

# say WORDS…: one line about what happens now.
say() { printf '\033[1m==> %s\033[0m\n' "$*" | if [[ -t 1 ]]; then cat; else sed 's/\x1b\[[0-9;]*m//g'; fi; }

# fail WORDS…: says why and ends.
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# packages_of SECTION…: the names in these sections of scripts/packages.txt.
packages_of() {
  local wanted=" $* " section="" line
  while read -r line; do
    line=${line%%#*}
    line=${line//[[:space:]]/}
    case $line in
      "") ;;
      \[*\]) section=${line:1:-1} ;;
      *) if [[ $wanted == *" $section "* ]]; then echo "$line"; fi ;;
    esac
  done <"$root/scripts/packages.txt"
}

# show_help: prints the comment at the top of the script that called.
show_help() { sed -n '2,/^[^#]/{/^#/s/^# \{0,1\}//p}' "$0"; }

# build PRESET TARGET…: configures the preset if need be and builds the targets.
build() {
  local preset=$1
  shift
  say "Building $* ($preset)"
  if ! cmake -S "$root" --preset "$preset" >"$root/build/configure-$preset.log" 2>&1; then
    cat "$root/build/configure-$preset.log" >&2
    fail "the $preset build could not be configured; see above."
  fi
  cmake --build "$root/build/$preset" --target "$@"
}
