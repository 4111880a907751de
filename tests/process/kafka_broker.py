"""A Kafka for tests: the cluster's, by itself, with its data in a temporary folder, listening on 127.0.0.1 only.

Usage: PYTHONPATH=deploy kafka_broker.py start|guard|stop|kill|restart|wipe|address FILE

  start    begins anew, for whoever comes; whatever an earlier run left behind is stopped first
  guard    the same for accounts of services alone: their passwords and the broker's authority lie in `kafka` below the
           folder, and nobody has been granted anything
  stop     ends it and removes its folder
  kill     ends the broker at once, as a failing machine would; its data stay
  restart  starts a killed (or running) broker again, on the same port with the same data
  wipe     kills the broker and starts it again on the same port with nothing: no topic, no record, no group
  address  prints where it listens, host:port

A test of faults starts a broker of its own under FILE.something; `stop FILE` ends those too, should a test have died.
FILE holds the folder's path from start to stop; in the folder, `address` holds host:port. start, guard, restart and
wipe return once it answers.
"""
import json
import pathlib
import shutil
import signal
import sys
import tempfile

from cluster import ClusterTrouble
from cluster.kafka import Kafka
from cluster.ports import unused
from cluster.processes import wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]  # of the checkout
PREFIX = "opora-kafka."
PORTS = ("kafka", "kafka/broker", "kafka/controller")
ACCOUNTS = sorted(path.parent.name for path in ROOT.glob("services/*/service.cpp"))  # a service is its folder
ATTEMPTS = 3  # somebody may take a port between looking and listening


def folder_in(file):
    """The broker's folder; None if none was started."""
    folder = pathlib.Path(file.read_text(encoding="utf-8")) if file.exists() else None
    return folder if folder and folder.name.startswith(PREFIX) and folder.is_dir() else None


def broker_in(folder):
    accounts = ACCOUNTS if (folder / "guarded").exists() else None
    return Kafka(folder, json.loads((folder / "ports").read_text(encoding="utf-8")), accounts)


def launch(broker):
    broker.check()
    broker.launch()
    # An answer could be somebody else's who took the port, or come before it makes topics.
    started = lambda: "Kafka Server started" in broker.process.last_words(10_000)
    wait_until(lambda: started() or broker.process.pid is None, broker.starts_within)
    if not started() or broker.process.pid is None:
        kill(broker)
        raise ClusterTrouble("The broker does not start.", broker.process.last_words(20))


def kill(broker):
    broker.process.end(signal.SIGKILL, 10)


def start(file, is_guarded=False):
    stop(file)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=PREFIX, dir="/tmp"))
    file.write_text(str(folder), encoding="utf-8")
    for name in ("run", "log"):
        (folder / name).mkdir()
    if is_guarded:
        (folder / "guarded").touch()
    for attempt in range(ATTEMPTS):
        (folder / "ports").write_text(json.dumps({name: unused() for name in PORTS}), encoding="utf-8")
        broker = broker_in(folder)
        (folder / "address").write_text(broker.address, encoding="utf-8")
        try:
            return launch(broker)
        except ClusterTrouble:
            if attempt + 1 == ATTEMPTS:
                raise


def stop(file):
    for each in (file, *file.parent.glob(f"{file.name}.*")):
        if folder := folder_in(each):
            if (folder / "ports").exists():
                kill(broker_in(folder))
            shutil.rmtree(folder, ignore_errors=True)
        each.unlink(missing_ok=True)


def main(word, file):
    if word in ("start", "guard"):
        return start(file, word == "guard")
    if word == "stop":
        return stop(file)
    folder = folder_in(file)
    if folder is None:
        raise ClusterTrouble(f"No broker was started: {sys.argv[0]} start {file}")
    broker = broker_in(folder)
    if word == "address":
        return print(broker.address, end="")
    kill(broker)
    if word == "wipe":
        broker.wipe()
    if word != "kill":
        launch(broker)


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("start", "guard", "stop", "kill", "restart", "wipe", "address"):
        sys.exit(__doc__)
    try:
        main(sys.argv[1], pathlib.Path(sys.argv[2]).resolve())
    except ClusterTrouble as trouble:
        sys.exit(f"kafka_broker: {trouble}")
