"""Kafka as docker-compose.yml starts it: with accounts that accounts.sh makes, by kafka.sh, and by the code with which
Kafka's image makes its settings of variables, on a real broker. Ports, folders and the host's name are others than in a
container, and nothing else.

Usage: kafka_test.py BUILD_FOLDER [unittest's arguments]
"""
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

from cluster import ports
from cluster.kafka import jars
from cluster.processes import wait_until
from support import ROOT
from support.described import Compose, Programs

PROGRAMS = Programs(pathlib.Path(sys.argv[1]).resolve())
COMPOSE = Compose(ROOT)
SCRIPTS = ROOT / "deploy" / "compose"
PATIENCE = 120
# What the image does with its variables, and then.
BROKER = """#!/bin/sh
java -cp '{jars}/*' kafka.docker.KafkaDockerWrapper setup -D '{folder}/defaults' -M '{folder}/mounted' \\
    -F '{folder}/settings' >&2 &&
exec java -Xmx256m -cp '{jars}/*' kafka.Kafka '{folder}/settings/server.properties'
"""


class Kafka(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="opora-compose-kafka-")
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        self.accounts = self.folder / "accounts"
        for _, target, _ in COMPOSE.mounted("accounts"):
            if target.startswith("/etc/opora/accounts/"):
                (self.accounts / pathlib.Path(target).name).mkdir(parents=True, mode=0o700)
        self.ports = {}

    def port(self, inside):
        return self.ports.setdefault(inside, ports.unused())

    def here(self, text, account="opora"):
        text = text.replace("/etc/kafka/secrets", str(self.accounts / "broker"))
        text = text.replace("/etc/opora/kafka", str(self.accounts / account))
        text = text.replace("/var/lib/kafka/data", str(self.folder / "data"))
        return re.sub(r"(?<=[=@/])(?:kafka|127\.0\.0\.1)?:(\d{4})\b", lambda m: f"127.0.0.1:{self.port(m[1])}", text)

    def make_accounts(self):
        self.assertEqual(COMPOSE.services["accounts"]["command"], ["/opora/accounts.sh", "/etc/opora/accounts"])
        environment = {"PATH": f"{PROGRAMS.opora.parent}:{os.environ['PATH']}", "HOME": "/"}
        done = subprocess.run([SCRIPTS / "accounts.sh", self.accounts], env=environment, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {path.relative_to(self.accounts): path.read_bytes() for path in self.accounts.rglob("*")
                if path.is_file()}

    def opora(self, *words):
        return subprocess.run([PROGRAMS.opora, *words], env={"PATH": os.environ["PATH"], "HOME": "/"}, cwd=ROOT,
                              capture_output=True, text=True, timeout=120)

    def start(self):
        for name in ("defaults", "mounted", "settings", "data"):
            (self.folder / name).mkdir()
        for name in ("server.properties", "log4j2.yaml", "tools-log4j2.yaml"):
            (self.folder / "defaults" / name).write_text("\n", encoding="ascii")
        broker = self.folder / "broker.sh"
        broker.write_text(BROKER.format(jars=jars(), folder=self.folder), encoding="ascii")
        broker.chmod(0o755)
        described = COMPOSE.services["kafka"]
        self.assertEqual(described["command"], ["/kafka.sh"])
        environment = {name: self.here(f"={value}")[1:] for name, value in described["environment"].items()}
        log = self.folder / "log"
        with open(log, "wb") as said:
            process = subprocess.Popen([SCRIPTS / "kafka.sh"], cwd=self.folder, stdout=said, stderr=said,
                                       env={"PATH": os.environ["PATH"], "BROKER": str(broker), **environment})
        self.addCleanup(process.wait)
        self.addCleanup(process.send_signal, signal.SIGKILL)
        words = lambda: log.read_text(encoding="utf-8", errors="replace")
        self.assertTrue(wait_until(lambda: "Kafka Server started" in words() or process.poll() is not None, PATIENCE))
        self.assertIsNone(process.poll(), words()[-3000:])

    def test_each_has_a_password_of_its_own_which_stays(self):
        made = self.make_accounts()
        passwords = {str(path.parent): text for path, text in made.items() if path.name == "password"}
        self.assertEqual(set(passwords), {"opora", *PROGRAMS.services})
        self.assertEqual(len(set(passwords.values())), len(passwords))
        for path in self.accounts.rglob("*"):
            others = path.stat().st_mode & 0o077
            self.assertEqual(bool(others), "broker" in path.parts[-2:], path)  # Kafka's user is another one
        self.assertEqual(self.make_accounts(), made)
        (self.accounts / "registration" / "password").unlink()
        renewed = self.make_accounts()
        changed = {str(path) for path in made if made[path] != renewed[path]}
        self.assertEqual(changed, {"registration/password", "broker/accounts"})

    def test_every_service_has_the_volume_of_its_account(self):
        for service in PROGRAMS.services:
            self.assertIn((f"kafka-{service}", "/etc/opora/kafka", "ro"), COMPOSE.mounted(service))
            others = [what for what, _, _ in COMPOSE.mounted(service) if what.startswith("kafka-")]
            self.assertEqual(others, [f"kafka-{service}"])

    def test_who_may_what(self):
        self.make_accounts()
        self.start()
        command = [self.here(word) for word in COMPOSE.services["topics"]["command"]]
        made = self.opora(*command[1:])
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertIn("registration may write opora.registration.v1 and read opora.scheduling.v1\n", made.stdout)
        host = [word.replace(str(self.port("9092")), str(self.port("9492"))) for word in command]
        self.assertEqual(self.opora(*host[1:]).returncode, 0, "from this machine, likewise")

        as_a_service = [word.replace("/accounts/opora/", "/accounts/registration/") for word in command]
        as_a_service = [word.replace("--user=opora", "--user=registration") for word in as_a_service]
        denied = self.opora(*as_a_service[1:])
        self.assertIn("KAFKA_DENIED: Kafka lets this user not do that", denied.stderr)
        wrong = [word.replace("--user=opora", "--user=reporting") for word in command]
        self.assertIn("KAFKA_DENIED: Kafka does not know us", self.opora(*wrong[1:]).stderr)


if __name__ == "__main__":
    os.chdir(ROOT)
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
