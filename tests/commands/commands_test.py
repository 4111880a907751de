"""Every command that README.md, CONTRIBUTING.md and the help of scripts/ name works in a fresh clone: it is run there,
once, in a form that ends by itself; or it is on the list of those that are not, with the reason.

Usage: commands_test.py Named    what is named, and what is run, is the same
       commands_test.py Run      runs them (minutes)
"""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from commands import all_commands, commands_of
from support import ROOT

SHORT = " --rounds 1 --seconds 1"
SESSION = "session=$($opora list sessions amur-2023 --csv | sed -n '2s/\\r$//; 2s/.*,//p'); "

# As it is named → as it is run, where that differs.
RUN = {
    "scripts/run --once": None,
    "scripts/run": None,  # until it says that Ctrl-C stops it
    "opora=build/release/services/opora/opora": None,
    "$opora report amur-2023": None,
    "$opora doctor": None,
    "$opora rounds list": None,
    "$opora list --help": None,
    "$opora events tail registration": None,
    "$opora token --help": None,
    "$opora clock show": None,
    "$opora expiry": None,
    "$opora scans list SESSION": "$opora scans list",
    "$opora clock confirm --now=TIME": "$opora clock confirm --now=$(date --utc +%FT%TZ)",
    "$opora keys export FILE":
        "$opora keys export $(mktemp --dry-run) --passphrase-fd=3 3<<<'cobalt ferry onion prism lemur tally wharf'",
    "$opora restored --service=registration": None,
    "$opora rebuild reporting": None,
    "opora doctor": "$opora doctor",
    "opora health": "$opora health",
    "opora load FOLDER": "$opora load deploy/rounds/amur-2023",
    "$opora load FOLDER": "$opora load deploy/rounds/amur-2023",
    "$opora load --check FOLDER": "$opora load --check deploy/rounds/amur-2023",
    "$opora list sessions amur-2023": None,
    "$opora list groups SESSION": SESSION + "$opora list groups $session",
    "$opora list attendance SESSION": SESSION + "$opora list attendance $session",
    "$opora list door SESSION": SESSION + "$opora list door $session",
    "$opora list door SESSION --sheet": SESSION + "$opora list door $session --sheet",
    "$opora scan SESSION FILE":
        SESSION + "sheet=$(mktemp); $opora list door $session --sheet --out $sheet; $opora scan $session $sheet",
    "scripts/bench NAME --help": "scripts/bench rush --help",
    "scripts/bench rush": "scripts/bench rush" + SHORT,
    "scripts/bench rush --engine distributed": "scripts/bench rush --engine distributed" + SHORT,
    "scripts/bench burst": "scripts/bench burst" + SHORT,
    "scripts/bench fairness": "scripts/bench fairness" + SHORT,
    "scripts/bench against": "scripts/bench against --help",
    "scripts/bench against --before FOLDER": "scripts/bench against --before build/release" + SHORT,  # itself
    "scripts/bench crowd": "scripts/bench crowd" + SHORT,
    "scripts/bench outbox": "scripts/bench outbox" + SHORT,
    "scripts/bench recovery": "scripts/bench recovery" + SHORT,
    "scripts/bench load": "scripts/bench load" + SHORT,
    "scripts/bench footprint": None,
    "scripts/cluster --help": None,
    "scripts/cluster up": "scripts/cluster up --free-ports",
    "scripts/cluster up [--replicas N]": "scripts/cluster up --replicas 2 --free-ports",
    "scripts/cluster status": None,
    "scripts/cluster logs [PART] [--follow]": "scripts/cluster logs kafka",
    "scripts/cluster logs registration-2 --follow": None,  # until its first line
    "scripts/cluster down": None,
    "scripts/cluster down [--wipe]": "scripts/cluster down --wipe",
    "scripts/topology": None,
    "scripts/test tidy contract": None,
    "scripts/test scheduling": None,
    "scripts/test scheduling -- -R PlanSession": None,
    "scripts/test registration": None,
    "scripts/test registration -- -R RegisterGroup": None,
    "OPORA_WRITE_GOLDEN=1 scripts/test contract": None,
    "~/.cache/opora/tools/bin/buf build -o tests/contract/baseline.binpb": None,
    "cmake --preset dev && cmake --build build/dev --target scheduling_tests": None,
    "gdb build/dev/services/scheduling/scheduling_tests":
        "gdb --nx --batch -ex 'info line main' build/dev/services/scheduling/scheduling_tests",
}

