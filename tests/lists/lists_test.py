"""Lists of what was entered, against the folder it was entered from; a door's sheet, there and back; a round's events;
and a coordinator who loads, lists and reports their region with their own token.

Usage: lists_test.py OPORA FOLDER [unittest's arguments].
"""
import csv
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from support.platform_process import Platform, environment

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])


def rows(name, folder=FOLDER):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class OfALoadedFolder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.platform = Platform(PROGRAM)
        cls.platform.__enter__()
        cls.addClassCleanup(cls.platform.__exit__)
        cls.platform.run("load", str(FOLDER))

    def listed(self, *words):
        return json.loads(self.platform.run("list", *words, "--json"))

    def a_session(self):
        """One of the round's, with its row in the folder."""
        row = next(each for each in rows("sessions") if each["round"] == "2023")
        found = [each for each in self.listed("sessions", "amur-2023")
                 if (each["title"], each["local_start"]) == (row["title_en"], row["local_start"])]
        self.assertEqual(len(found), 1)
        return found[0]["session_id"], row


class Lists(OfALoadedFolder):
    def test_are_what_the_folder_says(self):
        wanted = sorted((row["title_en"], row["local_start"], row["kind"], int(row["capacity"]), row["topic"])
                        for row in rows("sessions") if row["round"] == "2023")
        told = sorted((each["title"], each["local_start"], each["kind"], each["capacity"], each["topic"])
                      for each in self.listed("sessions", "amur-2023"))
        self.assertEqual(told, wanted)
        self.assertEqual(sorted((each["kind"], each["name"]) for each in self.listed("places")),
                         sorted((row["kind"], row["name_en"]) for row in rows("places")))
        self.assertEqual(sorted((each["kind"], each["name"]) for each in self.listed("organisations")),
                         sorted((row["kind"], row["name_en"]) for row in rows("organisations")))
        self.assertEqual(sorted(each["year"] for each in self.listed("rounds")),
                         sorted(int(row["year"]) for row in rows("rounds")))

    def test_of_people_have_the_keys_of_their_list(self):
        names = {row["organisation"]: row["name_en"] for row in map(self.organisation_of, rows("people")) if row}
        wanted = sorted((row["key"], row["name"], row["occupation"], names[row["organisation"]], row["from_date"])
                        for row in rows("people") if row["organisation"])
        told = sorted((each["key"], each["name"], each["occupation"], each["organisation"], each["from_date"])
                      for each in self.listed("people", "--keys", "amur"))
        self.assertEqual(told, wanted)

    @staticmethod
    def organisation_of(person):
        found = [each for each in rows("organisations") if each["key"] == person["organisation"]]
        return {"organisation": found[0]["key"], "name_en": found[0]["name_en"]} if found else None

    def test_are_csv_for_a_spreadsheet_where_no_terminal_is(self):
        text = self.platform.run("list", "organisations")
        self.assertTrue(text.startswith("\ufeff"))
        told = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
        self.assertEqual(len(told), len(rows("organisations")))

    def test_of_a_session_count_its_people(self):
        session, row = self.a_session()
        groups = [each for each in rows("groups") if each["session"] == row["key"]]
        self.assertEqual(sorted(each["head_count"] for each in self.listed("groups", session)),
                         sorted(int(group["head_count"]) for group in groups))
        people = {each["person_id"] for each in self.listed("attendance", session)}
        self.assertEqual(len(people),
                         len({each["person"] for each in rows("attendances") if each["session"] == row["key"]}))


