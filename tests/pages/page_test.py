"""The page of a questionnaire: one file that asks on the device alone, and what comes of it. Node runs its script; some
lines (dom.js) stand for the browser.

Usage: page_test.py OPORA [unittest's arguments].
"""
import base64
import hashlib
import json
import pathlib
import re
import sys
import tempfile
import unittest

from support import ROOT
from support.questionnaire_pages import ALPHABET, code_of, press, rendered, visited

PROGRAM = sys.argv[1]
QUESTIONNAIRES = ROOT / "deploy" / "questionnaires"
BUILT_IN = ROOT / "services" / "feedback" / "scales" / "built_in"
LANGUAGES = ("en", "ru", "bg", "kk")
WAVE = "0190a5b0-0000-7000-8000-000000000001"
TOKEN, LINK = code_of("2345" "6789A" "CEFHK" "MNPR"), code_of("TVWXY" "2345")


class WithPages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="opora-pages-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.pages = {language: cls.rendered(QUESTIONNAIRES / "own_strain.json", language, "--help-line", "Line 150")
                     for language in LANGUAGES}
        cls.page = cls.pages["en"]
        cls.after = cls.rendered(QUESTIONNAIRES / "own_strain_after.json")

    @classmethod
    def rendered(cls, questionnaire, language="en", *more):
        page = cls.folder / f"{questionnaire.stem}.{language}.html"
        rendered(PROGRAM, questionnaire, page, language, WAVE, *more)
        return page

    def saved(self, result):
        self.assertEqual(len(result["files"]), 1)
        return json.loads(result["files"][0])


ANSWER_ALL = [
    *press("begin"), ["choose", "clients", "yes"], *press("next"),
    *(["choose", f"strain.s{i}", "3"] for i in range(1, 5)), ["choose", "strain.s5", "rather_not"], *press("next"),
    ["choose", "talk", "now_and_then"], *press("next"),
    ["choose", "helps", "home"], ["choose", "helps", "quiet"], *press("next"),
    ["type", "days_off-number", " 4 "], *press("next"),
    ["type", "wish-text", "  Fewer\u202e forms\r\n"], *press("next")]


class File(WithPages):
    """What stands in it, before anything runs."""

    def test_runs_its_own_script_alone_and_asks_no_network(self):
        for page in (*self.pages.values(), self.after):
            html = page.read_text(encoding="utf-8")
            policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'")
            rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
            self.assertEqual(rules.pop("default-src"), "'none'")
            for name, tag in (("script-src", "script"), ("style-src", "style")):
                inner = re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)[1].encode()
                digest = base64.b64encode(hashlib.sha256(inner).digest()).decode()
                self.assertEqual(rules.pop(name), f"'sha256-{digest}'")
            self.assertLessEqual(set(rules.values()), {"'none'"}, policy)
            for way_out in (r"<link", r"<img", r"<iframe", r"<form", r"\bsrc=", r"@import", r"url\(", r"https?://",
                            r"\bfetch\(", r"XMLHttpRequest", r"sendBeacon", r"WebSocket", r"\beval\(", r"innerHTML",
                            r"document\.cookie"):
                self.assertIsNone(re.search(way_out, html), way_out)

    def test_is_small_enough_for_a_weak_connection(self):
        for page in (*self.pages.values(), self.after):
            self.assertLess(page.stat().st_size, 64 * 1024)

    def test_is_in_one_language(self):
        titles = {language: visited(page)["screens"][0]["headings"] for language, page in self.pages.items()}
        asked = json.loads((QUESTIONNAIRES / "own_strain.json").read_text(encoding="utf-8"))
        self.assertEqual(titles, {language: [asked["title"][language]] for language in LANGUAGES})

    def test_fits_a_narrow_screen_and_the_dark(self):
        html = self.page.read_text(encoding="utf-8")
        for wanted in ('content="width=device-width, initial-scale=1"', r"prefers-color-scheme: *dark"):
            self.assertIsNotNone(re.search(wanted, html), wanted)
        self.assertIsNone(re.search(r"\b(?:min-)?width: *(?:3[6-9]\d|[4-9]\d\d|\d{4,})px", html))


