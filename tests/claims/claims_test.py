"""The claims of round A as a running platform derives them, against what expected.py computes from the same files.

Usage: claims_test.py OPORA FOLDER [unittest's arguments]. Every test loads the folder into a platform of its own.
"""
import csv
import datetime
import hashlib
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest
import uuid
from collections import Counter

from cluster import Cluster
from expected import expected, rows
from support.platform_process import Platform
from support.postgres_databases import PostgresDatabases

PROGRAM, FOLDER = sys.argv[1], sys.argv[2]


def report_on(folder, reference="amur-2023"):
    with Platform(PROGRAM) as platform:
        platform.run("load", str(folder))
        return platform.report(reference)


def figure(report, measure):
    return next(int(figure["value"]) for figure in report["figures"]
                if figure["measure"] == f"MEASURE_{measure.upper()}")


def english(text):
    return text["byLanguage"]["en"] if text else ""


def label(row):
    """Names as in the files; codes with dashes, as there; guests, whom the report gives a name, as nobody's people."""
    if not row["key"]:
        return ""
    return english(row.get("label")) or row["key"].replace("_", "-")


def breakdown(report, dimension):
    found = next(each for each in report["breakdowns"] if each["dimension"] == f"DIMENSION_{dimension.upper()}")
    return {label(row): {"people": int(row["peopleCount"]), "attendances": int(row["attendanceCount"])}
            for row in found["rows"]}


class ClaimA3(unittest.TestCase):
    def test_every_earlier_round_has_its_people(self):
        report = report_on(FOLDER)
        told = {earlier["year"]: (int(earlier["peopleCount"]), int(earlier["attendanceCount"]))
                for earlier in report["otherRounds"]}
        wanted = {year: (expected(FOLDER, str(year))["people"], expected(FOLDER, str(year))["attendances"])
                  for year in (2020, 2021, 2022)}
        self.assertEqual(told, wanted)
        self.assertGreater(figure(report, "people"), max(people for people, _ in told.values()))


class ClaimA4(unittest.TestCase):
    def test_more_than_120_different_people(self):
        report = report_on(FOLDER)
        wanted = expected(FOLDER, "2023")
        self.assertEqual(figure(report, "people"), wanted["people"])
        self.assertEqual(figure(report, "people_unverified"), wanted["people_unverified"])
        self.assertEqual(figure(report, "attendances"), wanted["attendances"])
        self.assertEqual(figure(report, "scans_set_aside"), wanted["scans_set_aside"])
        self.assertGreater(figure(report, "people"), 120)
        self.assertLessEqual(figure(report, "people"), 150)

    def test_says_of_the_seats_how_many_were_taken(self):
        report, wanted = report_on(FOLDER), expected(FOLDER, "2023")
        turnout = report["turnout"]
        self.assertEqual({"seats": turnout["seatsConfirmed"], "taken": turnout["cameWithSeatCount"]}, wanted["turnout"])
        self.assertEqual(turnout["cameWithSeatAtMost"], turnout["cameWithSeatCount"], "everybody has a name")
        self.assertEqual(turnout["cameCount"], wanted["attendances"])
        self.assertEqual(len(report["sessions"]),
                         sum(session["round"] == "2023" for session in rows(FOLDER, "sessions")))

    def test_one_attendance_less_is_one_person_less(self):
        with tempfile.TemporaryDirectory() as temporary:
            copy = pathlib.Path(temporary) / "round"
            shutil.copytree(FOLDER, copy)
            remove_somebody_who_came_once(copy / "attendances.csv")
            report = report_on(copy)
            wanted = expected(copy, "2023")
        whole = expected(FOLDER, "2023")
        self.assertEqual(wanted["people"], whole["people"] - 1)
        self.assertEqual(figure(report, "people"), wanted["people"])
        self.assertEqual(figure(report, "attendances"), whole["attendances"] - 1)
        for dimension, values in wanted["by"].items():
            self.assertEqual(breakdown(report, dimension), values, dimension)


