"""Each alert fired by its real fault on a real cluster, and ended by its page's own lines.

Alerts ask for minutes, so here all their times are twenty times shorter, and Prometheus looks each second; the rules
are otherwise those that are shipped. What is typed is taken from docs/runbooks, with the functions that README.md there
has one paste into the shell first.

Usage: alerts_fired_test.py BUILD_FOLDER long [unittest's arguments]
"""
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import uuid

import runbooks
from cluster import Cluster, ports
from cluster.processes import wait_until
from support import ROOT
from support.authority import Authority
from support.trouble import PROGRAMS, SERVICES, Trouble, main, wrong_clock
from support.watching import Started, ask

FASTER = 20
UNITS = {"s": 1, "m": 60, "h": 3600}
HOLD = "BEGIN; SELECT head FROM lane FOR UPDATE; SELECT pg_sleep(600)"
HEARING_SCHEDULING = [service for service in SERVICES if service != "scheduling"]
# A wave that takes answers, or has been counted, with all that a wave has beside it; and its timer, if it has one.
WAVE = """
INSERT INTO questionnaires (questionnaire, version, digest, definition) VALUES ('asked', 1, '', '{{}}')
  ON CONFLICT DO NOTHING;
INSERT INTO wave_series VALUES ('{wave}', '{wave}', '', '', 'Asia/Almaty', 48, '', 0, 0, '', '[]', 0, 'somebody', 0,
  0, 'sealed', 'sealed');
INSERT INTO keepers VALUES ('{wave}', 1, 'first', 'key', 'key', 1), ('{wave}', 2, 'second', 'key', 'key', 1);
INSERT INTO waves VALUES ('{wave}', '{wave}', 2, 0, 'asked', 1, '', '', '', {then}, 0, {then}, {status}, 'key',
  'sealed', 'sealed', {then}, 0, NULL, NULL, NULL, NULL, NULL, NULL, '', '', 0, 0);
INSERT INTO timers (id, due_at, try_at, method, request)
  SELECT '{wave}/closes', {then}, {then}, 'opora.feedback.v1.EndAnswering',
    '\\x0a24'::bytea || convert_to('{wave}', 'UTF8') WHERE {status} = 3;
"""
FORGET = "DELETE FROM keepers; DELETE FROM waves; DELETE FROM wave_series; DELETE FROM questionnaires"


def faster(rules):
    """The same rules with shorter times; a disk in memory is taken for one, since a test can't have another."""
    def shorter(match):
        return f"{match[1]}{max(math.ceil(int(match[2]) * UNITS[match[3]] / FASTER), 1)}s"

    rules = re.sub(r"(for: |\[|offset )(\d+)([smh])\b", shorter, rules).replace("12 * 3600", f"12 * {3600 // FASTER}")
    return rules.replace('fstype!~"tmpfs|', 'fstype!~"')


