"""deploy/Dockerfile, built by its own steps and started, without a container engine: what came of it holds what is
needed and nothing to build with, and every program of it runs as the image's user over a root that can't be written.
Nothing stays behind: what a killed run has left goes with the next.

Usage: dockerfile_test.py [unittest's arguments]. Needs root. A compiler cache of this machine is used as the engine's.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import unittest

from cluster.processes import wait_until, with_descendants
from image import Builder, Container, Image, run
from own_folder import own_folder
from support import ROOT

DATA, TLS = "/var/lib/opora", "/etc/opora/tls"
# What a build needs and nobody else, by the names of its packages.
BUILDS = re.compile(r"-dev$|^(g\+\+|gcc|cpp|binutils|cmake|ninja-build|mold|ccache|make|git)(-\d+)?$")


def compiler_cache() -> dict[str, pathlib.Path]:
    folder = os.environ.get("CCACHE_DIR") or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or
                                                          pathlib.Path.home() / ".cache") / "ccache"
    return {"/root/.cache/ccache": pathlib.Path(folder)}


def setUpModule():
    InTheImage.image = Builder(ROOT, InTheImage.work, compiler_cache()).build("deploy/Dockerfile")


class InTheImage(unittest.TestCase):
    work: pathlib.Path
    image: Image

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="volumes-", dir=self.work))
        self.addCleanup(shutil.rmtree, self.folder)

    def volume(self, name: str, at: str) -> tuple[str, pathlib.Path, str]:
        """As an engine makes one: empty, and with the owner that the image has for the place."""
        folder = self.folder / name
        if not folder.exists():
            folder.mkdir()
            found = self.image.path(at).stat()
            os.chown(folder, found.st_uid, found.st_gid)
            folder.chmod(stat.S_IMODE(found.st_mode))
        return "rw", folder, at

    def started(self, command, *mounts, **options) -> Container:
        container = Container(self.image, command, mounts, **options)
        self.addCleanup(container.kill)
        return container

    def says(self, command, *mounts, **options) -> str:
        code, said = self.started(command, *mounts, **options).wait()
        self.assertEqual(code, 0, said)
        return said

    def wait_until_serving(self, container, *words):
        """Asked from beside it, as a health check is."""
        def serves():
            if container.process.poll() is not None:
                self.fail(f"it ended: {container.wait()[1]}")
            return Container(self.image, ["opora", "health", *words], self.certificates(),
                             beside=container).wait()[0] == 0
        self.assertTrue(wait_until(lambda: container.process.poll() is not None or has_begun(container), 30))
        self.assertTrue(wait_until(serves, 60), "it does not serve")

    def certificates(self):
        return []

    def assert_ends_well(self, container):
        container.signal(signal.SIGTERM)
        code, said = container.wait(30)
        self.assertEqual(code, 0, said)
        self.assertIn('"stopped"', said)


def name_of(pid: int) -> str:
    """What it runs; empty once it has ended, even if nobody has asked for its exit code."""
    try:
        return os.path.basename(pathlib.Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").partition("\0")[0])
    except (FileNotFoundError, ProcessLookupError):
        return ""


def has_begun(container) -> bool:
    """The shell that prepares the container has become the program."""
    try:
        return name_of(container.pid).startswith("opora")
    except (IndexError, FileNotFoundError):
        return False


class WhatIsInIt(InTheImage):
    def test_every_program_stripped(self):
        services = self.says(["opora", "services"]).split()
        self.assertGreaterEqual(len(services), 3)
        for name in ["opora", *(f"opora-{service}" for service in services)]:
            program = self.image.path(f"/usr/local/bin/{name}")
            self.assertNotIn(".symtab", run(["readelf", "--sections", "--wide", program]), name)
            self.assertIn("NOW", run(["readelf", "--dynamic", program]), name)
        for service in services:
            settings = self.says([f"opora-{service}", "--print-config"])
            self.assertIn(f'data = "{DATA}"  (environment OPORA_DATA)', settings)

    def test_nothing_to_build_with(self):
        installed = self.image.installed()
        self.assertIn("librdkafka1", installed)
        self.assertEqual([name for name in sorted(installed) if BUILDS.search(name)], [])
        for place in ("/src", "/usr/local/lib/python3", "/root/.cache"):
            self.assertFalse(self.image.path(place).exists(), place)
        headers = self.image.path("/usr/include")
        self.assertEqual([path.name for path in headers.glob("*")] if headers.exists() else [], [])

    def test_the_packages_of_the_list(self):
        lines = (ROOT / "scripts" / "packages.txt").read_text(encoding="utf-8").partition("[run]")[2].partition("[")[0]
        wanted = {line.split("#")[0].strip() for line in lines.splitlines()} - {""}
        self.assertTrue(wanted)
        self.assertEqual(wanted - self.image.installed(), set())

    def test_it_belongs_to_root_but_for_its_folders(self):
        self.assertEqual(self.image.user, "10001:10001")
        found = run(["find", self.image.root, "-xdev", "(", "-uid", "10001", "-o", "-gid", "10001", ")"])
        self.assertEqual(sorted(found.split()), [f"{self.image.root}{TLS}", f"{self.image.root}{DATA}"])
        # But for devices and what /tmp is.
        loose = run(["find", self.image.root, "-xdev", "-perm", "-o+w", "!", "-perm", "-1000", "!", "-type", "l",
                     "!", "-type", "c"])
        self.assertEqual(loose.split(), [])
        self.assertEqual(self.image.volumes, [DATA])

    def test_its_labels(self):
        version = re.search(r"project\(opora VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
        self.assertEqual(self.image.labels["org.opencontainers.image.version"], version)
        self.assertEqual(self.image.labels["org.opencontainers.image.licenses"], "Apache-2.0")

    def test_the_topics(self):
        there = self.image.path("deploy/kafka/topics.json").read_text(encoding="utf-8")
        self.assertEqual(json.loads(there), json.loads((ROOT / "deploy/kafka/topics.json").read_text(encoding="utf-8")))
        # It finds the file, and nobody to tell.
        code, said = self.started(["opora", "topics", "apply", "--kafka=127.0.0.1:1"]).wait()
        self.assertEqual(code, 1)
        self.assertIn("KAFKA", said)

    def test_nobody_can_write_elsewhere(self):
        """So that the tests below say something: the root is read-only for the user, and the volume isn't."""
        for place in ("/opora", "/tmp", "/usr/local/bin", "/var/tmp"):
            code, said = self.started(["touch", f"{place}/file"]).wait()
            self.assertNotEqual(code, 0, place)
            self.assertRegex(said, "Read-only file system|Permission denied")
        self.says(["touch", f"{DATA}/file"], self.volume("data", DATA))
        self.assertEqual(self.says(["id", "--user"]).strip(), "10001")


