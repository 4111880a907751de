"""Containers of docker-compose.yml and of the chart, as far as processes of this machine can be them: the program that
a container runs, with the container's own environment, and what is asked of it, with the same.

Three things are others than in a container, and nothing else: ports, since all of them share one machine; folders; and
engines, since a service over files serves as well.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess

from cluster import ports
from cluster.processes import wait_until
from support import ROOT
from support.described import Programs

ENGINES = {"OPORA_DATABASE", "OPORA_KAFKA", "OPORA_KAFKA_SETTINGS", "OPORA_REDIS"}
# An engine gives containers the proxies that its user has set for them. Nobody is behind this one.
PROXIES = {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}


class Network:
    """Where each service's ports are: (service, port in its container) on a port of this machine."""

    def __init__(self):
        self.given: dict[tuple[str, int], int] = {}

    def port(self, service: str, inside: int) -> int:
        return self.given.setdefault((service, inside), ports.unused())

    def places(self, text: str) -> str:
        """name=host:port of each, as OPORA_PEERS and OPORA_ADDRESS have it."""
        def place(match):
            return f"{match[1]}=127.0.0.1:{self.port(match[1], int(match[2]))}"
        return re.sub(r"(?<![-\w])(\w+)=[\w.-]+:(\d+)", place, text)

    def own(self, service: str, text: str) -> str:
        """A container's own addresses, wherever they are written."""
        def address(match):
            return f"{match[1].replace('0.0.0.0', '127.0.0.1')}{match[2]}{self.port(service, int(match[3]))}"
        return re.sub(r"\b(127\.0\.0\.1|0\.0\.0\.0|localhost)([:/])(\d+)", address, text)


class Container:
    """`programs` are folders that come first on its PATH, `folders` those of this machine by where they are in it."""

    def __init__(self, name: str, environment: dict[str, str], programs: list[pathlib.Path], network: Network,
                 folders: dict[str, pathlib.Path]):
        self.name, self.network, self.folders = name, network, folders
        self.process = None
        path = ":".join([*map(str, programs), os.environ["PATH"]])
        self.environment = {"PATH": path, "HOME": "/", **PROXIES,
                            **{key: self.here(value) for key, value in environment.items() if key not in ENGINES}}

    def here(self, text: str) -> str:
        for inside, folder in self.folders.items():
            text = re.sub(rf"(?<![\w/.-]){inside}(?![\w-])", str(folder), text)
        places = self.network.places(text)
        return places if places != text else self.network.own(self.name, text)

    def start(self, command: list[str], log: pathlib.Path) -> None:
        with open(log, "wb") as said:
            self.process = subprocess.Popen(self.words(["CMD", *command]), env=self.environment, stdout=said,
                                            stderr=said, stdin=subprocess.DEVNULL, cwd=log.parent)

    def words(self, test: list[str]) -> list[str]:
        kind, *command = test
        shell = {"CMD": [], "CMD-SHELL": ["/bin/sh", "-c"]}[kind]
        words = [*shell, *map(self.here, command)]
        # Which program a name is, the container's own PATH says.
        return [shutil.which(words[0], path=self.environment["PATH"]) or words[0], *words[1:]]

    def ask(self, test: list[str]) -> tuple[int, str]:
        """A health check, as the engine asks it: beside the program, with the same environment."""
        done = subprocess.run(self.words(test), env=self.environment, capture_output=True, text=True, check=False,
                              timeout=60)
        return done.returncode, done.stdout + done.stderr

    def probe(self, port: int, service: str) -> str:
        """gRPC health, as a kubelet asks it: SERVING, NOT_SERVING, or nothing from nobody."""
        # HealthCheckRequest and HealthCheckResponse have one field each, of number 1; five bytes stand before each.
        request = b"\x0a" + bytes([len(service)]) + service.encode() if service else b""
        done = subprocess.run(
            ["curl", "--silent", "--noproxy", "*", "--http2-prior-knowledge", "--max-time", "10", "--header",
             "content-type: application/grpc", "--header", "te: trailers", "--data-binary", "@-",
             f"http://127.0.0.1:{self.network.port(self.name, port)}/grpc.health.v1.Health/Check"],
            input=bytes([0, 0, 0, 0, len(request)]) + request, stdout=subprocess.PIPE, check=False, timeout=60)
        return {b"\x08\x01": "SERVING", b"\x08\x02": "NOT_SERVING"}.get(done.stdout[5:], "")

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            if not wait_until(lambda: self.process.poll() is not None, 30):
                self.process.kill()
        if self.process is not None:
            self.process.wait()


def folders_of(programs: Programs) -> list[pathlib.Path]:
    return [programs.opora.parent, *(programs.of(service).parent for service in programs.services)]


def make_certificates(programs: Programs, folder: pathlib.Path) -> None:
    """As docker-compose.yml's service of that name does."""
    environment = {"PATH": f"{programs.opora.parent}:{os.environ['PATH']}", "HOME": "/"}
    done = subprocess.run([ROOT / "deploy" / "compose" / "certificates.sh", folder], env=environment,
                          capture_output=True, text=True, check=False, timeout=120)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