class CorrectedAttendance(unittest.TestCase):
    """A4 and A7 once one attendance was taken back and one moved, by the same files with these two rows put right."""

    def test_moves_every_figure_and_stays_in_the_record(self):
        gone, moved, to_session = corrections_of(FOLDER)
        with Platform(PROGRAM) as platform, tempfile.TemporaryDirectory() as temporary:
            platform.run("load", FOLDER)
            sessions = session_ids(platform)
            before = platform.report("amur-2023")
            platform.run("attendance", "take-back", sessions[gone["session"]], gone["person"], "--list", "amur",
                         "--code", "did-not-come", "--reason", "The wrong line of the sheet")
            move = ("attendance", "move", sessions[moved["session"]], moved["person"], "--list", "amur", "--to-session",
                    sessions[to_session], "--code", "wrong-session", "--reason", "Scanned at the door beside it")
            platform.run(*move)
            report = platform.report("amur-2023")
            platform.run(*move)
            self.assertEqual(breakdowns(platform.report("amur-2023")), breakdowns(report), "again changes nothing")

            copy = pathlib.Path(temporary) / "round"
            shutil.copytree(FOLDER, copy)
            put_right(copy / "attendances.csv", gone, moved, to_session)
            wanted = expected(copy, "2023")
            self.assertEqual(figure(report, "people"), wanted["people"])
            self.assertEqual(figure(report, "people"), figure(before, "people") - 1)
            self.assertEqual(figure(report, "people_unverified"), wanted["people_unverified"])
            self.assertEqual(figure(report, "attendances"), wanted["attendances"])
            self.assertEqual(figure(report, "attendances"), figure(before, "attendances") - 1)
            self.assertEqual(figure(report, "attendances_unnamed"), 0)
            self.assertEqual(figure(report, "scans_set_aside"), wanted["scans_set_aside"])
            for dimension, values in wanted["by"].items():
                self.assertEqual(breakdown(report, dimension), values, dimension)

            said = platform.run("list", "corrections", sessions[gone["session"]], "--json")
            self.assertIn("The wrong line of the sheet", said)
            platform.run("attendance", "restore", sessions[gone["session"]], gone["person"], "--list", "amur",
                         "--reason", "They did come")
            self.assertEqual(figure(platform.report("amur-2023"), "people"), figure(before, "people"))
            self.assertIn(", 0 violated", platform.run("doctor"))

    def test_people_counted_without_names_make_a_range(self):
        organisation = rows(FOLDER, "organisations")[0]["name_en"]
        with Platform(PROGRAM) as platform:
            platform.run("load", FOLDER)
            before = platform.report("amur-2023")
            session = session_ids(platform)[corrections_of(FOLDER)[2]]
            by_name = {each["name"]: each["organisation_id"]
                       for each in json.loads(platform.run("list", "organisations", "--json"))}
            platform.run("attendance", "count", session, by_name[organisation], "5")
            report = platform.report("amur-2023")
            people = next(each for each in report["figures"] if each["measure"] == "MEASURE_PEOPLE")
            self.assertEqual(int(people["value"]), figure(before, "people"))
            self.assertEqual(int(people["atMost"]), figure(before, "people") + 5)
            self.assertEqual(figure(report, "attendances"), figure(before, "attendances") + 5)
            self.assertEqual(figure(report, "attendances_unnamed"), 5)
            platform.run("attendance", "count", session, by_name[organisation], "0", "--reason", "All were named")
            self.assertEqual(breakdowns(platform.report("amur-2023")), breakdowns(before))
            self.assertIn(", 0 violated", platform.run("doctor"))


def breakdowns(report):
    """All a report says but how far it has read, when it was made, and what was put right."""
    return {key: value for key, value in report.items() if key not in ("positions", "madeAtUs", "corrections")}


def without_times(report):
    """The same report, whenever it was made and the round was loaded."""
    return re.sub(r'"(madeAtUs|lastAtUs)": \d+', r'"\1": 0', report)


def session_ids(platform):
    """Ids of 2023's sessions by their keys: where and when each begins tells which it is."""
    listed = json.loads(platform.run("list", "sessions", "amur-2023", "--json"))
    by_title = {(each["title"], each["local_start"]): each["session_id"] for each in listed}
    return {row["key"]: by_title[row["title_en"], row["local_start"]]
            for row in rows(FOLDER, "sessions") if row["round"] == "2023"}


