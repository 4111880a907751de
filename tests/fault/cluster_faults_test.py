"""A whole cluster under load while its parts die, stand still, lose their data or can't reach each other.

After each trouble everything is judged: what every client was told, the log, the figures, and `opora doctor`.

Usage: cluster_faults_test.py BUILD_FOLDER short|long [unittest's arguments]
"""
import signal
import threading

from support.trouble import LONG, REPLICAS, SERVICES, Trouble, main


class Kills(Trouble):
    def test_every_service_and_replica(self):
        for _ in range(17 if LONG else 1):  # 136 kills, or 8
            for part in self.random.sample(REPLICAS, len(REPLICAS)):
                self.crowd.wait_for_answers(self.random.randint(1, 40))
                self.killed_and_back(part)
        self.assert_all_is_well()

    def test_both_replicas_of_a_service_at_once(self):
        for service in SERVICES:
            self.crowd.wait_for_answers(20)
            for number in (1, 2):
                self.cluster.kill(f"{service}-{number}")
            for number in (1, 2):
                self.cluster.restart(f"{service}-{number}")
        self.assert_all_is_well()


class Zombies(Trouble):
    def test_who_stands_still_holds_nobody_up_and_does_no_harm_when_it_wakes(self):
        pausing = ("registration-1", "registration-2", "feedback-1", "reporting-1", "reporting-2")
        for part in pausing * (3 if LONG else 1):
            self.crowd.wait_for_answers(20)
            self.cluster.pause(part)
            try:
                self.crowd.wait_for_answers(100)  # whatever it held, the others go on
            finally:
                self.cluster.resume(part)
        self.assert_all_is_well()


class Engines(Trouble):
    def test_postgres_dies(self):
        for _ in range(5 if LONG else 1):
            self.crowd.wait_for_answers(self.random.randint(20, 200))
            self.killed_and_back("postgres")
        self.assert_all_is_well()

    def test_kafka_dies(self):
        for _ in range(3 if LONG else 1):
            self.crowd.wait_for_answers(50)
            self.cluster.kill("kafka")
            self.crowd.wait_for_answers(50)
            self.cluster.restart("kafka")
        self.assert_all_is_well()

    def test_kafka_loses_everything(self):
        self.crowd.wait_for_answers(50)
        self.cluster.wipe_kafka()
        self.assert_all_is_well()

    def test_kafka_loses_everything_right_after_the_last_event(self):
        self.crowd.wait_for_answers(200)
        self.crowd.process.send_signal(signal.SIGSTOP)  # nobody asks for anything any more
        self.cluster.wipe_kafka()
        self.crowd.process.send_signal(signal.SIGCONT)
        verdict = self.crowd.judge()
        self.assertEqual(verdict["wrong"], [])

    def test_redis_dies_and_forgets(self):
        self.crowd.wait_for_answers(20)
        self.cluster.kill("redis")
        self.crowd.wait_for_answers(50)
        self.cluster.restart("redis")
        self.assert_all_is_well()


class Outage(Trouble):
    def test_postgres_is_gone_for_half_a_minute(self):
        self.crowd.wait_for_answers(80)
        self.cluster.kill("postgres")
        threading.Event().wait(30)  # the outage itself
        self.cluster.restart("postgres")
        self.assert_all_is_well()


if __name__ == "__main__":
    main()
