"""Shows that the sweep takes nothing for found that no test finds."""
import contextlib
import io
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

from rows import Mistake, parsed  # noqa: E402 (nothing is written beside it)
from sweep import Sweep  # noqa: E402

# Ends like a program of GoogleTest, as the mutant's name says.
PROGRAM = """#!/bin/bash
case $OPORA_PLANTED in
  found) echo "[  FAILED  ] Seats.Hold (1 ms)"; echo "[  PASSED  ] 3 tests."; exit 1 ;;
  crashed) echo "[ RUN      ] Seats.Hold"; kill -SEGV $$ ;;
  sanitized) echo "[  FAILED  ] Seats.Hold (1 ms)"; echo "==1==ERROR: AddressSanitizer: x"; exit 1 ;;
  refused) exit 1 ;;
esac
case $1 in
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

    def test_those_that_are_not_found_are_named(self):
        mutants = parsed("".join(f"[{name}]\nin: services/a.cpp\n- x;\nfound by: a_tests A.*\n"
                                 for name in ("found", "missed", "crashed")))
        with contextlib.redirect_stdout(io.StringIO()) as said:
            self.assertEqual(self.sweep.found(mutants), 1)
        self.assertIn("missed: ", said.getvalue())
        self.assertIn("1 of 3 mutants are found.", said.getvalue())


if __name__ == "__main__":
    unittest.main()
