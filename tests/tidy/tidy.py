"""Checks a checkout's style. Usage: tidy.py [ROOT]. Prints each violation; exits with 1 if there are any.

The rules are in layers.py (who may include what), rooms.py (floors, and what rooms are for), shape.py (sizes and
words), coverage.py (what has to exist), python_tests.py (that each class of theirs is run), reads.py (what is fetched
together), documents.py (what documents say) and pages.py (links, versions, hosted checks).
tidy_test.py shows that each of them finds what it is there to find.
"""
import pathlib
import sys

import coverage
import documents
import layers
import pages
import python_tests
import reads
import rooms
import shape
from tree import Tree

ROOMS = (layers, rooms, shape, coverage, python_tests, reads, documents, pages)
RULES = [rule for room in ROOMS for rule in room.RULES]


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    tree = Tree(root)
    violations = [violation for rule in RULES for violation in rule(tree)]
    for violation in violations:
        print(violation)
    print(f"{len(RULES)} rules, {len(tree.paths)} files, {len(violations)} violations")
    sys.exit(1 if violations else 0)


if __name__ == "__main__":
    main()
