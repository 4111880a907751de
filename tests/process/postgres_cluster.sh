#!/usr/bin/env bash
# A PostgreSQL for tests: a cluster of its own in a temporary folder, reached through a socket there and nothing else.
#
# Usage: postgres_cluster.sh start|stop FILE
#
# The user opora needs no password; the user guarded has one, "open sesame".
#
# FILE holds the folder's path from start to stop. Whatever an earlier run left behind is stopped first. Nothing is
# synced to the disk, and where the machine has memory to spare nothing is written to it either: tests make a thousand
# databases, each of a thousand files. Unless DURABLE is set: then it is as PostgreSQL is by default.
set -euo pipefail
programs=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
file=$(realpath -m "$2")

# PostgreSQL refuses to run as root.
as_owner() { if ((EUID == 0)); then runuser -u postgres -- "$@"; else "$@"; fi; }

stop() {
  if [[ ! -f $file ]]; then return; fi
  local folder
  folder=$(cat "$file")
  if [[ $folder == /tmp/opora-postgres.* || $folder == /dev/shm/opora-postgres.* ]]; then
    if [[ -f $folder/data/postmaster.pid ]]; then
      as_owner "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop
    fi
    rm -rf "$folder"
  fi
  rm -f "$file"
}

# free_mib FOLDER: how much more it can hold.
free_mib() { df --output=avail --block-size=1M "$1" 2>/dev/null | tail -1 || echo 0; }

start() {
  local folder haste="-c fsync=off -c full_page_writes=off -c shared_buffers=32MB" parent=/tmp
  if [[ -n ${DURABLE:-} ]]; then
    haste=""
  elif [[ -w /dev/shm ]] && (($(free_mib /dev/shm) >= 4096)); then
    parent=/dev/shm
  fi
  folder=$(mktemp -d "$parent/opora-postgres.XXXXXX")
  echo -n "$folder" >"$file"
  if ((EUID == 0)); then chown postgres: "$folder"; fi
  cd "$folder"
  as_owner "$programs/initdb" --pgdata="$folder/data" --username=opora --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync --no-instructions >/dev/null
  sed -i '1i local all guarded scram-sha-256' "$folder/data/pg_hba.conf"
  as_owner "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/log" --wait --silent start \
    --options="-c listen_addresses='' -c unix_socket_directories='$folder' $haste -c max_connections=200"
  psql --quiet --no-psqlrc --host="$folder" --username=opora --dbname=postgres \
    --command="CREATE ROLE guarded LOGIN PASSWORD 'open sesame'"
}

case $1 in
  start)
    stop
    start
    ;;
  stop) stop ;;
  *) exit 2 ;;
esac
