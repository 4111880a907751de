"""A crowd at the door of a real process: whatever it does, others come in, nodes are told that the process is well, and
when the crowd has left everything is as before.

Usage: door_test.py OPORA [unittest's arguments]
"""
import contextlib
import ctypes
import os
import pathlib
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

from cluster import ports
from http2 import CONTINUATION, END_HEADERS, HEADERS, Client, ask_health, frame, literal, split
from stalled import Stalled
from support.authority import Authority
from support.platform_process import Platform, environment

PROGRAM = sys.argv[1]
SERVICES = subprocess.run([PROGRAM, "services"], capture_output=True, text=True, check=True).stdout.split()
SERVING = 1
PATIENCE = 60
PIDFD_GETFD = 438


def wait_until(happened, what):
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise AssertionError(f"it never came to be: {what}")


class Doors(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="opora-door-")
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def limited(self, soft, hard):
        """The program, with limits of open files of its own."""
        script = self.folder / "limited"
        script.write_text(f'#!/bin/sh\nulimit -S -n {soft} && ulimit -H -n {hard} && exec "{PROGRAM}" "$@"\n',
                          encoding="utf-8")
        script.chmod(0o700)
        return str(script)

    def start(self, soft, hard, *flags):
        """Up, and ready."""
        self.health, self.metrics = (f"127.0.0.1:{ports.unused()}" for _ in range(2))
        platform = Platform(self.limited(soft, hard), postgres=None, flags=(
            f"--health.address={self.health}", f"--metrics.address={self.metrics}", *flags))
        self.enterContext(platform)
        wait_until(lambda: ask_health(self.health) == SERVING, "it is ready")
        return platform

    def metric(self, name):
        with urllib.request.urlopen(f"http://{self.metrics}/metrics", timeout=PATIENCE) as answer:
            text = answer.read().decode()
        return sum(float(value) for value in re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.M))

    def crowd(self, address, count, source="127.0.0.1", speaks=True):
        """Connections that are held; those that the door does not want are told so at once, and not among them."""
        held = []
        for _ in range(count):
            try:
                client = Client(address, source)
                self.addCleanup(client.close)
                held.append(client.greet() if speaks else client)
            except ConnectionError:
                pass
        return held

    def leave(self, crowd):
        for client in crowd:
            client.close()