def corrections_of(folder):
    """Who was scanned once in all of 2023; another scan of 2023; and a session to which its person did not come."""
    of_2023 = [row["key"] for row in rows(folder, "sessions") if row["round"] == "2023"]
    scans = [row for row in rows(folder, "attendances") if row["session"] in of_2023]
    times = Counter(row["person"] for row in scans)
    at = Counter((row["session"], row["person"]) for row in scans)
    named = {(group["session"], person) for group in rows(folder, "groups") for person in group["members"].split()}
    introduced = {row["key"] for row in rows(folder, "people") if row["organisation"]}
    counting = [row for row in scans if row["person"] in introduced and (row["session"], row["person"]) not in named]
    counting = counting or [row for row in scans if row["person"] in introduced]
    gone = next(row for row in scans if times[row["person"]] == 1 and row["person"] in introduced)
    moved = next(row for row in reversed(counting)
                 if row["person"] != gone["person"] and at[row["session"], row["person"]] == 1)
    to_session = next(key for key in reversed(of_2023)
                      if not at[key, moved["person"]] and (key, moved["person"]) not in named)
    return gone, moved, to_session


def put_right(attendances, gone, moved, to_session):
    """The row of the one is out, that of the other is of another session."""
    with open(attendances, encoding="utf-8-sig", newline="") as file:
        header, *scans = list(csv.reader(file))
    key = lambda row: (row["session"], row["person"])
    kept = [scan for scan in scans if tuple(scan[:2]) != key(gone)]
    kept = [[to_session, *scan[1:]] if tuple(scan[:2]) == key(moved) else scan for scan in kept]
    with open(attendances, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *kept])


def remove_somebody_who_came_once(attendances):
    """Takes out the row of somebody who was scanned once in all of 2023."""
    with open(attendances, encoding="utf-8", newline="") as file:
        header, *scans = list(csv.reader(file))
    of_2023 = {row["key"] for row in rows(FOLDER, "sessions") if row["round"] == "2023"}
    times = Counter(person for session, person, _ in scans if session in of_2023)
    gone = next(index for index, (session, person, _) in enumerate(scans) if session in of_2023 and times[person] == 1)
    with open(attendances, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *scans[:gone], *scans[gone + 1:]])


class ClaimA7(unittest.TestCase):
    def check(self, dimension):
        self.assertEqual(breakdown(report_on(FOLDER), dimension), expected(FOLDER, "2023")["by"][dimension])

    def test_by_project(self):
        self.check("project")

    def test_by_site(self):
        self.check("site")

    def test_by_region(self):
        self.check("region")

    def test_by_organisation(self):
        self.check("organisation")

    def test_by_kind(self):
        self.check("kind")

    def test_by_topic(self):
        self.check("topic")

    def test_by_audience(self):
        self.check("audience")


class ClaimA8(unittest.TestCase):
    def test_who_organised_funded_and_supported_what(self):
        told = {(english(partner["projectName"]), english(partner["organisationName"]), partner["role"])
                for partner in report_on(FOLDER)["partners"]}
        projects = {row["key"]: row["name_en"] for row in rows(FOLDER, "projects")}
        organisations = {row["key"]: row["name_en"] for row in rows(FOLDER, "organisations")}
        self.assertEqual(told, {(projects[row["project"]], organisations[row["organisation"]],
                                 f"PARTNER_ROLE_{row['role'].upper()}")
                                for row in rows(FOLDER, "partnerships")})


