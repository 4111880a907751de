"""The platforms that the game is played on, and what an attacker copies of each."""
import contextlib
import pathlib
import subprocess
import tempfile
import urllib.request

from capture import Watched
from cluster import Cluster, ports
from stores import PostgresStore, SqliteStore
from support.platform_process import Platform


def planted(bug):
    return {"OPORA_PLANTED": bug} if bug else {}


def metrics_of(address):
    def tell():
        with urllib.request.urlopen(f"http://{address}/metrics", timeout=60) as answer:
            return answer.read()
    return tell


def joined(texts):
    return lambda: "".join(list(texts)).encode()


@contextlib.contextmanager
def all_in_one(program, bug, postgres=None):
    """`opora serve` with its metrics; the platform, and where its metrics are."""
    metrics = f"127.0.0.1:{ports.unused()}"
    with Platform(program, postgres=postgres, flags=(f"--metrics.address={metrics}", "--log.level=debug"),
                  variables=planted(bug)) as platform:
        yield platform, {"metrics": metrics_of(metrics), "log": joined(platform.said)}


class OnSqlite:
    """As the others: once it is entered it has an address, data (a folder with the keys), store and watched."""

    def __init__(self, programs, bug=""):
        self.program, self.bug = programs / "services" / "opora" / "opora", bug

    def __enter__(self):
        self.stack = contextlib.ExitStack()
        platform, told = self.stack.enter_context(all_in_one(self.program, self.bug))
        self.address, self.data = platform.address, platform.data
        self.store = SqliteStore(platform.data)
        self.watched = Watched([platform.data], told)
        return self

    def __exit__(self, *_):
        self.stack.close()


class OnPostgres:
    """In one process, on the PostgreSQL that ctest has started: `folder_file` says where. Of its files those that hold
    something of ours."""

    def __init__(self, programs, folder_file, bug=""):
        self.program, self.bug, self.folder_file = programs / "services" / "opora" / "opora", bug, folder_file

    def __enter__(self):
        self.stack = contextlib.ExitStack()
        platform, told = self.stack.enter_context(all_in_one(self.program, self.bug, self.folder_file))
        self.address, self.data = platform.address, platform.data
        databases = platform.databases
        self.store = PostgresStore(databases.host, "opora", f"{databases.prefix}feedback")
        server = pathlib.Path(databases.host)
        ours = [row[0] for row in self.store.rows(
            f"SELECT oid FROM pg_database WHERE datname LIKE '{databases.prefix}%'")]
        places = [server / "data" / "base" / oid for oid in ours]
        places += [server / "data" / name for name in ("pg_wal", "pg_xact", "pg_stat", "pg_stat_tmp")]
        self.watched = Watched([platform.data, server / "log", *places], told)
        return self

    def __exit__(self, *_):
        self.stack.close()


class OnACluster:
    """Each service a process of its own, with PostgreSQL, Kafka and Redis: every file of any of them."""

    def __init__(self, programs, bug=""):
        self.programs, self.bug = programs, bug

    def __enter__(self):
        self.stack = contextlib.ExitStack()
        # Short, since PostgreSQL's and Redis's sockets lie in it.
        folder = pathlib.Path(self.stack.enter_context(tempfile.TemporaryDirectory(prefix="opora-named-", dir="/tmp")))
        folder.chmod(0o711)  # for PostgreSQL's user
        self.cluster = Cluster(folder / "cluster", self.programs, replicas=1)
        for replica in self.cluster.replicas:
            replica.environment |= planted(self.bug)
        self.stack.enter_context(self.cluster)
        self.address, self.data = self.cluster.address, str(self.cluster.data)
        postgres = self.cluster.postgres
        self.store = PostgresStore(postgres.home, "opora", "opora_feedback", postgres.port, postgres.programs / "psql")
        told = {f"metrics of {each.name}": metrics_of(each.metrics) for each in self.cluster.replicas}
        told["redis"] = self._redis
        self.watched = Watched([self.cluster.folder], told)
        return self

    def _redis(self):
        """Every key that it has, by name."""
        done = subprocess.run(["redis-cli", "-s", str(self.cluster.redis.socket), "KEYS", "*"], capture_output=True,
                              check=True, timeout=60)
        return b"\n".join(sorted(done.stdout.splitlines()))

    def __exit__(self, *_):
        self.stack.close()
