#!/usr/bin/env bash
# A Kafka for tests: one node, broker and controller in one process, with its data in a temporary folder, listening on
# 127.0.0.1 only. Topics are made on purpose or not at all. Nothing is synced to the disk.
#
# Usage: kafka_broker.sh start|stop|kill|restart|wipe|address FILE
#
#   start    begins anew; whatever an earlier run left behind is stopped first
#   stop     ends it and removes its folder
#   kill     ends the broker at once, as a failing machine would; its data stay
#   restart  starts a killed (or running) broker again, on the same port with the same data
#   wipe     kills the broker and starts it again on the same port with nothing: no topic, no record, no group
#   address  prints where it listens, host:port
#
# A test of faults starts a broker of its own under FILE.something; `stop FILE` ends those too, should a test have died.
# FILE holds the folder's path from start to stop; in the folder, `address` holds host:port and `log` what the broker
# said. start, restart and wipe return once it answers.
set -euo pipefail
version=4.1.0  # as in scripts/setup
libs=${XDG_CACHE_HOME:-$HOME/.cache}/opora/kafka/$version/libs
file=$(realpath -m "$2")
folder=$(cat "$file" 2>/dev/null || true)
if [[ $folder != /tmp/opora-kafka.* ]]; then folder=""; fi

fail() {
  echo "kafka_broker: $*" >&2
  exit 1
}

# Kafka's programs start quickly and stay small.
java=(java -Xms64m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp "$libs/*")

# own_pid: the broker's process id, as long as it runs. An id that went to another program meanwhile is not ours.
own_pid() {
  local pid
  pid=$(cat "$folder/pid" 2>/dev/null) || return 1
  tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "kafka.Kafka $folder/properties" || return 1
  echo "$pid"
}

kill_broker() {
  local pid
  if pid=$(own_pid); then
    kill -KILL "$pid" 2>/dev/null || true
    while own_pid >/dev/null; do sleep 0.02; done
  fi
  rm -f "$folder/pid"
}

# A port that nobody listens on, below those the system gives to outgoing connections: one of them could otherwise take
# it while the broker is down.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

write_properties() {
  local port=$1 controller=$2
  echo -n "127.0.0.1:$port" >"$folder/address"
  cat >"$folder/properties" <<PROPERTIES
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
advertised.listeners=PLAINTEXT://127.0.0.1:$port
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$controller
log.dirs=$folder/data
auto.create.topics.enable=false
num.network.threads=2
num.io.threads=2
log.cleaner.dedupe.buffer.size=4194304
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
controlled.shutdown.enable=false
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
PROPERTIES
}

format() {
  rm -rf "$folder/data"
  # A cluster's id is 16 bytes in base64url; a broker that was wiped has to be another one.
  local id
  id=$(head -c 16 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=')
  "${java[@]}" kafka.tools.StorageTool format --cluster-id "$id" --config "$folder/properties" \
    >"$folder/format.log" 2>&1 ||
    fail "the broker's storage could not be made: $(cat "$folder/format.log")"
}

# launch: starts the broker in a session of its own, since it outlives this script, and returns once it answers.
launch() {
  : >"$folder/log"
  (
    cd "$folder"
    setsid bash -c 'echo -n $$ >"$0/pid"; exec "$@"' "$folder" \
      "${java[@]}" kafka.Kafka "$folder/properties" >>"$folder/log" 2>&1 </dev/null &
  )
  local waited
  for ((waited = 0; waited < 1200; waited++)); do
    if grep -q 'Kafka Server started' "$folder/log"; then return; fi
    if ((waited > 40)) && ! own_pid >/dev/null; then return 1; fi
    sleep 0.05
  done
  return 1
}

# stop: also those that a test of faults made for itself, whose files begin with the name of this one.
stop() {
  local each
  for each in "$file" "$file".*; do
    folder=$(cat "$each" 2>/dev/null || true)
    if [[ $folder == /tmp/opora-kafka.* ]]; then
      kill_broker
      rm -rf "$folder"
    fi
    rm -f "$each"
  done
}

start() {
  command -v java >/dev/null && [[ -d $libs ]] || fail "the broker is not installed: scripts/setup cluster"
  folder=$(mktemp -d /tmp/opora-kafka.XXXXXX)
  echo -n "$folder" >"$file"
  local attempt
  for attempt in 1 2 3; do
    write_properties "$(free_port)" "$(free_port)"
    format
    # Somebody may have taken a port since it was looked at.
    if launch; then return; fi
    kill_broker
  done
  fail "the broker does not start (attempt $attempt): $(tail -n 20 "$folder/log")"
}

needs_folder() { [[ -n $folder && -d $folder ]] || fail "no broker was started: $0 start $file"; }

again() { launch || fail "the broker does not come back: $(tail -n 20 "$folder/log")"; }

case $1 in
  start)
    stop
    start
    ;;
  stop) stop ;;
  kill)
    needs_folder
    kill_broker
    ;;
  restart)
    needs_folder
    kill_broker
    again
    ;;
  wipe)
    needs_folder
    kill_broker
    format
    again
    ;;
  address)
    needs_folder
    cat "$folder/address"
    ;;
  *) exit 2 ;;
esac