class Visit(WithPages):
    """From the first screen to the last."""

    def test_ends_with_a_file_of_what_was_answered(self):
        result = visited(self.page, ["type", "token", TOKEN.lower()], ["type", "link", LINK], *ANSWER_ALL,
                         *press("save"))
        self.assertEqual(self.saved(result), {
            "schema": "opora-answers/1", "wave": WAVE, "token": TOKEN, "link_code": LINK,
            "questionnaire": "own_strain", "version": 1, "answers": [
                {"question": "clients", "options": ["yes"]},
                *({"question": "strain", "row": f"s{i}", "options": ["3"]} for i in range(1, 5)),
                {"question": "strain", "row": "s5", "options": ["rather_not"]},
                {"question": "talk", "options": ["now_and_then"]},
                {"question": "helps", "options": ["home", "quiet"]}, {"question": "days_off", "number": 4},
                {"question": "wish", "text": "Fewer  forms"}]})

    def test_asks_one_question_a_screen_which_keys_alone_can_answer(self):
        for page, does in ((self.page, ANSWER_ALL), (self.after, press("begin", "skip"))):
            for screen in visited(page, *does)["screens"]:
                self.assertEqual(len(screen["headings"]), 1)
                self.assertEqual(screen["focus"], "h1", "a reader begins at the top of each screen")
                self.assertEqual((screen["unlabelled"], screen["mouse_only"]), ([], 0))

    def test_says_what_is_wrong_and_where(self):
        screens = visited(self.page, *press("begin", "next"))["screens"]
        self.assertEqual(screens[-1]["headings"], screens[-2]["headings"], "it stays")
        self.assertEqual(screens[-1]["focus"], "summary")
        self.assertTrue(screens[-1]["title"].startswith("Error: "))
        self.assertEqual(screens[-1]["text"].count("Answer, or choose not to say."), 3, "above, beside it, and before")
        for typed in ("15", "-1", "4.5", "many"):
            does = [*ANSWER_ALL[:-4], ["type", "days_off-number", typed], *press("next")]
            self.assertEqual(visited(self.page, *does)["screens"][-1]["focus"], "summary", typed)

    def test_needs_no_answer_but_where_it_says_so(self):
        result = visited(self.page, *press("begin"), ["choose", "clients", "rather_not"], *press("next"),
                         *press("skip", "skip", "skip", "skip", "save"))
        self.assertEqual(self.saved(result)["answers"], [{"question": "clients", "options": ["rather_not"]}])

    def test_says_beside_a_question_what_may_be_said_of_all(self):
        screens = visited(self.page, *ANSWER_ALL)["screens"]
        said = ["If all answer alike, this may be said." in screen["text"] for screen in screens]
        self.assertEqual(said, [False, True] + [False] * 6)

    def test_takes_an_order_without_a_mouse(self):
        does = [*press("begin", "skip"), ["choose", "better", "same"], *press("next"),
                ["place", "worth_most-0", "rest"], ["place", "worth_most-1", "others"], *press("next", "skip", "save")]
        answers = self.saved(visited(self.after, *does))["answers"]
        self.assertIn({"question": "worth_most", "options": ["rest", "others"]}, answers)
        twice = [each if each[1:] != ["worth_most-1", "others"] else ["place", "worth_most-1", "rest"] for each in does]
        self.assertEqual(visited(self.after, *twice[:-2])["screens"][-1]["focus"], "summary")

    def test_asks_what_is_called_like_a_screen(self):
        ids = ("start", "check", "saved", "over")
        options = [{"code": code, "text": {"en": code}} for code in ("yes", "no")]
        file = self.folder / "named.json"
        file.write_text(json.dumps({
            "schema": "opora-questionnaire/1", "id": "named", "version": 1, "languages": ["en"],
            "title": {"en": "Named"}, "questions": [
                {"id": name, "kind": "single", "text": {"en": f"Is it {name}?"}, "options": options} for name in ids]}),
            encoding="utf-8")
        does = [step for name in ids for step in (["choose", name, "yes"], *press("next"))]
        result = visited(self.rendered(file), *press("begin"), *does, *press("save"))
        self.assertEqual(self.saved(result)["answers"], [{"question": name, "options": ["yes"]} for name in ids])

    def test_chooses_alone_what_stands_alone(self):
        does = [*ANSWER_ALL[:-5], ["choose", "helps", "none_of_these"]]
        does += press("next", "skip", "skip", "save")
        answers = self.saved(visited(self.page, *does))["answers"]
        self.assertIn({"question": "helps", "options": ["none_of_these"]}, answers)


class Conditions(WithPages):
    """Computed on the page, as the platform computes them."""

    def test_leave_a_question_out_and_its_answer_with_it(self):
        does = [*press("begin"), ["choose", "clients", "yes"], *press("next", "skip"), ["choose", "talk", "nobody"],
                *press("next", "back", "back", "back"), ["choose", "clients", "no"],
                *press("next", "skip", "skip", "skip", "skip", "save")]
        result = visited(self.page, *does)
        self.assertEqual(self.saved(result)["answers"], [{"question": "clients", "options": ["no"]}])
        self.assertIn("Question 2 of 6", result["screens"][2]["text"])
        self.assertIn("Question 2 of 5", result["screens"][8]["text"])

    def test_hold_for_any_of_several_answers(self):
        question = "What do you do differently since then?"
        told = visited(self.after, *press("begin", "skip"), ["choose", "better", "worse"], *press("next", "skip"))
        self.assertEqual(told["screens"][-1]["headings"], [question])
        declined = visited(self.after, *press("begin", "skip"), ["choose", "better", "rather_not"],
                           *press("next", "skip"))
        self.assertNotEqual(declined["screens"][-1]["headings"], [question], "who declines has not answered")


