"""Reads the mutants: small mistakes, each with where it would be made and the test that has to find it.

    [capacity_off_by_one]
    in: services/registration/domain/seats.cpp
    - const int free = seats.free(session);
    + const int free = seats.free(session) + 1;
    found by: registration_tests Seats.*, simulation

`-` is a line of the file, whole but for its indentation; several are lines that follow on one another. `+` is what
stands there instead; without it, nothing does. A mutant may have several such changes, each after an `in:` of its own.
`found by:` names a test program and the filter of its tests, at least one of which has to fail; or the simulation.
"""
import dataclasses
import pathlib
import re

LISTS = pathlib.Path(__file__).resolve().parent / "lists"
SIMULATION = "simulation"


class Mistake(Exception):
    """Something is wrong with a mutant; the words name it."""


@dataclasses.dataclass
class Change:
    mutant: str
    file: str
    old: list = dataclasses.field(default_factory=list)
    new: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Mutant:
    name: str
    changes: list = dataclasses.field(default_factory=list)
    finders: list = dataclasses.field(default_factory=list)  # (program, filter), or (SIMULATION, "")


def finders_in(mutant, text):
    finders = []
    for finder in text.split(", "):
        program, _, tests = finder.strip().partition(" ")
        if not program or (program == SIMULATION) == bool(tests):
            raise Mistake(f"{mutant}: found by a program and its tests, or by the simulation; not by '{finder}'.")
        finders.append((program, tests))
    return finders


def parsed(text):
    mutants = []
    for number, line in enumerate(text.splitlines(), 1):
        line = line.rstrip()
        if not line or line.startswith("#"):
            continue
        if named := re.fullmatch(r"\[([a-z][a-z0-9_]*)\]", line):
            mutants.append(Mutant(named[1]))
        elif not mutants:
            raise Mistake(f"line {number}: a mutant begins with its name, [in_brackets].")
        elif line.startswith("in: "):
            mutants[-1].changes.append(Change(mutants[-1].name, line[4:].strip()))
        elif line.startswith("found by: "):
            mutants[-1].finders += finders_in(mutants[-1].name, line[10:])
        elif line[:2] in ("- ", "+ ") and mutants[-1].changes:
            change = mutants[-1].changes[-1]
            (change.old if line[0] == "-" else change.new).append(line[2:].strip())
        else:
            raise Mistake(f"line {number}: neither 'in: ', '- ', '+ ' nor 'found by: ': {line}")
    return mutants


def check(mutants):
    """What can be wrong with mutants whatever the files say."""
    seen = set()
    for mutant in mutants:
        if mutant.name in seen:
            raise Mistake(f"{mutant.name}: two mutants have this name.")
        seen.add(mutant.name)
        if not mutant.changes or not all(change.old for change in mutant.changes):
            raise Mistake(f"{mutant.name}: says no line ('in: ', then '- ').")
        if not mutant.finders:
            raise Mistake(f"{mutant.name}: says nobody who finds it ('found by: ').")
        for change in mutant.changes:
            if not re.fullmatch(r"services/.*\.cpp", change.file):
                raise Mistake(f"{mutant.name}: {change.file}: only a .cpp of services/ is woven.")
            if " ".join(change.old) == " ".join(change.new):
                raise Mistake(f"{mutant.name}: its line and what replaces it are the same.")
    return mutants


def all_mutants(folder=LISTS):
    mutants = []
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        try:
            mutants += parsed(path.read_text(encoding="utf-8"))
        except Mistake as mistake:
            raise Mistake(f"{path.name}: {mistake}") from None
    return check(mutants)
