"""What contracts declare as refusals is what the code gives, and what people are told of, in every language."""
import pathlib
import shutil
import tempfile
import unittest

import refusals
from descriptors import BUF, ROOT, described

# What services say of events that they can't apply: nobody's call is refused so.
OF_EVENTS = {"feedback": {("EVENT_WITHOUT_ID", "invalid")}, "reporting": {("EVENT_WITHOUT_ID", "invalid")}}
# What they say of rows of their own that are damaged: a mistake of ours, and no contract promises those.
OF_DAMAGE = {"feedback": {("PUBLIC_KEY_UNUSABLE", "internal"), ("SEALED_UNREADABLE", "internal"),
                          ("WRAPPED_KEY_DAMAGED", "internal")}}


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not BUF.exists():
            raise AssertionError("buf is not installed: run scripts/setup")
        cls.maxDiff = None
        cls.declared = refusals.declared(described())
        cls.of_platform = refusals.source_of("platform")

    def test_the_page_says_what_the_contracts_say(self):
        self.assertEqual(refusals.PAGE.read_text(encoding="utf-8"), refusals.page(),
                         "renew it: python3 tests/contract/refusals.py --write")

    def test_the_page_follows_a_contract(self):
        copy = pathlib.Path(tempfile.mkdtemp(prefix="opora-refusals-"))
        self.addCleanup(shutil.rmtree, copy)
        for part in ("proto", "services"):
            shutil.copytree(ROOT / part, copy / part,
                            ignore=lambda _, names: [name for name in names if name.endswith((".cpp", ".sql"))])
        shutil.copy(ROOT / "buf.yaml", copy)
        contract = copy / "proto/opora/registration/v1/registration_service.proto"
        text = contract.read_text(encoding="utf-8")
        place = 'option (google.api.http) = {get: "/v1/groups/{group_id}"};'
        self.assertEqual(text.count(place), 1)
        contract.write_text(text.replace("};\n    " + place, '  conflict: ["GROUP_CANCELLED"]\n    };\n    ' + place),
                            encoding="utf-8")
        told = "\n| `GROUP_CANCELLED` | conflict | 409 |"
        self.assertEqual(refusals.page(copy).count(told), refusals.page().count(told) + 1, "of GetGroup too now")

    def test_every_code_has_a_status(self):
        self.assertEqual(set(refusals.statuses()), set(refusals.CODES))

    def test_people_are_told_of_each_in_every_language(self):
        for owner, reasons in self.declared.items():
            with self.subTest(owner):
                self.assertEqual(refusals.wrong_words(owner, reasons, refusals.words_of(owner)), [])

    def test_each_that_is_declared_is_given(self):
        for owner, reasons in self.declared.items():
            source = refusals.source_of(owner) + self.of_platform
            given = refusals.given_in(source) | refusals.not_found_in(source)
            with self.subTest(owner):
                self.assertEqual(sorted(set(reasons.items()) - given), [])

    def test_each_that_a_service_gives_is_declared(self):
        for owner, reasons in self.declared.items():
            if owner == "platform":  # much of what it says is said at a start, or of an event
                continue
            given = refusals.given_in(refusals.source_of(owner)) - OF_EVENTS.get(owner, set())
            with self.subTest(owner):
                self.assertEqual(sorted(given - OF_DAMAGE.get(owner, set()) - set(reasons.items())), [])


class WhatIsForgotten(unittest.TestCase):
    """Each is said by its name."""

    def words(self, **changed):
        return {**{language: {"FULL": "It is full. Come later."} for language in refusals.LANGUAGES}, **changed}

    def test_nothing(self):
        self.assertEqual(refusals.wrong_words("desk", {"FULL": "conflict"}, self.words()), [])

    def test_a_reason_in_one_language(self):
        for told in ({}, {"FULL": " "}):
            self.assertEqual(refusals.wrong_words("desk", {"FULL": "conflict"}, self.words(kk=told)),
                             ["desk: refusals/kk.json has no words for FULL"])

    def test_a_language(self):
        words = self.words()
        del words["bg"]
        self.assertEqual(refusals.wrong_words("desk", {"FULL": "conflict"}, words),
                         ["desk: there is no refusals/bg.json"])

    def test_words_of_what_is_no_more(self):
        self.assertEqual(refusals.wrong_words("desk", {}, self.words())[0],
                         "desk: refusals/bg.json has words for FULL, which no method is refused with")

    def test_what_is_given_is_found_in_the_source(self):
        source = ('return refuse(Code::conflict, "FULL", "It is full.");\n  Error error{Code::unavailable,\n'
                  '              "CLOSED", "…"};\n  return Table("rooms", "UNKNOWN_ROOM", key("room_id"));\n'
                  '  static constexpr const char* unknown = "UNKNOWN_PERSON";\n')
        self.assertEqual(refusals.given_in(source), {("FULL", "conflict"), ("CLOSED", "unavailable")})
        self.assertEqual(refusals.not_found_in(source),
                         {("UNKNOWN_ROOM", "not_found"), ("UNKNOWN_PERSON", "not_found")})


if __name__ == "__main__":
    unittest.main()
