"""Keys that were exported come back to a platform that has lost them, and it goes on as it was.

Usage: keys_test.py OPORA FOLDER [unittest's arguments]: the tool, and a round folder.
"""
import os
import pathlib
import pty
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

from cluster.processes import wait_until
from support.platform_process import Platform, environment

PROGRAM, FOLDER = sys.argv[1:3]
PASSPHRASE = "cobalt ferry onion prism lemur tally wharf"
LOGS = ("scheduling", "registration")


class InAFolder(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="opora-keys-")
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name)
        self.kept = self.folder / "kept"
        self.passphrase = self.folder / "passphrase"
        self.passphrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
        self.passphrase.chmod(0o600)

    def keys(self, platform, *words):
        """`opora keys …`, and all that it says."""
        if platform.databases:
            words = (*words, f"--database={platform.databases.address}")
        return platform.attempt("keys", *words)

    def does(self, platform, *words):
        done = self.keys(platform, *words, f"--passphrase-file={self.passphrase}")
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def doctor(self, platform, token=None):
        told = {**environment(), **({"OPORA_TOKEN": token} if token else {})}
        return subprocess.run([PROGRAM, "doctor", "--address", platform.address, "--data", platform.data], env=told,
                              capture_output=True, text=True, timeout=300)


class KeysLost(InAFolder):
    def test_a_platform_that_lost_its_signing_key_goes_on_with_the_old_tokens(self):
        with Platform(PROGRAM) as platform:
            platform.run("load", FOLDER)
            token = platform.attempt("token", "--role=operator", "--lifetime=1h").stdout.strip()
            said = self.does(platform, "export", str(self.kept))  # while it runs
            for name in ("the signing key", *(f"the history key of {log}" for log in LOGS)):
                self.assertRegex(said, rf"(?m)^{name}.*: in the file$")
            self.assertEqual(self.kept.stat().st_mode & 0o777, 0o600)
            signing = (pathlib.Path(platform.data) / "keys" / "signing-key.jwk").read_text(encoding="utf-8")
            self.assertNotIn(re.search(r'"d":"([^"]+)"', signing)[1], said)
            platform.stop()

            shutil.rmtree(pathlib.Path(platform.data) / "keys")
            platform.start()  # nobody has noticed
            self.assertIn("TOKEN_FOREIGN", self.doctor(platform, token).stderr)
            platform.stop()
            differs = self.keys(platform, "import", str(self.kept), f"--passphrase-file={self.passphrase}")
            self.assertEqual(differs.returncode, 1)
            self.assertIn("KEY_DIFFERS", differs.stderr)
            said = self.does(platform, "import", str(self.kept), "--replace")
            self.assertRegex(said, r"(?m)^the signing key \S+: put back$")
            said = self.does(platform, "import", str(self.kept))
            self.assertRegex(said, r"(?m)^the signing key \S+: was there$")
            platform.start()
            well = self.doctor(platform, token)
            self.assertEqual(well.returncode, 0, well.stdout + well.stderr)


class KeysLostFromFiles(InAFolder):
    @staticmethod
    def lose_history_keys(platform):
        for log in LOGS:
            with sqlite3.connect(pathlib.Path(platform.data) / f"{log}.db") as database:
                database.execute("UPDATE lane SET history_key = NULL")
            database.close()

    def test_history_keys_come_back(self):
        with Platform(PROGRAM, None) as platform:
            platform.run("load", FOLDER)
            self.does(platform, "export", str(self.kept))
            in_use = self.keys(platform, "import", str(self.kept), f"--passphrase-file={self.passphrase}")
            self.assertIn("DATABASE_IN_USE", in_use.stderr)
            platform.stop()
            self.lose_history_keys(platform)
            said = self.does(platform, "import", str(self.kept))
            for log in LOGS:
                self.assertIn(f"the history key of {log}: put back\n", said)
            platform.start()
            well = self.doctor(platform)
            self.assertIn(", 0 violated", well.stdout)

    def test_without_them_a_platform_goes_on_too(self):
        with Platform(PROGRAM, None) as platform:
            platform.run("load", FOLDER)
            report = platform.report("amur-2023")["figures"]
            platform.stop()
            self.lose_history_keys(platform)
            platform.start()
            well = self.doctor(platform)
            self.assertIn(", 0 violated", well.stdout)
            platform.stop()
            self.assertEqual(platform.attempt("rebuild", "reporting").returncode, 0)
            platform.start()
            self.assertTrue(wait_until(lambda: platform.report("amur-2023")["figures"] == report, 60))
            well = self.doctor(platform)
            self.assertIn(", 0 violated", well.stdout)


class KeysAskedFor(InAFolder):
    """At a terminal."""

    def typed(self, platform, *lines):
        """The code, and what the terminal shows."""
        pid, terminal = pty.fork()
        if pid == 0:
            words = [PROGRAM, "keys", "export", str(self.kept), "--data", platform.data]
            os.execve(PROGRAM, words, environment())
        shown, waiting = b"", list(lines)
        while True:
            try:
                more = os.read(terminal, 4096)
            except OSError:  # nobody has it open any more
                break
            if not more:
                break
            shown += more
            if more.rstrip().endswith(b":") and waiting:
                os.write(terminal, waiting.pop(0).encode() + b"\n")
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        return os.waitstatus_to_exitcode(status), shown.decode()

    def test_what_is_typed_is_not_shown(self):
        with Platform(PROGRAM, None) as platform:
            code, shown = self.typed(platform, PASSPHRASE, PASSPHRASE + "s")
            self.assertEqual(code, 1)
            self.assertIn("PASSPHRASE_DIFFERS", shown)
            code, shown = self.typed(platform, "password", "password")
            self.assertEqual(code, 1)
            self.assertIn("PASSPHRASE_WEAK", shown)
            self.assertFalse(self.kept.exists())
            code, shown = self.typed(platform, PASSPHRASE, PASSPHRASE)
            self.assertEqual(code, 0, shown)
            self.assertNotIn("cobalt", shown)
            platform.stop()
            self.assertRegex(self.does(platform, "import", str(self.kept)), r"(?m)^the signing key \S+: was there$")
            platform.start()

    def test_without_a_terminal_it_says_what_to_do(self):
        with Platform(PROGRAM, None) as platform:
            done = subprocess.run([PROGRAM, "keys", "export", str(self.kept), "--data", platform.data],
                                  env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  start_new_session=True, timeout=120)
            self.assertEqual(done.returncode, 1)
            self.assertRegex(done.stderr, r"\Aopora: PASSPHRASE_MISSING: .*--passphrase-file, --passphrase-fd[.]\n\Z")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v", *sys.argv[3:]])
