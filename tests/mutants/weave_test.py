"""Shows that woven mutants do what they say, each alone, and that whatever is wrong with one is said by its name."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from rows import Mistake, check, parsed
from weave import names, woven

SWITCH = """#pragma once
#include <cstdlib>
#include <string_view>
namespace opora::testing {
inline bool planted(std::string_view bug) { return bug == std::getenv("OPORA_PLANTED"); }
}
"""

SOURCE = '''#include <cstdio>
#include <string>
#include <vector>
namespace opora {
struct Statement {
  explicit constexpr Statement(const char* words) : text(words) {}
  const char* text;
};
struct ComposedStatement : Statement { using Statement::Statement; };
}  // namespace opora
using namespace opora;
#define COLUMNS "a, b"
constexpr Statement kSeats(
    "SELECT " COLUMNS " FROM seats "
    "WHERE a = 1");  // of one
constexpr ComposedStatement kLong(R"(
SELECT a FROM b
WHERE c = 2)");
#undef COLUMNS
static int body(int a) { return a + 1; }
static std::string told(int count, bool open) {
  const int free = count + 1;  // seats
  std::string said = std::to_string(free);
  if (count > 3)
    said += " many";
  else
    said += " few";
  if (open && count > 0 &&
      count < 9) {
    said += " open";
  }
  for (const int each : std::vector<int>{1, 2})
    said += " " + std::to_string(each);
  if (count == 7) return "seven";
  said += " x";
  return said + " " + std::to_string(body(count));
}
int main() {
  std::printf("%s|%s|%s|%s:%d\\n", told(3, true).c_str(), kSeats.text, kLong.text + 1,
              &kSeats == &kSeats ? "same" : "other", __LINE__);
}
'''

AS_WRITTEN = "4 few open 1 2 x 4|SELECT a, b FROM seats WHERE a = 1|SELECT a FROM b\nWHERE c = 2|same:40"

# name, lines, what stands there instead, what the program says then
WOVEN = [
    ("a_declaration", "const int free = count + 1;  // seats", "const int free = count + 2;", "5 few"),
    ("two_of_a_line", "const int free = count + 1;  // seats", "const int free = 9;", "9 few"),
    ("a_head", "if (count > 3)", "if (count >= 3)", "4 many"),
    ("after_else", 'said += " few";', 'said += " FEW";', "4 FEW"),
    ("part_of_a_condition", "count < 9) {", "count < 3) {", "4 few 1 2"),
    ("first_part", "if (open && count > 0 &&", "if (open && count > 5 &&", "4 few 1 2"),
    ("a_loop", "for (const int each : std::vector<int>{1, 2})", "for (const int each : std::vector<int>{2})",
     "4 few open 2 x"),
    ("a_statement", 'if (count == 7) return "seven";', 'if (count == 3) return "seven";', "seven|"),
    ("left_out", 'said += " x";', "", "4 few open 1 2 4"),
    ("more_than_one", 'said += " x";', 'said += " y"; said += " z";', "4 few open 1 2 y z 4"),
    ("a_body", "static int body(int a) { return a + 1; }", "static int body(int a) { return a; }", "x 3|"),
    ("sql", '"WHERE a = 1");  // of one', '"WHERE a = 2");', "WHERE a = 2|"),
    ("sql_again", '"SELECT " COLUMNS " FROM seats "', '"SELECT b FROM seats "', "SELECT b FROM seats WHERE a = 1|"),
    ("raw_sql", "WHERE c = 2)\");", "WHERE c = 3)\");", "WHERE c = 3|"),
]


def rows(*mutants):
    return "".join(f"[{name}]\nin: services/a.cpp\n- {old}\n" + (f"+ {new}\n" if new else "") +
                   "found by: a_tests A.*\n" for name, old, new, *_ in mutants)


def weave(text, listed):
    return woven(text, "/project/services/a.cpp", [change for mutant in check(parsed(listed))
                                                   for change in mutant.changes])


class Woven(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-mutants-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        header = cls.folder / "platform/faults/planted.h"
        header.parent.mkdir(parents=True)
        header.write_text(SWITCH, encoding="utf-8")
        (cls.folder / "a.cpp").write_text(weave(SOURCE, rows(*WOVEN)), encoding="utf-8")
        cls.program = cls.folder / "a"
        subprocess.run(["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-I", cls.folder, cls.folder / "a.cpp",
                        "-o", cls.program], check=True)

    def said(self, mutant):
        return subprocess.run([self.program], env=os.environ | {"OPORA_PLANTED": mutant}, capture_output=True,
                              text=True, check=True).stdout

    def test_nothing_is_planted_unless_asked_for(self):
        self.assertEqual(self.said("").strip(), AS_WRITTEN)

    def test_each_mutant_runs_alone(self):
        for name, _, _, expected in WOVEN:
            with self.subTest(name):
                self.assertNotIn(expected, AS_WRITTEN)
                self.assertIn(expected, self.said(name))

    def test_lines_are_the_files_own(self):
        self.assertIn("same:40", self.said("sql"))
        self.assertTrue(weave(SOURCE, rows(*WOVEN)).splitlines()[1].startswith('#line 1 "/project/services/a.cpp"'))

    def test_a_statement_has_one_address_for_each_text(self):
        text = weave(SOURCE, rows(("sql", '"WHERE a = 1");  // of one', '"WHERE a = 2");')))
        self.assertIn('planted("sql") ? static_cast<const ::opora::Statement&>(kSeats_sql) :', text)


class Wrong(unittest.TestCase):
    def check_says(self, words, listed, text=SOURCE):
        with self.assertRaises(Mistake) as raised:
            weave(text, listed)
        self.assertIn(words, str(raised.exception))

    def test_is_said_by_name(self):
        for words, row in [
            ("gone: its line is found never", ("gone", "if (count > 4)", "if (true)")),
            ("twice: its line is found 3 times", ("twice", "}", "")),
            ("same: its line and what replaces it are the same", ("same", "if (count > 3)", "if (count > 3)")),
            ("half: can't be woven", ("half", "if (count > 3)", "while (count > 3)")),
            ("torn: can't be woven", ("torn", 'if (count == 7) return "seven";', "if (count == 7) {")),
        ]:
            with self.subTest(words):
                self.check_says(words, rows(row))

    def test_two_of_a_name(self):
        self.check_says("a: two mutants have this name", rows(("a", "if (count > 3)", "if (true)"),
                                                              ("a", "if (count > 3)", "if (false)")))

    def test_lists(self):
        for words, listed in [
            ("begins with its name", "in: services/a.cpp\n"),
            ("neither", "[a]\nin: services/a.cpp\n* x\n"),
            ("a: says no line", "[a]\nin: services/a.cpp\nfound by: a_tests A.*\n"),
            ("a: says nobody who finds it", "[a]\nin: services/a.cpp\n- x;\n"),
            ("a: found by a program and its tests", "[a]\nin: services/a.cpp\n- x;\nfound by: a_tests\n"),
            ("only a .cpp of services/", "[a]\nin: services/a.h\n- x;\nfound by: a_tests A.*\n"),
        ]:
            with self.subTest(words):
                self.check_says(words, listed)

    def test_lines_that_overlap(self):
        listed = rows(("a", 'said += " x";', "")) + (
            "[b]\nin: services/a.cpp\n- if (count == 7) return \"seven\";\n- said += \" x\";\nfound by: a_tests A.*\n")
        self.check_says("another mutant replaces a part of its lines", listed)


class Names(unittest.TestCase):
    def test_those_of_the_simulation_are_a_list_of_their_own(self):
        listed = rows(("a", "x;", ""), ("b", "y;", "")).replace("found by: a_tests A.*\n", "found by: simulation\n", 1)
        said = names(parsed(listed))
        self.assertIn('2> kPlantedBugs = {\n    "a",\n    "b",\n}', said)
        self.assertIn('1> kFoundBySimulation = {\n    "a",\n}', said)


if __name__ == "__main__":
    unittest.main()
