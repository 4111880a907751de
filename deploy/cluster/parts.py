"""What a cluster is made of besides PostgreSQL and Kafka: a service's replica, Redis, Prometheus.

A part knows how it is started, how one finds out that it answers, and how it is asked to end. It waits for nobody:
who comes first is the cluster's business.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import urllib.error
import urllib.request
from typing import Optional

from . import ports
from .processes import NamedProcess
from .trouble import ClusterTrouble


def environment() -> dict[str, str]:
    """Ours without settings of the platform's: what a part is told is on its command line, for everybody to see."""
    return {key: value for key, value in os.environ.items() if not key.startswith("OPORA_")}


def run(command: list[str], what: str, **options) -> str:
    """What a short program prints; the sentence of `what` with its last words if it fails."""
    options = {"env": environment(), "timeout": 120, **options}
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ClusterTrouble(what, str(error)) from error
    if done.returncode != 0:
        raise ClusterTrouble(what, (done.stdout + done.stderr).strip())
    return done.stdout


class Part:
    """One process of the cluster. `listens` are its ports by name; `address` is where it is found."""

    ends_by, ends_within = signal.SIGTERM, 20.0
    starts_within = 120.0  # on a machine that is busy with other things

    def __init__(self, name: str, folder: pathlib.Path, listens: dict[str, int], address: str):
        self.name, self.folder, self.listens, self.address = name, folder, listens, address
        self.process = NamedProcess(name, folder / "run", folder / "log")

    def check(self) -> None:
        """Refuses to start where something is missing or in the way."""
        if self.process.pid is None:
            for name, port in self.listens.items():
                ports.refuse_taken(name, port)

    def launch(self) -> None:
        """Begins to start; returns before it answers."""
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def end(self) -> bool:
        return self.process.end(self.ends_by, self.ends_within)


class Replica(Part):
    """One process of a service. Whether it answers is asked of all replicas at once, by `opora health`."""

    def __init__(self, service: str, number: int, folder: pathlib.Path, programs: pathlib.Path, at: dict[str, int]):
        name = f"{service}-{number}"
        listens = {each: at[each] for each in (name, f"{name}/metrics")}
        super().__init__(name, folder, listens, f"127.0.0.1:{at[name]}")
        self.service, self.number = service, number
        self.run_from(programs)
        self.metrics = f"127.0.0.1:{at[f'{name}/metrics']}"
        self.settings: dict[str, str] = {}  # what the cluster tells it, beside where it listens
        self.environment: dict[str, str] = {}  # of its own, beside ours

    def run_from(self, programs: pathlib.Path) -> None:
        """The build folder whose program it starts the next time."""
        self.program = programs / "services" / self.service / f"opora-{self.service}"

    def check(self) -> None:
        super().check()
        if not os.access(self.program, os.X_OK):
            raise ClusterTrouble(f"{self.name} has no program {self.program}: build the target opora_services.")

    def launch(self) -> None:
        printed = run([str(self.program), "--print-config"], f"{self.name} does not print its settings.")
        known = set(re.findall(r"^(\S+) = ", printed, re.MULTILINE))
        settings = {**self.settings, "listen.address": self.address, "metrics.address": self.metrics}
        # A build from before a setting does without it.
        flags = [f"--{name}={value}" for name, value in settings.items() if name in known]
        self.process.launch([str(self.program), *flags], cwd=self.folder,
                            environment={**environment(), **self.environment})


def replicas_that_serve(opora: pathlib.Path, replicas: list[Replica]) -> set[str]:
    """The names of those whose health is SERVING."""
    asked = " ".join(f"{each.name}={each.address}" for each in replicas)
    done = subprocess.run([opora, "health", f"--address={asked}"], capture_output=True, text=True, check=False,
                          env=environment(), timeout=60)
    lines = (line.split() for line in done.stdout.splitlines())
    return {words[0] for words in lines if words[2:3] == ["SERVING"]}


class Redis(Part):
    """Limits and cached answers: nothing that may not be lost, so nothing of it is kept on the disk."""

    def __init__(self, folder: pathlib.Path, port: Optional[int] = None):
        self.socket = folder / "redis" / "socket"
        super().__init__("redis", folder, {"redis": port} if port else {}, f"unix:{self.socket}")
        self.port = port or 0  # none
        # In Debian it is one program with the dump checker, which comes without a service of its own.
        self.program = shutil.which("redis-server") or shutil.which("redis-check-rdb")

    def check(self) -> None:
        super().check()
        if self.program is None:
            raise ClusterTrouble("Redis is not installed: scripts/setup cluster.")

    def launch(self) -> None:
        self.socket.parent.mkdir(mode=0o700, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        self.process.launch(
            ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--unixsocket", str(self.socket),
             "--unixsocketperm", "700",
             "--dir", str(self.socket.parent), "--save", "", "--appendonly", "no",
             "--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"],
            program=self.program, cwd=self.socket.parent, environment=environment())

    def answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16) == b"+PONG\r\n"
        except OSError:
            return False


class Prometheus(Part):
    """Scrapes every replica and watches for what deploy/prometheus/rules tells of. Its targets lie in a file of their
    own, which it reads again whenever it changes."""

    shipped = pathlib.Path(__file__).resolve().parents[1] / "prometheus"

    def __init__(self, folder: pathlib.Path, replicas: list[Replica], at: dict[str, int]):
        super().__init__("prometheus", folder, {"prometheus": at["prometheus"]}, f"127.0.0.1:{at['prometheus']}")
        self.replicas = replicas
        self.home = folder / "prometheus"

    def check(self) -> None:
        super().check()
        if shutil.which("prometheus") is None or shutil.which("promtool") is None:
            raise ClusterTrouble("Prometheus is not installed: scripts/setup cluster.")

    def configure(self) -> None:
        """What is shipped, but for where things are. JSON is YAML, too, and needs no library to be written right."""
        self.home.mkdir(mode=0o700, exist_ok=True)
        targets = [{"targets": [each.metrics], "labels": {"service": each.service, "instance": each.name}}
                   for each in self.replicas]
        (self.home / "targets.json").write_text(json.dumps(targets, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(self.home / "rules", ignore_errors=True)
        shutil.copytree(self.shipped / "rules", self.home / "rules")
        shipped = (self.shipped / "prometheus.yml").read_text(encoding="utf-8")
        same, mark, _ = shipped.partition("    # ---- where things are")
        if not mark:
            raise ClusterTrouble(f"{self.shipped / 'prometheus.yml'} has no line that says where things are.")
        config = f"{same}    file_sd_configs: {json.dumps([{'files': ['targets.json']}])}\n"
        (self.home / "prometheus.yml").write_text(config, encoding="utf-8")
        run(["promtool", "check", "config", str(self.home / "prometheus.yml")],
            "Prometheus's configuration is not in order.")

    def launch(self) -> None:
        self.configure()
        self.process.launch(
            ["prometheus", f"--config.file={self.home / 'prometheus.yml'}", f"--web.listen-address={self.address}",
             f"--storage.tsdb.path={self.home / 'data'}", "--storage.tsdb.retention.time=7d", "--log.level=warn"],
            cwd=self.home, environment=environment())

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://{self.address}/-/ready", timeout=2) as response:
                return response.status == 200
        except (urllib.error.URLError, OSError):
            return False
