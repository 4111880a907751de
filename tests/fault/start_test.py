"""What stands in the way of a start is said in one sentence; what doesn't is not in the way.

Usage: start_test.py OPORA REPORTING FOLDER [unittest's arguments]: the program of everything, that of one service, and
a round folder.
"""
import os
import pathlib
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import unittest

from support import ROOT
from support.authority import Authority
from support.platform_process import Platform, environment
from support.postgres_databases import PostgresDatabases

PROGRAM, REPORTING, FOLDER = sys.argv[1:4]
BROKER = ROOT / "tests" / "process" / "kafka_broker.py"


class Refusing(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="opora-start-")
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)

    def refuses(self, reason, *flags, command=(PROGRAM, "serve"), hides=None):
        """One line, code 1: what was wrong, what to do, and the reason; and nothing that is secret."""
        done = subprocess.run([*command, f"--data={self.folder / 'data'}", "--listen.address=127.0.0.1:0",
                               "--metrics.address=", "--log.level=error", *flags], env=environment(), timeout=120,
                              capture_output=True, text=True, encoding="utf-8")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertRegex(done.stderr, rf"\Aopora: [^\n]{{40,}}[.] \({reason}\)\n\Z")
        if hides:
            self.assertNotIn(hides, done.stderr)


class StartFolders(Refusing):
    def test_a_database_that_was_lost(self):
        """Making another in its place would have its readers rebuilt from nothing: they may hold the last of it."""
        with Platform(PROGRAM, None) as platform:
            platform.run("load", FOLDER)
            report = platform.report("amur-2023")["figures"]
            platform.stop()
            lost = pathlib.Path(platform.data) / "registration.db"
            kept = lost.rename(self.folder / "registration.db")
            for left in (None, b""):
                if left is not None:
                    lost.write_bytes(left)
                self.refuses("DATABASE_MISSING", f"--data={platform.data}")
            kept.rename(lost)
            platform.start()
            self.assertEqual(platform.report("amur-2023")["figures"], report)
            self.assertIn(", 0 violated", platform.run("doctor"))

    def test_what_only_reads_is_made_anew(self):
        with Platform(PROGRAM, None) as platform:
            platform.run("load", FOLDER)
            report = platform.report("amur-2023")["figures"]
            platform.stop()
            (pathlib.Path(platform.data) / "reporting.db").unlink()
            platform.start()
            self.assertEqual(platform.report("amur-2023")["figures"], report)

    def test_a_folder_of_somebody_elses_stays_as_it_is(self):
        data = self.folder / "data"
        data.mkdir()
        data.chmod(0o2775)
        self.refuses("ADDRESS_UNAVAILABLE", "--health.address=192.0.2.1:1")
        self.assertEqual(data.stat().st_mode & 0o7777, 0o2775)
        for file in data.iterdir():
            self.assertEqual(file.stat().st_mode & 0o077, 0, file)

    def test_a_folder_where_a_file_is_wanted(self):
        self.refuses("CONFIG_FILE_UNREADABLE", f"--config={self.folder}")


class StartSaying(unittest.TestCase):
    def test_what_stopped_is_no_platform_that_is_well(self):
        with Platform(PROGRAM, None) as platform:
            platform.run("load", FOLDER)
            platform.stop()
            with sqlite3.connect(pathlib.Path(platform.data) / "registration.db") as database:
                database.execute("UPDATE outbox SET digest = randomblob(32) WHERE position = (SELECT head FROM lane)")
            database.close()
            platform.start()
            platform.wait_until_said("The database has lost commits that others had read", '"service":"registration"')
            platform.wait_until_said("A consumer stopped and waits for an operator.", "EPOCH_CHANGED")
            sick = platform.attempt("doctor", "--address", platform.address)
            self.assertEqual(sick.returncode, 1, sick.stdout)
            self.assertIn("registration EPOCH_CHANGED", sick.stdout)
            self.assertIn("the first event that is not as it was written", sick.stdout)

    def test_a_copy_that_holds_all_that_was_read_needs_nothing_made_anew(self):
        with Platform(PROGRAM, None) as platform:
            platform.run("load", FOLDER)
            report = platform.report("amur-2023")["figures"]
            platform.stop()
            told = platform.attempt("restored")
            self.assertEqual(told.returncode, 0, told.stderr)
            platform.start()
            platform.run("load", FOLDER)
            self.assertEqual(platform.report("amur-2023")["figures"], report)
            well = platform.attempt("doctor", "--address", platform.address)
            self.assertEqual(well.returncode, 0, well.stdout)

    def test_passwords_dont_stand_in_process_lists(self):
        with Platform(PROGRAM, None, ["--redis=redis://:open-sesame@127.0.0.1:1"]) as platform:
            seen = pathlib.Path(f"/proc/{platform.process.pid}/cmdline").read_text(encoding="utf-8")
            self.assertIn("--redis=****", seen)
            self.assertNotIn("sesame", seen)

    def test_what_cant_be_written_was_not_said(self):
        with Platform(PROGRAM, None) as platform, open("/dev/full", "w") as full:
            for words in (["doctor"], ["clock", "show"], ["token", "--role=operator"]):
                at = [] if words[0] == "token" else ["--address", platform.address]
                done = subprocess.run([PROGRAM, *words, *at, "--data", platform.data], env=environment(), stdout=full,
                                      stderr=subprocess.PIPE, text=True, timeout=120)
                self.assertEqual(done.returncode, 1, words)
                self.assertRegex(done.stderr, r"\Aopora: OUTPUT_NOT_WRITTEN: [^\n]{40,}[.]\n\Z")


