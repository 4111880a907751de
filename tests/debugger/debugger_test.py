"""A debugger shows values in what the preset `dev` builds, as CONTRIBUTING.md says: a decision is stopped, and what it
was given and what it has worked out is read. Only the decision's own file is compiled, with the preset's flags.
"""
import json
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

from support import ROOT

PRESETS = json.loads((ROOT / "CMakePresets.json").read_text(encoding="utf-8"))["configurePresets"]

MAIN = """
#include "registration/domain/seats.h"

using namespace opora::registration;

int main() {
  Session session;
  session.capacity = 7;
  Seats seats;
  seats.confirmed_count = 4;
  RegisterGroup command;
  command.group = GroupId{"the-group"};
  command.head_count = 3;
  command.late_entry = true;
  return decide_seats(session, seats, command, {}) ? 0 : 1;
}
"""


class Debugger(unittest.TestCase):
    def test_it_shows_values(self):
        flags = next(each for each in PRESETS if each["name"] == "dev")["cacheVariables"]["CMAKE_CXX_FLAGS"]
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="opora-debugger-")))
        (folder / "main.cpp").write_text(MAIN, encoding="utf-8")
        domain = ROOT / "services/registration/domain"
        self.run_here("c++", "-std=c++20", *shlex.split(flags), f"-I{ROOT / 'services'}", "-o", folder / "decision",
                      folder / "main.cpp", domain / "seats.cpp", domain / "session.cpp", domain / "person.cpp",
                      ROOT / "services/platform/text/typed_text.cpp", "-licuuc")
        said = self.run_here("gdb", "--nx", "--batch", "-ex", "break opora::registration::decide_seats", "-ex", "run",
                             "-ex", "print command.head_count", "-ex", "print seats", "-ex", "print command.group",
                             "-ex", "next 5", "-ex", "info locals", folder / "decision")
        values = re.findall(r"^\$\d+ = (.*)$", said, re.MULTILINE)
        self.assertEqual(len(values), 3, said)
        self.assertEqual(values[0], "3")
        self.assertIn("confirmed_count = 4", values[1])
        self.assertIn('"the-group"', values[2])
        self.assertIn("\nfree = 3\n", said)  # seven seats, four taken: worked out, and in no argument

    def run_here(self, *command):
        done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose", *sys.argv[1:]])