class DoorCrowds(Doors):
    def test_who_says_nothing_takes_nobodys_place(self):
        platform = self.start(320, 320)
        silent = self.crowd(platform.address, 400, speaks=False)
        self.assertEqual(len(silent), 400, "the system itself takes them")
        self.assertEqual(ask_health(platform.address), SERVING, "from the same address, at once")
        self.assertEqual(ask_health(self.health), SERVING)
        self.assertLessEqual(self.metric("opora_connections_open"), self.metric("opora_connections_most"))
        self.leave(silent)
        self.assertEqual(platform.attempt("health", "--address", platform.address).returncode, 0)

    def test_clients_from_one_address_leave_room_for_others(self):
        platform = self.start(320, 320)
        most = int(self.metric("opora_connections_most"))
        crowd = self.crowd(platform.address, 400)
        self.assertEqual(len(crowd), (most + 1) // 2)
        self.assertEqual(ask_health(platform.address, "127.0.0.2"), SERVING)
        self.assertEqual(ask_health(self.health), SERVING)
        self.assertGreater(self.metric('opora_connections_refused_total'), 0)
        self.assertEqual(self.metric("opora_ready"), len(SERVICES))
        self.assertIn('"reason":"peer"', platform.wait_until_said("Connections are turned away."))
        self.leave(crowd)
        wait_until(lambda: ask_health(platform.address) == SERVING, "a new client is served")

    def test_a_full_door_is_no_dead_process(self):
        platform = self.start(320, 320)
        crowd = [client for last in range(1, 101) for client in self.crowd(platform.address, 1, f"127.0.1.{last}")]
        self.assertEqual(len(crowd), self.metric("opora_connections_most"))
        self.assertIsNone(ask_health(platform.address, "127.0.0.9"))
        refused = self.metric("opora_connections_refused_total")
        # For longer than the process would wait for itself before it says so.
        for _ in range(20):
            self.assertEqual(ask_health(self.health), SERVING)
            self.assertEqual(self.metric("opora_ready"), len(SERVICES))
            with contextlib.suppress(OSError):
                self.crowd(platform.address, 10, "127.0.0.9")
        self.assertGreaterEqual(self.metric("opora_connections_refused_total"), refused + 200)
        self.leave(crowd)
        wait_until(lambda: ask_health(platform.address, "127.0.0.9") == SERVING, "a new client is served")

    def test_a_few_addresses_cant_fill_the_door(self):
        platform = self.start(320, 320)
        for last in (2, 3):
            self.crowd(platform.address, 60, f"127.0.0.{last}")
        for last in range(4, 10):
            self.assertEqual(ask_health(platform.address, f"127.0.0.{last}"), SERVING)
        platform.wait_until_said("Connections are turned away.", '"reason":"all"')

    def test_a_crowd_at_the_health_port_leaves_it_to_others(self):
        platform = self.start(320, 320)
        crowd = self.crowd(self.health, 400)
        self.assertLess(len(crowd), 100)
        self.assertEqual(ask_health(self.health, "127.0.0.2"), SERVING)
        self.assertEqual(ask_health(platform.address), SERVING)
        self.leave(crowd)
        wait_until(lambda: ask_health(self.health) == SERVING, "the next probe is answered")

    # Whoever sends the preface alone is not silent, and no client either.
    def test_a_handshake_that_never_ends_is_ended(self):
        platform = self.start(320, 320)
        crowd = [Client(platform.address, patience=PATIENCE) for _ in range(20)]
        for client in crowd:
            self.addCleanup(client.close)
            client.socket.sendall(b"PRI * HT")
        self.assertEqual(ask_health(platform.address), SERVING)
        for client in crowd:
            with contextlib.suppress(ConnectionError):
                while client.socket.recv(4096):
                    pass
        wait_until(lambda: self.metric("opora_connections_open") == 0, "nobody is counted any more")

    def test_header_lists_take_a_bounded_share_of_memory(self):
        platform = self.start(1024, 1024, "--connections.most=100")
        long = b"".join(literal(b"x-%d" % number, b"z" * 8000) for number in range(20))
        pieces = [long[begin:begin + 16000] for begin in range(0, len(long), 16000)]

        def fill(client):
            for stream in range(1, 257, 2):
                client.socket.sendall(frame(HEADERS, 0, stream, pieces[0]) + b"".join(
                    frame(CONTINUATION, END_HEADERS if piece is pieces[-1] else 0, stream, piece)
                    for piece in pieces[1:]))

        for number in range(60):
            with contextlib.suppress(OSError):  # cut off, or no longer listened to
                client = Client(platform.address, f"127.0.0.{2 + number % 2}", patience=1)
                self.addCleanup(client.close)
                fill(client.greet())
        status = pathlib.Path(f"/proc/{platform.process.pid}/status").read_text(encoding="utf-8")
        held = int(re.search(r"^VmHWM:\s+(\d+) kB$", status, re.M)[1]) / 1e6
        self.assertLess(held, 1.0, "gigabytes, of the 1.2 that whoever shows no token has sent")
        self.assertGreater(self.metric("opora_connections_refused_total"), 0)
        self.assertEqual(ask_health(platform.address, "127.0.0.9"), SERVING)

    def test_whoever_says_nothing_doesnt_hide_the_metrics(self):
        self.start(320, 320)
        for _ in range(7):
            self.addCleanup(socket.create_connection(split(self.metrics), timeout=PATIENCE).close)
        self.assertEqual(self.metric("opora_ready"), len(SERVICES))

    def test_requests_that_never_end_take_a_bounded_share_of_memory(self):
        platform = self.start(1024, 1024, "--connections.most=100")
        stalled = Stalled(Client(platform.address).greet(), b"/opora.scheduling.v1.SchedulingService/AddCountry",
                          4 << 20, 100)
        self.addCleanup(stalled.socket.close)
        self.assertTrue(stalled.go_on(), "400 MB of unfinished requests were taken from one who shows no token")
        self.assertEqual(ask_health(platform.address), SERVING)


class DoorBehind(Doors):
    """A door that asks for certificates."""

    def test_the_process_gets_through_and_nobody_else_does_without(self):
        authority = Authority(self.folder)
        authority.sign("server")
        files = {"certificate": "server.pem", "key": "server.key", "callers": "authority.pem"}
        platform = self.start(320, 320, *(f"--tls.{name}={authority.path(file)}" for name, file in files.items()))
        self.assertEqual(ask_health(self.health), SERVING, "it has called itself before it says that it is ready")
        self.assertIsNone(ask_health(platform.address), "in plain text")
        self.assertIsNone(ask_health(platform.address, "127.0.0.2"))
        crowd = self.crowd(platform.address, 400, speaks=False)
        self.assertEqual(ask_health(self.health), SERVING)
        self.leave(crowd)


class DoorLimits(Doors):
    def test_the_soft_limit_is_raised_to_the_hard_one(self):
        self.start(256, 2000)
        self.assertGreater(self.metric("opora_connections_most"), 1000)

    def test_a_low_limit_is_told(self):
        platform = self.start(600, 600)
        self.assertIn('"limit":600', platform.wait_until_said("Few connections are taken"))

    def test_what_is_asked_for_is_given(self):
        platform = self.start(1024, 1024, "--connections.most=40", "--connections.of_peer=10")
        self.assertEqual(len(self.crowd(platform.address, 20)), 10)
        self.assertEqual(self.metric("opora_connections_most"), 40)

    def refuses(self, limit, reason, *flags):
        done = subprocess.run([self.limited(limit, limit), "serve", f"--data={self.folder / 'data'}",
                               "--listen.address=127.0.0.1:0", "--metrics.address=", *flags], env=environment(),
                              timeout=PATIENCE, capture_output=True, text=True, encoding="utf-8")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stderr, rf"(?m)^opora: [^\n]{{40,}}[.] \({reason}\)$")
        return done.stderr

    def test_what_does_not_fit_is_refused_by_name(self):
        said = self.refuses(1024, "CONNECTIONS_DONT_FIT", "--connections.most=5000")
        self.assertIn("connections.most is 5000", said)
        self.assertIn("1024", said)
        said = self.refuses(1024, "CONNECTIONS_DONT_FIT", "--connections.most=50", "--connections.of_peer=60")
        self.assertIn("connections.of_peer is 60", said)
        self.refuses(100, "DESCRIPTORS_TOO_FEW")


class DoorDeath(Doors):
    def test_a_process_that_nobody_can_reach_ends(self):
        platform = self.start(1024, 1024)
        end_listening(platform.process.pid, split(platform.address)[1])
        self.assertEqual(platform.process.wait(timeout=PATIENCE), 1)
        platform.wait_until_said("Nobody can connect any more")


def end_listening(pid, port):
    """Shuts the socket down that the process listens on, behind its back."""
    call = ctypes.CDLL(None, use_errno=True).syscall
    process = os.pidfd_open(pid)
    for number in map(int, os.listdir(f"/proc/{pid}/fd")):
        found = call(PIDFD_GETFD, process, number, 0)
        if found < 0:
            continue
        try:
            held = socket.socket(fileno=found)
        except OSError:
            os.close(found)
            continue
        with held:
            if held.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN) and held.getsockname()[1] == port:
                held.shutdown(socket.SHUT_RDWR)
    os.close(process)


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