class StartPostgres(Refusing):
    def databases(self):
        made = PostgresDatabases(os.environ["OPORA_TEST_POSTGRES"], PROGRAM)
        self.addCleanup(made.drop)
        return made

    def test_a_wrong_password(self):
        databases = self.databases()
        wrong = databases.guarded_address("close sesame")
        self.refuses("DATABASE_UNAVAILABLE", f"--database={wrong}", hides="close sesame")
        # The right one is taken: the next obstacle is the address to listen on.
        right = databases.guarded_address("open sesame")
        self.refuses("ADDRESS_INVALID", f"--database={right}", "--peers=nowhere",
                     command=(REPORTING,), hides="open sesame")

    def test_migrating_before_the_start(self):
        def migrate(*words, address):
            done = subprocess.run([PROGRAM, "migrate", *words], env={**environment(), "OPORA_DATABASE": address},
                                  timeout=120, capture_output=True, text=True, encoding="utf-8")
            return done.returncode, done.stdout.split(), done.stderr

        databases = self.databases()
        self.assertEqual(migrate("reporting", address=databases.address)[:2],
                         (0, "reporting: its schema is up to date.".split()))
        code, said, error = migrate(address=databases.address)
        self.assertEqual((code, len(said) // 6, error), (0, len(databases.services), ""))
        databases.run_in("reporting", "INSERT INTO schema_migrations (owner, number, name, checksum, additive) "
                                      "VALUES ('platform', 1001, 'from_the_future', '', 0)")
        code, said, error = migrate(address=databases.address)
        self.assertEqual(code, 1)
        self.assertRegex(error, r"\Aopora: DATABASE_TOO_NEW: [^\n]{40,}[.]\n\Z")
        self.assertRegex(migrate("nobody", address=databases.address)[2], r"\Aopora: UNKNOWN_SERVICE: ")

    def test_nobody_there(self):
        for address in ("postgresql://opora:secret@127.0.0.1:1/opora_{service}",
                        f"host={self.folder} user=opora password=secret dbname=opora_{{service}}"):
            self.refuses("DATABASE_UNAVAILABLE", f"--database={address}", hides="secret")

    def test_a_database_that_is_not_there(self):
        host = self.databases().host
        self.refuses("DATABASE_UNAVAILABLE", f"--database=host={host} user=opora dbname=nowhere_{{service}}")

    def test_one_database_for_all(self):
        self.refuses("DATABASE_SHARED", "--database=postgresql://opora:secret@127.0.0.1:1/opora", hides="secret")

    def test_a_schema_of_a_newer_version(self):
        step = ("INSERT INTO schema_migrations (owner, number, name, checksum, additive) "
                "VALUES ('platform', {}, 'from_the_future', '', {})")
        with Platform(PROGRAM, os.environ["OPORA_TEST_POSTGRES"]) as platform:
            platform.stop()
            platform.databases.run_in("registration", step.format(1001, 1))
            platform.start()
            platform.stop()
            self.assertTrue(any("a newer version has added to the schema" in line for line in platform.said))
            platform.databases.run_in("registration", step.format(1002, 0))
            self.refuses("DATABASE_TOO_NEW", f"--database={platform.databases.address}")
            platform.databases.run_in("registration", "DELETE FROM schema_migrations WHERE number > 1000")
            platform.start()


class StartTls(Refusing):
    def setUp(self):
        super().setUp()
        self.authority = Authority(self.folder)
        self.authority.sign("server")

    def server(self, certificate="server.pem", key="server.key"):
        return f"--tls.certificate={self.authority.path(certificate)}", f"--tls.key={self.authority.path(key)}"

    def test_an_expired_certificate(self):
        self.authority.sign("expired", days=-1)
        self.refuses("TLS_EXPIRED", *self.server("expired.pem", "expired.key"))

    def test_a_certificate_that_does_not_fit_its_key(self):
        self.refuses("TLS_KEY_DIFFERS", *self.server(key="authority.key"))

    def test_files_that_are_something_else(self):
        self.refuses("TLS_FILE_UNREADABLE", *self.server(key="server.pem"))
        self.refuses("TLS_FILE_UNREADABLE", *self.server(certificate="server.key"))
        self.refuses("TLS_FILE_UNREADABLE", *self.server(certificate="nothing.pem"))
        self.refuses("TLS_REQUIRED", self.server()[0])

    def test_an_address_for_others_without_any(self):
        self.refuses("TLS_REQUIRED", "--listen.address=0.0.0.0:0")

    def test_who_shows_no_certificate_is_not_let_in(self):
        self.authority.sign("client")
        stranger = self.folder / "stranger"
        stranger.mkdir()
        Authority(stranger).sign("client")
        trusts = "--authority", self.authority.path("authority.pem")
        with Platform(PROGRAM, None, [*self.server(), f"--tls.callers={trusts[1]}"]) as platform:
            def doctor(*flags):
                return platform.attempt("doctor", "--address", platform.address, *trusts, *flags)

            known = doctor("--certificate", self.authority.path("client.pem"), "--key",
                           self.authority.path("client.key"))
            self.assertEqual(known.returncode, 0, known.stderr)
            self.assertIn(", 0 violated", known.stdout)
            for flags in ((), ("--certificate", str(stranger / "client.pem"), "--key", str(stranger / "client.key"))):
                refused = doctor(*flags)
                self.assertEqual(refused.returncode, 1, refused.stdout)
                self.assertEqual(refused.stdout, "")
                self.assertRegex(refused.stderr.splitlines()[-1], r"\Aopora: SERVER_UNREACHABLE: ")


class StartPeers(Refusing):
    def test_missing(self):
        self.refuses("SOURCE_MISSING", command=(REPORTING,))
        self.refuses("SOURCE_MISSING", "--peers=scheduling=127.0.0.1:1", command=(REPORTING,))

    def test_malformed(self):
        for peers in ("scheduling", "scheduling=127.0.0.1", "scheduling=127.0.0.1:1 127.0.0.1:2", " "):
            self.refuses("ADDRESS_INVALID", f"--peers={peers}", command=(REPORTING,))


def make_topic(address, name, partition_count):
    """CreateTopics, version 2, as Kafka's protocol guide has it: no installed program of Kafka's would do it."""
    def text(value):
        return struct.pack(">h", len(value)) + value.encode()

    body = (struct.pack(">hhi", 19, 2, 1) + text("start_test") + struct.pack(">i", 1) + text(name) +
            struct.pack(">ihii", partition_count, 1, 0, 0) + struct.pack(">ib", 30_000, 0))
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=60) as connection:
        connection.sendall(struct.pack(">i", len(body)) + body)
        with connection.makefile("rb") as answers:
            answer = answers.read(struct.unpack(">i", answers.read(4))[0])
    error = struct.unpack(">h", answer[14 + len(name):16 + len(name)])[0]  # behind id, throttling, count and name
    if error != 0:
        raise AssertionError(f"Kafka made no topic: error {error}")


class StartKafka(Refusing):
    """Whatever Kafka's trouble is, the platform starts and serves; a line says what to do, and it is tried again."""

    def setUp(self):
        super().setUp()
        self.file = f"{os.environ['OPORA_TEST_KAFKA']}.start{os.getpid()}"

    def broker(self, *words):
        return subprocess.run([sys.executable, str(BROKER), words[0], self.file, *words[1:]], check=True,
                              capture_output=True, text=True, timeout=120).stdout

    def is_well_but_warns(self, platform, reason, *parts):
        platform.run("load", FOLDER)
        self.assertIn(", 0 violated", platform.run("doctor"))
        self.assertTrue(platform.report("amur-2023")["figures"])
        platform.wait_until_said('"level":"warning"', "Events can't be carried now; it is tried again.", reason,
                                 '"scheduling"', *parts)

    def test_nobody_there(self):
        with Platform(PROGRAM, None, ["--kafka=127.0.0.1:1"]) as platform:
            self.is_well_but_warns(platform, "KAFKA_UNAVAILABLE")

    def test_without_topics_or_with_several_partitions(self):
        self.addCleanup(self.broker, "stop")
        self.broker("start")
        address = self.broker("address")
        with Platform(PROGRAM, None, [f"--kafka={address}"]) as platform:
            self.is_well_but_warns(platform, "TOPIC_MISSING", "opora topics apply", "opora.scheduling.v1")
            platform.stop()
            make_topic(address, "opora.scheduling.v1", 3)
            platform.start()
            self.is_well_but_warns(platform, "TOPIC_PARTITIONED", "opora.scheduling.v1")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[4:]])
