"""Which ports the parts of a cluster listen on, and who holds one that is taken. All of them on 127.0.0.1."""
import itertools
import os
import pathlib
import socket
from typing import Iterator, Optional

from .trouble import ClusterTrouble

# Those of scripts/cluster. A service's replicas stand side by side; the next service begins ten further.
GRPC, METRICS, PROMETHEUS, KAFKA, KAFKA_CONTROLLER, KAFKA_BROKER = 7410, 7510, 9490, 9492, 9493, 9496
BETWEEN_SERVICES = 10

# Below those that the system gives to outgoing connections: one of them could otherwise take a port while its part is
# down.
FREE_FROM, FREE_TO, APART = 20_000, 32_000, 60


def fixed(services: list[str], replicas: int) -> dict[str, int]:
    """The documented ports, by what listens there: registration-1, registration-1/metrics, kafka, …"""
    if replicas > BETWEEN_SERVICES or len(services) * BETWEEN_SERVICES > METRICS - GRPC:
        raise ClusterTrouble("There are more services or replicas than documented ports: use free ones.")
    ports = {"kafka": KAFKA, "kafka/controller": KAFKA_CONTROLLER, "kafka/broker": KAFKA_BROKER,
             "prometheus": PROMETHEUS}
    for row, service in enumerate(services):
        for replica in range(replicas):
            ports[f"{service}-{replica + 1}"] = GRPC + row * BETWEEN_SERVICES + replica
            ports[f"{service}-{replica + 1}/metrics"] = METRICS + row * BETWEEN_SERVICES + replica
    return ports


def free(services: list[str], replicas: int) -> dict[str, int]:
    """The same names, on ports that nobody uses now."""
    return {name: unused() for name in fixed(services, replicas)}


def unused() -> int:
    """One that nobody uses now, and another at each call."""
    return next(_unused)


def _free_ones() -> Iterator[int]:
    """A port is ours only when its part listens, seconds after it was chosen, so processes that choose at the same time
    begin far from each other."""
    span = FREE_TO - FREE_FROM
    begin = os.getpid() % (span // APART) * APART
    for step in itertools.count():
        port = FREE_FROM + (begin + step) % span
        if not is_taken(port):
            yield port


_unused = _free_ones()


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: a connection that has just ended doesn't keep the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def refuse_taken(name: str, port: int) -> None:
    """Says in one sentence who is in the way, if anybody is."""
    if is_taken(port):
        raise ClusterTrouble(f"Port {port}, which is {name}'s, is held by {holder(port)}; end that first.")


def holder(port: int) -> str:
    inode = _listening_inode(port)
    for entry in filter(str.isdigit, os.listdir("/proc")) if inode else ():
        try:
            for descriptor in os.listdir(f"/proc/{entry}/fd"):
                if os.readlink(f"/proc/{entry}/fd/{descriptor}") == f"socket:[{inode}]":
                    name = pathlib.Path(f"/proc/{entry}/comm").read_text(encoding="utf-8").strip()
                    return f"{name} (process {entry})"
        except OSError:
            continue  # not ours to look into, or gone
    return "a process of somebody else's"


def _listening_inode(port: int) -> Optional[str]:
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = pathlib.Path(table).read_text(encoding="ascii").splitlines()[1:]
        except FileNotFoundError:
            continue
        for fields in map(str.split, lines):
            if fields[3] == "0A" and int(fields[1].rpartition(":")[2], 16) == port:
                return fields[9]
    return None
