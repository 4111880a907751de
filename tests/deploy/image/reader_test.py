"""What dockerfile_test.py runs is what stands in a Dockerfile: each instruction is understood, or refused."""
import re
import unittest

from support import ROOT
from support.dockerfile import Ignored, Refused, context_of, stages_of


class TheReaderOfDockerfiles(unittest.TestCase):
    def test_refuses_what_it_does_not_know(self):
        for text, words in (("FROM a\nONBUILD RUN b", "ONBUILD"), ("RUN a", "before any FROM"),
                            ("FROM a\nCOPY --link b c", "--link"), ("FROM a\nRUN --network=none b", "--network"),
                            ("FROM $A", "$A"), ("FROM --platform=b a", "--platform")):
            with self.subTest(text), self.assertRaisesRegex(Refused, re.escape(words)):
                stages_of(text, {})

    def test_reads_lines_that_go_on(self):
        stages = stages_of("ARG A=1\nFROM x:${A} AS y\nRUN b \\\n# a comment\n  && c\nUSER d\n", {"A": "2"})
        self.assertEqual([(stage.base, stage.name) for stage in stages], [("x:2", "y")])
        self.assertEqual([(each.line, each.name, each.text.split()) for each in stages[0].instructions],
                         [(3, "RUN", ["b", "&&", "c"]), (6, "USER", ["d"])])

    def test_the_last_rule_that_fits_decides(self):
        ignored = Ignored("*\n!a\n!b/c\na/secret\n**/*.log\n")
        for path, is_ignored in (("z", True), ("a/x", False), ("a/secret", True), ("a/secret/y", True), ("b/d", True),
                                 ("b/c", False), ("b/c/d", False), ("b/c/d.log", True)):
            with self.subTest(path):
                self.assertEqual(path in ignored, is_ignored)

    def test_a_build_sees_what_it_needs_and_no_secret(self):
        seen = context_of(ROOT)
        for path in ("CMakeLists.txt", "scripts/setup", "deploy/image/collect.sh", "services/opora/main.cpp"):
            self.assertIn(path, seen)
        for path in (".env", "docker-compose.yml", "tests/CMakeLists.txt", "deploy/Dockerfile"):
            self.assertNotIn(path, seen)


if __name__ == "__main__":
    unittest.main()
