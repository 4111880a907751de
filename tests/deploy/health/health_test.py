"""Whoever is asked after its health by docker-compose.yml or the chart says yes while it serves and no otherwise, in
its container's own environment: with the certificates and variables that are there for something else.

Usage: health_test.py BUILD_FOLDER [unittest's arguments]
"""
import pathlib
import shutil
import signal
import sys
import tempfile
import unittest

from cluster.kafka import Kafka
from cluster.postgres import Postgres
from cluster.processes import wait_until
from containers import Container, Network, folders_of, make_certificates
from support import ROOT
from support.chart import VALUES
from support.described import Compose, Programs, tool
from support.topology import Chart, ImageFile, told_by_compose

PROGRAMS = Programs(pathlib.Path(sys.argv[1]).resolve())
TLS, DATA = "/etc/opora/tls", "/var/lib/opora"
# How it was asked until its certificates had variables: by TLS, where nobody speaks it.
WRONG = ["CMD", "opora", "health", "--address=127.0.0.1:7402"]
PATIENCE = 120  # seconds; a start takes one or two


class Containers(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-health-"))
        self.addCleanup(shutil.rmtree, self.folder)
        self.network = Network()

    def wait_until(self, container, condition):
        def is_over():
            if container.process.poll() is not None:
                self.fail(f"{container.name} ended: {self.said_by(container)}")
            return condition()
        self.assertTrue(wait_until(is_over, PATIENCE), f"{container.name} does not serve: {self.said_by(container)}")

    def said_by(self, container):
        return (self.folder / f"{container.name}.log").read_text(encoding="utf-8")


class Platform(Containers):
    def setUp(self):
        super().setUp()
        self.certificates = self.folder / "certificates"
        self.certificates.mkdir()
        make_certificates(PROGRAMS, self.certificates)

    def container(self, name, environment, tls) -> Container:
        environment = {**ImageFile(ROOT).environment, **environment}
        container = Container(name, environment, folders_of(PROGRAMS), self.network,
                              {TLS: tls, DATA: self.folder / "data"})
        self.addCleanup(container.end)
        return container

    def start(self, container, told):
        container.start(told.command, self.folder / f"{container.name}.log")


class InCompose(Platform):
    def test_each_says_whether_it_serves(self):
        compose = Compose(ROOT)
        for service in PROGRAMS.services:  # each after those that it needs
            with self.subTest(service):
                told = told_by_compose(compose, service)
                question = told.probes["ready"]["command"]
                container = self.container(service, told.environment, self.certificates)
                self.assertNotEqual(container.ask(question)[0], 0, "nobody is there")
                self.start(container, told)
                self.wait_until(container, lambda: container.ask(question)[0] == 0)
                code, said = container.ask(WRONG)
                self.assertNotEqual(code, 0, f"this test would not see a question by TLS: {said}")
        self.the_tool_finds_them(compose.services["opora"])
        container.end()
        self.assertNotEqual(container.ask(question)[0], 0, "nobody is there any more")

    def the_tool_finds_them(self, described):
        container = self.container("opora", described["environment"], self.certificates)
        code, said = container.ask(["CMD", *described["entrypoint"], *described["command"]])
        self.assertEqual(code, 0, said)
        self.assertEqual(said.count(" SERVING "), len(PROGRAMS.services), said)

    def test_one_that_stands_still_is_not_well(self):
        told = told_by_compose(Compose(ROOT), "scheduling")
        question = told.probes["ready"]["command"]
        container = self.container("scheduling", told.environment, self.certificates)
        self.start(container, told)
        self.wait_until(container, lambda: container.ask(question)[0] == 0)
        container.process.send_signal(signal.SIGSTOP)
        self.addCleanup(container.process.send_signal, signal.SIGCONT)
        self.assertNotEqual(container.ask(question)[0], 0)


class InTheChart(Platform):
    """With the values where services show each other certificates, and those where clients need none."""

    def certificates_of(self, service):
        """As the chart mounts them: one folder of Secrets for each."""
        folder = self.folder / f"tls-{service}"
        folder.mkdir()
        for source, name in ((f"{service}.pem", "tls.crt"), (f"{service}.key", "tls.key"), ("authority.pem", "ca.crt")):
            shutil.copy(self.certificates / source, folder / name)
        return folder

    def check(self, values):
        chart = Chart(ROOT, pathlib.Path(tool("helm")), VALUES / f"{values}.yaml")
        services = chart.services()
        for service in filter(services.get, PROGRAMS.services):
            with self.subTest(service):
                told = services[service]
                container = self.container(service, told.environment, self.certificates_of(service))
                probes = [each["grpc"] for each in told.probes.values()]
                self.assertEqual(len(probes), 3)
                self.start(container, told)
                for probe in probes:
                    self.wait_until(container, lambda: container.probe(**probe) == "SERVING")
        self.the_tool_finds_them(chart)
        container.end()
        self.assertEqual([container.probe(**probe) for probe in probes], ["", "", ""])

    def the_tool_finds_them(self, chart):
        toolboxes = [each for each in chart.of_kind("Deployment")
                     if each["metadata"]["labels"]["app.kubernetes.io/component"] == "toolbox"]
        for toolbox in toolboxes:
            described = toolbox["spec"]["template"]["spec"]["containers"][0]
            environment = {each["name"]: each.get("value", "secret") for each in described["env"]}
            container = self.container("toolbox", environment, self.folder / f"tls-{described['name']}")
            code, said = container.ask(["CMD", "opora", "health"])
            self.assertEqual(code, 0, said)

    def test_where_callers_show_certificates(self):
        self.check("mtls")

    def test_where_they_need_none(self):
        self.check("minimal")


class BesideThem(Containers):
    """What docker-compose.yml starts from the images of others; Grafana's program is not on this machine."""

    def test_each_of_them_is_asked(self):
        asked = {name for name, each in Compose(ROOT).services.items() if "healthcheck" in each}
        here = {name.removeprefix("test_") for name in dir(self) if name.startswith("test_")}
        self.assertEqual(asked - here, {"grafana", *PROGRAMS.services})

    def container(self, service, folders=(), programs=()) -> Container:
        described = Compose(ROOT).services[service]
        container = Container(service, described.get("environment", {}), list(programs), self.network, dict(folders))
        self.addCleanup(container.end)
        return container

    def check(self, container, *flags, command=None):
        """Its program, with its own command and these flags; `command` where it is called differently here."""
        described = Compose(ROOT).services[container.name]
        question = described["healthcheck"]["test"]
        self.assertNotEqual(container.ask(question)[0], 0, "nobody is there")
        words = described.get("entrypoint", command or []) + described.get("command", [])
        container.start([*words, *flags], self.folder / f"{container.name}.log")
        self.wait_until(container, lambda: container.ask(question)[0] == 0)
        container.end()
        self.assertNotEqual(container.ask(question)[0], 0, "nobody is there any more")

    def check_part(self, container, part):
        """One that scripts/cluster starts by a command of its own."""
        question = Compose(ROOT).services[container.name]["healthcheck"]["test"]
        self.assertNotEqual(container.ask(question)[0], 0, "nobody is there")
        for name in ("run", "log"):
            (self.folder / name).mkdir()
        part.check()
        self.addCleanup(part.end)
        part.launch()
        self.assertTrue(wait_until(lambda: container.ask(question)[0] == 0, PATIENCE), part.process.last_words())
        self.assertTrue(part.end())
        self.assertNotEqual(container.ask(question)[0], 0, "nobody is there any more")

    def test_prometheus(self):
        folders = {"/etc/prometheus": ROOT / "deploy" / "prometheus", "/prometheus": self.folder / "data"}
        self.check(self.container("prometheus", folders), "--web.listen-address=127.0.0.1:9090", command=["prometheus"])

    def test_alertmanager(self):
        folders = {"/etc/alertmanager": ROOT / "deploy" / "alertmanager", "/alertmanager": self.folder / "data"}
        self.check(self.container("alertmanager", folders), "--web.listen-address=127.0.0.1:9093",
                   "--cluster.listen-address=", command=["prometheus-alertmanager"])

    def test_node(self):
        self.check(self.container("node", {"/host": pathlib.Path("/")}), "--web.listen-address=127.0.0.1:9100",
                   command=["prometheus-node-exporter"])

    def test_redis(self):
        """Debian has the server under another name; and its client is told of a port by a flag alone."""
        port, programs = self.network.port("redis", 6379), self.folder / "programs"
        programs.mkdir()
        (programs / "redis-server").symlink_to("/usr/bin/redis-check-rdb")
        (programs / "redis-cli").write_text(f'#!/bin/sh\nexec /usr/bin/redis-cli -p {port} "$@"\n', encoding="utf-8")
        (programs / "redis-cli").chmod(0o755)
        self.check(self.container("redis", programs=[programs]), "--port", str(port), "--bind", "127.0.0.1")

    def test_postgres(self):
        self.folder.chmod(0o755)  # it runs as somebody else where we are root
        container, port = self.container("postgres"), self.network.port("postgres", 5432)
        container.environment["PGPORT"] = str(port)
        self.check_part(container, Postgres(self.folder, [], 1, port))

    def test_kafka(self):
        at = {"kafka": self.network.port("kafka", 9492), "kafka/controller": self.network.port("kafka", 9093)}
        self.check_part(self.container("kafka"), Kafka(self.folder, at))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