class Codes(WithPages):
    """They let somebody answer: the page checks them, and keeps them nowhere."""

    def test_are_checked_before_anything_is_answered(self):
        wrong = TOKEN[:-1] + next(each for each in ALPHABET if each != TOKEN[-1])
        for field, typed in (("token", wrong), ("token", TOKEN[:-2]), ("link", LINK + "2")):
            screen = visited(self.page, ["type", field, typed], *press("begin"))["screens"][-1]
            self.assertEqual(screen["focus"], "summary", typed)

    def test_are_understood_as_people_read_them(self):
        """In any case, without lines, and with letters that look alike, Cyrillic ones as well."""
        for typed in (TOKEN.lower(), TOKEN.replace("-", " "), TOKEN.replace("8", "B").replace("6", "G"),
                      TOKEN.replace("A", "А").replace("C", "с").replace("H", "Н")):
            result = visited(self.page, ["type", "token", typed], *ANSWER_ALL, *press("save"))
            self.assertEqual(self.saved(result)["token"], TOKEN, typed)

    def test_may_be_scanned_and_leave_the_address_at_once(self):
        other = "0190a5b0-0000-7000-8000-000000000002"
        result = visited(self.page, *ANSWER_ALL, *press("save"), hash_=f"#{other}.{TOKEN}.{LINK}")
        saved = self.saved(result)
        self.assertEqual((saved["wave"], saved["token"], saved["link_code"]), (other, TOKEN, LINK))
        self.assertNotIn("#", result["address"])

    def test_are_none_in_an_address_that_cannot_be_read(self):
        result = visited(self.page, hash_="#100%")
        self.assertEqual(len(result["screens"][0]["headings"]), 1, "the page is there")
        self.assertNotIn("#", result["address"])

    def test_may_be_given_when_the_file_is_sent(self):
        self.assertEqual(self.saved(visited(self.page, *ANSWER_ALL, *press("save")))["token"], "")

    def test_are_kept_nowhere(self):
        result = visited(self.page, ["type", "token", TOKEN], ["type", "link", LINK], *ANSWER_ALL)
        kept = json.dumps(result["kept"])
        self.assertIn("now_and_then", kept, "what was answered is")
        for code in (TOKEN, LINK):
            self.assertNotIn(code, kept)


class Device(WithPages):
    """Keeps what was answered until somebody has the file, and nothing afterwards."""

    def test_goes_on_where_somebody_left_off(self):
        left = visited(self.page, *ANSWER_ALL[:-4])
        again = visited(self.page, *press("go_on"), kept=left["kept"])
        self.assertIn("Answers that were begun", again["screens"][0]["text"])
        self.assertEqual(again["screens"][1]["headings"], left["screens"][-1]["headings"])

    def test_erases_what_another_has_begun(self):
        left = visited(self.page, *ANSWER_ALL[:-4])
        result = visited(self.page, *press("erase"), kept=left["kept"])
        self.assertEqual(result["kept"], {})
        self.assertNotIn("Answers that were begun", result["screens"][-1]["text"])

    def test_erases_what_another_has_begun_and_not_the_code_that_was_scanned(self):
        left = visited(self.page, *ANSWER_ALL[:-4])
        result = visited(self.page, *press("erase"), *ANSWER_ALL, *press("save"), kept=left["kept"],
                         hash_=f"#{WAVE}.{TOKEN}.{LINK}")
        saved = self.saved(result)
        self.assertEqual((saved["token"], saved["link_code"]), (TOKEN, LINK))

    def test_holds_nothing_once_the_file_is_safe(self):
        saved = visited(self.page, *ANSWER_ALL, *press("save"))
        self.assertNotEqual(saved["kept"], {}, "a download may fail")
        over = visited(self.page, *ANSWER_ALL, *press("save", "erase_done"))
        self.assertEqual(over["kept"], {})
        self.assertIn("Nothing of your answers", over["screens"][-1]["text"])
        self.assertNotIn("Fewer", over["screens"][-1]["text"])

    def test_says_where_help_is(self):
        for language, page in self.pages.items():
            does = [*ANSWER_ALL, *press("save")]
            said = visited(page, *does)["screens"][-1]["text"]
            self.assertIn("Line 150", said, language)
            self.assertIn("112", said, language)


