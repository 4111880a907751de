"""Waves as people hold them: two keepers, each in a terminal of their own, sheets of paper, answers that a page has
saved, and an opening. And nowhere, but on paper, a passphrase or a code: in no log line, no process's words or
environment, no file, no remembered answer.

Usage: waves_test.py OPORA [unittest's arguments].
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from cluster.processes import wait_until
from secrets_kept import Secrets
from support import ROOT
from support.platform_process import Platform, environment
from support.questionnaire_pages import press, rendered, visited
from terminal import AtATerminal

PROGRAM = sys.argv[1]
QUESTIONNAIRES = ROOT / "deploy" / "questionnaires"
ALMATY = ROOT / "deploy" / "rounds" / "almaty-2017"
KEEPERS = ("lidia", "vadim")
UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SEEN = {  # by their language: what somebody waits for
    "en": ("Press Enter to see it.", "Then press Enter", "Your passphrase, from the paper", "Confirmed"),
    "kk": ("Enter басыңыз.", "Содан кейін Enter", "Құпия сөз тіркесіңіз, қағаздан", "Расталды"),
}


def invented_round(folder):
    """A round with a session and a person, all invented, without waves."""
    tables = {
        "places": "kind,key,parent,name_en,time_zone,capacity,code\ncountry,bulgaria,,Bulgaria,,,bg\n"
                  "region,province,bulgaria,Province,,,\nsite,ruse,province,Ruse,Europe/Sofia,,\n"
                  "venue,library,ruse,Library,,,\nroom,hall,library,Hall,,20,\n",
        "programmes": "key,name_en\nsteps,Steps\n",
        "projects": "key,programme,name_en\ncare,steps,Care\n",
        "organisations": "key,name_en,kind,region\ndawn,Dawn,social-service,province\n",
        "rounds": "key,programme,projects,name_en,year\n2021,steps,care,Spring 2021,2021\n",
        "sessions": "key,round,project,room,kind,topic,audience,title_en,local_start,duration_minutes,capacity,"
                    "local_registration_end\n"
                    "first,2021,care,hall,workshop,rest,carers,Rest,2021-03-27T10:00,60,10,2021-03-26T18:00\n",
        "people": "key,name,occupation,organisation,from_date,until_date\nana,Ana,social-worker,dawn,2019-01-01,\n",
        "groups": "key,session,organisation,head_count,members\ng1,first,dawn,3,ana\n",
        "attendances": "session,person,scanned_at\nfirst,ana,2021-03-27T09:55\n",
    }
    for name, text in tables.items():
        (pathlib.Path(folder) / f"{name}.csv").write_text(text, encoding="utf-8")


class WithPlatform(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="opora-waves-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.platform = Platform(PROGRAM)
        cls.platform.__enter__()
        cls.addClassCleanup(cls.platform.__exit__)
        cls.secrets = Secrets()
        cls.printed = []  # by commands

    def ran(self, *words, code=0, token=None):
        """What the command printed; of one that is refused, what it said."""
        done = subprocess.run([PROGRAM, *map(str, words), "--data", self.platform.data, "--address",
                               self.platform.address],
                              env={**environment(), **({"OPORA_TOKEN": token} if token else {})}, capture_output=True,
                              text=True, encoding="utf-8", timeout=300, start_new_session=True)  # without a terminal
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.printed.append(done.stdout + done.stderr)
        return done.stderr if code else done.stdout

    def token_of(self, account):
        """What a keeper signs in with; on paper it is not."""
        return self.platform.attempt("token", "--role=operator", f"--subject={account}").stdout.strip()

    def at_terminal(self, *words, token=None):
        keeper = AtATerminal([PROGRAM, *map(str, words), "--data", self.platform.data, "--address",
                              self.platform.address],
                             {**environment(), **({"OPORA_TOKEN": token} if token else {})})
        self.addCleanup(keeper.process.kill)
        return keeper

    def shown(self, keeper, language="en"):
        """The passphrase, once it is on the screen; nobody else on the machine sees it meanwhile."""
        ready, written, back, _ = SEEN[language]
        keeper.wait_until_seen(ready)
        keeper.type("")
        screen = keeper.wait_until_seen(written)
        words = re.findall(r"^ +\d\.  (\w+)$", screen, re.MULTILINE)
        self.assertEqual(len(words), 7, screen)
        passphrase = " ".join(words)
        self.secrets.add(passphrase)
        self.assertIsNone(self.secrets.found_in(keeper.told_to_others()))
        self.assertIn("\x1b[?1049h", screen, "a screen of its own, to which no window scrolls back")
        keeper.type("")
        keeper.wait_until_seen("\x1b[?1049l")
        keeper.wait_until_seen(back)
        return passphrase

    def become_keeper(self, series, account, language="en"):
        keeper = self.at_terminal("wave", "keeper", series, "--language", language, token=self.token_of(account))
        passphrase = self.shown(keeper, language)
        shown = len(keeper.seen)
        keeper.type(passphrase)
        keeper.wait_until_seen(SEEN[language][3])
        code, output, errors = keeper.end()
        self.assertEqual((code, output), (0, ""), errors)
        self.assertIsNone(self.secrets.found_in(keeper.seen[shown:]), "what is typed is not shown")
        return passphrase

    def statuses(self, round_):
        return json.loads(self.ran("wave", "status", round_, "--format", "json"))

    def wait_for(self, round_, wave, status):
        def has_come():
            return next(each for each in self.statuses(round_) if each["waveId"] == wave)["status"] == status
        self.assertTrue(wait_until(has_come, 60), self.statuses(round_))

    def drafted(self, key, *more):
        """A series whose answers are entered afterwards, and its waves, of the round steps-2021."""
        said = self.ran("wave", "draft", "steps-2021", "--series-key", key,
                        "--before", "own_strain", "2021-03-20T08:00", "2021-03-27T09:30",
                        "--after", "own_strain_after", "2021-03-27T12:00", "2021-04-03T20:00",
                        "--keeper", KEEPERS[0], "--keeper", KEEPERS[1], "--entered-afterwards", *more)
        series = re.search(rf"Series ({UUID})", said)[1]
        return series, re.findall(rf"sessions: ({UUID}), own", said)

    def drawn(self, series, count, *, more=False):
        """Sheets, as the file has them that a command wrote."""
        file = self.folder / f"sheets-{series}-{'more' if more else 'first'}.json"
        words = ("more-sheets", series, count) if more else ("sheets", series, "--count", count)
        self.ran("wave", *words, "--format", "json", "--out", file)
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        sheets = json.loads(file.read_text(encoding="utf-8"))["sheets"]
        file.unlink()
        for sheet in sheets:
            self.secrets.add(sheet["link_code"], *(token["token"] for token in sheet["tokens"]))
        return sheets

    def answer_file(self, name, wave, sheet, version=1, **more):
        file = self.folder / f"{name}.json"
        token = next(each["token"] for each in sheet["tokens"] if each["wave"] == wave) if sheet else ""
        file.write_text(json.dumps({
            "schema": "opora-answers/1", "wave": wave, "token": token,
            "link_code": sheet["link_code"] if sheet else "", "questionnaire": "own_strain", "version": version,
            "answers": [{"question": "clients", "options": ["yes"]}], **more}), encoding="utf-8")
        return file

    def assert_nowhere(self):
        """No secret stands in a log line, in what commands printed, or in a file that anybody keeps."""
        for line in self.platform.said:
            self.assertIsNone(self.secrets.found_in(line), line[:120])
        for text in self.printed:
            self.assertIsNone(self.secrets.found_in(text))
        self.assertEqual(self.secrets.found_below(self.platform.folder.name), [])
        self.assertEqual(self.secrets.found_below(self.folder), [])
        for name in ("cmdline", "environ"):
            data = pathlib.Path(f"/proc/{self.platform.process.pid}/{name}").read_bytes()
            self.assertIsNone(self.secrets.found_in(data))


class WithRound(WithPlatform):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        files = cls.folder / "round"
        files.mkdir()
        invented_round(files)
        cls.platform.run("load", str(files))
        cls.platform.run("questionnaire", "add", str(QUESTIONNAIRES / "own_strain.json"),
                         str(QUESTIONNAIRES / "own_strain_after.json"))


class Ceremony(WithRound):
    """From the draft to what people wrote."""

    def test_leaves_passphrases_and_codes_on_paper_alone(self):
        series, (before, after) = self.drafted("whole")
        self.assertEqual(self.drafted("whole")[0], series, "typed again it is the same")
        passphrases = [self.become_keeper(series, KEEPERS[0]), self.become_keeper(series, KEEPERS[1], "kk")]
        self.assertNotEqual(*passphrases)
        self.wait_for("steps-2021", before, "WAVE_STATUS_ANSWERING")
        sheets = self.drawn(series, 10)
        self.assertIn("SHEETS_ALREADY_DRAWN", self.ran("wave", "sheets", series, "--out", self.folder / "x", code=1))
        sheets += self.drawn(series, 2, more=True)
        self.assertEqual(len({token["token"] for sheet in sheets for token in sheet["tokens"]}), 24)

        self.answer_by_page(before, sheets[0])
        for number, sheet in enumerate(sheets[1:10]):
            file = self.answer_file(f"answers-{number}", before, sheet, answers=[
                {"question": "clients", "options": ["no"]}, {"question": "wish", "text": f"Quiet, number {number}"}])
            self.assertIn("Recorded, sealed.", self.ran("answer", file))
            self.assertFalse(file.exists())
        self.answer_by_code(before, sheets[10])
        self.open_and_read(series, before, passphrases[1])
        self.assert_nowhere()
        self.platform.stop()
        self.assertEqual(self.secrets.found_below(self.platform.folder.name), [], "once all is on the disk, either")
        self.platform.start()
        self.assertIn(", 0 violated", self.platform.run("doctor"))
        self.ran("wave", "close", after)
        self.wait_for("steps-2021", after, "WAVE_STATUS_DESTROYED")

    def answer_by_page(self, wave, sheet):
        """As somebody does it in a browser: the file that their page has saved is sent, and goes."""
        page = self.folder / "page.html"
        rendered(PROGRAM, QUESTIONNAIRES / "own_strain.json", page, "ru", wave)
        token = next(each["token"] for each in sheet["tokens"] if each["wave"] == wave)
        result = visited(page, ["type", "token", token], ["type", "link", sheet["link_code"]], *press("begin"),
                         ["choose", "clients", "no"], *press("next"), ["choose", "strain.s1", "4"],
                         *press("next", "skip", "skip"), ["type", "wish-text", "Меньше бумаг"], *press("next", "save"))
        file = self.folder / "opora-answers.json"
        file.write_text(result["files"][0], encoding="utf-8")
        self.assertIn("Записано и запечатано.", self.ran("answer", file, "--language", "ru"))
        self.assertFalse(file.exists())

    def answer_by_code(self, wave, sheet):
        """A page may leave the code out: whoever holds the sheet types it, and it is not shown."""
        file = self.answer_file("without-code", wave, None)
        helper = self.at_terminal("answer", file)
        token = next(each["token"] for each in sheet["tokens"] if each["wave"] == wave)
        for prompt, typed in (("The code on the sheet", token.lower()), ("The link code", sheet["link_code"])):
            helper.wait_until_seen(prompt)
            helper.wait_until_seen(": ")
            self.assertIsNone(self.secrets.found_in(helper.told_to_others()))
            helper.type(typed)
        code, output, errors = helper.end()
        self.assertEqual(code, 0, errors)
        self.printed += [output, errors, helper.seen]
        self.assertIn("Recorded", output)
        self.assertFalse(file.exists())

    def open_and_read(self, series, wave, passphrase):
        self.assertIn("WAVE_STILL_OPEN", self.opening(wave, passphrase)[2])
        self.ran("wave", "close", wave)
        self.wait_for("steps-2021", wave, "WAVE_STATUS_COUNTED")
        self.assertIn("PASSPHRASE_MISTYPED", self.opening(wave, passphrase.replace(" ", " x", 1))[2])
        code, output, errors = self.opening(wave, passphrase)
        self.assertEqual(code, 0, errors)
        self.assertIn("Opened: 11 answers", output)
        self.assertIn("WAVE_OPENED", self.opening(wave, passphrase)[2])
        written = json.loads(self.ran("wave", "open-answers", wave, "--json"))
        self.assertEqual(sorted(each["text"] for each in written),
                         sorted(["Меньше бумаг", *(f"Quiet, number {number}" for number in range(9))]))
        kept = self.folder / "written.csv"
        self.ran("wave", "open-answers", wave, "--csv", "--out", kept)
        self.assertEqual(kept.stat().st_mode & 0o777, 0o600)
        status = self.ran("wave", "status", "steps-2021")
        self.assertIn(f"Series {series}", status)
        self.assertIn(f"Opened by {KEEPERS[1]}", status)

    def opening(self, wave, passphrase):
        """With what the keeper has on paper, typed."""
        keeper = self.at_terminal("wave", "open", wave, token=self.token_of(KEEPERS[1]))
        keeper.wait_until_seen("Your passphrase")
        keeper.wait_until_seen(": ")
        self.assertIsNone(self.secrets.found_in(keeper.told_to_others()))
        keeper.type(passphrase)
        ended = keeper.end()
        self.assertIsNone(self.secrets.found_in(keeper.seen))
        self.printed += ended[1:]
        return ended


class Slips(WithRound):
    """What goes wrong at a terminal, and nothing is lost by it."""

    def test_are_told_and_typed_anew(self):
        series, _ = self.drafted("slips")
        keeper = self.at_terminal("wave", "keeper", series, token=self.token_of(KEEPERS[0]))
        passphrase = self.shown(keeper)
        first, second, *others = passphrase.split()
        keeper.type(" ".join([second, first, *others]))
        keeper.wait_until_seen("Your passphrase, from the paper")
        keeper.type(passphrase.upper())
        keeper.wait_until_seen("Confirmed")
        self.assertEqual(keeper.end()[0], 0)

    def test_may_be_put_right_later(self):
        series, _ = self.drafted("later")
        keeper = self.at_terminal("wave", "keeper", series, token=self.token_of(KEEPERS[0]))
        passphrase = self.shown(keeper)
        for _ in range(2):
            keeper.type("no such words")
            keeper.wait_until_seen("Your passphrase, from the paper")
        keeper.type("no such words")
        keeper.wait_until_seen(f"opora wave confirm {series}")
        self.assertEqual(keeper.end()[0], 1)
        file = self.folder / "from-paper"
        file.touch(0o600)
        file.write_text(passphrase + "\n", encoding="utf-8")
        said = self.ran("wave", "confirm", series, "--passphrase-file", file, token=self.token_of(KEEPERS[0]))
        self.assertIn("Confirmed.", said)
        file.unlink()
        self.assert_nowhere()

    def test_show_another_passphrase_where_the_first_was_lost(self):
        series, _ = self.drafted("lost")
        keeper = self.at_terminal("wave", "keeper", series, token=self.token_of(KEEPERS[0]))
        first = self.shown(keeper)
        keeper.process.kill()
        keeper.end()
        self.assertNotEqual(self.become_keeper(series, KEEPERS[0]), first)
        refused = self.ran("wave", "keeper", series, code=1, token=self.token_of(KEEPERS[0]))
        self.assertIn("NO_TERMINAL", refused, "in no script and no pipe")

    def test_replace_a_keeper_before_anybody_has_answered(self):
        series, _ = self.drafted("replaced")
        passphrase = self.become_keeper(series, KEEPERS[0])
        keeper = self.at_terminal("wave", "replace-keeper", series, "tamara", token=self.token_of(KEEPERS[0]))
        keeper.wait_until_seen("Your passphrase")
        keeper.wait_until_seen(": ")
        keeper.type(passphrase)
        code, output, errors = keeper.end()
        self.assertEqual(code, 0, errors)
        self.assertIn("tamara", output)
        self.become_keeper(series, "tamara")
        stranger = self.at_terminal("wave", "keeper", series, token=self.token_of(KEEPERS[1]))
        stranger.wait_until_seen(SEEN["en"][0])
        stranger.type("")
        self.assertIn("NOT_A_KEEPER", stranger.end()[2])


class Loaded(WithPlatform):
    """The shipped round of Almaty, whose people and answers are invented."""

    def test_invented_answers_are_entered_and_opened(self):
        said = self.ran("load", ALMATY)
        self.assertIn('The invented answers of "2017-care" are in and opened', said)
        turnouts = {each["moment"]: each["turnout"] for each in self.statuses("almaty-2017")}
        self.assertEqual({moment: (int(each["answeredCount"]), int(each["eligibleCount"]))
                          for moment, each in turnouts.items()},
                         {"MOMENT_BEFORE": (22, 35), "MOMENT_AFTER": (22, 33), "MOMENT_FOLLOW_UP": (15, 33)})
        for wave in self.statuses("almaty-2017"):
            self.assertEqual(wave["status"], "WAVE_STATUS_OPENED")
        self.assertIn("Everything was there already", self.ran("load", ALMATY))
        self.assertIn(", 0 violated", self.platform.run("doctor"))
        texts = [line.split(",", 4)[4].strip('"') for line in (ALMATY / "answers.csv").read_text("utf-8").splitlines()
                 if ",wish," in line or ",differently," in line]
        self.assertEqual(len(texts), 38)
        after = self.statuses("almaty-2017")[1]["waveId"]
        written = {each["text"] for each in json.loads(self.ran("wave", "open-answers", after, "--json"))}
        self.assertTrue(written)
        self.assertLessEqual(written, set(texts))
        for line in [*self.platform.said, *self.printed[:1]]:
            for text in texts:
                self.assertNotIn(text, line)

    def test_real_answers_wait_for_their_keepers(self):
        folder = self.folder / "waits"
        shutil.copytree(ALMATY, folder)
        for name in ("wave-series", "waves", "answers"):
            text = (folder / f"{name}.csv").read_text("utf-8")
            rows = text.split("\n", 1)[1].replace("2017-care", "real").replace("yes,yes", "yes,no")
            rows = re.sub(r"2017-(before|after|later)", r"real-\1", rows)
            (folder / f"{name}.csv").write_text(text + rows, "utf-8")
        said = self.ran("load", folder)
        self.assertIn('The waves of "real" wait for their keepers', said)
        series = re.search(rf"opora wave keeper ({UUID})", said)[1]
        passphrase = self.become_keeper(series, "invented-keeper-1")
        self.become_keeper(series, "invented-keeper-2", "kk")
        said = self.ran("load", folder, "--yes")
        self.assertIn('The answers of "real" are in.', said)
        wave = re.search(rf"before: ({UUID})", said)[1]
        keeper = self.at_terminal("wave", "open", wave, token=self.token_of("invented-keeper-1"))
        keeper.wait_until_seen("Your passphrase")
        keeper.wait_until_seen(": ")
        keeper.type(passphrase)
        code, output, errors = keeper.end()
        self.assertEqual(code, 0, errors)
        self.assertIn("Opened: 22 answers", output)
        self.assert_nowhere()

    def test_of_the_shipped_rounds_ask_the_shipped_questionnaires(self):
        def asked(file):
            return {key: value for key, value in json.loads(file.read_text("utf-8")).items() if key != "$schema"}
        files = sorted((ROOT / "deploy" / "rounds").glob("*/questionnaires/*.json"))
        self.assertEqual(len(files), 4)
        for file in files:
            self.assertEqual(asked(file), asked(QUESTIONNAIRES / file.name))
            schema = json.loads(file.read_text("utf-8"))["$schema"]
            self.assertTrue((file.parent / schema).resolve().exists(), os.fspath(file))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
