"""Shows that each mutant is found: by the tests it names, which pass without it and of which one fails with it.

    sweep.py PROGRAM…                     every mutant
    sweep.py --sample 8 PROGRAM…          eight of them, spread over the lists
    sweep.py --only NAME PROGRAM…         one
    sweep.py --search NAME PROGRAM…       all tests of these programs that find it; for whoever adds a mutant

PROGRAM is the path of a test program that mutants name, or the simulation's tests. A mutant that only the simulation
finds is left to the simulation's own test of it, which has to pass.
"""
import argparse
import concurrent.futures
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
            tests = f"Bug/PlantedBugs.IsFound/{mutant.name}"
            run = Run(self.path_of(mutant, SIMULATION_TESTS), tests)
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


def named(mutants, name):
    found = [mutant for mutant in mutants if mutant.name == name]
    if not found:
        raise Mistake(f"{name}: no mutant has this name.")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--sample", type=int, metavar="COUNT")
    which.add_argument("--only", metavar="NAME")
    which.add_argument("--search", metavar="NAME")
    parser.add_argument("programs", nargs="+", metavar="PROGRAM")
    asked = parser.parse_args()
    try:
        mutants = all_mutants()
        sweep = Sweep(asked.programs)
        if asked.search:
            return sweep.search(*named(mutants, asked.search))
        if asked.only:
            mutants = named(mutants, asked.only)
        if asked.sample:
            near = [mutant for mutant in mutants if mutant.finders[0][0] != SIMULATION]
            mutants = near[::max(1, len(near) // asked.sample)][:asked.sample]
        sys.exit(0 if sweep.found(mutants) == len(mutants) else 1)
    except Mistake as mistake:
        sys.exit(f"tests/mutants: {mistake}")


if __name__ == "__main__":
    main()
