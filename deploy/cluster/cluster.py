"""A whole cluster: which parts it has, in which order they start and end, and what can be done to each.

What it is made of is kept in FOLDER/cluster.json, so another process finds the same cluster again with Cluster.at().
"""
import concurrent.futures
import dataclasses
import enum
import fcntl
import json
import pathlib
import re
import shutil
import signal
import sys
import time
from contextlib import contextmanager
from typing import Callable, Iterable, Iterator, Optional

from . import ports
from .kafka import SETUP, Kafka
from .parts import Part, Prometheus, Redis, Replica, replicas_that_serve, run
from .postgres import Postgres
from .processes import resident_bytes
from .trouble import ClusterTrouble


Between = Callable[[str, str, str], str]  # who, to whom, where that listens: where the first finds the second


class Ports(enum.Enum):
    FIXED = "fixed"  # the documented ones: one such cluster a machine
    FREE = "free"  # any that nobody uses


@dataclasses.dataclass
class State:
    """One part, as it is now."""
    name: str
    pid: Optional[int]
    address: str
    ready: bool
    resident_bytes: int


class Cluster:
    """`programs` is a build folder. Parts are called postgres, kafka, redis, prometheus and registration-1, -2, …

    `between` is for tests that put something between a replica and what it talks to: called with the replica's name,
    the other part's and where that listens, it says where the replica finds it. What otherwise has a socket only
    listens on a port of 127.0.0.1 then, too.
    """

    def __init__(self, folder, programs, replicas: int = 2, use_ports: Ports = Ports.FREE, with_kafka: bool = True,
                 with_redis: bool = True, with_prometheus: bool = False, between: Optional[Between] = None):
        self.folder, self.programs = pathlib.Path(folder).resolve(), pathlib.Path(programs).resolve()
        self.opora_program = self.programs / "services" / "opora" / "opora"
        listed = run([str(self.opora_program), "services"], "The services can't be listed: build the target opora.")
        services = listed.split()
        choose = ports.fixed if use_ports is Ports.FIXED else ports.free
        kept = self._kept(self.folder)
        if kept and use_ports is Ports.FREE and (kept["services"], kept["replicas"]) == (services, replicas):
            numbers = {**choose(services, replicas), **kept["ports"]}  # it comes back where it was
        else:
            numbers = choose(services, replicas)
        if between:
            linked = [f"kafka/{service}-{number + 1}" for service in services for number in range(replicas)]
            numbers = {**{name: ports.unused() for name in ("postgres", "redis", *linked)}, **numbers}
        self._describe({"programs": str(self.programs), "services": services, "replicas": replicas, "ports": numbers,
                        "kafka": with_kafka, "redis": with_redis, "prometheus": with_prometheus})
        if between:
            self._put_between(between)

    @classmethod
    def at(cls, folder) -> "Cluster":
        """The cluster whose parts were started from this folder, by whomever, whatever has been built since."""
        cluster = cls.__new__(cls)
        cluster.folder = pathlib.Path(folder).resolve()
        kept = cls._kept(cluster.folder)
        if kept is None:
            raise ClusterTrouble(f"There is no cluster in {cluster.folder}: scripts/cluster up makes one.")
        cluster.programs = pathlib.Path(kept["programs"])
        cluster.opora_program = cluster.programs / "services" / "opora" / "opora"
        cluster._describe(kept)
        return cluster

    @staticmethod
    def _kept(folder: pathlib.Path) -> Optional[dict]:
        try:
            return json.loads((folder / "cluster.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None

    def _describe(self, made_of: dict) -> None:
        self.made_of, at = made_of, made_of["ports"]
        self.data = self.folder / "data"
        self.postgres = Postgres(self.folder, made_of["services"], made_of["replicas"], at.get("postgres"))
        self.kafka = Kafka(self.folder, at, made_of["services"]) if made_of["kafka"] else None
        self.redis = Redis(self.folder, at.get("redis")) if made_of["redis"] else None
        self.replicas = [Replica(service, number, self.folder, self.programs, at)
                         for service in made_of["services"] for number in range(1, made_of["replicas"] + 1)]
        self.prometheus = Prometheus(self.folder, self.replicas, at) if made_of["prometheus"] else None
        beside: list[Optional[Part]] = [self.postgres, self.kafka, self.redis, self.prometheus]
        self.parts: dict[str, Part] = {part.name: part for part in [*beside, *self.replicas] if part}
        for replica in self.replicas:
            replica.settings = {"data": str(self.data), "database": self.postgres.address, "peers": self.address}
            if self.kafka:
                replica.settings |= {"kafka": self.kafka.address, **self.kafka.settings(replica.service)}
            if self.redis:
                replica.settings["redis"] = self.redis.address

    def _put_between(self, between: Between) -> None:
        at = self.made_of["ports"]
        for replica in self.replicas:
            name, told = replica.name, replica.settings
            told["database"] = self.postgres.address_at(between(name, "postgres", f"127.0.0.1:{at['postgres']}"))
            told["peers"] = self._address_by(lambda other, name=name: between(name, other.name, other.address))
            if self.kafka:
                told["kafka"] = between(name, "kafka", f"127.0.0.1:{at[f'kafka/{name}']}")
                self.kafka.listen_for(name, at[f"kafka/{name}"], told["kafka"])
            if self.redis:
                told["redis"] = "redis://" + between(name, "redis", f"127.0.0.1:{at['redis']}")

    @property
    def address(self) -> str:
        """The text for `opora --address`: every service with all its replicas."""
        return self._address_by(lambda replica: replica.address)

    def _address_by(self, found_at: Callable[[Replica], str]) -> str:
        return " ".join(f"{service}=" + ",".join(found_at(each) for each in self.replicas if each.service == service)
                        for service in self.made_of["services"])

    # ---- all parts

    def start(self) -> None:
        """Starts whatever doesn't run, and returns once all is ready. If a part does not start the others stay as they
        are, for somebody to look at; stop() ends them."""
        self._refuse_another()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711)  # PostgreSQL's user passes through; what is in the folders is nobody else's business
        for name in ("run", "log"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        with self._alone():
            for part in self.parts.values():
                part.check()
            (self.folder / "cluster.json").write_text(json.dumps(self.made_of, indent=2) + "\n", encoding="utf-8")
            alone = [part for part in (self.redis, self.prometheus) if part]
            tasks = [self._start_services, self._start_kafka]
            tasks += [lambda part=part: self._bring_up([part]) for part in alone]
            with concurrent.futures.ThreadPoolExecutor(len(tasks)) as pool:
                results = [pool.submit(task) for task in tasks]
            for result in results:
                result.result()

    def stop(self, tell: Callable[[str], None] = lambda words: None) -> None:
        """Services first, so that what they stand on is there until they have drained."""
        if not (self.folder / "run").exists():
            return
        beside = [part for part in (self.prometheus, self.redis, self.kafka, self.postgres) if part]
        with self._alone():
            for group in [self.replicas, *([part] for part in beside)]:
                running = [part for part in group if part.process.pid is not None]
                with concurrent.futures.ThreadPoolExecutor(max(len(group), 1)) as pool:
                    asked = list(pool.map(Part.end, group))
                if running:
                    tell("Ended " + ", ".join(part.name for part in running))
                for part in (part for part, enough in zip(group, asked) if not enough):
                    tell(f"{part.name} did not end within {part.ends_within:.0f} s and was killed")

    def wipe(self) -> None:
        """Removes all data; nothing of it may run."""
        alive = [name for name, part in self.parts.items() if part.process.pid is not None]
        if alive:
            raise ClusterTrouble(f"{', '.join(alive)} still runs, so its data can't be removed.")
        shutil.rmtree(self.folder, ignore_errors=True)

    def states(self) -> list[State]:
        with concurrent.futures.ThreadPoolExecutor() as pool:
            serving = pool.submit(replicas_that_serve, self.opora_program, self.replicas)
            beside = {part.name: pool.submit(part.answers) for part in self.parts.values() if part not in self.replicas}
            ready = serving.result() | {name for name, answers in beside.items() if answers.result()}
        states = []
        for name, part in self.parts.items():
            pid = part.process.pid
            memory = resident_bytes(pid) if pid else 0
            states.append(State(name, pid, part.address, pid is not None and name in ready, memory))
        return states

    # ---- one part

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Sends a signal to the part; after SIGKILL it has ended."""
        self._part(name).process.signal(number)

    def pause(self, name: str) -> None:
        self.kill(name, signal.SIGSTOP)

    def resume(self, name: str) -> None:
        self.kill(name, signal.SIGCONT)

    def restart(self, name: str) -> None:
        """Ends it as stop() does, if it runs, starts it, and returns once it answers."""
        part = self._part(name)
        part.end()
        part.check()
        self._bring_up([part])

    def replace(self, name: str, programs) -> bool:
        """Restarts a replica with the program of another build folder, on the same settings; it stays with that one.
        Whether asking the one before to end was enough."""
        replica = self._part(name)
        asked = replica.end()
        replica.run_from(pathlib.Path(programs).resolve())
        self.restart(name)
        return asked

    def wipe_kafka(self) -> None:
        """A broker that has lost everything, on the same port: no record, no group, and topics as on the first day."""
        self.kafka.process.end(signal.SIGKILL, 10)
        self.kafka.wipe()
        self._start_kafka()

    def opora(self, *words: str, timeout: float = 300) -> str:
        """What the tool prints, asking this cluster; refused with its error."""
        return run([str(self.opora_program), *words, f"--address={self.address}", f"--data={self.data}"],
                   f"opora {' '.join(words)} was refused.", timeout=timeout)

    def opora_alone(self, *words: str, timeout: float = 300) -> str:
        """The same for what the tool does while a service doesn't run: it is told no address."""
        return run([str(self.opora_program), *words, f"--data={self.data}"], f"opora {' '.join(words)} was refused.",
                   timeout=timeout)

    def __enter__(self) -> "Cluster":
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    # ---- how

    def _part(self, name: str) -> Part:
        if name not in self.parts:
            raise ClusterTrouble(f"There is no part {name}; there are {', '.join(self.parts)}.")
        return self.parts[name]

    def _refuse_another(self) -> None:
        """What runs knows its peers from its command line, so nothing it was not told of can join it; and what would no
        longer belong to the cluster could no longer be ended."""
        if self._kept(self.folder) in (None, self.made_of):
            return
        if any(part.process.pid is not None for part in Cluster.at(self.folder).parts.values()):
            raise ClusterTrouble("A cluster of other parts, ports or programs runs from this folder: end it first, "
                                 "with down.")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps two shells from starting and ending the same parts at once."""
        with open(self.folder / "run" / "lock", "w", encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ClusterTrouble("Somebody else is starting or ending this cluster now: wait for them.") from None
            yield

    def _start_services(self) -> None:
        self._bring_up([self.postgres])
        self.postgres.add_databases()
        self.data.mkdir(mode=0o700, exist_ok=True)
        self._bring_up(self.replicas)

    def _start_kafka(self) -> None:
        """With the topics that the events travel by, once the tool knows how to make them."""
        if self.kafka is None:
            return
        self._bring_up([self.kafka])
        helped = run([str(self.opora_program), "--help"], "The tool does not say what it can do.")
        if re.search(r"^  topics ", helped, re.MULTILINE):
            run([str(self.opora_program), "topics", "apply", *self.kafka.flags(SETUP), "--accounts={service}"],
                "The topics could not be made.", cwd=pathlib.Path(__file__).parents[2])

    def _bring_up(self, parts: Iterable[Part]) -> None:
        """Starts those that don't run, all at once, and waits until each of them answers."""
        waiting = {part.name: part for part in parts}
        for part in waiting.values():
            if part.process.pid is None:
                part.launch()
        end = time.monotonic() + max(part.starts_within for part in waiting.values())
        while waiting:
            for name in self._answering(waiting):
                del waiting[name]
            for part in waiting.values():
                if part.process.pid is None:
                    raise ClusterTrouble(f"{part.name} has ended instead of starting; its last words:",
                                         part.process.last_words())
                if time.monotonic() > end:
                    raise ClusterTrouble(f"{part.name} does not answer in {part.starts_within:.0f} s; its last words:",
                                         part.process.last_words())
            time.sleep(0.05 if waiting else 0)

    def _answering(self, parts: dict[str, Part]) -> set[str]:
        replicas = [part for part in parts.values() if isinstance(part, Replica)]
        serving = replicas_that_serve(self.opora_program, replicas) if replicas else set()
        return serving | {name for name, part in parts.items() if part not in replicas and part.answers()}


def say_trouble(trouble: ClusterTrouble) -> int:
    """Last words first, so that the sentence is what one reads."""
    if trouble.last_words:
        print(trouble.last_words, file=sys.stderr)
    print(f"cluster: {trouble.sentence}", file=sys.stderr)
    return 1