NEEDS_DOCKER = "needs a container engine, which no package brings; deploy.image.Dockerfile makes and runs the image"
NEEDS_DATABASE = "needs a PostgreSQL of one's own"
NOT_RUN = {
    "$opora rounds add-region ROUND REGION": "needs a region that the round is not held in",
    "scripts/test": "fresh_machine runs it on a bare machine",
    ".ci/run": "is scripts/test",
    "scripts/test --long": "runs this test",
    "scripts/test --long deploy": "takes half an hour, and scripts/test --long has run those tests",
    "scripts/setup long": "takes many minutes, and scripts/test --long has run it",
    "cmake --preset asan -DCMAKE_CXX_FLAGS='-O1 -g'": "compiles the asan build anew, for whoever needs it",
    "docker compose up --detach --wait": NEEDS_DOCKER,
    "docker compose run --rm opora load rounds/amur-2023": NEEDS_DOCKER,
    "docker compose run --rm opora doctor": NEEDS_DOCKER,
    "docker compose down": NEEDS_DOCKER,
    "grpcurl -plaintext 127.0.0.1:7400 list": "no package brings grpcurl, and README.md says so",
    'grpcurl -plaintext -H "authorization: Bearer $token" 127.0.0.1:7400 '
    "opora.scheduling.v1.SchedulingService/ListRounds": "likewise",
    "$opora token": "needs a role; $opora token --help is run",
    "$opora serve --database='postgresql://opora@localhost/opora_{service}'": f"{NEEDS_DATABASE}; claims run it",
    "$opora move --database=…": f"{NEEDS_DATABASE}; claims.Move runs it",
    "$opora serve --limit.calls=600 --redis=redis://:password@localhost:6379":
        "needs a Redis of one's own; cluster.Story runs services with one",
    "docker compose --profile host up --detach": NEEDS_DOCKER,
    "$opora scans confirm SESSION SCAN": "needs a scan that was set aside; tests of registration make one",
    "$opora scans discard SESSION SCAN --reason=TEXT":
        "needs a scan that was set aside; tests of registration make one",
    "$opora reopen SESSION": "needs a session that a wrong clock has closed; tests of registration make one",
}


def environment() -> dict[str, str]:
    """Somebody's who has just cloned: nothing of the test that we are run by."""
    return {name: value for name, value in os.environ.items()
            if not name.startswith(("OPORA_", "CTEST_", "PYTHON")) and not name.endswith("SAN_OPTIONS")}