class Filters(unittest.TestCase):
    """Each option that a list takes makes a difference; what it has no use for it does not take."""

    @classmethod
    def setUpClass(cls):
        cls.platform = Platform(PROGRAM)
        cls.platform.__enter__()
        cls.addClassCleanup(cls.platform.__exit__)
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary) / "with-an-empty-region"
            shutil.copytree(FOLDER, folder)
            with open(folder / "places.csv", encoding="utf-8", newline="") as file:
                header = next(csv.reader(file))
            with open(folder / "places.csv", "a", encoding="utf-8", newline="") as out:
                row = {"kind": "region", "key": "elsewhere", "parent": "russia", "name_en": "Elsewhere"}
                csv.DictWriter(out, header).writerow(row)
            cls.platform.run("load", str(folder))
        regions = {each["name"]: each["place_id"] for each in cls.listed("places") if each["kind"] == "region"}
        cls.elsewhere = regions.pop("Elsewhere")
        cls.region, = regions.values()
        cls.session = next(each["session_id"] for each in cls.listed("sessions", "amur-2023"))

    @classmethod
    def listed(cls, *words):
        return json.loads(cls.platform.run("list", *words, "--json"))

    def test_by_region(self):
        for kind in (["rounds"], ["sessions", "amur-2023"], ["people"], ["withdrawals", "2020-01-01"]):
            every = self.listed(*kind)
            self.assertGreater(len(every), 0, kind)
            self.assertEqual(self.listed(*kind, "--region", self.region), every, kind)
            self.assertEqual(self.listed(*kind, "--region", self.elsewhere), [], kind)
        self.assertEqual({each["kind"] for each in self.listed("places", "--region", self.elsewhere)},
                         {"country", "region"})
        self.assertNotIn(self.region, {each["region_id"]
                                       for each in self.listed("organisations", "--region", self.elsewhere)})
        for kind in (["conflicts"], ["duplicates"], ["duplicate-organisations"], ["overlaps"]):
            self.assertEqual(self.listed(*kind, "--region", self.elsewhere), [], kind)

    def test_that_are_of_no_use_are_not_taken(self):
        of_a_session = ("groups", "expected", "attendance", "corrections", "counts")
        for kind in [["programmes"]] + [[name, self.session] for name in of_a_session]:
            self.assertIn("--region", self.refused(*kind, f"--region={self.region}"), kind)
        for kind in (["corrections", self.session], ["keys", "amur"], ["duplicates"]):
            self.assertIn("--language", self.refused(*kind, "--language=ru"), kind)

    def refused(self, *words):
        done = self.platform.attempt("list", *words, "--address", self.platform.address)
        self.assertNotEqual(done.returncode, 0, words)
        return done.stderr

    def test_by_language(self):
        for kind in (["rounds"], ["programmes"], ["sessions", "amur-2023"], ["places"], ["organisations"], ["people"],
                     ["groups", self.session], ["expected", self.session], ["attendance", self.session]):
            self.assertNotEqual(self.listed(*kind), self.listed(*kind, "--language=ru"), kind)

    def test_by_rosters(self):
        """Who came in no group has an organisation where the rosters of that day are looked at."""
        lacking = lambda listed: {each["person_id"] for each in listed if not each["organisation_id"]}
        sessions = [each["session_id"] for each in self.listed("sessions", "amur-2023")]
        lists = [(self.listed("attendance", each), self.listed("attendance", each, "--rosters")) for each in sessions]
        self.assertTrue(any(lacking(without) - lacking(looked) for without, looked in lists))
        for without, looked in lists:
            self.assertLessEqual(lacking(looked), lacking(without))
            self.assertEqual([each["scanned_at"] for each in looked], [each["scanned_at"] for each in without])
        self.assertTrue(all(each["scanned_at"].endswith("+09:00") for each in lists[0][0]))


class Renaming(OfALoadedFolder):
    def test_in_one_language_leaves_the_others_alone(self):
        """Whatever has names in several: the others are asked for after each renaming."""
        session, _ = self.a_session()
        place = {each["kind"]: each["place_id"] for each in self.listed("places")}
        things = {"session": session, "round": "amur-2023", **place,
                  "programme": self.listed("programmes")[0]["programme_id"],
                  "organisation": self.listed("organisations")[0]["organisation_id"]}
        for kind, thing in things.items():
            for names in (["--name=en=Before", "--name=ru=Прежде"], ["--name=en=After"]):
                said = self.platform.run("rename", kind, thing, *names, "--reason=It was misspelt.")
            self.assertIn("en=After, ru=Прежде", said, kind)
            self.assertNotIn("ru=", self.platform.run("rename", kind, thing, "--only", "--name=en=After",
                                                      "--reason=It has no other name."), kind)
        self.assertEqual({each["name"] for each in self.listed("programmes", "--language=ru")}, {"After"})


class Groups(OfALoadedFolder):
    def test_are_registered_once_however_often_it_is_said(self):
        session, _ = self.a_session()
        organisation = next(each["organisation_id"] for each in self.listed("people"))
        before = len(self.listed("groups", session))
        words = ("group", "register", session, organisation, "1", "--late")
        said = [self.platform.run(*words) for _ in range(2)]
        self.assertEqual(said[0], said[1])
        self.assertEqual(len(self.listed("groups", session)), before + 1)
        self.platform.run(*words, "--number=2")
        self.assertEqual(len(self.listed("groups", session)), before + 2)