class NothingStays(InTheImage):
    OWNER = """
import pathlib, sys
from image import Container, Image
container = Container(Image(pathlib.Path(sys.argv[1]), user="10001:10001"), ["sleep", "600"])
print(container.process.pid, flush=True)
container.wait(600)
"""

    def test_a_container_ends_with_a_killed_test(self):
        owner = subprocess.Popen([sys.executable, "-B", "-c", self.OWNER, self.image.root],
                                 cwd=pathlib.Path(__file__).resolve().parent, stdout=subprocess.PIPE)
        self.addCleanup(owner.stdout.close)
        self.addCleanup(owner.wait)
        self.addCleanup(owner.kill)
        first = int(owner.stdout.readline())
        self.assertTrue(wait_until(lambda: "sleep" in map(name_of, with_descendants(first)), 30))
        family = with_descendants(first)
        owner.kill()
        self.assertTrue(wait_until(lambda: not any(map(name_of, family)), 30))


class AllInOne(InTheImage):
    def test_the_command_of_the_image_serves(self):
        data = self.volume("data", DATA)
        round_folder = ("ro", ROOT / "deploy" / "rounds", "/mnt")
        platform = self.started(self.image.command, data)
        self.wait_until_serving(platform)
        # The tool finds the keys by its own defaults.
        self.says(["opora", "load", "/mnt/amur-2023"], data, round_folder, beside=platform)
        report = self.says(["opora", "report", "amur-2023"], data, beside=platform)
        people = re.search(r"^Different people: (\d+)", report, re.MULTILINE)
        self.assertGreater(int(people[1]), 120)
        self.assertIn(", 0 violated", self.says(["opora", "doctor"], data, beside=platform))
        key = (data[1] / "keys" / "signing-key.jwk").stat()
        self.assertEqual((stat.S_IMODE(key.st_mode), key.st_uid), (0o600, 10001))
        self.assert_ends_well(platform)


class OneService(InTheImage):
    """As docker-compose.yml starts it, but over files: with the certificates that it makes, for other machines."""

    def certificates(self):
        return [self.volume("tls", TLS)]

    def made_by(self, *mounts):
        script = ("ro", ROOT / "deploy" / "compose", "/mnt")
        return self.says(["/mnt/certificates.sh", TLS], *self.certificates(), script, *mounts).split("\n")

    def test_certificates_are_made_once(self):
        made = self.made_by()
        self.assertEqual([line for line in made if line.startswith("kept")], [])
        self.assertIn("made registration", made)
        self.assertEqual([line for line in self.made_by() if line.startswith("made")], [])
        folder = self.certificates()[0][1]
        for path in folder.iterdir():
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path.name)
        # One that is gone, one that was never finished and one with another's key are made anew; the others stay.
        (folder / "reporting.pem").unlink()
        shutil.copy(folder / "opora.key", folder / "registration.key")
        (folder / "scheduling.pem").write_text("", encoding="utf-8")
        self.assertEqual([line for line in self.made_by() if line.startswith("made")],
                         ["made scheduling", "made registration", "made reporting"])

    def test_serves_others_by_tls_alone(self):
        self.made_by()
        data, environment = self.volume("data", DATA), {"OPORA_LISTEN_ADDRESS": "0.0.0.0:7400"}
        code, said = self.started(["opora-scheduling"], data, environment=environment).wait()
        self.assertEqual(code, 1)
        self.assertIn("TLS_REQUIRED", said)
        environment |= {"OPORA_TLS_CALLERS": f"{TLS}/authority.pem", "OPORA_TLS_KEY": f"{TLS}/scheduling.key",
                        "OPORA_TLS_CERTIFICATE": f"{TLS}/scheduling.pem"}
        service = self.started(["opora-scheduling"], data, *self.certificates(), environment=environment)
        known = [f"--authority={TLS}/authority.pem", f"--certificate={TLS}/opora.pem", f"--key={TLS}/opora.key"]
        self.wait_until_serving(service, "--address=localhost:7400", *known)
        # Whoever shows no certificate is nobody.
        stranger = self.started(["opora", "health", "--address=localhost:7400", known[0]], *self.certificates(),
                                beside=service)
        self.assertEqual(stranger.wait()[0], 1)
        self.assert_ends_well(service)


if __name__ == "__main__":
    if os.geteuid() != 0:
        sys.exit("dockerfile_test: only root can build an image in folders.")
    if not shutil.which("debootstrap") or not shutil.which("ip"):
        sys.exit("dockerfile_test: debootstrap or ip is not installed: scripts/setup long")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Not in memory, which /tmp may be.
    with own_folder("opora-image.", os.environ.get("TMPDIR", "/var/tmp")) as InTheImage.work:
        unittest.main()
