"""Feedback's tables, as somebody reads them who has the disk: SQLite's from a copy of its files, PostgreSQL's as its
superuser, who sees on which place of a page a row lies.
"""
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile

from sqlite_pages import Pages

SEALED = ("sealed_answers", "spent_tokens", "sheet_tokens")


class SqliteStore:
    def __init__(self, data):
        self.file = pathlib.Path(data) / "feedback.db"

    def _copied(self, folder):
        copy = pathlib.Path(folder) / "copy.db"
        for suffix in ("-wal", ""):  # what is moved meanwhile from the one into the other is in both
            source = self.file.with_name(self.file.name + suffix)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + suffix))
        return copy

    def rows(self, query, *parameters):
        with tempfile.TemporaryDirectory(prefix="opora-copy-") as folder:
            database = sqlite3.connect(self._copied(folder))
            try:
                return database.execute(query, parameters).fetchall()
            finally:
                database.close()

    def sealed(self, wave):
        """key -> bytes, of a wave's answers."""
        return {bytes(key): bytes(sealed) for key, sealed in
                self.rows("SELECT answer_key, sealed FROM sealed_answers WHERE wave_id = ?", wave)}

    def spent(self, wave):
        return {bytes(token) for token, in self.rows("SELECT token_hash FROM spent_tokens WHERE wave_id = ?", wave)}

    def opened(self, wave):
        """(key, link, answers) and (key, text), each in the order in which they lie on their pages."""
        with tempfile.TemporaryDirectory(prefix="opora-copy-") as folder:
            copy = self._copied(folder)
            database = sqlite3.connect(copy)
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            sheets = {key: (key, link, answers) for key, link, answers in database.execute(
                "SELECT sheet_key, link, answers FROM opened_sheets WHERE wave_id = ?", (wave,))}
            texts = {key: (key, text) for key, text in database.execute(
                "SELECT answer_key, text FROM open_answers WHERE wave_id = ?", (wave,))}
            database.close()
            pages = Pages(copy)
            lying = lambda table, rows: [rows[key] for of, key in pages.physical_order(table) if of == wave]
            return lying("opened_sheets", sheets), lying("open_answers", texts)

    def cells(self):
        """Every text and blob of every table."""
        with tempfile.TemporaryDirectory(prefix="opora-copy-") as folder:
            database = sqlite3.connect(self._copied(folder))
            tables = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            found = {cell for table in tables for row in database.execute(f'SELECT * FROM "{table}"') for cell in row
                     if isinstance(cell, (str, bytes))}
            database.close()
            return found

    def statistics(self):
        return ""


class PostgresStore:
    def __init__(self, host, user, database, port=None, psql="psql"):
        self.command = [str(psql), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\x1f",
                        "--record-separator=\x1e", "--set=ON_ERROR_STOP=1", f"--host={host}", f"--username={user}",
                        f"--dbname={database}"] + ([f"--port={port}"] if port else [])

    def rows(self, query):
        done = subprocess.run([*self.command, f"--command={query}"], capture_output=True, text=True, check=True,
                              encoding="utf-8", timeout=60)
        text = done.stdout.rstrip("\n")
        return [row.split("\x1f") for row in text.split("\x1e") if row]

    def sealed(self, wave):
        return {bytes.fromhex(key): bytes.fromhex(sealed) for key, sealed in self.rows(
            "SELECT encode(answer_key, 'hex'), encode(sealed, 'hex') FROM sealed_answers "
            f"WHERE wave_id = '{wave}'")}

    def spent(self, wave):
        return {bytes.fromhex(token) for token, in self.rows(
            f"SELECT encode(token_hash, 'hex') FROM spent_tokens WHERE wave_id = '{wave}'")}

    def opened(self, wave):
        sheets = self.rows(f"SELECT sheet_key, link, answers FROM opened_sheets WHERE wave_id = '{wave}' ORDER BY ctid")
        texts = self.rows(f"SELECT answer_key, text FROM open_answers WHERE wave_id = '{wave}' ORDER BY ctid")
        return [tuple(row) for row in sheets], [tuple(row) for row in texts]

    def cells(self):
        tables = [name for name, in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        found = set()
        for table in tables:
            if table not in SEALED:
                found |= {cell for row in self.rows(f'SELECT * FROM "{table}"') for cell in row}
        return found

    def statistics(self):
        """What the planner has learnt of the sealed tables, as text."""
        names = ", ".join(f"'{table}'" for table in SEALED)
        self.rows("; ".join(f"ANALYZE {table}" for table in SEALED))
        return "\n".join("\x1f".join(row) for row in self.rows(
            "SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats "
            f"WHERE tablename IN ({names}) AND attname = 'sealed'"))
