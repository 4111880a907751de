"""What tests that make trouble for a whole cluster share: the cluster, a crowd of clients on it, and the verdict.

Their command line is BUILD_FOLDER short|long [unittest's arguments].
"""
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from cluster import Cluster
from cluster.processes import wait_until

from .crowd import Crowd

PROGRAMS, LONG = pathlib.Path(sys.argv[1]), sys.argv[2] == "long"
SERVICES = subprocess.run([PROGRAMS / "services/opora/opora", "services"], capture_output=True, text=True,
                          check=True).stdout.split()
REPLICAS = [f"{service}-{number}" for service in SERVICES for number in (1, 2)]
SEED = 20261122
# As a batch of scheduling's own: under the lock of its writers, at the next position, and announced.
APPEND = """
BEGIN;
SELECT pg_advisory_xact_lock(7305808869232150899);
INSERT INTO outbox (position, time, type, key, payload)
  SELECT head + 1, batch_time, '{type}', '{key}', {payload} FROM lane;
UPDATE lane SET head = head + 1;
NOTIFY opora_commits;
COMMIT;
SELECT head FROM lane;
"""
PUBLISHED = "opora.scheduling.v1.SessionPublished"


def wrong_clock(off):
    """Variables of a program whose clock is wrong by as many seconds as the file says (tests/fault/wrong_clock)."""
    return {"LD_PRELOAD": str(PROGRAMS / "tests" / "fault" / "libwrong_clock.so"), "WRONG_CLOCK": str(off),
            "ASAN_OPTIONS": "verify_asan_link_order=0"}


class Trouble(unittest.TestCase):
    """One cluster for all tests of the class; each test has a session and a crowd of its own."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="opora-faults-", dir="/tmp")
        cls.addClassCleanup(cls.temporary.cleanup)
        pathlib.Path(cls.temporary.name).chmod(0o711)  # for PostgreSQL's user
        cls.cluster = cls.make_cluster(pathlib.Path(cls.temporary.name) / "cluster")
        cls.addClassCleanup(cls.cluster.stop)
        cls.cluster.start()
        cls.random = random.Random(SEED)

    @classmethod
    def make_cluster(cls, folder):
        return Cluster(folder, PROGRAMS)

    def setUp(self):
        self.crowd = self.new_crowd()

    def new_crowd(self):
        crowd = Crowd(PROGRAMS, self.cluster)
        self.addCleanup(crowd.leave)
        return crowd

    def append_event(self, key, payload, event_type=PUBLISHED):
        """To scheduling's log, `payload` as SQL has it; returns its position."""
        said = self.cluster.postgres.run_sql(APPEND.format(type=event_type, key=key, payload=payload),
                                             "opora_scheduling")
        return int(said.split()[-1])

    def assert_all_is_well(self, at_least=100):
        self.crowd.wait_for_answers(max(20, at_least - self.crowd.answered()))
        verdict = self.crowd.judge()
        self.assertEqual(verdict["wrong"], [])
        self.assertGreaterEqual(verdict["answered"], at_least)
        self.assertIn(", 0 violated", self.cluster.opora("doctor"))
        self.assertIn("0 parked", self.cluster.opora("events", "parked"))
        self.assertTrue(wait_until(lambda: all(state.ready for state in self.cluster.states()), 60),
                        self.cluster.states())

    def killed_and_back(self, part):
        self.cluster.kill(part)
        self.cluster.restart(part)


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
