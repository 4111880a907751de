"""A real platform for a test: `opora serve` on a free port, with a data folder of its own, and commands to it."""
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import threading

from .postgres_databases import PostgresDatabases


def environment():
    """Ours without settings of the platform's: what a test asks of it is in its flags."""
    return {key: value for key, value in os.environ.items() if not key.startswith("OPORA_")}


class Platform:
    """On SQLite, or on the PostgreSQL whose folder a file names: `postgres`, or OPORA_TEST_POSTGRES. `flags` are more
    settings of `opora serve`, `variables` of its environment."""

    def __init__(self, program, postgres=os.environ.get("OPORA_TEST_POSTGRES"), flags=(), variables=()):
        self.program = program
        self.flags = flags
        self.variables = dict(variables)
        self.said = []
        self.heard = threading.Condition()
        self.databases = PostgresDatabases(postgres, program) if postgres else None
        self.folder = tempfile.TemporaryDirectory(prefix="opora-claims-")
        self.data = str(pathlib.Path(self.folder.name) / "data")

    def __enter__(self):
        self.start()
        return self

    def start(self):
        self.said.clear()
        self.process = subprocess.Popen(
            [self.program, "serve", f"--data={self.data}", "--listen.address=127.0.0.1:0", "--metrics.address=",
             f"--database={self.databases.address if self.databases else ''}", *self.flags],
            env={**environment(), **self.variables}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            encoding="utf-8")
        self.address = f"127.0.0.1:{self._port()}"
        # Somebody has to go on reading, or the platform stops when the pipe is full.
        self.reader = threading.Thread(target=self._listen)
        self.reader.start()

    def _listen(self):
        for line in self.process.stderr:
            with self.heard:
                self.said.append(line)
                self.heard.notify_all()

    def wait_until_said(self, *parts):
        """The log line, of what was said since the start, that holds all of these parts."""
        found = lambda: next((line for line in self.said if all(part in line for part in parts)), None)
        with self.heard:
            line = self.heard.wait_for(found, timeout=60)
        if line is None:
            raise AssertionError(f"no line with {parts} in: " + "".join(self.said))
        return line

    def _port(self):
        for line in self.process.stderr:
            self.said.append(line)
            if line.startswith("{") and json.loads(line).get("event") == "ready":
                return json.loads(line)["port"]
        raise AssertionError("the platform didn't start: " + "".join(self.said))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.exit_code = self.process.wait(timeout=60)
        self.reader.join()
        self.process.stderr.close()

    def __exit__(self, *_):
        self.stop()
        self.folder.cleanup()
        if self.databases:
            self.databases.drop()

    def run(self, *words):
        """What the command printed; fails with its error if it was refused."""
        done = self.attempt(*words, "--address", self.address)
        if done.returncode != 0:
            raise AssertionError(f"opora {' '.join(words)} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def attempt(self, *words):
        """The command's end, whichever it is."""
        return subprocess.run([self.program, *words, "--data", self.data], capture_output=True, text=True,
                              encoding="utf-8", env=environment(), timeout=300)

    def report(self, reference):
        return json.loads(self.run("report", reference, "--format", "json"))