class Door(OfALoadedFolder):
    def test_takes_its_sheet_along_and_brings_it_back(self):
        session, _ = self.a_session()
        page = self.platform.run("list", "door", session)
        sheet = self.platform.run("list", "door", session, "--sheet").removeprefix("\ufeff")
        expected = list(csv.DictReader(io.StringIO(sheet)))
        self.assertGreater(len(expected), 2)
        for person in expected:
            self.assertIn(person["name"], page)
        for person in expected[:2]:
            person["came"] = "x"
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "door.csv"
            with open(file, "w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, list(expected[0]))
                writer.writeheader()
                writer.writerows(expected)
            self.assertEqual({person["status"] for person in expected} - {"waiting"}, {"confirmed"})
            self.assertTrue(all(person["room"] for person in expected))
            self.assertIn("Uploaded: 2 scans.", self.platform.run("scan", session, str(file)))
            came = self.listed("attendance", session)
            self.assertLessEqual({person["person"] for person in expected[:2]}, {each["person_id"] for each in came})
            self.platform.run("scan", session, str(file))
            self.assertEqual(self.listed("attendance", session), came)

    def test_takes_a_sheet_with_somebody_of_whom_it_has_the_name_alone(self):
        session, _ = self.a_session()
        sheet = self.platform.run("list", "door", session, "--sheet").removeprefix("\ufeff")
        person = list(csv.DictReader(io.StringIO(sheet)))[2]["person"]
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder) / "door.csv"
            file.write_text(f"person,name,came\n,Somebody,x\n{person},,x\n", encoding="utf-8")
            done = self.platform.attempt("scan", session, str(file), "--address", self.platform.address)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("Uploaded: 1 scan.", done.stdout)
        self.assertIn("Line 2 names nobody.", done.stderr)
        self.assertIn("ROWS_LEFT_OUT", done.stderr)
        self.assertIn(person, {each["person_id"] for each in self.listed("attendance", session)})


class DryRun(unittest.TestCase):
    def test_of_a_load_leaves_nothing_behind(self):
        with Platform(PROGRAM) as platform:
            platform.run("load", str(FOLDER), "--dry-run")
            for kind in (["keys", "amur"], ["places"], ["organisations"], ["rounds"]):
                self.assertEqual(json.loads(platform.run("list", *kind, "--json")), [], kind)
            platform.run("load", str(FOLDER))
            self.assertGreater(len(json.loads(platform.run("list", "keys", "amur", "--json"))), 10)


class Events(OfALoadedFolder):
    def test_of_a_round_are_its_own(self):
        lines = [json.loads(line) for line in self.platform.run("events", "round", "amur-2023").splitlines()]
        of = lambda name: [line["event"] for line in lines if line["type"].endswith("." + name)]
        self.assertEqual([each["name"]["byLanguage"]["en"] for each in of("RoundPlanned")],
                         [row["name_en"] for row in rows("rounds") if row["key"] == "2023"])
        sessions = {row["key"] for row in rows("sessions") if row["round"] == "2023"}
        self.assertEqual(len(of("SessionPublished")), len(sessions))
        self.assertEqual(len(of("AttendanceRecorded")),
                         len({(row["session"], row["person"]) for row in rows("attendances")
                              if row["session"] in sessions}) - self.scans_set_aside())
        self.assertEqual(lines, sorted(lines, key=lambda line: (line["log"] != "scheduling", line["position"])))

    def scans_set_aside(self):
        figures = self.platform.report("amur-2023")["figures"]
        return next(int(each["value"]) for each in figures if each["measure"] == "MEASURE_SCANS_SET_ASIDE")


class Coordinator(unittest.TestCase):
    def asks(self, platform, token, *words):
        """What a command with this token printed; fails with its error if it was refused."""
        done = self.attempts(platform, token, *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    @staticmethod
    def attempts(platform, token, *words):
        return subprocess.run([PROGRAM, *words, "--address", platform.address, "--data", platform.data],
                              env={**environment(), "OPORA_TOKEN": token}, capture_output=True, text=True,
                              encoding="utf-8", timeout=300)

    def test_loads_lists_and_reports_their_region(self):
        with Platform(PROGRAM) as platform, tempfile.TemporaryDirectory() as temporary:
            planned = pathlib.Path(temporary) / "planned"
            shutil.copytree(FOLDER, planned)
            for name in ("people", "groups", "cancellations", "attendances"):
                head = (planned / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
                (planned / f"{name}.csv").write_text(head + "\n", encoding="utf-8")
            platform.run("load", str(planned))
            region = next(place["place_id"] for place in json.loads(platform.run("list", "places", "--json"))
                          if place["kind"] == "region")
            token = platform.attempt("token", "--role=coordinator", f"--scope=region={region}").stdout.strip()

            refused = self.attempts(platform, token, "load", str(FOLDER))
            self.assertNotEqual(refused.returncode, 0)
            self.assertIn("--region", refused.stderr)
            self.asks(platform, token, "load", str(FOLDER), "--region", region)
            self.assertIn("there already", self.asks(platform, token, "load", str(FOLDER), "--region", region))

            told = self.asks(platform, token, "list", "people", "--region", region, "--keys", "amur", "--json")
            self.assertEqual({each["key"] for each in json.loads(told)},
                             {row["key"] for row in rows("people") if row["organisation"]})
            self.assertIn("PERMISSION_DENIED", self.attempts(platform, token, "list", "people").stderr)
            report = json.loads(self.asks(platform, token, "report", "amur-2023", "--format", "json"))
            self.assertEqual(report["figures"], platform.report("amur-2023")["figures"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
