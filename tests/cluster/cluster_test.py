"""A cluster of real processes: everything works on it, also after one replica of each service was killed; what can't
be started is said in one sentence; and nothing of it is left behind.

Usage: cluster_test.py BUILD_FOLDER [CLASS]
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

from cluster import Cluster, ClusterTrouble, Ports
from cluster.processes import NamedProcess, wait_until, with_descendants
from support import ROOT

PROGRAMS = pathlib.Path(sys.argv[1])
ROUND = ROOT / "deploy" / "rounds" / "amur-2023"


def lives(pid):
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return False
    return text.rpartition(") ")[2][0] not in "ZX"


class InAFolder(unittest.TestCase):
    def setUp(self):
        # Short, since PostgreSQL's and Redis's sockets lie in it.
        temporary = tempfile.TemporaryDirectory(prefix="opora-cluster-", dir="/tmp")
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name) / "cluster"
        pathlib.Path(temporary.name).chmod(0o711)  # for PostgreSQL's user

    def started(self, **options):
        cluster = Cluster(self.folder, PROGRAMS, **options)
        self.addCleanup(cluster.stop)
        cluster.start()
        return cluster


class Story(InAFolder):
    """By the commands of scripts/cluster, each a process of its own, as people in several shells would."""

    def command(self, *words):
        return subprocess.run(
            [sys.executable, "-m", "cluster", f"--folder={self.folder}", f"--programs={PROGRAMS}", *words],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "deploy"), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True, text=True, check=False, timeout=300)

    def assert_ends_with(self, code, *words):
        done = self.command(*words)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout

    def assert_counts(self, cluster, people, attendances):
        report = json.loads(cluster.opora("report", "amur-2023", "--format", "json"))
        figures = {each["measure"]: int(each["value"]) for each in report["figures"]}
        self.assertEqual((figures["MEASURE_PEOPLE"], figures["MEASURE_ATTENDANCES"]), (people, attendances))
        self.assertIn(", 0 violated", cluster.opora("doctor"))

    def with_one_attendance_more(self):
        """A copy of the round in which somebody who came to other sessions came to one more."""
        copy = self.folder.parent / "round"
        shutil.copytree(ROUND, copy)
        header, *scans = (copy / "attendances.csv").read_text(encoding="utf-8").splitlines()
        of_2023 = [scan.split(",") for scan in scans if scan.startswith("2023-")]
        session, _, at = of_2023[0]
        there = {person for each, person, _ in of_2023 if each == session}
        other = next(person for _, person, _ in of_2023 if person not in there)
        lines = [header, *scans, f"{session},{other},{at}"]
        (copy / "attendances.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return copy

    def test_everything_works_also_with_half_of_the_replicas(self):
        self.addCleanup(self.command, "down")
        up = ["up", "--free-ports", "--no-prometheus"]
        self.assertIn("All ready", self.assert_ends_with(0, *up))
        cluster = Cluster.at(self.folder)
        cluster.opora("load", str(ROUND))
        self.assert_counts(cluster, people=141, attendances=294)
        before = {state.name: state.pid for state in cluster.states()}
        self.assertIn("Everything runs already", self.assert_ends_with(0, *up))
        self.assertEqual({state.name: state.pid for state in cluster.states()}, before)
        self.assert_ends_with(0, "status")

        for replica in cluster.replicas:
            if replica.number == 1:
                cluster.kill(replica.name)
        self.assert_ends_with(1, "status")
        self.assert_counts(cluster, people=141, attendances=294)
        cluster.opora("load", str(self.with_one_attendance_more()))
        self.assert_counts(cluster, people=141, attendances=295)

        self.assertIn("Starting scheduling-1", self.assert_ends_with(0, *up))
        self.assertIn("ready", self.assert_ends_with(0, "logs", "registration-1"))
        pids = [pid for state in cluster.states() for pid in with_descendants(state.pid)]
        self.assertGreaterEqual(len(pids), len(cluster.parts))
        self.assert_ends_with(0, "down", "--wipe")
        self.assertEqual([pid for pid in pids if lives(pid)], [])
        self.assertFalse(self.folder.exists())
        self.assert_ends_with(0, "down")


class Faults(InAFolder):
    """What fault tests do to a cluster."""

    def ready(self, cluster):
        return {state.name for state in cluster.states() if state.ready}

    def test_parts_are_halted_killed_and_brought_back(self):
        cluster = self.started()
        everything = set(cluster.parts)
        self.assertEqual(self.ready(cluster), everything)
        for name in ("registration-1", "kafka", "redis", "postgres"):
            with self.subTest(name):
                cluster.pause(name)
                self.assertNotIn(name, self.ready(cluster))
                cluster.resume(name)
                self.assertTrue(wait_until(lambda: self.ready(cluster) == everything, 60), self.ready(cluster))
        for name in ("postgres", "redis", "kafka", "reporting-2"):
            with self.subTest(name):
                cluster.kill(name, signal.SIGKILL)
                self.assertNotIn(name, self.ready(cluster))
                cluster.restart(name)
        cluster.start()  # whoever could not do without the others
        self.assertEqual(self.ready(cluster), everything)
        before = cluster.parts["kafka"].process.pid
        cluster.wipe_kafka()
        self.assertNotEqual(cluster.parts["kafka"].process.pid, before)
        self.assertIn("kafka", self.ready(cluster))

    def test_who_is_halted_can_be_ended(self):
        cluster = self.started(replicas=1, with_kafka=False, with_redis=False)
        pids = [state.pid for state in cluster.states()]
        for name in cluster.parts:
            cluster.pause(name)
        cluster.stop()
        self.assertEqual([pid for pid in pids if lives(pid)], [])


class Trouble(InAFolder):
    """Each in one sentence."""

    def refused(self, cluster):
        self.addCleanup(cluster.stop)
        with self.assertRaises(ClusterTrouble) as raised:
            cluster.start()
        return raised.exception

    def test_a_port_that_is_taken(self):
        cluster = Cluster(self.folder, PROGRAMS, with_kafka=False)
        port = cluster.made_of["ports"]["reporting-2/metrics"]
        with socket.create_server(("127.0.0.1", port)):
            trouble = self.refused(cluster)
        self.assertIn(f"Port {port}, which is reporting-2/metrics's, is held by", trouble.sentence)
        self.assertIn(f"(process {os.getpid()})", trouble.sentence)
        self.assertTrue(all(part.process.pid is None for part in cluster.parts.values()))

    def test_jars_that_are_missing(self):
        with mock.patch.dict(os.environ, {"XDG_CACHE_HOME": str(self.folder)}):
            trouble = self.refused(Cluster(self.folder, PROGRAMS))
        self.assertIn("Kafka broker is not installed: scripts/setup", trouble.sentence)

    def test_a_service_that_does_not_start_leaves_the_rest_to_be_looked_at(self):
        cluster = Cluster(self.folder, PROGRAMS, replicas=1, with_kafka=False, with_redis=False)
        (self.folder / "data").mkdir(parents=True)
        (self.folder / "data" / "keys").write_text("no folder", encoding="utf-8")
        trouble = self.refused(cluster)
        self.assertRegex(trouble.sentence, r"^\w+-1 has ended instead of starting")
        self.assertIn("opora: ", trouble.last_words)
        self.assertIsNotNone(cluster.parts["postgres"].process.pid)
        other = self.refused(Cluster(self.folder, PROGRAMS, replicas=2))
        self.assertIn("end it first", other.sentence)

    def test_a_process_id_that_went_to_somebody_else_is_not_ours(self):
        ours = NamedProcess("somebody", self.folder, self.folder)
        self.folder.mkdir()
        boot = pathlib.Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        ours.record.write_text(json.dumps({"pid": os.getpid(), "began": 1, "boot": boot}), encoding="utf-8")
        self.assertIsNone(ours.pid)
        with self.assertRaises(ClusterTrouble):
            ours.signal(signal.SIGKILL)
        self.assertTrue(ours.end(signal.SIGTERM, 1))

    def test_no_cluster(self):
        with self.assertRaises(ClusterTrouble):
            Cluster.at(self.folder)


class Description(InAFolder):
    """What a cluster is made of, without starting it."""

    def fake_programs(self, *services):
        opora = self.folder / "build" / "services" / "opora" / "opora"
        opora.parent.mkdir(parents=True)
        opora.write_text("#!/bin/sh\nprintf '%s\\n' " + " ".join(services) + "\n", encoding="ascii")
        opora.chmod(0o755)
        return self.folder / "build"

    def test_a_service_joins_by_being_listed(self):
        cluster = Cluster(self.folder, self.fake_programs("scheduling", "feedback"), use_ports=Ports.FIXED)
        self.assertEqual(cluster.address, "scheduling=127.0.0.1:7410,127.0.0.1:7411 "
                                          "feedback=127.0.0.1:7420,127.0.0.1:7421")
        self.assertEqual(set(cluster.parts), {"postgres", "kafka", "redis", "scheduling-1", "scheduling-2",
                                              "feedback-1", "feedback-2"})

    def test_a_program_is_told_only_what_it_knows(self):
        programs = self.fake_programs("scheduling")
        program = programs / "services" / "scheduling" / "opora-scheduling"
        program.parent.mkdir()
        program.write_text("#!/bin/sh\nif [ \"$1\" = --print-config ]; then echo 'kafka = \"\"  (default)  A broker.'; "
                           "else echo \"$*\"; fi\n", encoding="ascii")
        program.chmod(0o755)
        replica = Cluster(self.folder, programs, use_ports=Ports.FIXED).replicas[0]
        for each in (replica.process.record, replica.process.log):
            each.parent.mkdir()
        replica.launch()
        self.assertTrue(wait_until(lambda: replica.process.last_words() == "--kafka=127.0.0.1:9492", 60))

    def test_prometheus_scrapes_every_replica(self):
        cluster = Cluster(self.folder, self.fake_programs("scheduling"), use_ports=Ports.FIXED, with_prometheus=True)
        cluster.prometheus.configure()  # promtool has looked at it
        targets = json.loads((self.folder / "prometheus" / "targets.json").read_text(encoding="utf-8"))
        self.assertEqual(targets, [
            {"targets": ["127.0.0.1:7510"], "labels": {"service": "scheduling", "instance": "scheduling-1"}},
            {"targets": ["127.0.0.1:7511"], "labels": {"service": "scheduling", "instance": "scheduling-2"}}])
        self.assertTrue((self.folder / "prometheus" / "rules" / "opora.yml").exists())
        config = (self.folder / "prometheus" / "prometheus.yml").read_text(encoding="utf-8")
        self.assertIn("  - rules/*.yml", config)
        self.assertNotIn("dns_sd_configs", config)

    def test_free_ports_are_different_ones(self):
        cluster = Cluster(self.folder, self.fake_programs("scheduling", "feedback"))
        numbers = list(cluster.made_of["ports"].values())
        self.assertEqual(len(numbers), len(set(numbers)))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[2:]])
