"""Whom Kafka does not let in, or not do what it came for: people are served, and it is said what to do.

That it lets nobody do what is another's is tested with its own clients, in services/platform/events/kafka/tests.

Usage: cluster_accounts_test.py BUILD_FOLDER short|long [unittest's arguments]
"""
import json

from cluster.processes import wait_until
from support.trouble import Trouble, main

UNKNOWN = "KAFKA_DENIED: Kafka does not know us by this user and password: check kafka.user and what " \
          "kafka.password_file holds"
NOT_GRANTED = "KAFKA_DENIED: Kafka lets this user not do that: grant it by `opora topics apply --accounts`"


class Accounts(Trouble):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.cluster.start)

    def told(self, service, **settings):
        """Both replicas of it start with these settings, and with those that they had at the end."""
        replicas = [each for each in self.cluster.replicas if each.service == service]
        for each in replicas:
            before = {name: each.settings[name] for name in settings}
            self.addCleanup(self.cluster.restart, each.name)
            self.addCleanup(each.settings.update, before)
            each.settings.update(settings)
        for each in replicas:
            self.cluster.restart(each.name)
        return replicas

    def is_said(self, replicas, health, log):
        """By health of one of them, and in the log of one."""
        self.assertTrue(wait_until(lambda: any(words in self.cluster.opora("health") for words in health), 60),
                        self.cluster.opora("health"))
        lines = [json.loads(line) for each in replicas for line in each.process.log.read_text("utf-8").splitlines()
                 if line.startswith("{")]
        self.assertTrue(any(each.get("reason") == "KAFKA_DENIED" and log in each.get("message", "") for each in lines))

    def test_a_wrong_password(self):
        wrong = self.cluster.folder / "wrong"
        wrong.write_text("not this one\n", encoding="utf-8")
        replicas = self.told("registration", **{"kafka.password_file": str(wrong)})
        self.crowd.wait_for_answers(50)
        said = f"registration's events don't arrive in Kafka: {UNKNOWN}"
        self.is_said(replicas, [said], UNKNOWN.partition(": ")[2])
        self.assertIn(f"registration reads scheduling from its owner alone: {UNKNOWN}", self.cluster.opora("health"))
        self.assertNotIn("not this one", "".join(each.process.log.read_text("utf-8") for each in replicas))
        self.assert_all_is_well()

    def test_an_account_that_was_not_granted_what_it_needs(self):
        replicas = self.told("registration", **self.cluster.kafka.settings("reporting"))
        self.crowd.wait_for_answers(50)
        self.is_said(replicas, [f"registration's events don't arrive in Kafka: {NOT_GRANTED}"],
                     NOT_GRANTED.partition(": ")[2])
        self.assert_all_is_well()


if __name__ == "__main__":
    main()
