"""Shows that the sweep takes nothing for found that no test finds."""
import contextlib
import io
import pathlib
import shutil
import tempfile
import unittest

from rows import Mistake, parsed
from sweep import Sweep, sample

# Ends like a program of GoogleTest, as the mutant's name says.
PROGRAM = """#!/bin/bash
case $OPORA_PLANTED in
  found) echo "[  FAILED  ] Seats.Hold (1 ms)"; echo "[  PASSED  ] 3 tests."; exit 1 ;;
  crashed) echo "[ RUN      ] Seats.Hold"; kill -SEGV $$ ;;
  sanitized) echo "[  FAILED  ] Seats.Hold (1 ms)"; echo "==1==ERROR: AddressSanitizer: x"; exit 1 ;;
  refused) exit 1 ;;
esac
case $1 in
  --gtest_list_tests)
    printf 'Running main() from gtest_main.cc\\nSeats.\\n  Hold\\n  Broken\\nEngines/Rooms.\\n'
    printf '  Hold/memory  # GetParam() = memory\\n  Wait/postgres\\nBug/PlantedBugs.\\n  IsFound/known\\n'
    exit 0 ;;
  *Broken*) echo "[  FAILED  ] Seats.Broken (1 ms)"; exit 1 ;;
  *None*) echo "[  PASSED  ] 0 tests."; exit 0 ;;
esac
echo "[  PASSED  ] 4 tests."
"""


class SweepSays(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-sweep-"))
        self.addCleanup(shutil.rmtree, self.folder)
        for name in ("a_tests", "simulation_tests"):
            (self.folder / name).write_text(PROGRAM, encoding="utf-8")
            (self.folder / name).chmod(0o755)
        self.sweep = Sweep([str(path) for path in self.folder.iterdir()])

    def complaint(self, name, finder):
        [mutant] = parsed(f"[{name}]\nin: services/a.cpp\n- x;\nfound by: {finder}\n")
        return self.sweep.complaint(mutant)

    def test_found(self):
        self.assertEqual(self.complaint("found", "a_tests Seats.*"), "")
        self.assertEqual(self.complaint("found", "simulation, a_tests Seats.*"), "")

    def test_not_found(self):
        for words, name, finder in [
            ("does not find it: 4 tests pass", "missed", "a_tests Seats.*"),
            ("otherwise than by a test", "crashed", "a_tests Seats.*"),
            ("otherwise than by a test", "sanitized", "a_tests Seats.*"),
            ("otherwise than by a test", "refused", "a_tests Seats.*"),
            ("without it, a_tests Seats.Broken does not pass", "found", "a_tests Seats.Broken"),
            ("without it, a_tests None.* does not pass", "found", "a_tests None.*"),
        ]:
            with self.subTest(name + " " + finder):
                self.assertIn(words, self.complaint(name, finder))

    def test_the_simulations_own_test_has_to_pass(self):
        self.assertEqual(self.complaint("of_simulation", "simulation"), "")

    def test_a_program_that_is_not_there(self):
        with self.assertRaises(Mistake):
            self.complaint("found", "b_tests B.*")

    def missing(self, name, finder):
        [mutant] = parsed(f"[{name}]\nin: services/a.cpp\n- x;\nfound by: {finder}\n")
        return self.sweep.naming_no_test(mutant)

    def test_finders_that_name_tests(self):
        for finder in ("a_tests Seats.*", "a_tests Seats.Hold:Seats.Br*", "a_tests *Rooms.Hold*", "simulation",
                       "a_tests Seats.*-Seats.Broken, simulation"):
            with self.subTest(finder):
                self.assertEqual(self.missing("known", finder), [])

    def test_finders_that_name_none(self):
        for finder, missing in [
            ("a_tests Doors.*", ["a_tests Doors.*"]),
            ("a_tests Seats.*:Seats.Gone", ["a_tests Seats.Gone"]),
            ("a_tests Seats.*, a_tests Doors.*", ["a_tests Doors.*"]),
            ("a_tests Rooms.*", ["a_tests Rooms.*"]),  # of another prefix
            ("a_tests *Rooms.Wait*", ["a_tests *Rooms.Wait*"]),  # which a sweep does without
            ("a_tests Seats.*, simulation", ["simulation_tests Bug/PlantedBugs.IsFound/unknown"]),
        ]:
            with self.subTest(finder):
                self.assertEqual(self.missing("unknown", finder), missing)

    def test_a_finder_of_a_program_that_is_not_there(self):
        with self.assertRaises(Mistake):
            self.missing("known", "b_tests Seats.*")

    def test_those_without_a_test_are_named(self):
        mutants = parsed("[a]\nin: services/a.cpp\n- x;\nfound by: a_tests Doors.*\n"
                         "[b]\nin: services/a.cpp\n- y;\nfound by: a_tests Seats.*\n")
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertFalse(self.sweep.all_finders_name_tests(mutants))
            self.assertTrue(self.sweep.all_finders_name_tests(mutants[1:]))
        self.assertIn("a: found by a_tests Doors.*, and there is no such test.", said.getvalue())

    def test_those_that_are_not_found_are_named(self):
        mutants = parsed("".join(f"[{name}]\nin: services/a.cpp\n- x;\nfound by: a_tests A.*\n"
                                 for name in ("found", "missed", "crashed")))
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertEqual(self.sweep.found(mutants), 1)
        self.assertIn("missed: ", said.getvalue())
        self.assertIn("1 of 3 mutants are found.", said.getvalue())


class Samples(unittest.TestCase):
    def test_each_mutant_has_its_turn_and_none_twice(self):
        mutants = parsed("".join(f"[m{number}]\nin: services/a.cpp\n- x;\nfound by: {finder}\n"
                                 for number, finder in enumerate(["a_tests A.*"] * 19 + ["simulation"])))
        days = [sample(mutants, 8, day) for day in (739000, 739001, 739002)]
        self.assertTrue(all(0 < len(day) <= 8 for day in days))
        self.assertEqual(sorted(mutant.name for day in days for mutant in day),
                         sorted(mutant.name for mutant in mutants[:-1]))
        self.assertEqual(days[0], sample(mutants, 8, 739003))

    def test_few_are_shown_each_day(self):
        mutants = parsed("[a]\nin: services/a.cpp\n- x;\nfound by: a_tests A.*\n")
        self.assertEqual(sample(mutants, 8, 739000), mutants)


if __name__ == "__main__":
    unittest.main()