class Fired(Trouble):
    @classmethod
    def make_cluster(cls, folder):
        cluster = Cluster(folder, PROGRAMS, with_prometheus=True)
        cls.make_room_for_trouble(cluster, folder.parent)
        cls.disk, cls.node = folder.parent / "disk", f"127.0.0.1:{ports.unused()}"
        cluster.prometheus.shipped = cls.make_faster(folder.parent / "prometheus")
        return cluster

    @classmethod
    def make_room_for_trouble(cls, cluster, folder):
        """PostgreSQL's disk is full while the file `full` is there (tests/fault/full_disk)."""
        library = folder / "libfull_disk.so"
        shutil.copy(PROGRAMS / "tests" / "fault" / "libfull_disk.so", library)
        library.chmod(0o755)  # for PostgreSQL's user
        cls.full = folder / "full"
        cluster.postgres.environment = {"LD_PRELOAD": str(library), "FULL_DISK": str(cluster.postgres.data / "base"),
                                        "FULL_DISK_WHILE": str(cls.full)}

    @classmethod
    def make_faster(cls, folder):
        """What is shipped for Prometheus, in a folder of its own."""
        (folder / "rules").mkdir(parents=True)
        shipped = ROOT / "deploy" / "prometheus"
        for rules in (shipped / "rules").glob("*.yml"):
            (folder / "rules" / rules.name).write_text(faster(rules.read_text(encoding="utf-8")), encoding="utf-8")
        config = (shipped / "prometheus.yml").read_text(encoding="utf-8")
        config = re.sub(r"(scrape_interval|evaluation_interval): \w+", r"\1: 1s", config)
        node = f"scrape_configs:\n  - job_name: node\n    static_configs: [{{targets: ['{cls.node}']}}]\n"
        config = config.replace("scrape_configs:\n", node)
        (folder / "prometheus.yml").write_text(config, encoding="utf-8")
        return folder

    def setUp(self):
        super().setUp()
        self.addCleanup(self.cluster.start)  # whatever a test that failed has left

    def assert_all_is_well(self, at_least=20):
        super().assert_all_is_well(at_least)  # crowds that came after a trouble have said less

    # ---- what Prometheus says

    def firing(self, alert, labels):
        found = ask(self.cluster.prometheus.address, "alerts")["alerts"]
        return [each for each in found if each["labels"]["alertname"] == alert and each["state"] == "firing"
                and labels.items() <= each["labels"].items()]

    def fires(self, alert, within=180, **labels):
        self.assertTrue(wait_until(lambda: self.firing(alert, labels), within, pause=0.5), f"{alert} does not fire")
        for each in self.firing(alert, labels):
            for text in each["annotations"].values():
                self.assertNotRegex(text, r"<error|\{\{|<no value>|  ")

    def ends(self, alert, **labels):
        self.assertTrue(wait_until(lambda: not self.firing(alert, labels), 240, pause=0.5),
                        f"{alert} does not end: {self.firing(alert, labels)}")

    # ---- what the page has one type

    def shell(self, line):
        """Its exit code and what it says."""
        prelude = runbooks.prelude("cluster")
        prelude = prelude.replace("$PWD/.opora-cluster", str(self.cluster.folder))
        prelude = prelude.replace("build/release", str(PROGRAMS))
        prelude = re.sub(r'OPORA_ADDRESS="[^"]*"', f'OPORA_ADDRESS="{self.cluster.address}"', prelude)
        script = f"{sys.executable} -m cluster --folder {self.cluster.folder} --programs {PROGRAMS}"
        line = line.replace("scripts/cluster up", f"{script} up --free-ports").replace("scripts/cluster", script)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("OPORA_")}
        environment |= {"PYTHONPATH": str(ROOT / "deploy"), "PYTHONDONTWRITEBYTECODE": "1", "PAGER": "cat"}
        done = subprocess.run(["bash", "-c", f"{prelude}\n{line}"], cwd=ROOT, env=environment, capture_output=True,
                              text=True, check=False, timeout=300)
        return done.returncode, done.stdout + done.stderr

    def type(self, alert, section, beginning, **values):
        code, said = self.shell(runbooks.line_of(alert, section, beginning, **values))
        self.assertEqual(code, 0, said)
        return said

    def mend(self, alert, beginning, **values):
        return self.type(alert, "Mend", beginning, **values)

    def end_replicas(self, alert, service):
        """By the page's `kill PID`, with the process ids that `scripts/cluster status` shows."""
        _, status = self.shell("scripts/cluster status")
        for pid in re.findall(rf"^{service}-\d+ +(\d+) ", status, re.MULTILINE):
            self.mend(alert, "kill", PID=pid)
        self.assertTrue(wait_until(lambda: all(replica.process.pid is None for replica in self.cluster.replicas
                                               if replica.service == service), 60))

    # ---- faults

    def hold_the_lane(self, service):
        """Somebody's open transaction, in psql."""
        holder = subprocess.Popen(["psql", "--no-psqlrc", "--quiet", f"--host={self.cluster.postgres.home}",
                                   "--username=opora", f"--dbname=opora_{service}", f"--command={HOLD}"],
                                  env={**os.environ, "PGAPPNAME": "somebody"}, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        self.addCleanup(holder.wait)
        self.addCleanup(self.cluster.postgres.run_sql, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                        "WHERE application_name = 'somebody'")

    def end_who_holds(self, alert, service):
        asked = "sql registration" if alert == "OporaRegistrationsSlow" else "sql SERVICE"
        said = self.type(alert, "Look", f'{asked} "SELECT pid, usename', SERVICE=service)
        holder = re.search(r"^ *(\d+) \| opora +\| somebody ", said, re.MULTILINE)
        self.assertTrue(holder, said)
        self.mend(alert, "sql", SERVICE=service, PID=holder[1])

    # ---- the alerts

    def test_a_replica_ends(self):
        self.cluster.kill("scheduling-2")
        self.fires("OporaReplicaDown", service="scheduling", instance="scheduling-2")
        self.assertIn("AWAY", self.shell(runbooks.line_of("OporaReplicaDown", "Look", "opora health"))[1])
        self.assertEqual(self.firing("OporaServiceDown", {}), [])
        self.mend("OporaReplicaDown", "scripts/cluster up")
        self.ends("OporaReplicaDown")
        self.assert_all_is_well()

    def test_both_replicas_end(self):
        for number in (1, 2):
            self.cluster.kill(f"reporting-{number}")
        self.fires("OporaServiceDown", service="reporting")
        self.mend("OporaServiceDown", "scripts/cluster up")
        self.ends("OporaServiceDown")
        self.assert_all_is_well()

    def test_a_replica_is_of_another_build(self):
        replica = next(each for each in self.cluster.replicas if each.name == "scheduling-2")
        said = subprocess.run([str(replica.program), "--version"], capture_output=True, check=True).stdout
        older = self.cluster.folder / "older"
        older.write_bytes(replica.program.read_bytes().replace(said.split()[-1], b"0ddba115"))
        older.chmod(0o755)
        self.addCleanup(setattr, replica, "program", replica.program)
        replica.program = older
        self.cluster.restart(replica.name)
        self.fires("OporaVersionsMixed", within=300)
        said = self.type("OporaVersionsMixed", "Look", "opora health")
        self.assertRegex(said, r"scheduling \S+ SERVING \S+ contracts 0ddba115\n(.*\n)+They are of different builds")
        self.cluster.kill("scheduling-2")
        self.mend("OporaVersionsMixed", "scripts/cluster up")  # of the build that it knows
        self.ends("OporaVersionsMixed")
        self.assert_all_is_well()

    def test_a_certificate_ends(self):
        folder = self.cluster.folder / "certificates"
        (folder / "renewed").mkdir(parents=True)
        replica = next(each for each in self.cluster.replicas if each.name == "scheduling-1")  # asks no peers
        replica.settings["tls.authority"] = Authority(folder, days=2).path("authority.pem")
        self.addCleanup(self.cluster.restart, replica.name)
        self.addCleanup(replica.settings.pop, "tls.authority")
        self.cluster.restart(replica.name)
        self.fires("OporaCertificateEnds", service="scheduling", file="tls.authority")
        said = self.type("OporaCertificateEnds", "Look", "openssl x509", FILE=replica.settings["tls.authority"])
        self.assertIn("authority", said)
        renewed = Authority(folder / "renewed", days=90).path("authority.pem")
        self.mend("OporaCertificateEnds", "mv", FILE=renewed, FOLDER=str(folder))
        self.ends("OporaCertificateEnds")
        self.assert_all_is_well()

    def test_a_clock_is_set_wrong(self):
        replica = next(each for each in self.cluster.replicas if each.name == "registration-2")
        off = self.cluster.folder / "off"
        off.write_text("0", encoding="utf-8")
        replica.environment = wrong_clock(off)
        self.addCleanup(self.cluster.restart, replica.name)
        self.addCleanup(replica.environment.clear)
        self.cluster.restart(replica.name)
        off.write_text(str(9 * 3600), encoding="utf-8")
        self.fires("OporaClockWrong", service="registration", instance="registration-2")
        look = runbooks.line_of("OporaClockWrong", "Look", "opora clock")
        self.assertIn("is far from the database's", self.shell(look)[1])
        self.crowd.wait_for_answers(50)  # by the other
        off.write_text("0", encoding="utf-8")  # as timedatectl does, which would set this machine's
        self.ends("OporaClockWrong")
        self.assert_all_is_well()

    def test_the_disk_of_the_database_is_full(self):
        self.crowd.wait_for_answers(50)
        self.full.touch()
        self.addCleanup(self.full.unlink, missing_ok=True)
        self.fires("OporaRegistrationsRefused", service="registration")
        self.fires("OporaWritesFail", service="registration")
        self.mend("OporaWritesFail", "rm", FILE=str(self.full))  # as long as it is there, there is no room
        for alert in ("OporaRegistrationsRefused", "OporaWritesFail"):
            self.ends(alert)
        self.assert_all_is_well()

    def test_the_database_was_made_read_only(self):
        self.crowd.wait_for_answers(50)
        self.cluster.postgres.run_sql("ALTER DATABASE opora_registration SET default_transaction_read_only = on")
        self.cluster.postgres.run_sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                      "WHERE usename = 'opora_registration'")
        for alert in ("OporaWritesFail", "OporaRegistrationsRefused"):
            self.fires(alert, service="registration")
        self.mend("OporaRegistrationsRefused", 'sql registration "BEGIN')
        for alert in ("OporaWritesFail", "OporaRegistrationsRefused"):
            self.ends(alert)
        self.assert_all_is_well()

    def test_somebody_holds_registration_up(self):
        self.crowd.wait_for_answers(50)
        self.hold_the_lane("registration")
        self.fires("OporaRegistrationsSlow", service="registration")
        self.end_who_holds("OporaRegistrationsSlow", "registration")
        self.ends("OporaRegistrationsSlow")
        self.ends("OporaRegistrationsRefused")  # some have waited until it was refused
        self.assert_all_is_well()

    def test_the_queue_is_too_small(self):
        registrations = [replica for replica in self.cluster.replicas if replica.service == "registration"]
        for replica in registrations:
            replica.settings["lane.queue"] = "1"
            self.addCleanup(replica.settings.pop, "lane.queue", None)
            self.cluster.restart(replica.name)
        self.fires("OporaCallsTurnedAway", service="registration")
        self.end_replicas("OporaCallsTurnedAway", "registration")
        self.mend("OporaCallsTurnedAway", "scripts/cluster up")  # knows of no such setting
        self.ends("OporaCallsTurnedAway")
        self.assert_all_is_well()

    def test_too_few_may_connect(self):
        for replica in (each for each in self.cluster.replicas if each.service == "registration"):
            replica.settings["connections.most"] = "2"
            self.addCleanup(replica.settings.pop, "connections.most", None)
            self.cluster.restart(replica.name)
        self.fires("OporaConnectionsRefused", service="registration")
        self.end_replicas("OporaConnectionsRefused", "registration")
        self.mend("OporaConnectionsRefused", "scripts/cluster up")  # knows of no such setting
        self.ends("OporaConnectionsRefused")
        self.assert_all_is_well()

    def test_somebody_holds_a_consumer_up(self):
        self.crowd.wait_for_answers(50)
        self.hold_the_lane("reporting")
        self.fires("OporaConsumerBehind", service="reporting", source="registration")
        self.end_who_holds("OporaConsumerBehind", "reporting")
        self.ends("OporaConsumerBehind")
        self.assert_all_is_well()

    def test_a_database_is_put_back_to_an_earlier_copy(self):
        self.crowd.wait_for_answers(50)
        self.crowd.leave()  # what it read is of the old life
        run_sql = self.cluster.postgres.run_sql
        self.end_replicas("OporaConsumerStopped", "registration")
        run_sql("CREATE DATABASE opora_registration_copy OWNER opora_registration TEMPLATE opora_registration")
        self.shell("scripts/cluster up")
        lost = self.new_crowd()
        lost.wait_for_answers(50)
        lost.leave()
        head = run_sql("SELECT head FROM lane", "opora_registration")
        read = "SELECT position FROM consumed WHERE source = 'registration'"
        for service in ("feedback", "reporting"):
            self.assertTrue(wait_until(lambda name=f"opora_{service}": int(run_sql(read, name)) >= int(head), 60))
        self.end_replicas("OporaConsumerStopped", "registration")
        run_sql("DROP DATABASE opora_registration")
        run_sql("ALTER DATABASE opora_registration_copy RENAME TO opora_registration")  # and says nothing
        self.shell("scripts/cluster up")
        self.fires("OporaCommitsLost", service="registration")
        for service in ("feedback", "reporting"):
            self.fires("OporaConsumerStopped", service=service, source="registration")
        self.assertRegex(self.type("OporaCommitsLost", "Look", "sql SERVICE", SERVICE="registration"),
                         rf"\d+ \| +{run_sql(read, 'opora_reporting')} \|")
        for service in ("feedback", "reporting"):
            self.end_replicas("OporaConsumerStopped", service)
            rebuild = runbooks.line_of("OporaConsumerStopped", "Mend", "opora rebuild")
            self.assertEqual(self.shell(rebuild.replace("reporting", service))[0], 0)
        self.mend("OporaConsumerStopped", "scripts/cluster up")
        for alert in ("OporaConsumerStopped", "OporaServiceDown"):
            self.ends(alert)
        self.crowd = self.new_crowd()
        self.assert_all_is_well()

    def test_a_standby_takes_over(self):
        """That it had everything, nobody but whoever keeps it knows: so it is told in itself."""
        self.crowd.wait_for_answers(50)
        postgres = self.cluster.postgres
        postgres.end()
        (postgres.data / "standby.signal").touch()
        self.cluster.restart("postgres")
        self.assertEqual(postgres.run_sql("SELECT pg_promote(true, 60)"), "t")
        for service in SERVICES:
            self.fires("OporaDatabaseChanged", service=service)
        self.assertRegex(self.type("OporaDatabaseChanged", "Look", "sql SERVICE", SERVICE="registration"),
                         r"/0000000[2-9]")
        self.crowd.leave()
        self.crowd = self.new_crowd()
        self.assert_all_is_well()

    def test_a_job_is_not_done(self):
        """As where it failed again and again; it is tried once more much later."""
        self.crowd.wait_for_answers(50)
        self.crowd.leave()
        now = "(extract(epoch FROM now()) * 1000000)::bigint"
        self.cluster.postgres.run_sql(f"UPDATE jobs SET due_at = {now} - 7200000000, try_at = {now} + 3000000000",
                                      "opora_registration")
        self.fires("OporaJobsLate", service="registration")
        self.assertIn("FindOldNames", self.type("OporaJobsLate", "Look", "sql SERVICE", SERVICE="registration"))
        self.end_replicas("OporaJobsLate", "registration")
        self.mend("OporaJobsLate", "scripts/cluster up")
        self.ends("OporaJobsLate")
        self.crowd = self.new_crowd()
        self.assert_all_is_well()

    def draft_wave(self, status, days_ago):
        """As if its time had come so long ago."""
        then = f"(extract(epoch FROM now() - interval '{days_ago} days') * 1000000)::bigint"
        wave = str(uuid.uuid4())
        self.cluster.postgres.run_sql(WAVE.format(wave=wave, status=status, then=then), "opora_feedback")
        self.addCleanup(self.cluster.postgres.run_sql, FORGET, "opora_feedback")
        return wave

    def test_a_wave_is_not_closed(self):
        self.hold_the_lane("feedback")
        wave = self.draft_wave(status=3, days_ago=1)
        self.fires("OporaWavesLate", service="feedback")
        self.assertIn(f"{wave}/closes", self.type("OporaWavesLate", "Look", 'sql feedback "SELECT id, method'))
        self.end_who_holds("OporaWavesLate", "feedback")
        self.end_replicas("OporaWavesLate", "feedback")
        self.mend("OporaWavesLate", "scripts/cluster up")
        self.ends("OporaWavesLate")
        self.assert_all_is_well()

    def test_no_keeper_opens_a_wave(self):
        wave = self.draft_wave(status=5, days_ago=30)
        self.fires("OporaWavesUnopened", service="feedback")
        said = self.type("OporaWavesUnopened", "Look", "sql feedback")
        self.assertRegex(said, rf"{wave} .* first\n +{wave} .* second\n")
        self.cluster.postgres.run_sql(FORGET, "opora_feedback")  # as a keeper does, who is a person
        self.ends("OporaWavesUnopened")
        self.assert_all_is_well()

    def test_more_answers_come_than_may(self):
        feedback = [replica for replica in self.cluster.replicas if replica.service == "feedback"]
        for replica in feedback:
            replica.settings["limit.sealed"] = "1"
            self.addCleanup(replica.settings.pop, "limit.sealed", None)
            self.cluster.restart(replica.name)
        for _ in range(20):  # each is refused, if not for that then for what it says
            subprocess.run(["curl", "--silent", "--noproxy", "*", "--http2-prior-knowledge", "--max-time", "10",
                            "--header", "content-type: application/grpc", "--header", "te: trailers", "--data-binary",
                            "@-",
                            f"http://{feedback[0].address}/opora.feedback.v1.FeedbackService/SubmitAnswers"],
                           input=bytes(5), stdout=subprocess.DEVNULL, check=True, timeout=60)
        self.fires("OporaAnswersTurnedAway", service="feedback")
        self.end_replicas("OporaAnswersTurnedAway", "feedback")
        self.mend("OporaAnswersTurnedAway", "scripts/cluster up")  # knows of no such setting
        self.ends("OporaAnswersTurnedAway")
        self.assert_all_is_well()

    def test_an_event_can_not_be_applied(self):
        position = self.append_event(str(uuid.uuid4()), r"'\xffffff'")
        for service in HEARING_SCHEDULING:
            self.fires("OporaEventsParked", service=service)
        listed = self.type("OporaEventsParked", "Look", "opora events parked")
        self.assertIn(f"reporting scheduling {position} ", listed)
        said = self.mend("OporaEventsParked", "opora events retry", SERVICE="reporting", SOURCE="scheduling")
        self.assertIn("1 parked still", said)
        for service in HEARING_SCHEDULING:
            self.mend("OporaEventsParked", "opora events skip", SERVICE=service, SOURCE="scheduling", POSITION=position)
        self.ends("OporaEventsParked")
        self.assert_all_is_well()

    def test_kafka_ends(self):
        self.cluster.kill("kafka")
        self.fires("OporaEventsNotCarried", service="registration")
        self.crowd.wait_for_answers(50)  # nobody else is concerned
        self.mend("OporaEventsNotCarried", "scripts/cluster up")
        self.ends("OporaEventsNotCarried")
        self.assert_all_is_well()

    def test_kafka_forgets_and_is_told_again(self):
        self.crowd.wait_for_answers(50)
        self.cluster.kafka.process.end(9, 10)
        self.cluster.kafka.wipe()
        self.fires("OporaEventsNotCarried", service="registration")
        self.mend("OporaEventsNotCarried", "scripts/cluster up")
        for service in ("scheduling", "registration"):
            self.assertIn("once more", self.mend("OporaEventsNotCarried", "opora republish", SERVICE=service))
        self.ends("OporaEventsNotCarried")
        self.assert_all_is_well()

    def test_a_clock_that_was_wrong_has_taken_the_relay(self):
        self.cluster.postgres.run_sql("UPDATE relay SET holder = 'a machine of tomorrow', "
                                      "expires_at = (extract(epoch FROM now()) + 86400) * 1e6", "opora_scheduling")
        self.fires("OporaEventsNotCarried", service="scheduling")
        said = self.type("OporaEventsNotCarried", "Look", "sql SERVICE", SERVICE="scheduling")
        self.assertIn("a machine of tomorrow", said)
        self.mend("OporaEventsNotCarried", "sql SERVICE", SERVICE="scheduling")
        self.ends("OporaEventsNotCarried")
        self.assert_all_is_well()

    def test_a_disk_fills(self):
        self.disk.mkdir()
        mount = f"mount -t tmpfs -o size=16m none {self.disk} && exec prometheus-node-exporter"
        Started(self, self.disk.parent, ["unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork",
                                         "--kill-child", "--mount-proc", "sh", "-c",
                                         f"{mount} --web.listen-address={self.node} --collector.disable-defaults "
                                         "--collector.filesystem"], f"http://{self.node}/metrics")
        inside = self.inside("prometheus-node-exporter")
        (inside / "left.tar").write_bytes(bytes(16_300_000))
        self.fires("OporaDiskAlmostFull", mountpoint=str(self.disk))
        self.mend("OporaDiskAlmostFull", "rm", FILE=str(inside / "left.tar"))
        self.ends("OporaDiskAlmostFull", mountpoint=str(self.disk))  # the machine's own may be full

    def inside(self, program):
        """The disk as the processes see it that have it."""
        for entry in pathlib.Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else [b""]
            except OSError:
                continue
            if words[0].decode().endswith(program) and f"--web.listen-address={self.node}".encode() in words:
                return pathlib.Path(f"{entry}/root{self.disk}")
        raise AssertionError(f"no {program} has the disk")

    def test_every_line_that_looks_works(self):
        values = {"SERVICE": "reporting", "SOURCE": "registration", "POSITION": "1", "REPLICA": "reporting-1"}
        for alert, page in runbooks.pages().items():
            for line in runbooks.commands(runbooks.sections(page)["Look"]):
                if not line.startswith(("sql ", "opora ", "scripts/cluster ")):
                    continue
                for word, value in values.items():
                    line = re.sub(rf"\b{word}\b", value, line)
                with self.subTest(alert, line=line):
                    code, said = self.shell(line)
                    self.assertEqual(code, 0, said)


if __name__ == "__main__":
    main()