class LoadingAgain(unittest.TestCase):
    def test_changes_nothing(self):
        with Platform(PROGRAM) as platform:
            platform.run("load", FOLDER)
            first = platform.report("amur-2023")
            self.assertIn("Everything was there already", platform.run("load", FOLDER))
            again = platform.report("amur-2023")
            self.assertLess(int(first.pop("madeAtUs")), int(again.pop("madeAtUs")))
            self.assertEqual(again, first)
            self.assertIn(", 0 violated", platform.run("doctor"))

    def test_asks_anew_what_was_refused_before_the_mistake_was_mended(self):
        """The same people in a second group; then in that one only, by the very row that was refused."""
        with Platform(PROGRAM) as platform, tempfile.TemporaryDirectory() as temporary:
            platform.run("load", FOLDER)
            copy = pathlib.Path(temporary) / "round"
            shutil.copytree(FOLDER, copy)
            key, row = rows(FOLDER, "groups")[0]["key"], (copy / "groups.csv").read_text("utf-8").splitlines()[1]
            again = row.replace(key, "again", 1)
            groups = (copy / "groups.csv").read_text("utf-8")
            (copy / "groups.csv").write_text(groups.replace(row, again), "utf-8")
            refused = platform.attempt("load", str(copy), "--address", platform.address)
            self.assertIn('opora: ALREADY_REGISTERED: groups.csv, line 2, column "members": ', refused.stderr)

            (copy / "groups.csv").write_text(f"{groups.rstrip()}\n{again}\n", "utf-8")
            cancellations = (copy / "cancellations.csv").read_text("utf-8")
            (copy / "cancellations.csv").write_text(f"{cancellations.rstrip()}\n{key}\n", "utf-8")
            said = platform.run("load", str(copy))
            groups, cancelled = len(rows(copy, "groups")), len(rows(copy, "cancellations"))
            self.assertIn(f"groups: {groups}, {groups - 1} of them there already, and {cancelled} cancellations", said)
            self.assertIn("groups.csv: 1 new\n", said)
            self.assertIn(", 0 violated", platform.run("doctor"))


TIMELESS_MS = 1_577_836_800_000  # 2020 began: the time in derived ids of what has no year


def derived_id(name, time_ms=TIMELESS_MS):
    """What anybody can compute who guesses a name; before ids of people were random, they were such."""
    digits = bytearray(time_ms.to_bytes(6, "big") + hashlib.blake2b(name.encode(), digest_size=16).digest()[:10])
    digits[6] = digits[6] & 0x0F | 0x80
    digits[8] = digits[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(digits)))


def people_told(platform):
    """The ids of people in registration's events."""
    lines = platform.run("events", "tail", "registration").splitlines()
    told = [json.loads(line[line.index("{"):]) for line in lines]
    return {person for event in told for person in [event.get("personId"), *event.get("personIds", [])] if person}


class IdsOfPeople(unittest.TestCase):
    def test_are_told_by_no_key(self):
        """The attack that made them random: ids computed from the folder's keys are nobody's."""
        with Platform(PROGRAM) as platform:
            platform.run("load", FOLDER)
            events = platform.run("events", "tail", "registration")
            told = people_told(platform)
            keys = {row["key"] for row in rows(FOLDER, "people")}
            platform.wait_until_said('"event":"Names were read."', '"method":"ResolveKeys"', f'"names":{len(keys)}')
        self.assertEqual(len(told), len(keys))
        self.assertIn(derived_id(f"amur/organisation/{rows(FOLDER, 'organisations')[0]['key']}"), events)
        self.assertEqual({key for key in keys if derived_id(f"amur/person/{key}") in events}, set())
        self.assertEqual({key for key in keys if key in events}, set())

    def test_are_one_for_folders_that_share_a_list(self):
        with Platform(PROGRAM) as platform, tempfile.TemporaryDirectory() as temporary:
            platform.run("load", FOLDER)
            told = people_told(platform)
            platform.run("load", str(another_programme(pathlib.Path(temporary) / "again", days_later=28)))
            self.assertEqual(people_told(platform), told)
            ours, theirs = platform.report("amur-2023"), platform.report("again-2023")
            for measure in ("people", "people_unverified", "attendances"):
                self.assertEqual(figure(theirs, measure), figure(ours, measure), measure)
            self.assertEqual(breakdown(theirs, "organisation"), breakdown(ours, "organisation"))
            self.assertIn(", 0 violated", platform.run("doctor"))


def another_programme(copy, days_later):
    """The folder as a second programme's, which states the first one's list."""
    shutil.copytree(FOLDER, copy)
    for table in ("projects", "rounds"):
        text = (copy / f"{table}.csv").read_text("utf-8")
        (copy / f"{table}.csv").write_text(text.replace(",amur,", f",{copy.name},"), "utf-8")
    (copy / "programmes.csv").write_text(f"key,name_en,list\n{copy.name},Again,amur\n", "utf-8")
    later = lambda day: str(datetime.date.fromisoformat(day[0]) + datetime.timedelta(days=days_later))
    for table in ("sessions", "attendances"):
        text = (copy / f"{table}.csv").read_text("utf-8")
        (copy / f"{table}.csv").write_text(re.sub(r"\d{4}-\d\d-\d\d(?=T)", later, text), "utf-8")
    return copy


