"""The cluster's PostgreSQL: reached through a socket in its own folder and nothing else, and durable.

Each service has a database and a role of the same name. Nobody has a password: the kernel says who is at the other end
of the socket, and only the user who started the cluster is let in, as a role of a service to the database of that name.
Tests that put something between may have it listen on a port of 127.0.0.1, too; there a password is asked for, which
nobody else knows.
"""
import glob
import os
import pathlib
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import urllib.parse
from typing import Optional

from .parts import Part, environment, run
from .trouble import ClusterTrouble

SOCKET_PATH_MAX = 107  # bytes, as the kernel takes them

# One process of a service holds a writer, seven readers and a listener. Beside those: whoever looks, and feedback,
# which reads while it seals answers, in as many more as there are cores, up to seventeen a replica.
CONNECTIONS_OF_A_REPLICA, CONNECTIONS_BESIDE = 10, 60


def programs() -> Optional[pathlib.Path]:
    """The newest that is installed; Debian keeps versions side by side."""
    found = glob.glob("/usr/lib/postgresql/*/bin/postgres")
    return pathlib.Path(max(found, key=lambda path: float(path.split("/")[4]))).parent if found else None


class Postgres(Part):
    ends_by, ends_within = signal.SIGINT, 60.0  # lets transactions go and writes a checkpoint

    def __init__(self, folder: pathlib.Path, services: list[str], replicas: int, port: Optional[int] = None):
        self.home = folder / "postgres"
        self.listens_on_a_port, self.port = port is not None, port or 5432
        self.password = secrets.token_hex(16)
        query = urllib.parse.quote(str(self.home))
        super().__init__("postgres", folder, {"postgres": port} if port else {},
                         f"postgresql:///opora_{{service}}?host={query}&port={self.port}&user=opora_{{service}}")
        self.services = services
        self.connections = len(services) * replicas * CONNECTIONS_OF_A_REPLICA + CONNECTIONS_BESIDE
        self.data = self.home / "data"
        self.programs = programs()
        self.environment: dict[str, str] = {}  # of its own, beside ours
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else None

    def address_at(self, place: str) -> str:
        """The same databases through a port of 127.0.0.1: its own, or that of something between."""
        return f"postgresql://opora_{{service}}:{self.password}@{place}/opora_{{service}}"

    def check(self) -> None:
        super().check()
        if self.programs is None:
            raise ClusterTrouble("PostgreSQL is not installed: scripts/setup cluster.")
        if len(os.fsencode(self.home / f".s.PGSQL.{self.port}")) > SOCKET_PATH_MAX:
            raise ClusterTrouble(f"The path of {self.home} is too long for a socket: choose another with --folder.")
        for service in self.services:
            if not re.fullmatch(r"[a-z][a-z0-9_]*", service):
                raise ClusterTrouble(f"The service {service} can't give a database its name.")
        self.home.mkdir(mode=0o700, exist_ok=True)
        if self.user:
            shutil.chown(self.home, self.user, self.user)
            reached = subprocess.run(["test", "-x", self.home], user=self.user, group=self.user, extra_groups=[],
                                     cwd="/", check=False)
            if reached.returncode != 0:
                raise ClusterTrouble(f"As root the cluster's PostgreSQL runs as the user {self.user}, who can't reach "
                                     f"{self.home}: choose a folder that everybody can reach with --folder.")

    def launch(self) -> None:
        if not self.data.exists():
            self._make()
        self._write_who_may_connect()
        settings = {"listen_addresses": "127.0.0.1" if self.listens_on_a_port else "",
                    "port": str(self.port), "unix_socket_directories": str(self.home),
                    "unix_socket_permissions": "0700", "max_connections": str(self.connections),
                    "shared_buffers": "32MB", "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on",
                    "log_min_messages": "warning"}
        flags = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self.process.launch([str(self.programs / "postgres"), "-D", str(self.data), *flags], cwd=self.home,
                            environment={**environment(), **self.environment}, user=self.user)

    def _make(self) -> None:
        # Half a cluster, left by somebody who was interrupted, would be taken for a whole one.
        draft = self.home / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        as_user = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        run([str(self.programs / "initdb"), f"--pgdata={draft}", "--username=opora", "--auth=reject",
             "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"], "PostgreSQL's data could not be made.",
            cwd=self.home, **as_user)
        draft.rename(self.data)

    def _write_who_may_connect(self) -> None:
        roles = ["opora", *(f"opora_{service}" for service in self.services)]
        us = pwd.getpwuid(os.geteuid()).pw_name
        lines = ["local all opora peer map=opora", "local sameuser all peer map=opora"]
        if self.listens_on_a_port:
            lines.append("host sameuser all 127.0.0.1/32 scram-sha-256")
        (self.data / "pg_hba.conf").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        (self.data / "pg_ident.conf").write_text("".join(f"opora {us} {role}\n" for role in roles), encoding="utf-8")

    def answers(self) -> bool:
        done = subprocess.run([self.programs / "pg_isready", "--quiet", f"--host={self.home}", f"--port={self.port}",
                               "--timeout=2", "--username=opora", "--dbname=postgres"], env=environment(), check=False)
        return done.returncode == 0

    def run_sql(self, text: str, database: str = "postgres") -> str:
        return run([str(self.programs / "psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align",
                    "--set=ON_ERROR_STOP=1", f"--host={self.home}", f"--port={self.port}", "--username=opora",
                    f"--dbname={database}",
                    f"--command={text}"], "PostgreSQL refuses what the cluster needs.").strip()

    def add_databases(self) -> None:
        """A role and a database for each service that has none yet."""
        roles = self.run_sql("SELECT rolname FROM pg_roles").split()
        databases = self.run_sql("SELECT datname FROM pg_database").split()
        for name in (f"opora_{service}" for service in self.services):
            if name not in roles:
                self.run_sql(f"CREATE ROLE {name} LOGIN")
            if name not in databases:
                self.run_sql(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0")
            if self.listens_on_a_port:
                self.run_sql(f"ALTER ROLE {name} PASSWORD '{self.password}'")
            self.run_sql(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
