"""Links between processes that can be cut or slowed: each goes through toxiproxy, which scripts/setup builds.

It listens on 127.0.0.1 only, and ends with whoever started it.
"""
import json
import os
import pathlib
import subprocess
import urllib.error
import urllib.request

from cluster import ports
from cluster.processes import wait_until


def program():
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    return cache / "opora" / "tools" / "bin" / "toxiproxy-server"


class Toxiproxy:
    def __init__(self):
        self.port = ports.unused()
        if not program().exists():
            raise AssertionError("toxiproxy is not installed: scripts/setup test")
        self.process = subprocess.Popen([program(), "-host", "127.0.0.1", "-port", str(self.port)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not wait_until(self._answers, 30):
            self.stop()
            raise AssertionError("toxiproxy does not answer")
        self.names = []

    def stop(self):
        self.process.kill()
        self.process.wait()

    def between(self, who, whom, place):
        """A link, whole at first; returns where the one finds the other."""
        name, listen = f"{who}>{whom}", f"127.0.0.1:{ports.unused()}"
        self._ask("POST", "/proxies", {"name": name, "listen": listen, "upstream": place, "enabled": True})
        self.names.append(name)
        return listen

    def links(self, whose, to):
        """The names of the links from any replica of `whose` to any of `to`; both a service, or one part."""
        def is_of(part, wanted):
            return part == wanted or part.rpartition("-")[0] == wanted
        found = [name for name in self.names
                 if is_of(name.split(">")[0], whose) and is_of(name.split(">")[1], to)]
        if not found:
            raise AssertionError(f"there is no link from {whose} to {to}")
        return found

    def cut(self, name):
        """Connections are reset, and new ones refused."""
        self._poison(name, "reset_peer", {"timeout": 0})
        self._ask("POST", f"/proxies/{name}", {"enabled": False})

    def silence(self, name):
        """Connections stay, and new ones are accepted, but nothing arrives any more."""
        self._poison(name, "timeout", {"timeout": 0})

    def slow(self, name):
        """Each way takes 100 to 300 ms, and what is carried is limited to 64 KB a second."""
        self._poison(name, "latency", {"latency": 200, "jitter": 100})
        self._poison(name, "bandwidth", {"rate": 64})

    def mend(self):
        """All links are whole again; connections that were silenced are closed."""
        self._ask("POST", "/reset", {})

    def _poison(self, name, kind, attributes):
        for stream in ("upstream", "downstream"):
            self._ask("POST", f"/proxies/{name}/toxics",
                      {"name": f"{kind}_{stream}", "type": kind, "stream": stream, "attributes": attributes})

    def _ask(self, method, path, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path.replace('>', '%3E')}", method=method,
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.read()
        except urllib.error.HTTPError as error:
            raise AssertionError(f"toxiproxy refused {method} {path}: {error.read().decode()}") from error

    def _answers(self):
        try:
            return bool(self._ask("GET", "/version"))
        except OSError:
            return False
