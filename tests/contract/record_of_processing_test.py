"""docs/reference/record-of-processing.md is what the contracts say, and follows whatever changes in them."""
import pathlib
import shutil
import tempfile
import unittest

from descriptors import BUF, ROOT
from record_of_processing import PAGE, page

SERVICE = "opora/registration/v1/registration_service.proto"


class RecordOfProcessing(unittest.TestCase):
    def setUp(self):
        self.assertTrue(BUF.exists(), "buf is not installed: run scripts/setup")
        self.maxDiff = None

    def test_the_page_says_what_the_contracts_say(self):
        self.assertEqual(PAGE.read_text(encoding="utf-8"), page(),
                         "renew it: python3 tests/contract/record_of_processing.py --write")

    def lines_with(self, path, old, new):
        """The lines that the page gains when a contract says something else."""
        copy = pathlib.Path(tempfile.mkdtemp(prefix="opora-record-"))
        self.addCleanup(shutil.rmtree, copy)
        shutil.copytree(ROOT / "proto", copy / "proto")
        shutil.copy(ROOT / "buf.yaml", copy)
        file = copy / "proto" / path
        text = file.read_text(encoding="utf-8")
        self.assertIn(old, text)
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        known = page().splitlines()
        return [line for line in page(copy).splitlines() if line not in known]

    def test_a_new_field_about_people_is_in_it(self):
        added = ("\n// Whom to reach.\nmessage Contact {\n  // Where letters go. By post.\n"
                 "  string address = 1 [(opora.options.v1.field) = {data: DATA_CLASS_IDENTIFYING}];\n"
                 "  // Which room.\n  string room = 2 [(opora.options.v1.field) = {data: DATA_CLASS_PUBLIC}];\n}\n"
                 "\n// A group that is expected")
        self.assertEqual(self.lines_with(SERVICE, "\n// A group that is expected", added),
                         ["| `Contact.address` | identifying | Where letters go. |"])

    def test_another_time_is_in_it(self):
        self.assertIn("- For how long: Two days.",
                      self.lines_with("opora/registration/v1/timers.proto", '"Until it has run."', '"Two days."'))

    def test_who_is_newly_told_is_in_it(self):
        told = self.lines_with(SERVICE, 'role: ROLE_ORGANISATION\n      within: "organisation"', "role: ROLE_SERVICE")
        self.assertTrue(any(line.startswith("| service | of the whole network | identifying | `RegistrationService/Get")
                            for line in told), told)


if __name__ == "__main__":
    unittest.main()
