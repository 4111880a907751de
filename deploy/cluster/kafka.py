"""The cluster's Kafka: one node, broker and controller in one process, listening on 127.0.0.1 only.

Topics are made on purpose or not at all. The jars come with scripts/setup.
"""
import base64
import os
import pathlib
import shutil
import signal
import socket
import struct
from typing import Optional

from .parts import Part, environment, run
from .trouble import ClusterTrouble

# One node can neither replicate nor hand over; one group's start needn't wait for more members; small buffers.
PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://{address},CONTROLLER://{controller}{listening}
advertised.listeners=PLAINTEXT://{address}{advertised}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT{protocols}
controller.quorum.voters=1@{controller}
log.dirs={data}
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
"""

# Asks which versions of the protocol it speaks (key 18, version 0, correlation 1, no client id): a broker answers that
# as soon as it answers anything.
API_VERSIONS = struct.pack(">ihhih", 10, 18, 0, 1, -1)


def jars() -> Optional[pathlib.Path]:
    """The newest version that scripts/setup has fetched."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    found = [path for path in (cache / "opora" / "kafka").glob("*/libs") if path.parent.name[0].isdigit()]
    return max(found, key=lambda path: [int(part) for part in path.parent.name.split(".")], default=None)


class Kafka(Part):
    ends_by, ends_within = signal.SIGTERM, 30.0

    def __init__(self, folder: pathlib.Path, at: dict[str, int]):
        super().__init__("kafka", folder, {name: at[name] for name in ("kafka", "kafka/controller")},
                         f"127.0.0.1:{at['kafka']}")
        self.controller = f"127.0.0.1:{at['kafka/controller']}"
        self.home = folder / "kafka"
        self.data = self.home / "data"
        self.properties = self.home / "properties"
        # A client goes on with the address that the broker tells it: whoever reaches it through something between needs
        # a listener of its own, which tells that. By name: where it listens, and the address it tells.
        self.linked: dict[str, tuple[str, str]] = {}

    def listen_for(self, name: str, port: int, told: str) -> None:
        self.listens[f"kafka/{name}"] = port
        self.linked[name.upper().replace("-", "_")] = (f"127.0.0.1:{port}", told)

    def check(self) -> None:
        super().check()
        if shutil.which("java") is None or jars() is None:
            raise ClusterTrouble("The Kafka broker is not installed: scripts/setup cluster.")

    def _java(self) -> list[str]:
        # Starts quickly and stays small.
        return ["java", "-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
                "-cp", f"{jars()}/*"]

    def launch(self) -> None:
        self.home.mkdir(mode=0o700, exist_ok=True)
        listening = "".join(f",{name}://{place}" for name, (place, _) in self.linked.items())
        advertised = "".join(f",{name}://{told}" for name, (_, told) in self.linked.items())
        protocols = "".join(f",{name}:PLAINTEXT" for name in self.linked)
        self.properties.write_text(
            PROPERTIES.format(address=self.address, controller=self.controller, data=self.data, listening=listening,
                              advertised=advertised, protocols=protocols), encoding="utf-8")
        if not (self.data / "meta.properties").exists():
            self._format()
        self.process.launch([*self._java(), "kafka.Kafka", str(self.properties)], cwd=self.home,
                            environment=environment())

    def _format(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        # 16 bytes in base64url. One that was wiped has to be another one: clients notice by it.
        identity = base64.urlsafe_b64encode(os.urandom(16)).decode().rstrip("=")
        if identity.startswith("-"):
            identity = f"A{identity[1:]}"  # would be taken for an option
        run([*self._java(), "kafka.tools.StorageTool", "format", "--cluster-id", identity,
             "--config", str(self.properties)], "Kafka's storage could not be made.", cwd=self.home)

    def wipe(self) -> None:
        """Forgets every topic, record and group; it may not run."""
        shutil.rmtree(self.data, ignore_errors=True)

    def answers(self) -> bool:
        host, _, port = self.address.partition(":")
        try:
            with socket.create_connection((host, int(port)), timeout=2) as connection:
                connection.sendall(API_VERSIONS)
                return len(connection.recv(64)) >= 10
        except OSError:
            return False
