#!/usr/bin/env bash
# A Redis for tests: a server of its own in a temporary folder, reached through the socket there and, if a port is
# given, on this machine's loopback. It keeps nothing on the disk and little in memory.
#
# Usage: redis_server.sh start|stop FILE [OPTION…]
#
# FILE holds the folder's path from start to stop; the socket is FOLDER/socket. Whatever an earlier run left behind is
# stopped first. OPTIONs are Redis's own: --port 7379, --requirepass secret.
set -euo pipefail
verb=$1
file=$(realpath -m "$2")
shift 2

# Debian's redis-server is a name for a program of redis-tools, with a service that nobody here wants to have: the
# program is what it is called.
redis_server() { (exec -a redis-server /usr/bin/redis-check-rdb "$@"); }

stop() {
  if [[ ! -f $file ]]; then return; fi
  local folder pid
  folder=$(cat "$file")
  if [[ $folder == /tmp/opora-redis.* ]]; then
    pid=$(cat "$folder/pid" 2>/dev/null || true)
    # Only a process that is still the server of this folder.
    if [[ -n $pid && $(readlink "/proc/$pid/cwd") == "$folder" ]]; then
      kill -KILL "$pid"
      while [[ -e /proc/$pid && $(awk '{print $3}' "/proc/$pid/stat" 2>/dev/null) != [ZX] ]]; do :; done
    fi
    rm -rf "$folder"
  fi
  rm -f "$file"
}

start() {
  local folder
  folder=$(mktemp -d /tmp/opora-redis.XXXXXX)
  echo -n "$folder" >"$file"
  redis_server --port 0 --bind 127.0.0.1 --unixsocket "$folder/socket" --unixsocketperm 700 --dir "$folder" --save "" \
    --appendonly no --maxmemory 32mb --databases 4 --daemonize yes --pidfile "$folder/pid" --logfile "$folder/log" "$@"
  # It becomes a daemon before it listens, and writes its id after.
  local tries
  for ((tries = 0; tries < 5000; ++tries)); do
    if [[ -s $folder/pid ]]; then return; fi
    read -rt 0.002 <> <(:) || true
  done
  cat "$folder/log" >&2
  exit 1
}

case $verb in
  start)
    stop
    start "$@"
    ;;
  stop) stop ;;
  *) exit 2 ;;
esac