class RoomsOfTheNetwork(unittest.TestCase):
    def test_are_one_for_folders_that_share_a_list(self):
        """Its rooms are taken: a second programme can't be in them at that time, and is told so by file and line."""
        with Platform(PROGRAM) as platform, tempfile.TemporaryDirectory() as temporary:
            platform.run("load", FOLDER)
            # Languages stand in any order.
            logged = lambda: [(line.partition("{")[0], json.loads("".join(line.partition("{")[1:])))
                              for line in platform.run("events", "tail", "scheduling").splitlines()]
            planned = logged()
            taken = another_programme(pathlib.Path(temporary) / "again", days_later=0)
            refused = platform.attempt("load", str(taken), "--address", platform.address)
            self.assertNotEqual(refused.returncode, 0)
            self.assertRegex(refused.stderr, r"ROOM_DOUBLE_BOOKED")
            self.assertRegex(refused.stderr, r"sessions\.csv, line \d+")
            self.assertEqual(logged(), planned, "nothing of it was loaded: neither its programme nor its rounds")
            self.assertIn(", 0 violated", platform.run("doctor"))


class Topologies(unittest.TestCase):
    """One process on either engine; a process for each service, following each other's logs; the whole cluster."""

    def told_in_one_process(self, **options):
        with Platform(PROGRAM, **options) as platform:
            platform.run("load", FOLDER)
            self.assertIn(", 0 violated", platform.run("doctor"))
            return platform.run("report", "amur-2023", "--format", "json")

    def told_by_a_cluster(self, **options):
        with tempfile.TemporaryDirectory(prefix="opora-claims-", dir="/tmp") as folder:
            pathlib.Path(folder).chmod(0o711)  # for PostgreSQL's user
            programs = pathlib.Path(PROGRAM).parents[2]
            with Cluster(pathlib.Path(folder) / "cluster", programs, **options) as cluster:
                cluster.opora("load", FOLDER)
                self.assertIn(", 0 violated", cluster.opora("doctor"))
                return cluster.opora("report", "amur-2023", "--format", "json")

    def test_make_one_report(self):
        told = [
            self.told_in_one_process(postgres=None),
            self.told_in_one_process(),
            self.told_by_a_cluster(replicas=1, with_kafka=False, with_redis=False),
            self.told_by_a_cluster(),
        ]
        without_epochs = [re.sub(r'"epoch": "[-0-9a-f]{36}"', '"epoch": ""', without_times(each)) for each in told]
        self.assertEqual(len(set(without_epochs)), 1)
        self.assertEqual(len(set(told)), len(told))


class Move(unittest.TestCase):
    def refused(self, platform, reason, *words):
        done = platform.attempt(*words)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(reason, done.stderr)
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)

    def test_changes_nothing_but_the_place(self):
        """Byte for byte the same report, epochs and all, but when it was made; who asks again gets the first answer."""
        with Platform(PROGRAM, None) as platform:
            platform.databases = PostgresDatabases(os.environ["OPORA_TEST_POSTGRES"], PROGRAM)
            to_postgres = f"--database={platform.databases.address}"
            platform.run("load", FOLDER)
            before = without_times(platform.run("report", "amur-2023", "--format", "json"))
            self.refused(platform, "DATABASE_IN_USE", "move", to_postgres)
            platform.stop()
            self.refused(platform, "DATABASE_SHARED", "move", "--database=postgresql://localhost/opora")
            self.refused(platform, "DATABASE_UNAVAILABLE", "move", "--database=postgresql://127.0.0.1:1/{service}")
            moved = platform.attempt("move", to_postgres)
            self.assertEqual((moved.returncode, moved.stderr), (0, ""))
            self.assertIn("every table was compared", moved.stdout)
            self.refused(platform, "TARGET_NOT_EMPTY", "move", to_postgres)
            self.refused(platform, "MOVED", "serve", "--listen.address=127.0.0.1:0", "--metrics.address=")

            platform.start()
            self.assertEqual(without_times(platform.run("report", "amur-2023", "--format", "json")), before)
            self.assertIn(", 0 violated", platform.run("doctor"))
            self.assertIn("Everything was there already", platform.run("load", FOLDER))
            self.assertEqual(without_times(platform.run("report", "amur-2023", "--format", "json")), before)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
