"""Everything of this machine that the build and the tests use is brought by a line of scripts/packages.txt: a machine
that happens to have more hides no missing line.

Usage: packages_test.py BUILD… CLASS   the folders of what scripts/test has built; one that is not there is passed over
"""
import functools
import pathlib
import shutil
import sys
import unittest

from closure import STAND_INS, Dpkg, listed
from programs import programs
from support import ROOT
from touched import Checkout, Use, imported, started

BUILDS = [path for each in sys.argv[1:-1] if (path := pathlib.Path(each).resolve()) and (path / "build.ninja").exists()]
DPKG = Dpkg()
LIST = listed((ROOT / "scripts/packages.txt").read_text(encoding="utf-8"))

# Lines that nothing names, each with what needs it.
NEEDED_UNSEEN = {
    "ca-certificates": "the registries of scripts/setup are reached with TLS",
    "ninja-build": "the presets name Ninja as their generator, and CMake starts it",
    "pkg-config": "a name for pkgconf, which libgrpc++-dev depends on as well",
    "python3-venv": "scripts/setup makes an environment with it; it is a part of Python, not a program",
    "wget": "docker-compose.yml asks a part for its health with it, and so does a test by the file's own words",
    "tzdata": "every Debian has it, unless it is an image of a container",
}


PLANTED = {
    "tests/a/a_test.py": 'GREP = ["grep", "-q"]',
    "tests/b/b_test.py": 'done = subprocess.run("grep")',
    "tests/c/c_test.py": 'if shutil.which("grep") is None: pass',
    "tests/d/d.cpp": 'run("grep", "--quiet");',
    "tests/e/e.cpp": 'std::system("grep -q");',
    "tests/f/f.sh": "ours() { :; }\nours <<END | FOO=1 grep x\nfile\nEND\n# file\nif ! grep x; then ours; fi\n"
                    'case x in\n  file | look) ours "; file\'s $HOME" ;;\nesac\n'
                    'ours "$(grep "x;  y")"\nours "\\"; file"\n',
    "tests/g/CMakeLists.txt": "add_test(NAME file COMMAND grep -q)",
}


def not_brought(uses: set[Use], packages: dict[str, str]) -> list[str]:
    """A sentence for each package that no line brings, with the first of its files and who uses that."""
    stand_ins = {name for package in packages for name in STAND_INS.get(package, ())}
    brought = functools.cache(lambda sections: DPKG.closure(
        name for name, section in packages.items() if section in sections))
    missing = {}
    for use in sorted(uses):
        owners = DPKG.owners(use.path)
        if not owners & brought(use.sections) and pathlib.Path(use.path).name not in stand_ins:
            # What belongs to nobody has nothing in common.
            missing.setdefault((use.sections[0], " or ".join(sorted(owners)) or use.path), []).append(use)
    return [f"{users[0].who} uses {users[0].path}" + (f" and {len(users) - 1} more" if len(users) > 1 else "") +
            (f" of {owner}" if owner != users[0].path else ", which no Debian package has") +
            f"; no line brings it. Add one to [{section}] of scripts/packages.txt, or do without."
            for (section, owner), users in missing.items()]


class Packages(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        checkout = Checkout(ROOT)
        cls.uses = checkout.of_texts().union(*map(checkout.of_build, BUILDS))

    def test_every_file_that_is_used_is_brought_by_a_line(self):
        self.assertEqual(not_brought(self.uses, LIST), [])

    def test_a_line_that_is_missing_is_noticed(self):
        """Whichever line goes, unless another brings the same."""
        self.assertTrue(BUILDS, "build something first: a build says what it uses")
        whole = DPKG.closure(LIST)
        for name in LIST:
            rest = {each: section for each, section in LIST.items() if each != name}
            if name not in DPKG.depends and name not in STAND_INS or name in NEEDED_UNSEEN or \
                    DPKG.closure(rest) == whole:
                continue
            with self.subTest(name):
                self.assertNotEqual(not_brought(self.uses, rest), [])


class Planted(unittest.TestCase):
    def test_what_is_read_in_a_script(self):
        """Each kind of text, with a program that every Debian has."""
        for path, text in PLANTED.items():
            with self.subTest(path):
                self.assertEqual({each for each in started(path, text) if shutil.which(each)}, {"grep"})

    def test_a_module_of_python(self):
        self.assertEqual(imported("import a.b, c\nfrom d.e import f\nfrom . import g\n"), {"a", "c", "d"})

    def test_programs_that_only_this_machine_has_are_not_found(self):
        found = programs(("build", "run", "cluster", "test"))
        self.assertLessEqual({"bash", "awk", "c++", "psql", "java", "openssl", "go"}, found.keys())
        self.assertFalse({name for name, path in found.items() if path.startswith("/usr/local/") and name not in
                          STAND_INS["golang-go"]})

    def said_of(self, path, sections=("test", "build")):
        return not_brought({Use(path, "somebody", sections)}, LIST)

    def test_a_file_of_no_package(self):
        self.assertIn("no Debian package has", "".join(self.said_of("/usr/local/include/ours.h")))

    def test_what_every_debian_has(self):
        self.assertEqual(self.said_of("/bin/sh"), [])
        self.assertEqual(self.said_of("/usr/bin/awk"), [])  # one of Debian's alternatives

    def test_another_section_is_not_enough(self):
        self.assertEqual(self.said_of("/usr/bin/openssl"), [])
        self.assertIn("[build]", "".join(self.said_of("/usr/bin/openssl", ("build",))))


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose", sys.argv[-1]])
