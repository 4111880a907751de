"""Shows that each mutant is found: by the tests it names, which pass without it and of which one fails with it.

    sweep.py PROGRAM…                     every mutant
    sweep.py --sample 8 PROGRAM…          eight of them at most, spread over the lists: each day others, in turn
    sweep.py --finders PROGRAM…           runs none, and says which finders name no test
    sweep.py --only NAME PROGRAM…         one
    sweep.py --search NAME PROGRAM…       all tests of these programs that find it; for whoever adds a mutant

PROGRAM is the path of a test program that mutants name, or the simulation's tests. A mutant that only the simulation
finds is left to the simulation's own test of it, which has to pass.
"""
import argparse
import concurrent.futures
import datetime
import fnmatch
import functools
import os
import pathlib
import re
import subprocess
import sys

sys.dont_write_bytecode = True

from rows import SIMULATION, Mistake, all_mutants  # noqa: E402 (nothing is written beside it)

AT_ONCE = 2
SECONDS_MAX = 600
SIMULATION_TESTS = "simulation_tests"
NEEDS_A_SERVER = "-*postgres*:Postgres*"  # tests that a sweep does without


def simulations_test(mutant):
    """That which finds it where nothing nearer does."""
    return f"Bug/PlantedBugs.IsFound/{mutant.name}"


class Run:
    """What a test program said of some of its tests."""

    def __init__(self, program, tests, mutant=""):
        environment = os.environ | {"OPORA_PLANTED": mutant}
        try:
            without_servers = tests if "-" in tests else tests + NEEDS_A_SERVER
            done = subprocess.run([program, "--gtest_filter=" + without_servers, "--gtest_color=no", "--gtest_brief=0"],
                                  env=environment, capture_output=True, text=True, errors="replace", check=False,
                                  timeout=SECONDS_MAX)
            self.said, self.code = done.stdout + done.stderr, done.returncode
        except subprocess.TimeoutExpired:
            self.said, self.code = f"has not ended after {SECONDS_MAX} s", None
        passed = re.search(r"^\[  PASSED  \] (\d+) test", self.said, re.MULTILINE)
        self.passed = int(passed[1]) if passed else 0
        self.failed = sorted(set(re.findall(r"^\[  FAILED  \] ([\w/.]+)", self.said, re.MULTILINE)))

    def has_passed(self):
        return self.code == 0 and self.passed > 0 and not self.failed

    def has_failed(self):
        """By a test; not by a crash, by a sanitizer, or for want of tests."""
        crashed = re.search(r"ERROR: \w+Sanitizer|runtime error:", self.said)
        return self.code == 1 and bool(self.failed) and not crashed

    def end(self):
        return "\n".join("    " + line for line in self.said.splitlines()[-15:])


class Sweep:
    def __init__(self, programs):
        self.programs = {pathlib.Path(path).name: path for path in programs}

    def path_of(self, mutant, program):
        if program not in self.programs:
            raise Mistake(f"{mutant.name}: there is no test program {program} here: {', '.join(self.programs)}.")
        return self.programs[program]

    @functools.cache
    def passes(self, program, tests):
        return Run(self.programs[program], tests)

    def complaint(self, mutant):
        """Why it is not found as it says; "" if it is."""
        nearest = [finder for finder in mutant.finders if finder[0] != SIMULATION][:1]
        if not nearest:
            run = Run(self.path_of(mutant, SIMULATION_TESTS), simulations_test(mutant))
            return "" if run.has_passed() else f"the simulation does not find it:\n{run.end()}"
        program, tests = nearest[0]
        self.path_of(mutant, program)
        without = self.passes(program, tests)
        if not without.has_passed():
            return f"without it, {program} {tests} does not pass:\n{without.end()}"
        run = Run(self.programs[program], tests, mutant.name)
        if run.has_passed():
            return f"{program} {tests} does not find it: {run.passed} tests pass."
        return "" if run.has_failed() else f"{program} {tests} ends otherwise than by a test that fails:\n{run.end()}"

    @functools.cache
    def tests_of(self, program):
        """The names of a program's tests that need no server."""
        said = subprocess.run([self.programs[program], "--gtest_list_tests"], env=os.environ | {"OPORA_PLANTED": ""},
                              capture_output=True, text=True, check=True, timeout=SECONDS_MAX).stdout
        names, suite = [], ""
        for line in said.splitlines():
            word = line.split("#")[0].strip()
            if line.startswith("  "):
                names.append(suite + word)
            elif word.endswith("."):
                suite = word
        needs_a_server = NEEDS_A_SERVER[1:].split(":")
        return [name for name in names if not any(fnmatch.fnmatchcase(name, each) for each in needs_a_server)]

    def naming_no_test(self, mutant):
        """Each pattern of its finders that no test has: whatever the others find, somebody relies on this one."""
        missing = []
        for program, tests in mutant.finders:
            if program == SIMULATION:
                program, tests = SIMULATION_TESTS, simulations_test(mutant)
            self.path_of(mutant, program)
            missing += [f"{program} {pattern}" for pattern in tests.partition("-")[0].split(":")
                        if not any(fnmatch.fnmatchcase(name, pattern) for name in self.tests_of(program))]
        return missing

    def all_finders_name_tests(self, mutants):
        count = 0
        for mutant in mutants:
            missing = self.naming_no_test(mutant)
            count += len(missing)
            for each in missing:
                print(f"{mutant.name}: found by {each}, and there is no such test.", flush=True)
        print(f"{len(mutants)} mutants, {count} finders that name no test.")
        return count == 0

    def found(self, mutants):
        """How many of them are found; says which are not."""
        count = 0
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for mutant, complaint in zip(mutants, pool.map(self.complaint, mutants)):
                count += not complaint
                if complaint:
                    print(f"{mutant.name}: {complaint}", flush=True)
        print(f"{count} of {len(mutants)} mutants are found.")
        return count

    def search(self, mutant):
        for name, path in self.programs.items():
            if name == SIMULATION_TESTS:
                continue
            run = Run(path, "*", mutant.name)
            print(f"{mutant.name}: {name}: " + (", ".join(run.failed) or "none") +
                  ("" if run.has_failed() or run.has_passed() else f"; and it ended with {run.code}"), flush=True)


def sample(mutants, count, day):
    """Those of a day, by its number: as many days later as it takes, each has had its turn. What the simulation alone
    finds, its own tests show each time."""
    near = [mutant for mutant in mutants if mutant.finders[0][0] != SIMULATION]
    days = max(1, -(-len(near) // count))
    return near[day % days::days]


def named(mutants, name):
    found = [mutant for mutant in mutants if mutant.name == name]
    if not found:
        raise Mistake(f"{name}: no mutant has this name.")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--sample", type=int, metavar="COUNT")
    which.add_argument("--finders", action="store_true")
    which.add_argument("--only", metavar="NAME")
    which.add_argument("--search", metavar="NAME")
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    asked = parser.parse_args()
    try:
        mutants = all_mutants()
        sweep = Sweep(asked.programs)
        if asked.search:
            return sweep.search(*named(mutants, asked.search))
        if asked.finders:
            sys.exit(0 if sweep.all_finders_name_tests(mutants) else 1)
        if asked.only:
            mutants = named(mutants, asked.only)
        if asked.sample:
            mutants = sample(mutants, asked.sample, datetime.date.today().toordinal())
        sys.exit(0 if sweep.found(mutants) == len(mutants) else 1)
    except Mistake as mistake:
        sys.exit(f"tests/mutants: {mistake}")


if __name__ == "__main__":
    main()
