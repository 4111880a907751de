"""CONTRIBUTING.md's walkthrough works: its own blocks, applied to a copy of the project, build and pass their test.

A block says in its first line where it goes: new=FILE, or in=FILE before="the start of one line".
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns("build", ".git", ".opora", ".opora-cluster", ".cache", "__pycache__",
                                    "compile_commands.json")
BLOCK = re.compile(r'^```\w+ (?:new=(?P<new>\S+)|in=(?P<file>\S+) before="(?P<before>[^"]+)")\n(?P<text>.*?)^```$',
                   re.MULTILINE | re.DOTALL)


def blocks():
    return list(BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))


def apply(block, folder):
    """Puts one block where it says; returns what is wrong, or None."""
    if block["new"]:
        path = folder / block["new"]
        if path.exists():
            return f"{block['new']} exists already"
        path.write_text(block["text"], encoding="utf-8")
        return None
    path = folder / block["file"]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if line.startswith(block["before"])]
    if len(places) != 1:
        return f"{block['file']}: {len(places)} lines start with '{block['before']}'"
    lines.insert(places[0], block["text"])
    path.write_text("".join(lines), encoding="utf-8")
    return None


class Walkthrough(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-walkthrough-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        # As deep as the checkout where that can be: the compiler cache knows files by their relative paths.
        deeper_count = max(0, len(ROOT.parts) - len(cls.folder.parts))
        cls.copy = cls.folder.joinpath(*["opora"] * deeper_count)
        shutil.copytree(ROOT, cls.copy, ignore=NOT_COPIED, symlinks=True, dirs_exist_ok=True)
        cls.mistakes = [mistake for block in blocks() if (mistake := apply(block, cls.copy))]

    def run_in_copy(self, *command):
        run = subprocess.run(command, cwd=self.copy, capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, f"{' '.join(map(str, command))}\n{run.stdout[-4000:]}{run.stderr[-4000:]}")
        return run.stdout

    def test_every_block_finds_its_place(self):
        self.assertEqual(len(blocks()), 10)
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
