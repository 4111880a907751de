"""The hosted checks' file is as its format's schema wants it: nobody else sees a mistake there before it lands."""
import pathlib
import subprocess
import tempfile
import unittest

from support import ROOT
from support.described import tool

WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"


def checked(path):
    run = subprocess.run([tool("check-jsonschema"), "--builtin-schema=vendor.github-workflows", path],
                         capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


class Workflow(unittest.TestCase):
    def test_is_as_its_format_wants(self):
        code, words = checked(WORKFLOW)
        self.assertEqual(code, 0, words)

    def test_a_mistake_is_found(self):
        text = WORKFLOW.read_text(encoding="utf-8")
        self.assertIn("runs-on:", text)
        with tempfile.TemporaryDirectory(prefix="opora-workflow-") as folder:
            planted = pathlib.Path(folder, "ci.yml")
            planted.write_text(text.replace("runs-on:", "run-on:"), encoding="utf-8")
            self.assertNotEqual(checked(planted)[0], 0)


if __name__ == "__main__":
    unittest.main()
