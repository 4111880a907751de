"""CONTRIBUTING.md's walkthrough works: its own blocks, applied to a copy of the project, build and pass their test."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

from blocks import ROOT, blocks_of, copy_with  # noqa: E402 (nothing is written beside it)

PAGE = "CONTRIBUTING.md"


class Walkthrough(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-walkthrough-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.copy, cls.mistakes = copy_with(PAGE, cls.folder)

    def run_in_copy(self, *command):
        run = subprocess.run(command, cwd=self.copy, capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, f"{' '.join(map(str, command))}\n{run.stdout[-4000:]}{run.stderr[-4000:]}")
        return run.stdout

    def test_every_block_finds_its_place(self):
        self.assertEqual(len(blocks_of(PAGE)), 10)
        self.assertEqual(self.mistakes, [])

    def test_style_is_kept(self):
        """The walkthrough adds nothing that the style test objects to."""
        tidy = [sys.executable, "tests/tidy/tidy.py"]
        before = subprocess.run([*tidy, ROOT], cwd=ROOT, capture_output=True, text=True, check=False).stdout
        after = subprocess.run([*tidy, self.copy], cwd=ROOT, capture_output=True, text=True, check=False).stdout
        added = set(after.splitlines()[:-1]) - set(before.splitlines()[:-1])
        self.assertEqual({line for line in added if "resize" in line.lower()}, set())

    def test_its_test_and_the_contract_pass(self):
        self.assertEqual(self.mistakes, [])
        self.run_in_copy("cmake", "--preset", "asan")
        jobs = str(os.cpu_count())
        self.run_in_copy("cmake", "--build", "build/asan", "-j", jobs, "--target", "scheduling_tests", "contract_tests")
        said = self.run_in_copy("build/asan/services/scheduling/tests/scheduling_tests",
                                "--gtest_filter=*ResizeSession*:ResizedSession*")
        self.assertIn("[  PASSED  ] 7 tests.", said)
        self.run_in_copy("build/asan/tests/contract/contract_tests")


if __name__ == "__main__":
    unittest.main()
