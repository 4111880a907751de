"""Certificates are renewed under running processes: nobody restarts anything, and what is wrong changes nothing.

Usage: certificates_test.py OPORA REPORTING [unittest's arguments]: the program of everything, and that of one service
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from cluster import ports
from cluster.processes import wait_until
from support.authority import Authority
from support.platform_process import Platform, environment
from support.watching import fetch

OPORA, REPORTING = sys.argv[1:3]


class CertificatesRenewed(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="opora-certificates-")
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        self.old, self.new = (self.authority(name) for name in ("old", "new"))
        self.metrics = f"127.0.0.1:{ports.unused()}"
        for name in ("certificate.pem", "key.pem", "callers.pem"):
            self.put(name, self.old)

    def authority(self, name, days=3):
        (self.folder / name).mkdir()
        made = Authority(self.folder / name, days)
        made.sign("server")
        return made

    def put(self, name, whose):
        """In one step, as whoever renews certificates does. `name` may be in a folder."""
        source = {"certificate.pem": "server.pem", "key.pem": "server.key"}
        shutil.copy(whose.path(source.get(pathlib.Path(name).name, "authority.pem")), self.folder / "draft")
        (self.folder / "draft").rename(self.folder / name)

    def platform(self, *settings):
        flags = [f"--tls.{setting}={self.folder / setting}.pem" for setting in ("certificate", "key", *settings)]
        return Platform(OPORA, None, [*flags, f"--metrics.address={self.metrics}"])

    def reporting(self, platform, folder):
        """Where it listens: a process of its own that reads from the platform, with the certificates in the folder."""
        shutil.copytree(pathlib.Path(platform.data) / "keys", folder / "data" / "keys")
        address = f"127.0.0.1:{ports.unused()}"
        process = subprocess.Popen(
            [REPORTING, f"--data={folder / 'data'}", f"--listen.address={address}", "--metrics.address=",
             f"--peers=scheduling={platform.address} registration={platform.address}",
             *(f"--tls.{setting}={folder / setting}.pem" for setting in ("certificate", "key", "authority"))],
            env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        return address

    def health(self, address, trusts=None, shows=None):
        """What `opora health` says of the place; SERVING, AWAY or a reason."""
        words = [f"--authority={trusts.path('authority.pem')}"] if trusts else []
        words += [f"--certificate={shows.path('server.pem')}", f"--key={shows.path('server.key')}"] if shows else []
        done = subprocess.run([OPORA, "health", f"--address={address}", *words], env=environment(), timeout=120,
                              capture_output=True, text=True, check=False)
        return done.stdout.split()[1]

    def becomes(self, wanted, *place):
        self.assertTrue(wait_until(lambda: self.health(*place) == wanted, 60, pause=0.5),
                        f"never {wanted}")

    def end_told(self, file):
        """When the certificate ends, as the process's metrics say."""
        pattern = rf'^opora_certificate_end_timestamp_seconds{{file="{file}"}} (.*)$'
        return float(re.search(pattern, fetch(f"http://{self.metrics}/metrics"), re.MULTILINE)[1])

    @staticmethod
    def end_of(path):
        def say(*command):
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

        end = say("openssl", "x509", "-in", path, "-noout", "-enddate", "-dateopt", "iso_8601")
        return float(say("date", "--date", end.removeprefix("notAfter="), "+%s"))

    def test_a_servers_certificate(self):
        with self.platform() as platform:
            self.assertEqual(self.health(platform.address, self.old), "SERVING")
            self.assertEqual(self.end_told("tls.certificate"), self.end_of(self.old.path("server.pem")))
            self.new.sign("server", days=9)
            for name in ("key.pem", "certificate.pem"):
                self.put(name, self.new)
            self.assertEqual(self.health(platform.address, self.new), "SERVING")
            self.assertEqual(self.health(platform.address, self.old), "AWAY")
            self.assertEqual(self.end_told("tls.certificate"), self.end_of(self.new.path("server.pem")))

    def test_a_key_of_another_certificate_is_told_of_and_changes_nothing(self):
        with self.platform() as platform:
            self.put("key.pem", self.new)
            self.assertEqual(self.end_told("tls.certificate"), 0)
            self.assertEqual(self.health(platform.address, self.old), "SERVING")
            platform.wait_until_said('"level":"error"', "TLS_KEY_DIFFERS")
            self.assertEqual(self.health(platform.address), "AWAY", "nobody is answered in plain text")
            (self.folder / "certificate.pem").unlink()
            self.assertEqual(self.health(platform.address, self.old), "SERVING")
            (self.folder / "certificate.pem").mkdir()
            self.assertEqual(self.health(platform.address, self.old), "SERVING")
            self.assertEqual(self.end_told("tls.certificate"), 0)
            (self.folder / "certificate.pem").rmdir()
            for name in ("key.pem", "certificate.pem"):
                self.put(name, self.new)
            self.assertEqual(self.health(platform.address, self.new), "SERVING")

    def test_what_a_handshake_would_refuse_is_not_taken(self):
        makes = {"TLS_REFUSED": lambda: self.old.sign("server", key=("rsa:1024",)),
                 "TLS_NOT_YET_VALID": lambda: self.old.sign_for_later("server", "20990101000000Z", "21000101000000Z")}
        with self.platform() as platform:
            for reason, make in makes.items():
                make()
                for name in ("key.pem", "certificate.pem"):
                    self.put(name, self.old)
                self.assertEqual(self.health(platform.address, self.old), "SERVING")
                platform.wait_until_said('"level":"error"', reason)
                self.assertEqual(self.end_told("tls.certificate"), 0)

    def test_an_authority_takes_anothers_place(self):
        """Both are in one file for a while, in whichever order, and even if one has ended."""
        self.old.sign("ended", days=-1)
        both = [pathlib.Path(self.old.path(name)).read_text() for name in ("ended.pem", "authority.pem")]
        for order in (both, both[::-1]):
            (self.folder / "callers.pem").write_text("".join(order), encoding="utf-8")
            with self.platform("callers") as platform:
                self.assertEqual(self.health(platform.address, self.old, self.old), "SERVING")
                self.assertEqual(self.end_told("tls.callers"), self.end_of(self.old.path("authority.pem")))

    def test_a_certificate_is_of_no_more_use_than_who_signed_it(self):
        short = self.authority("short", days=1)
        short.sign("server", days=30)
        for name in ("certificate.pem", "key.pem"):
            self.put(name, short)
        both = [pathlib.Path(each.path("authority.pem")).read_text(encoding="utf-8") for each in (self.old, short)]
        (self.folder / "callers.pem").write_text("".join(both), encoding="utf-8")
        with self.platform("callers"):
            self.assertEqual(self.end_told("tls.certificate"), self.end_of(short.path("authority.pem")))

    def test_who_signs_callers_certificates(self):
        with self.platform("callers") as platform:
            self.assertEqual(self.health(platform.address, self.old, self.old), "SERVING")
            self.assertEqual(self.health(platform.address, self.old, self.new), "AWAY")
            self.assertEqual(self.end_told("tls.callers"), self.end_of(self.old.path("authority.pem")))
            self.put("callers.pem", self.new)
            self.assertEqual(self.health(platform.address, self.old, self.new), "SERVING")
            self.assertEqual(self.health(platform.address, self.old, self.old), "AWAY")

    def test_who_signs_peers_certificates_and_what_is_shown_to_them(self):
        mine = [f"mine/{name}.pem" for name in ("authority", "certificate", "key")]
        (self.folder / "mine").mkdir()
        for name in mine:
            self.put(name, self.new)  # it and its peers don't trust each other
        with self.platform("callers") as platform:
            address = self.reporting(platform, self.folder / "mine")
            self.becomes("NOT_SERVING", address, self.new)
            for name in mine:
                self.put(name, self.old)
            self.becomes("SERVING", address, self.old)


if __name__ == "__main__":
    sys.argv[1:3] = []
    unittest.main(verbosity=2)
