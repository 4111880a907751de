"""Databases for one platform in the PostgreSQL that ctest started, gone with the test."""
import pathlib
import subprocess
import uuid

SERVICES = ("scheduling", "registration", "reporting")


class PostgresDatabases:
    def __init__(self, folder_file):
        self.host = pathlib.Path(folder_file).read_text(encoding="utf-8")
        self.prefix = f"platform_{uuid.uuid4().hex}_"
        for service in SERVICES:
            self._run(f'CREATE DATABASE "{self.prefix}{service}" TEMPLATE template0')

    @property
    def address(self):
        return f"host={self.host} user=opora dbname={self.prefix}{{service}}"

    def drop(self):
        for service in SERVICES:
            self._run(f'DROP DATABASE "{self.prefix}{service}" WITH (FORCE)')

    def _run(self, statement):
        subprocess.run(["psql", "--quiet", "--no-psqlrc", f"--host={self.host}", "--username=opora",
                        "--dbname=postgres", f"--command={statement}"], check=True, timeout=60)
