"""A standby that has not received the last commits takes over from PostgreSQL while people register: nobody says a
word, no figure mixes two pasts, and what is lost is told, whoever is left to know of it.

Usage: cluster_failover_test.py BUILD_FOLDER short|long CLASS …
"""
import re
import subprocess
import urllib.parse
import urllib.request

from cluster import Cluster
from cluster.postgres import Postgres
from cluster.processes import wait_until
from support.trouble import PROGRAMS, SERVICES, Trouble, main

REGISTRATIONS, REPORTINGS = ("registration-1", "registration-2"), ("reporting-1", "reporting-2")
READERS = ("feedback", "reporting")  # of registration's log
READING = ("feedback-1", "feedback-2", *REPORTINGS)
READ = "SELECT position FROM consumed WHERE source = 'registration'"
ATTENDANCES = "SELECT COUNT(*) || ' ' || COUNT(DISTINCT person_id) FROM attendances"


class Primary(Postgres):
    """Lets a standby of the same user read its log."""

    def _write_who_may_connect(self):
        super()._write_who_may_connect()
        owner = self.user or "opora"
        with open(self.data / "pg_hba.conf", "a", encoding="utf-8") as access:
            access.write("local replication opora peer map=opora\n")
        with open(self.data / "pg_ident.conf", "a", encoding="utf-8") as names:
            names.write(f"opora {owner} opora\n")


class Standby(Primary):
    """Receives the other's commits as they come, and nobody waits for it."""

    def __init__(self, folder, primary):
        super().__init__(folder, primary.services, 2)
        self.primary = primary

    def _make(self):
        as_user = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        subprocess.run([self.programs / "pg_basebackup", f"--host={self.primary.home}", "--username=opora",
                        f"--pgdata={self.data}", "--write-recovery-conf", "--checkpoint=fast"],
                       cwd=self.home, check=True, timeout=120, **as_user)

    def bring_up(self):
        for name in ("run", "log"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o711)
        self.check()
        self.launch()
        if not wait_until(self.answers, self.starts_within):
            raise AssertionError("the standby does not start")

    def receives(self):
        return self.primary.run_sql("SELECT COUNT(*) FROM pg_stat_replication WHERE state = 'streaming'") == "1"

    def receive_no_more(self):
        self.run_sql("ALTER SYSTEM SET primary_conninfo = ''")
        self.run_sql("SELECT pg_reload_conf()")
        if not wait_until(lambda: not self.receives(), 30):
            raise AssertionError("the standby still receives")

    def take_over(self):
        if self.run_sql("SELECT pg_promote(true, 60)") != "t":
            raise AssertionError("the standby is not promoted")