# Codes from 0 to 4, - for one left blank, nothing for what was not shown; and the points that are told, worked by hand.
HAND_WORKED = [
    ("323132", "3223121", "121210", (58, 57, 29)),
    ("444444", "4444444", "000000", (100, 86, 0)),
    ("3-2-1-", "2-3-1-0", "-11-2-", (50, 63, 33)),
    ("33----", "222----", "-11---", ("too few", "too few", "too few")),
    ("010010", "101101-", "", (8, 17, None)),
]


class Scores(WithPages):
    """Told to whoever answered, there alone: a number in a plain sentence. The wording is nobody's."""

    NAMES = {"cbi_personal": "p", "cbi_work": "w", "cbi_client": "c"}

    def worded(self, name):
        """A built-in scale with placeholders for words."""
        scale = json.loads((BUILT_IN / f"{name}.json").read_text(encoding="utf-8"))
        scale["wordings"] = [{
            "language": "en", "text_version": 1, "text_source": "Invented", "text_licence": "None",
            "permitted_by": "Nobody", "permitted_at": "2026-12-01",
            "items": {item["code"]: f"item {item['code']}" for item in scale["items"]},
            "options": {each["code"]: {option["code"]: f"answer {option['code']}" for option in each["options"]}
                        for each in scale["option_sets"]}}]
        file = self.folder / f"{name}.json"
        file.write_text(json.dumps(scale), encoding="utf-8")
        return file, scale

    def matrices(self, name, scale):
        """A question for the items of each option set."""
        for each in scale["option_sets"]:
            rows = [{"code": item["code"], "item": {"scale": name, "code": item["code"]}}
                    for item in scale["items"] if item["option_set"] == each["code"]]
            question = {"id": f"{name}_{each['code']}", "kind": "matrix", "text": {"en": "How much?"}, "rows": rows}
            if name == "cbi_client":
                question["shown_if"] = {"all": [{"question": "clients", "is": "yes"}]}
            if rows:
                yield question

    def setUp(self):
        scales = {name: self.worded(name) for name in self.NAMES}
        clients = {"id": "clients", "kind": "single", "text": {"en": "Clients?"}, "required": True,
                   "options": [{"code": code, "text": {"en": code}} for code in ("yes", "no")] +
                              [{"code": "rather_not", "text": {"en": "rather not"}, "role": "declined"}]}
        self.questions = [clients, *(question for name, (_, scale) in scales.items()
                                     for question in self.matrices(name, scale))]
        file = self.folder / "burnout.json"
        file.write_text(json.dumps({
            "schema": "opora-questionnaire/1", "id": "burnout", "version": 1, "languages": ["en"],
            "title": {"en": "Placeholders"}, "questions": self.questions,
            "scales": [{"id": name, "scoring_version": 1} for name in scales]}), encoding="utf-8")
        self.page = self.rendered(file, "en", *(word for path, _ in scales.values() for word in ("--scale", path)))
        self.labels = [scale["label"]["en"] for _, scale in scales.values()]

    def told(self, personal, work, client):
        """The screen after the file was saved."""
        given = {f"{letter}{number}": code for letter, codes in zip("pwc", (personal, work, client))
                 for number, code in enumerate(codes, 1) if code != "-"}
        does = [*press("begin"), ["choose", "clients", "yes" if client else "no"], *press("next")]
        for question in self.questions[1:]:
            if not client and question["id"].startswith("cbi_client"):
                continue
            does += [["choose", f"{question['id']}.{row['code']}", given[row["code"]]] for row in question["rows"]
                     if row["code"] in given]
            does += press("next")
        return visited(self.page, *does, *press("save"))["screens"][-1]["text"]

    def test_are_those_worked_by_hand(self):
        for personal, work, client, points in HAND_WORKED:
            said = self.told(personal, work, client)
            for label, wanted in zip(self.labels, points):
                with self.subTest(personal + work + client, scale=label):
                    if wanted is None:
                        self.assertNotIn(label, said, "who wasn't asked is told nothing")
                    elif wanted == "too few":
                        self.assertIn(f"{label}: too few questions are answered for a number.", said)
                    else:
                        self.assertIn(f"{label}: {wanted}, where the least is 0 and the most 100.", said)

    def test_are_no_verdict(self):
        said = self.told("444444", "4444444", "000000")
        self.assertIn("It is no diagnosis, and there is no number that is right.", said)
        self.assertIn("If it is hard right now", said)
        self.assertIsNone(re.search(r"(?i)\b(high|low|severe|mild|normal|risk|burnt out|average)\b", said), said)

    def test_are_in_no_file(self):
        result = visited(self.page, *press("begin"), ["choose", "clients", "no"],
                         *press("next", "skip", "skip", "skip", "save"))
        self.assertEqual(set(self.saved(result)), {"schema", "wave", "token", "link_code", "questionnaire", "version",
                                                   "answers"})


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
