"""The contracts keep buf's STANDARD style, and nothing that callers rely on is taken away.

baseline.binpb is the contract as it last landed. After a change that may land, renew it and commit it with the change:
    buf build -o tests/contract/baseline.binpb
"""
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from descriptors import BUF
from support import ROOT

BASELINE = ROOT / "tests" / "contract" / "baseline.binpb"


def buf(*arguments, folder=ROOT):
    """Runs buf in a folder; returns its exit code and what it said."""
    run = subprocess.run([BUF, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout + run.stderr


class ContractStyle(unittest.TestCase):
    def setUp(self):
        self.assertTrue(BUF.exists(), "buf is not installed: run scripts/setup")
        self.copy = pathlib.Path(tempfile.mkdtemp(prefix="opora-contract-"))
        self.addCleanup(shutil.rmtree, self.copy)
        shutil.copytree(ROOT / "proto", self.copy / "proto")
        shutil.copy(ROOT / "buf.yaml", self.copy)

    def change(self, path, old, new):
        file = self.copy / "proto" / path
        text = file.read_text()
        self.assertIn(old, text)
        file.write_text(text.replace(old, new, 1))

    def test_style(self):
        self.assertEqual(buf("lint"), (0, ""))

    def test_a_style_mistake_is_found(self):
        self.change("opora/registration/v1/events.proto", "string group_id", "string groupId")
        code, words = buf("lint", folder=self.copy)
        self.assertNotEqual(code, 0)
        self.assertIn("group_id", words)

    def test_nothing_is_broken(self):
        self.assertEqual(buf("breaking", "--against", str(BASELINE)), (0, ""))

    def test_a_breaking_change_is_found(self):
        for old, new in [("int32 head_count = 4", "int64 head_count = 4"),
                         ("int32 head_count = 4", "int32 head_count = 40"),
                         ("string group_id = 1", "string group = 1")]:
            with self.subTest(new=new):
                shutil.copytree(ROOT / "proto", self.copy / "proto", dirs_exist_ok=True)
                self.change("opora/registration/v1/events.proto", old, new)
                self.assertNotEqual(buf("breaking", "--against", str(BASELINE), folder=self.copy)[0], 0)


if __name__ == "__main__":
    unittest.main()