class PairedCluster(Cluster):
    """The services named have their databases on a pair of servers of their own, and find the one that can write."""

    def __init__(self, folder, on_pair, **options):
        super().__init__(folder, PROGRAMS, **options)
        self.primary = Primary(folder / "a", self.postgres.services, 2)
        self.standby = Standby(folder / "b", self.primary)
        homes = ",".join(urllib.parse.quote(str(each.home), safe="") for each in (self.primary, self.standby))
        self.pair_address = (f"postgresql:///opora_{{service}}?host={homes}&port=5432,5432&user=opora_{{service}}"
                             "&target_session_attrs=read-write")
        for replica in self.replicas:
            if replica.service in on_pair:
                replica.settings["database"] = self.pair_address

    def start(self):
        for name in ("run", "log"):
            (self.primary.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (self.folder, self.primary.folder):
            folder.chmod(0o711)
        self.primary.check()
        self.primary.launch()
        if not wait_until(self.primary.answers, self.primary.starts_within):
            raise AssertionError("the primary does not start")
        self.primary.add_databases()
        self.standby.bring_up()
        super().start()

    def stop(self, tell=lambda words: None):
        super().stop(tell)
        for server in (self.standby, self.primary):
            server.end()

    def fail_over(self):
        self.primary.process.signal(9)
        self.standby.take_over()


class Failover(Trouble):
    on_pair = ("registration",)
    options: dict = {}

    @classmethod
    def make_cluster(cls, folder):
        folder.mkdir(parents=True)
        return PairedCluster(folder, cls.on_pair, **cls.options)

    def server_of(self, service):
        return self.cluster.standby if service in self.on_pair else self.cluster.postgres

    def sql(self, service, text):
        return self.server_of(service).run_sql(text, f"opora_{service}")

    def on_primary(self, text):
        return self.cluster.primary.run_sql(text, "opora_registration")

    def head(self):
        return self.sql("registration", "SELECT epoch || ' ' || head FROM lane")

    def metric(self, part, name, **labels):
        with urllib.request.urlopen(f"http://{self.cluster.parts[part].metrics}/metrics", timeout=10) as response:
            for line in response.read().decode().splitlines():
                found = re.match(rf"^{name}(\{{.*\}})? (\S+)$", line)
                if found and all(f'{key}="{value}"' in line for key, value in labels.items()):
                    return float(found[2])
        return None

    def not_ready(self):
        return {state.name for state in self.cluster.states() if not state.ready}

    def end(self, parts):
        for part in parts:
            self.cluster.parts[part].end()

    def lose_some(self, more):
        """Answers so many more that only the primary has, and returns its epoch and head then."""
        self.assertTrue(wait_until(self.cluster.standby.receives, 30), "the standby receives nothing")
        self.cluster.standby.receive_no_more()
        self.crowd.wait_for_answers(more)
        return self.on_primary("SELECT epoch || ' ' || head FROM lane").split()

    def assert_told(self, epoch):
        """By registration itself, on both replicas: that a standby took over, and that something was lost with it."""
        self.assertTrue(wait_until(lambda: self.head().split()[0] != epoch, 60), "it goes on as if nothing were lost")
        for part in REGISTRATIONS:
            for name in ("opora_commits_lost_at_seconds", "opora_database_changed_at_seconds"):
                self.assertTrue(wait_until(lambda part=part, name=name: (self.metric(part, name) or 0) > 0, 60),
                                f"{part} tells nothing by {name}")

    def assert_figures_are_a_recount(self):
        def counted():
            return self.sql("registration", ATTENDANCES), self.sql("reporting", ATTENDANCES)
        self.assertTrue(wait_until(lambda: len(set(counted())) == 1, 60), counted())

    def doctor(self, address):
        done = subprocess.run([self.cluster.opora_program, "doctor", f"--address={address}",
                               f"--data={self.cluster.data}"], capture_output=True, text=True, check=False, timeout=300)
        return done.stdout + done.stderr

    def rebuild(self, service):
        replicas = [part for part in READING if part.startswith(service)]
        self.end(replicas)
        database = self.cluster.parts[replicas[0]].settings["database"]
        self.cluster.opora_alone("rebuild", service, f"--database={database}")
        for part in replicas:
            self.cluster.restart(part)

    def go_on(self):
        self.crowd.leave()
        self.crowd = self.new_crowd()
        self.crowd.wait_for_answers(100)
        self.assert_all_is_well()
        self.assert_figures_are_a_recount()


class AfterReporting(Failover):
    """Reporting and feedback have read what the standby lacks, and say so."""

    def test_reporting_stops_until_it_is_rebuilt(self):
        self.crowd.wait_for_answers(50)
        epoch, head = self.lose_some(100)
        for service in READERS:
            self.assertTrue(wait_until(lambda service=service: int(self.sql(service, READ)) >= int(head), 60),
                            f"{service} is behind")
        self.cluster.fail_over()

        self.assert_told(epoch)
        self.assertTrue(wait_until(lambda: self.not_ready() == set(READING), 60), self.not_ready())
        self.crowd.leave()
        said = [self.doctor(f"reporting={self.cluster.parts[part].address}") for part in REPORTINGS]
        self.assertIn("registration EPOCH_CHANGED", said[0])
        self.assertEqual(said[0], said[1], "each replica says the same")
        for service in READERS:
            self.rebuild(service)
        self.go_on()


class AfterReportingWithoutKafka(AfterReporting):
    options = {"with_kafka": False}


class AfterAStart(Failover):
    """Whoever had seen it is gone: only Kafka holds what the standby lacks."""

    def test_kafka_is_a_witness(self):
        self.crowd.wait_for_answers(50)
        self.end(READING)
        epoch, _ = self.lose_some(100)
        self.crowd.leave()
        for part in REGISTRATIONS:
            self.cluster.kill(part)
        self.cluster.fail_over()
        for part in REGISTRATIONS:
            self.cluster.restart(part)
        self.assert_told(epoch)
        for part in READING:
            self.cluster.restart(part)  # had read no further, so nothing of its has to be read again
        self.go_on()


class OfAllServices(Failover):
    """One server for all: who reads loses what it has read along with who told it, and goes on; unless it still had, in
    its memory or from Kafka, what the standby lacks, and so reads it once more."""
    on_pair = SERVICES

    def test_figures_are_of_one_past(self):
        self.crowd.wait_for_answers(50)
        epoch, _ = self.lose_some(100)
        self.cluster.fail_over()
        self.assert_told(epoch)

        for service in READERS:
            def reader(service=service):
                return self.sql(service, "SELECT epoch || ' ' || COALESCE(stopped, '') FROM consumed "
                                         "WHERE source = 'registration'").split()
            self.assertTrue(wait_until(lambda reader=reader: reader()[0] != epoch or len(reader()) > 1, 60), reader())
            if len(reader()) > 1:
                self.rebuild(service)
        self.go_on()


class OfAllServicesWithoutKafka(OfAllServices):
    options = {"with_kafka": False}


if __name__ == "__main__":
    main()
