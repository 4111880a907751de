"""The command line of scripts/cluster, whose own comment says what each command does."""
import argparse
import os
import pathlib
import sys
import time

from .cluster import Cluster, Ports, State, say_trouble
from .trouble import ClusterTrouble


def say(words: str) -> None:
    print(f"==> {words}", flush=True)


def show(states: list[State]) -> None:
    rows = [("part", "pid", "ready", "memory", "address")]
    for state in states:
        memory = f"{state.resident_bytes / 1e6:.0f} MB" if state.pid else "-"
        rows.append((state.name, str(state.pid or "-"), "yes" if state.ready else "no", memory, state.address))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join([*(text.ljust(width) for text, width in zip(row, widths)), row[4]]))


def show_how_to_go_on(cluster: Cluster) -> None:
    opora = os.path.relpath(cluster.opora_program)
    data = os.path.relpath(cluster.data)
    example = os.path.relpath(pathlib.Path(__file__).parents[1] / "rounds" / "amur-2023")
    print(f"""
Try:

  export OPORA_ADDRESS="{cluster.address}"
  {opora} load {example} --data={data}
  {opora} report amur-2023 --data={data}
  {opora} doctor --data={data}
  {opora} health
""")
    if cluster.prometheus:
        print(f"Prometheus: http://{cluster.prometheus.address}/targets")
    print("scripts/cluster logs PART shows what a part says; scripts/cluster down ends all of them.")


def up(words: argparse.Namespace) -> int:
    began = time.monotonic()
    cluster = Cluster(words.folder, words.programs, words.replicas, Ports.FREE if words.free_ports else Ports.FIXED,
                      words.kafka, words.redis, words.prometheus)
    missing = [name for name, part in cluster.parts.items() if part.process.pid is None]
    say("Starting " + ", ".join(missing) if missing else "Everything runs already")
    try:
        cluster.start()
    except ClusterTrouble:
        if any(part.process.pid for part in cluster.parts.values()):
            say("What runs is left as it is, to be looked at: scripts/cluster status, logs; down ends it")
        raise
    say(f"All ready in {time.monotonic() - began:.1f} s")
    show(cluster.states())
    show_how_to_go_on(cluster)
    return 0


def status(words: argparse.Namespace) -> int:
    states = Cluster.at(words.folder).states()
    show(states)
    return 0 if all(state.ready for state in states) else 1


def down(words: argparse.Namespace) -> int:
    try:
        cluster = Cluster.at(words.folder)
    except ClusterTrouble:
        say("There is no cluster")  # which is what was asked for
        return 0
    cluster.stop(say)
    if words.wipe:
        cluster.wipe()
        say("Removed the data")
    return 0


def logs(words: argparse.Namespace) -> int:
    cluster = Cluster.at(words.folder)
    if words.part is not None and words.part not in cluster.parts:
        raise ClusterTrouble(f"There is no part {words.part}; there are {', '.join(cluster.parts)}.")
    chosen = [words.part] if words.part else cluster.parts
    files = [str(cluster.parts[name].process.log) for name in chosen]
    command = ["tail", "--lines=50" if words.part else "--lines=5", *(["-F"] if words.follow else []), *files]
    os.execvp(command[0], command)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/cluster")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--programs", required=True)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    starting = commands.add_parser("up")
    starting.add_argument("--replicas", type=int, default=2, choices=range(1, 11), metavar="N")
    starting.add_argument("--free-ports", action="store_true")
    for part in ("kafka", "redis", "prometheus"):
        starting.add_argument(f"--no-{part}", dest=part, action="store_false")
    starting.set_defaults(run=up)
    commands.add_parser("status").set_defaults(run=status)
    ending = commands.add_parser("down")
    ending.add_argument("--wipe", action="store_true")
    ending.set_defaults(run=down)
    showing = commands.add_parser("logs")
    showing.add_argument("part", nargs="?")
    showing.add_argument("--follow", "-f", action="store_true")
    showing.set_defaults(run=logs)
    words = parser.parse_args()
    try:
        return words.run(words)
    except ClusterTrouble as trouble:
        return say_trouble(trouble)


if __name__ == "__main__":
    sys.exit(main())
