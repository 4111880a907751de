"""A service's database is taken back to an earlier copy, and nobody says a word: who had read further tells the owner,
stops and mixes nothing, until an operator has it read everything again; who had not goes on.

Usage: cluster_restored_test.py BUILD_FOLDER short|long [unittest's arguments]
"""
import re
import urllib.request

from cluster import ClusterTrouble
from cluster.processes import wait_until
from support.trouble import Trouble, main

REGISTRATIONS, REPORTINGS = ("registration-1", "registration-2"), ("reporting-1", "reporting-2")
FEEDBACKS = ("feedback-1", "feedback-2")
READ = "SELECT epoch || ' ' || position || ' ' || applied_count FROM consumed WHERE source = 'registration'"
FACTS = "SELECT (SELECT COUNT(*) FROM attendances) || ' ' || (SELECT COUNT(*) FROM group_seats)"


class Restored(Trouble):
    def end(self, parts):
        for part in parts:
            self.cluster.parts[part].end()

    def sql(self, text, database="postgres"):
        return self.cluster.postgres.run_sql(text, database)

    def head(self):
        return self.sql("SELECT epoch || ' ' || head FROM lane", "opora_registration")

    def read_so_far(self, service="reporting"):
        return self.sql(READ, f"opora_{service}")

    def assert_all_is_read(self):
        for service in ("feedback", "reporting"):
            self.assertTrue(wait_until(lambda each=service: self.read_so_far(each).startswith(self.head() + " "), 60),
                            f"{service} is behind")

    def operate(self, *words):
        return self.cluster.opora_alone(*words, f"--database={self.cluster.postgres.address}")

    def report_by(self, part):
        """A round's report as one replica tells it, or refuses to."""
        address = " ".join([*(each for each in self.cluster.address.split() if not each.startswith("reporting=")),
                            f"reporting={self.cluster.parts[part].address}"])
        return self.cluster.opora_alone("report", self.sql("SELECT round_id FROM rounds LIMIT 1", "opora_reporting"),
                                        f"--address={address}")

    def stopped_metric(self, part):
        with urllib.request.urlopen(f"http://{self.cluster.parts[part].metrics}/metrics", timeout=10) as response:
            found = re.search(r'^opora_consumer_stopped\{[^}]*source="registration"[^}]*\} (\d+)$',
                              response.read().decode(), re.MULTILINE)
        return found and found[1]

    def not_ready(self):
        return {state.name for state in self.cluster.states() if not state.ready}

    def take_back(self):
        """Registration is as it was at the copy; what was answered since is lost, as after any restore."""
        self.sql("DROP DATABASE opora_registration")
        self.sql("ALTER DATABASE opora_registration_copy RENAME TO opora_registration")

    def test_who_had_read_further_stops_until_it_is_rebuilt(self):
        self.crowd.wait_for_answers(50)
        self.assertEqual(self.crowd.judge()["wrong"], [])
        self.end(REGISTRATIONS)
        self.sql("CREATE DATABASE opora_registration_copy OWNER opora_registration TEMPLATE opora_registration")
        self.cluster.start()

        lost = self.new_crowd()
        lost.wait_for_answers(100)
        lost.leave()
        self.end(REGISTRATIONS)  # with what was still under way
        self.cluster.start()
        self.assert_all_is_read()
        before, facts = self.read_so_far(), self.sql(FACTS, "opora_reporting")
        self.end(REGISTRATIONS)
        self.take_back()
        for part in REGISTRATIONS:
            self.cluster.restart(part)

        # In its other life registration works; who has read it notices, says so, and applies nothing.
        readers = {*FEEDBACKS, *REPORTINGS}
        self.assertTrue(wait_until(lambda: self.not_ready() == readers, 60), self.not_ready())
        self.assertEqual(self.sql("SELECT up_to_position FROM lost_ends", "opora_registration"), before.split()[1])
        self.assertNotEqual(self.head().split()[0], before.split()[0], "its epoch is another one")
        self.crowd = self.new_crowd()
        self.crowd.wait_for_answers(100)
        for part in REPORTINGS:
            self.assertTrue(wait_until(lambda part=part: self.stopped_metric(part) == "1", 60), part)
            self.assertIn("EPOCH_CHANGED", self.cluster.parts[part].process.log.read_text(encoding="utf-8"))
        self.assertEqual(self.not_ready(), readers)
        self.assertEqual((self.read_so_far(), self.sql(FACTS, "opora_reporting")), (before, facts))
        for part in REPORTINGS:
            self.assertRaisesRegex(ClusterTrouble, r"registration \(EPOCH_CHANGED\)", self.report_by, part)

        self.assertRaisesRegex(ClusterTrouble, "DATABASE_IN_USE", self.operate, "rebuild", "reporting")
        self.assertEqual((self.read_so_far(), self.sql(FACTS, "opora_reporting")), (before, facts))
        for service, replicas in (("feedback", FEEDBACKS), ("reporting", REPORTINGS)):
            self.end(replicas)
            self.operate("rebuild", service)
            for part in replicas:
                self.cluster.restart(part)
        self.assert_all_is_well()
        for part in REPORTINGS:
            self.report_by(part)

    def test_who_had_read_no_further_goes_on(self):
        self.crowd.wait_for_answers(50)
        self.crowd.leave()
        self.assert_all_is_read()
        before = self.head()
        self.end(REGISTRATIONS[:1])
        self.assertRaisesRegex(ClusterTrouble, "DATABASE_IN_USE", self.operate, "restored", "--service=registration")
        self.end(REGISTRATIONS[1:])
        self.operate("restored", "--service=registration")
        for part in REGISTRATIONS:
            self.cluster.restart(part)
        self.assertTrue(wait_until(lambda: self.read_so_far().startswith(self.head() + " "), 60), self.read_so_far())
        self.assertNotEqual(self.head().split()[0], before.split()[0])
        self.crowd = self.new_crowd()
        self.crowd.wait_for_answers(100)
        self.assert_all_is_well()


if __name__ == "__main__":
    main()
