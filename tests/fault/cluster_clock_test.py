"""The clock of one replica's machine is set wrong, or is wrong from its start: it steps aside and the other goes on.

Usage: cluster_clock_test.py BUILD_FOLDER short|long [unittest's arguments]
"""
import re
import urllib.request

from cluster.processes import wait_until
from support.trouble import Trouble, main, wrong_clock

HOUR = 3600
WRONG = "registration-2"


class WrongClock(Trouble):
    def setUp(self):
        self.off = self.cluster.folder / "off"
        self.tell(0)
        replica = self.cluster.parts[WRONG]
        if not replica.environment:
            replica.environment = wrong_clock(self.off)
            self.cluster.restart(WRONG)
        super().setUp()

    def tell(self, seconds):
        self.off.write_text(str(seconds), encoding="utf-8")

    def gauge(self, name):
        """None while it starts."""
        try:
            with urllib.request.urlopen(f"http://{self.cluster.parts[WRONG].metrics}/metrics", timeout=10) as response:
                return float(re.search(rf"^{name}\{{[^}}]*\}} (\S+)$", response.read().decode(), re.MULTILINE)[1])
        except OSError:
            return None

    def lane_is_ahead(self):
        """Of PostgreSQL's clock, in seconds."""
        return float(self.cluster.postgres.run_sql(
            "SELECT batch_time / 1e6 - extract(epoch FROM clock_timestamp()) FROM lane", "opora_registration"))

    def not_ready(self):
        return [state.name for state in self.cluster.states() if not state.ready]

    def steps_aside(self, seconds):
        self.assertTrue(wait_until(lambda: self.gauge("opora_clock_trusted") == 0, 60), self.not_ready())
        self.assertTrue(wait_until(lambda: self.not_ready() == [WRONG], 30), self.not_ready())
        self.assertAlmostEqual(self.gauge("opora_clock_off_seconds"), seconds, delta=60)
        self.crowd.wait_for_answers(50)  # by the other
        self.assertLess(self.lane_is_ahead(), 60)

    def comes_back(self):
        self.tell(0)
        self.assertTrue(wait_until(lambda: not self.not_ready(), 60), self.not_ready())
        self.assertEqual(self.gauge("opora_clock_trusted"), 1)
        self.assert_all_is_well()
        self.crowd = self.new_crowd()  # the one that was judged has left

    def test_set_while_it_runs(self):
        for seconds in (9 * HOUR, 31 * HOUR, -2 * HOUR, 240 * HOUR):
            with self.subTest(hours=seconds / HOUR):
                self.crowd.wait_for_answers(20)
                self.tell(seconds)
                self.steps_aside(seconds)
                self.comes_back()

    def test_wrong_from_its_start(self):
        self.cluster.parts[WRONG].end()
        self.tell(9 * HOUR)
        self.cluster.parts[WRONG].launch()
        self.steps_aside(9 * HOUR)
        self.assertIn("far from the database", self.cluster.parts[WRONG].process.log.read_text(encoding="utf-8"))
        self.comes_back()


if __name__ == "__main__":
    main()
