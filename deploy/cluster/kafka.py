"""The cluster's Kafka: one node, broker and controller in one process, listening on 127.0.0.1 only.

Whoever comes shows who they are: services and the tool by name and password, the broker to itself by its certificate;
and may do what `opora topics apply` has granted, which is nothing for everybody else. Topics are made on
purpose or not at all. The jars come with scripts/setup.
"""
import base64
import os
import pathlib
import secrets
import shutil
import signal
import socket
import ssl
import struct
from typing import Optional

from . import certificates
from .parts import Part, environment, run
from .trouble import ClusterTrouble

# One node can neither replicate nor hand over; one group's start needn't wait for more members; small buffers.
PROPERTIES = """\
process.roles=broker,controller
node.id=1
controller.listener.names=CONTROLLER
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

# Who may do what. All that is said is said inside TLS, passwords too.
SECURED = """\
listeners=CLIENTS://{address},BROKER://{broker},CONTROLLER://{controller}{listening}
advertised.listeners=CLIENTS://{address},BROKER://{broker}{advertised}
listener.security.protocol.map=CLIENTS:SASL_SSL,BROKER:SSL,CONTROLLER:SSL{protocols}
inter.broker.listener.name=BROKER
sasl.enabled.mechanisms=PLAIN
ssl.keystore.type=PEM
ssl.keystore.location={home}/kafka.pem
ssl.truststore.type=PEM
ssl.truststore.location={home}/authority.pem
listener.name.broker.ssl.client.auth=required
listener.name.controller.ssl.client.auth=required
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
allow.everyone.if.no.acl.found=false
super.users=User:CN=kafka;User:opora
"""
LOGIN = ("listener.name.{name}.plain.sasl.jaas.config="
         "org.apache.kafka.common.security.plain.PlainLoginModule required {accounts};\n")

# For tests of what travels alone: nobody is asked who they are.
OPEN = """\
listeners=PLAINTEXT://{address},CONTROLLER://{controller}
advertised.listeners=PLAINTEXT://{address}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
"""

SETUP = "opora"  # whose topics and grants they are

# Asks which versions of the protocol it speaks (key 18, version 0, correlation 1, no client id): a broker answers that
# as soon as it answers anything.
API_VERSIONS = struct.pack(">ihhih", 10, 18, 0, 1, -1)


def jars() -> Optional[pathlib.Path]:
    """The newest version that scripts/setup has fetched."""
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    found = [path for path in (cache / "opora" / "kafka").glob("*/libs") if path.parent.name[0].isdigit()]
    return max(found, key=lambda path: [int(part) for part in path.parent.name.split(".")], default=None)


class Kafka(Part):
    """`services` have an account each, as SETUP has; without, whoever comes may do anything."""
    ends_by, ends_within = signal.SIGTERM, 30.0

    def __init__(self, folder: pathlib.Path, at: dict[str, int], services: Optional[list[str]] = None):
        self.is_open = services is None
        self.accounts = [SETUP, *(services or [])]
        names = ("kafka", "kafka/controller") if self.is_open else ("kafka", "kafka/broker", "kafka/controller")
        super().__init__("kafka", folder, {name: at[name] for name in names if name in at}, f"127.0.0.1:{at['kafka']}")
        self.home = folder / "kafka"
        self.data = self.home / "data"
        self.properties = self.home / "properties"
        self.authority = self.home / "authority.pem"
        # A client goes on with the address that the broker tells it: whoever reaches it through something between needs
        # a listener of its own, which tells that. By name: where it listens, and the address it tells.
        self.linked: dict[str, tuple[str, str]] = {}

    def listen_for(self, name: str, port: int, told: str) -> None:
        self.listens[f"kafka/{name}"] = port
        self.linked[name.upper().replace("-", "_")] = (f"127.0.0.1:{port}", told)

    def password_file(self, account: str) -> pathlib.Path:
        return self.home / f"{account}.password"

    def settings(self, account: str) -> dict[str, str]:
        """What the platform is told to come as somebody."""
        return {"kafka.user": account, "kafka.password_file": str(self.password_file(account)),
                "kafka.authority": str(self.authority)}

    def flags(self, account: str) -> list[str]:
        """What `opora topics apply` is told for the same."""
        return [f"--kafka={self.address}", f"--user={account}", f"--password-file={self.password_file(account)}",
                f"--authority={self.authority}"]

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
        if not self.is_open:
            certificates.make(self.home, "kafka")
        self.properties.touch(mode=0o600)
        self.properties.write_text(self._properties(), encoding="utf-8")
        if not (self.data / "meta.properties").exists():
            self._format()
        self.process.launch([*self._java(), "kafka.Kafka", str(self.properties)], cwd=self.home,
                            environment=environment())

    def _properties(self) -> str:
        places = {"address": self.address, "data": self.data, "home": self.home,
                  **{name: f"127.0.0.1:{self.listens.get(f'kafka/{name}')}" for name in ("broker", "controller")}}
        if self.is_open:
            return (PROPERTIES + OPEN).format(**places)
        listening = "".join(f",{name}://{place}" for name, (place, _) in self.linked.items())
        advertised = "".join(f",{name}://{told}" for name, (_, told) in self.linked.items())
        protocols = "".join(f",{name}:SASL_SSL" for name in self.linked)
        accounts = " ".join(f'user_{each}="{self._password(each)}"' for each in self.accounts)
        logins = "".join(LOGIN.format(name=name.lower(), accounts=accounts) for name in ("CLIENTS", *self.linked))
        return (PROPERTIES + SECURED).format(**places, listening=listening, advertised=advertised,
                                             protocols=protocols) + logins

    def _password(self, account: str) -> str:
        file = self.password_file(account)
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(20) + "\n", encoding="ascii")
        return file.read_text(encoding="ascii").strip()

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
            with socket.create_connection((host, int(port)), timeout=2) as plain:
                with plain if self.is_open else self._trust().wrap_socket(plain, server_hostname=host) as connection:
                    connection.sendall(API_VERSIONS)
                    return len(connection.recv(64)) >= 10
        except OSError:
            return False

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.authority))
