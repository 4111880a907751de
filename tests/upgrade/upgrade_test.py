"""A rolling upgrade and back: replicas replaced one by one under load, two versions side by side, and nothing is lost.

The next version is this one with next.md: an event, a field, and columns more, all of them told, heard and kept.

Usage: upgrade_test.py BUILD_FOLDER PRESET [unittest's arguments]
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from cluster import Cluster
from cluster.processes import wait_until
from support.blocks import blocks_of, copy_with
from support.crowd import Crowd

PROGRAMS, PRESET = pathlib.Path(sys.argv[1]), sys.argv[2]
PAGE = "tests/upgrade/next.md"
# Who hears comes before who tells; and on the way back after.
FORWARD = ("reporting", "feedback", "registration", "scheduling")
BACK = FORWARD[::-1]


def build_next(folder):
    """The build folder of the next version, below `folder`."""
    copy, mistakes = copy_with([PAGE], folder)
    if mistakes:
        raise AssertionError("\n".join(mistakes))
    for command in (["cmake", "--preset", PRESET],
                    ["cmake", "--build", f"build/{PRESET}", "-j", str(os.cpu_count()),
                     "--target", "opora", "opora_services"]):
        run = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            raise AssertionError(f"{' '.join(command)}\n{run.stdout[-4000:]}{run.stderr[-4000:]}")
    return copy / "build" / PRESET


class Places(unittest.TestCase):
    def test_every_block_finds_its_place(self):
        with tempfile.TemporaryDirectory(prefix="opora-next-") as folder:
            _, mistakes = copy_with([PAGE], pathlib.Path(folder))
        self.assertEqual((len(blocks_of(PAGE)), mistakes), (26, []))


class Upgrade(unittest.TestCase):
    """One cluster; its tests are one story, in the order of their numbers. Each has a crowd of its own."""

    @classmethod
    def setUpClass(cls):
        next_folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-next-"))
        cls.addClassCleanup(shutil.rmtree, next_folder)
        cls.next = build_next(next_folder)
        temporary = tempfile.TemporaryDirectory(prefix="opora-upgrade-", dir="/tmp")
        cls.addClassCleanup(temporary.cleanup)
        pathlib.Path(temporary.name).chmod(0o711)  # for PostgreSQL's user
        cls.cluster = Cluster(pathlib.Path(temporary.name) / "cluster", PROGRAMS)
        cls.addClassCleanup(cls.cluster.stop)
        cls.cluster.start()

    def setUp(self):
        self.crowd = Crowd(PROGRAMS, self.cluster, capacity=20_000)  # seats are given all the time
        self.addCleanup(self.crowd.leave)
        self.crowd.wait_for_answers(100)

    def replace(self, service, programs):
        """Both replicas, one after the other; in between, the old one and the new one serve side by side."""
        for number in (1, 2):
            ended = self.cluster.replace(f"{service}-{number}", programs)
            self.assertTrue(ended, f"{service}-{number} did not end when it was asked")
            self.crowd.wait_for_answers(100)

    def number(self, service, sql):
        return int(self.cluster.postgres.run_sql(sql, f"opora_{service}"))

    def parked_count(self):
        return self.number("reporting", "SELECT COUNT(*) FROM parked")

    def news_count(self):
        """What only the next version tells: its events; and what it keeps: its columns and its table."""
        counts = (self.number("registration", "SELECT COUNT(*) FROM outbox WHERE type LIKE '%.GroupReceived'"),
                  self.number("registration", "SELECT COUNT(*) FROM groups_registered WHERE received_at > 0"),
                  self.number("reporting", "SELECT COUNT(*) FROM received_groups"))
        self.assertEqual(len(set(counts)), 1, counts)
        self.assertGreater(self.number("reporting", "SELECT COUNT(*) FROM group_seats WHERE confirmed_at > 0"), 0)
        return counts[0]

    def wait_until_it_has_heard_all(self, service):
        head = self.number("registration", "SELECT head FROM lane")
        heard = "SELECT position FROM consumed WHERE source = 'registration'"
        self.assertTrue(wait_until(lambda: self.number(service, heard) >= head, 60))

    def assert_all_is_well(self):
        verdict = self.crowd.judge()
        self.assertEqual(verdict["wrong"], [])
        print(f"{self.id().rpartition('.')[2]}: {verdict['answered']} answered, all as told", flush=True)
        self.assertEqual(self.cluster.opora("events", "parked"), "0 parked\n")
        self.assertIn(", 0 violated", self.cluster.opora("doctor"))
        self.assertTrue(all(state.ready for state in self.cluster.states()))

    def test_1_forward(self):
        for service in FORWARD:
            self.replace(service, self.next)
        self.crowd.wait_for_answers(300)
        self.assert_all_is_well()
        self.assertGreater(self.news_count(), 300)

    def test_2_back(self):
        for service in BACK:
            if service in ("feedback", "reporting"):
                self.wait_until_it_has_heard_all(service)  # nobody tells any more what the one before can't hear
            self.replace(service, PROGRAMS)
            self.assertEqual(self.parked_count(), 0)
        self.crowd.wait_for_answers(300)
        self.assert_all_is_well()

    def test_3_forward_again(self):
        before = self.news_count()
        for service in FORWARD:
            self.replace(service, self.next)
        self.crowd.wait_for_answers(300)
        self.assert_all_is_well()
        self.assertGreater(self.news_count(), before + 300)

    def test_4_who_goes_back_in_the_wrong_order_goes_forward_again(self):
        """Reporting back before registration meets events that it can't know. It keeps them, refuses figures, and goes
        on; the next version finds them."""
        self.replace("reporting", PROGRAMS)
        self.crowd.wait_for_answers(300)
        self.assertTrue(wait_until(lambda: self.parked_count() > 300, 60))
        self.assertIn("UNKNOWN_EVENT_TYPE", self.cluster.opora("events", "parked"))
        self.replace("reporting", self.next)
        self.assert_all_is_well()
        self.news_count()


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--failfast", *sys.argv[3:]])