def heed_ctrl_c() -> None:
    """What runs in the background, as this test may, has been told to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Named(unittest.TestCase):
    maxDiff = None

    def test_each_is_run_or_says_why_not(self):
        self.assertEqual(RUN.keys() & NOT_RUN.keys(), set())
        self.assertEqual(sorted(all_commands()), sorted(RUN.keys() | NOT_RUN.keys()))

    def test_what_is_a_command(self):
        page = ("Ask `opora doctor`, see `scripts/` and\n\n    scripts/run      # stays up\n"
                "    OPORA_X=1 scripts/test a\n\n```\n    scripts/in_a_block\n```\n\n"
                "  scripts/test a -- -R b    one of them\n`scripts/setup\nlong`")
        self.assertEqual(commands_of(page), {"opora doctor", "scripts/run", "OPORA_X=1 scripts/test a",
                                             "scripts/test a -- -R b", "scripts/setup long"})


class Run(unittest.TestCase):
    """In the order in which they are written: later ones find what earlier ones have built."""

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-clone-", dir="/var/tmp"))
        cls.addClassCleanup(shutil.rmtree, folder)
        folder.chmod(0o755)  # PostgreSQL runs as somebody else, in the cluster's folder
        # As deep as the checkout where that can be: the compiler cache knows files by their relative paths.
        cls.clone = folder.joinpath(*["opora"] * max(1, len(ROOT.parts) - len(folder.parts)))
        cls.clone.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([ROOT / "tests/fresh_machine/clone.sh", ROOT, cls.clone], check=True)
        cls.left = set(RUN)

    def start(self, name, **streams):
        """In a group of its own, so that Ctrl-C reaches all that it has started."""
        self.left.discard(name)
        line = f"set -euo pipefail; opora=build/release/services/opora/opora; {RUN[name] or name}"
        print(f"$ {RUN[name] or name}", flush=True)
        process = subprocess.Popen(["bash", "-c", line], cwd=self.clone, env=environment(), text=True,
                                   stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=heed_ctrl_c, **streams)
        self.addCleanup(self.interrupt, process)
        return process

    @staticmethod
    def interrupt(process):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        return process.wait()

    def does(self, *names):
        """Each ends with 0."""
        for name in names:
            process = self.start(name, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            said, _ = process.communicate()
            self.assertEqual(process.returncode, 0, f"{name}\n{said[-6000:]}")
        return said

    def wait_for(self, process, words):
        """Returns once it has said so."""
        said = ""
        for line in process.stdout:
            said += line
            if words in line:
                return
        self.fail(f"it ended without a word of '{words}':\n{said[-6000:]}")

    def test_1_the_platform(self):
        self.assertIn("Different people", self.does("scripts/run --once"))
        platform = self.start("scripts/run", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.wait_for(platform, "Ctrl-C stops it")
        self.does("opora=build/release/services/opora/opora", "$opora report amur-2023", "$opora doctor",
                  "$opora rounds list", "opora doctor", "$opora events tail registration", "$opora token --help",
                  "opora health", "opora load FOLDER", "$opora load --check FOLDER", "$opora load FOLDER",
                  "$opora list --help", "$opora list sessions amur-2023", "$opora list groups SESSION",
                  "$opora list attendance SESSION", "$opora list door SESSION", "$opora list door SESSION --sheet",
                  "$opora scan SESSION FILE", "$opora scans list SESSION", "$opora clock show",
                  "$opora expiry", "$opora clock confirm --now=TIME", "$opora keys export FILE")
        self.assertEqual(self.interrupt(platform), 0)
        platform.stdout.close()
        self.does("$opora restored --service=registration", "$opora rebuild reporting", "scripts/run --once")

    def test_2_the_cluster(self):
        self.addCleanup(subprocess.run, ["scripts/cluster", "down", "--wipe"], cwd=self.clone, env=environment(),
                        check=False, capture_output=True)
        self.does("scripts/cluster --help", "scripts/cluster up", "scripts/cluster status",
                  "scripts/cluster logs [PART] [--follow]")
        log = self.start("scripts/cluster logs registration-2 --follow", stdout=subprocess.PIPE)
        self.wait_for(log, '"event"')
        self.interrupt(log)
        log.stdout.close()
        self.does("scripts/cluster down", "scripts/cluster up [--replicas N]", "scripts/cluster down [--wipe]")
        self.assertNotIn("wrote", self.does("scripts/topology"), "all of it is written already")

    def test_3_benches(self):
        self.does("scripts/bench NAME --help", "scripts/bench against")
        for name in ("rush", "rush --engine distributed", "burst", "fairness", "against --before FOLDER", "crowd",
                     "outbox", "recovery", "load", "footprint"):
            self.assertRegex(self.does(f"scripts/bench {name}").splitlines()[-1], r"^\{.*\}$")

    def test_4_the_inner_loop(self):
        self.does("cmake --preset dev && cmake --build build/dev --target scheduling_tests",
                  "gdb build/dev/services/scheduling/scheduling_tests",
                  "scripts/test scheduling", "scripts/test scheduling -- -R PlanSession", "scripts/test registration",
                  "scripts/test registration -- -R RegisterGroup", "scripts/test tidy contract")

    def test_5_the_contract_as_it_stands_is_written_already(self):
        golden = self.clone / "tests/contract/golden"
        before = sorted(golden.rglob("*"))
        self.does("OPORA_WRITE_GOLDEN=1 scripts/test contract",
                  "~/.cache/opora/tools/bin/buf build -o tests/contract/baseline.binpb")
        self.assertEqual(sorted(golden.rglob("*")), before)

    def test_6_that_was_all(self):
        self.assertEqual(self.left, set())


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose", "--failfast", sys.argv[1]])
