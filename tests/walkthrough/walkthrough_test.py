"""The walkthroughs work: their own blocks, applied to a copy of the project, build and pass their tests.

Usage: walkthrough_test.py [unittest's arguments]
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from support import ROOT
from support.blocks import copy_with

FOLDER = "docs/walkthroughs"
# What one version could take in; and what it could take in beside it, so that only what is new has to be compiled.
PAGES = ["CONTRIBUTING.md", *(f"{FOLDER}/{name}.md" for name in ("query", "timer", "event", "role", "figure"))]
SERVICE = [f"{FOLDER}/service.md"]


class Walkthrough(unittest.TestCase):
    pages = PAGES

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-walkthrough-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.copy, cls.mistakes = copy_with(cls.pages, cls.folder)

    def run_in_copy(self, *command, code=0, **environment):
        run = subprocess.run(command, cwd=self.copy, capture_output=True, text=True, check=False,
                             env={**os.environ, **environment})
        self.assertEqual(run.returncode, code,
                         f"{' '.join(map(str, command))}\n{run.stdout[-4000:]}{run.stderr[-4000:]}")
        return run.stdout

    def build(self, *targets):
        self.run_in_copy("cmake", "--preset", "asan")
        self.run_in_copy("cmake", "--build", "build/asan", "-j", str(os.cpu_count()), "--target", *targets)

    def refusals_are_declared_and_said(self):
        self.run_in_copy(sys.executable, "-B", "tests/contract/refusals.py", "--write")
        self.run_in_copy(sys.executable, "-B", "tests/contract/refusals_test.py")

    def passes(self, program, tests, count):
        said = self.run_in_copy(f"build/asan/{program}", f"--gtest_filter={tests}")
        self.assertIn(f"[  PASSED  ] {count} tests.", said)


class Places(unittest.TestCase):
    def test_every_page_is_followed(self):
        self.assertEqual({str(page.relative_to(ROOT)) for page in (ROOT / FOLDER).glob("*.md")},
                         {*PAGES[1:], *SERVICE})

    def test_every_block_finds_its_place_and_keeps_the_style(self):
        for pages in (PAGES, SERVICE):
            with self.subTest(pages), tempfile.TemporaryDirectory(prefix="opora-walkthrough-") as folder:
                copy, mistakes = copy_with(pages, pathlib.Path(folder))
                self.assertEqual(mistakes, [])
                tidy = subprocess.run([sys.executable, "tests/tidy/tidy.py", copy], cwd=ROOT, capture_output=True,
                                      text=True, check=False)
                self.assertEqual(tidy.returncode, 0, tidy.stdout)
                self.assertEqual(subprocess.run([pathlib.Path.home() / ".cache/opora/tools/bin/buf", "lint"], cwd=copy,
                                                capture_output=True, text=True, check=False).stdout, "")


class Features(Walkthrough):
    def test_build_and_pass_their_tests(self):
        self.assertEqual(self.mistakes, [])
        self.build("scheduling_tests", "reporting_tests", "contract_tests", "contract_golden_tests",
                   "reporting_report_tests", "simulation")
        self.passes("services/scheduling/scheduling_tests",
                    "*ResizeSession*:ResizedSession*:GetSession*:PublishInTime*:PublishSessionLater*:"
                    "CorrectRoundYear*", 13)
        self.passes("services/reporting/reporting_tests", "OnRoundYearCorrected*:GetRoundReach*:Sites*", 4)
        self.run_in_copy("build/asan/tests/contract/contract_tests")
        self.refusals_are_declared_and_said()
        golden = "build/asan/tests/contract/contract_golden_tests"
        self.run_in_copy(golden, "--gtest_filter=GoldenEvents.*", code=1)
        self.run_in_copy(golden, "--gtest_filter=GoldenEvents.*", OPORA_WRITE_GOLDEN="1")
        self.run_in_copy(golden)
        self.run_in_copy("build/asan/services/reporting/report/reporting_report_tests")
        self.run_in_copy("build/asan/tests/simulation/simulation", "--seeds", "1..20")


class AService(Walkthrough):
    pages = SERVICE

    def topology(self):
        return self.run_in_copy(sys.executable, "-B", "deploy/each_service.py", ".",
                                "build/asan/services/opora/opora").splitlines()

    def test_is_built_listed_and_deployed(self):
        self.assertEqual(self.mistakes, [])
        self.build("board_tests", "opora_all_services_tests", "contract_tests", "contract_golden_tests", "opora",
                   "opora-board")
        self.passes("services/board/board_tests", "*", 2)
        self.run_in_copy("build/asan/services/opora/all_services/opora_all_services_tests")
        self.run_in_copy("build/asan/tests/contract/contract_tests")
        self.refusals_are_declared_and_said()
        self.run_in_copy("build/asan/tests/contract/contract_golden_tests")
        self.assertIn("board", self.run_in_copy("build/asan/services/opora/opora", "services"))
        self.assertEqual(self.topology(), [f"wrote {path}" for path in (
            "docker-compose.yml", ".env", "deploy/prometheus/prometheus.yml", "deploy/grafana/dashboards/opora.json",
            "helm/opora/values.yaml", "helm/opora/README.md")])  # it tells nothing, so it has no topic
        self.assertEqual(self.topology(), [])


class WhatIsForgotten(Walkthrough):
    """Each is said by its name. One list of what is wrong and what is said; configuring takes seconds."""
    pages = SERVICE
    WRONG = [
        ("a folder", "services/board/handlers", "services/board/handler", "services/board/handler/count_notices.cpp"),
        ("no contract", "proto/opora/board", "proto/opora/boards", "proto/opora/board holds no contract"),
        ("no migrations", "services/board/store/migrations", "services/board/store/migration", "holds no migrations"),
        ("no description", "services/board/CMakeLists.txt", "services/board/CMakeList.txt",
         "services/board has no CMakeLists.txt"),
        ("a test of no target", "services/board/tests/count_notices_test.cpp",
         "services/platform/lane/tests/new_test.cpp", "lane/tests/new_test.cpp"),
        ("a file of no target", "services/board/main.cpp", "tests/fault/board.cpp", "tests/fault/board.cpp"),
    ]

    def said(self):
        """CMake breaks its lines where it likes."""
        run = subprocess.run(["cmake", "--preset", "asan"], cwd=self.copy, capture_output=True, text=True, check=False)
        self.assertNotEqual(run.returncode, 0)
        return " ".join(run.stderr.split())

    def test_each_is_said(self):
        for name, path, instead, words in self.WRONG:
            with self.subTest(name):
                (self.copy / path).rename(self.copy / instead)
                try:
                    self.assertIn(words, self.said())
                finally:
                    (self.copy / instead).rename(self.copy / path)

    def test_events_of_somebody_who_tells_none(self):
        described = self.copy / "services/board/CMakeLists.txt"
        described.write_text("opora_service(board HEARS reporting)\n", encoding="utf-8")
        self.assertIn("board hears reporting", self.said())


if __name__ == "__main__":
    unittest.main()
