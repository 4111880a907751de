"""A whole cluster under load while links between its parts are cut, silent or slow.

Each replica has links of its own, so that one replica may be cut off where the other is not. After each trouble
everything is judged, as in cluster_faults_test.py.

Usage: cluster_links_test.py BUILD_FOLDER short|long [unittest's arguments]
"""
import threading

from cluster import Cluster
from support.trouble import LONG, PROGRAMS, Trouble, main
from toxiproxy.toxiproxy import Toxiproxy

SECONDS = 12 if LONG else 2
TROUBLES = ("cut", "silence", "slow")


class Links(Trouble):
    @classmethod
    def make_cluster(cls, folder):
        cls.proxy = Toxiproxy()
        cls.addClassCleanup(cls.proxy.stop)
        return Cluster(folder, PROGRAMS, between=cls.proxy.between)

    def troubled(self, trouble, whose, to, meanwhile=30):
        """The trouble lasts for some seconds and until so many more were answered."""
        with self.subTest(trouble, whose=whose, to=to):
            self.crowd.wait_for_answers(20)
            for name in self.proxy.links(whose, to):
                getattr(self.proxy, trouble)(name)
            try:
                self.crowd.wait_for_answers(meanwhile)
                threading.Event().wait(SECONDS)  # the trouble itself
            finally:
                self.proxy.mend()


class LinksToPostgres(Links):
    def test_one_replica_is_cut_off_and_the_other_goes_on(self):
        for trouble in TROUBLES:
            for part in ("registration-1", "reporting-2", "scheduling-1") if LONG else ("registration-1",):
                self.troubled(trouble, part, "postgres")
        self.assert_all_is_well()

    def test_all_replicas_are_cut_off(self):
        for trouble in TROUBLES:
            for service in ("registration", "feedback", "reporting", "scheduling"):
                goes_on = service != "registration" or trouble == "slow"
                self.troubled(trouble, service, "postgres", meanwhile=10 if goes_on else 0)
        self.assert_all_is_well()


class LinksToKafkaAndRedis(Links):
    def test_events_go_on_by_another_way(self):
        for trouble in TROUBLES:
            for part in ("registration", "reporting-1", "reporting", "scheduling") if LONG else ("registration",
                                                                                                 "reporting-1"):
                self.troubled(trouble, part, "kafka")
        self.assert_all_is_well()

    def test_each_limits_by_itself(self):
        for trouble in TROUBLES:
            self.troubled(trouble, "registration", "redis")
        self.assert_all_is_well()


class LinksBetweenServices(Links):
    def test_consumers_and_their_sources(self):
        for trouble in TROUBLES:
            self.troubled(trouble, "reporting", "registration")
            self.troubled(trouble, "reporting-1", "registration-2")
            self.troubled(trouble, "registration", "scheduling")
            if LONG:
                self.troubled(trouble, "feedback", "registration")
                self.troubled(trouble, "reporting", "scheduling")
        self.assert_all_is_well()


if __name__ == "__main__":
    main()
