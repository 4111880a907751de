"""Databases for one platform in the PostgreSQL that ctest started, gone with the test."""
import pathlib
import subprocess
import uuid


class PostgresDatabases:
    def __init__(self, folder_file, program):
        """`program` is opora: it knows which services there are."""
        listed = subprocess.run([program, "services"], capture_output=True, text=True, check=True, timeout=60)
        self.services = listed.stdout.split()
        self.host = pathlib.Path(folder_file).read_text(encoding="utf-8")
        self.prefix = f"platform_{uuid.uuid4().hex}_"
        for service in self.services:
            self._run(f'CREATE DATABASE "{self.prefix}{service}" TEMPLATE template0')

    @property
    def address(self):
        return f"host={self.host} user=opora dbname={self.prefix}{{service}}"

    def guarded_address(self, password):
        """For the user who needs a password; the databases become theirs."""
        for service in self.services:
            self._run(f'ALTER DATABASE "{self.prefix}{service}" OWNER TO guarded')
        return f"host={self.host} user=guarded password='{password}' dbname={self.prefix}{{service}}"

    def run_in(self, service, statement):
        self._run(statement, f"{self.prefix}{service}")

    def drop(self):
        for service in self.services:
            self._run(f'DROP DATABASE "{self.prefix}{service}" WITH (FORCE)')

    def _run(self, statement, database="postgres"):
        subprocess.run(["psql", "--quiet", "--no-psqlrc", f"--host={self.host}", "--username=opora",
                        f"--dbname={database}", f"--command={statement}"], check=True, timeout=60)
