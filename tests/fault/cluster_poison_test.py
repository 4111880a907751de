"""Events in the log that nobody can apply, on a whole cluster under load: exactly these wait, with what follows under
their keys, until an operator gives them up; everything else goes on.

Usage: cluster_poison_test.py BUILD_FOLDER short|long [unittest's arguments]
"""
import re
import uuid

from cluster import ClusterTrouble
from cluster.processes import wait_until
from support.trouble import PUBLISHED, SERVICES, Trouble, main

HEARING = [service for service in SERVICES if service != "scheduling"]


class Poison(Trouble):
    def parked(self):
        """(service, position): reason."""
        lines = self.cluster.opora("events", "parked").splitlines()
        found = (re.match(r"(\w+) scheduling (\d+) \S+ \S+ (\w+): ", line) for line in lines)
        return {(each[1], int(each[2])): each[3] for each in found if each}

    def a_round(self):
        return self.cluster.postgres.run_sql("SELECT round_id FROM rounds LIMIT 1", "opora_reporting")

    def assert_parked(self, expected):
        if not wait_until(lambda: self.parked() == expected, 60):
            self.assertEqual(self.parked(), expected)

    def test_they_wait_alone(self):
        self.crowd.wait_for_answers(20)
        unknown, garbage = str(uuid.uuid4()), str(uuid.uuid4())
        first = self.append_event(unknown, r"'\x0a00'", "opora.scheduling.v1.SessionPainted")
        second = self.append_event(garbage, r"'\xffffff'")
        # The crowd's own session once more, under these keys: would be applied if nothing were before it.
        again = f"(SELECT payload FROM outbox WHERE type = '{PUBLISHED}' ORDER BY position LIMIT 1)"
        behind_first, behind_second = self.append_event(unknown, again), self.append_event(garbage, again)
        expected = {first: "UNKNOWN_EVENT_TYPE", second: "EVENT_UNREADABLE",
                    behind_first: "BEHIND_PARKED", behind_second: "BEHIND_PARKED"}
        everywhere = {(service, position): reason for service in HEARING for position, reason in expected.items()}
        self.assert_parked(everywhere)
        self.assertIn(", 0 violated", self.cluster.opora("doctor"))

        # A newer build may know the type: a start tries it again, and this one knows it no better.
        self.cluster.restart("reporting-1")
        self.assert_parked(everywhere)

        # Other keys go on: a session that is published now takes registrations. Figures wait for an operator, since
        # nobody can say whose what can't be read is.
        other = self.new_crowd()
        for crowd in (self.crowd, other):
            crowd.wait_for_answers(50)
        self.assert_parked(everywhere)
        self.assertRaisesRegex(ClusterTrouble, "FIGURES_HELD_BACK", self.cluster.opora, "report", self.a_round())

        for service in HEARING:
            for position in (first, second):
                self.cluster.opora("events", "skip", service, "scheduling", str(position))
        self.assert_parked({})
        self.assertEqual(other.judge()["wrong"], [])
        self.assert_all_is_well()


if __name__ == "__main__":
    main()
