"""deploy/compose/databases.sh makes what docker-compose.yml's services need in PostgreSQL: a role and a database each,
closed to the others; again and again without harm, and with the password as it stands now.

Needs OPORA_TEST_POSTGRES: the file that says where PostgreSQL is.
"""
import base64
import hashlib
import hmac
import os
import pathlib
import re
import subprocess
import unittest
import uuid

from support import ROOT

SCRIPT = ROOT / "deploy" / "compose" / "databases.sh"
# Where a service with sealed tables asks what the server would write down of it.
ASKED = ROOT / "services" / "platform" / "sql" / "postgres" / "postgres_database.cpp"
# No role has these for itself: one is the server's, the others belong to libraries that our image does not load.
NO_ROLES = {"track_commit_timestamp", "auto_explain.log_min_duration", "pgaudit.log"}
HOST = pathlib.Path(os.environ["OPORA_TEST_POSTGRES"]).read_text(encoding="utf-8")


def psql(statement, user="opora", database="postgres"):
    done = subprocess.run(["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", f"--host={HOST}",
                           f"--username={user}", f"--dbname={database}", f"--command={statement}"],
                          capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, (done.stdout + done.stderr).strip()


def is_password(verifier, password):
    """Whether PostgreSQL's SCRAM verifier is that of the password (RFC 5803)."""
    _, salted, keys = verifier.split("$")
    rounds, salt = salted.split(":")
    stored = keys.split(":")[0]
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(salt), int(rounds))
    client = hmac.digest(key, b"Client Key", "sha256")
    return base64.b64encode(hashlib.sha256(client).digest()).decode() == stored


class Databases(unittest.TestCase):
    def setUp(self):
        mark = uuid.uuid4().hex
        self.one, self.other = f"a{mark}", f"b{mark}"
        for service in (self.one, self.other):
            self.addCleanup(psql, f"DROP ROLE IF EXISTS opora_{service}")
            self.addCleanup(psql, f"DROP DATABASE IF EXISTS opora_{service} WITH (FORCE)")

    def run_script(self, *services, **passwords):
        environment = {"PATH": os.environ["PATH"], "PGHOST": HOST, "PGUSER": "opora", "PGDATABASE": "postgres",
                       **{f"{getattr(self, name).upper()}_PASSWORD": value for name, value in passwords.items()}}
        done = subprocess.run([SCRIPT, *services], env=environment, capture_output=True, text=True, check=False,
                              timeout=60)
        return done.returncode, done.stdout + done.stderr

    def verifier(self, service):
        return psql(f"SELECT rolpassword FROM pg_authid WHERE rolname = 'opora_{service}'")[1]

    def test_each_service_has_its_own(self):
        code, said = self.run_script(self.one, self.other, one="first", other="it's \\ \"quoted\" $1")
        self.assertEqual(code, 0, said)
        self.assertNotIn("first", said)
        for service in (self.one, self.other):
            name = f"opora_{service}"
            self.assertEqual(psql("SELECT current_user, current_database()", name, name), (0, f"{name}|{name}"))
            self.assertEqual(psql("CREATE TABLE mine (id int)", name, name), (0, ""))
        code, said = psql("SELECT 1", f"opora_{self.one}", f"opora_{self.other}")
        self.assertNotEqual(code, 0)
        self.assertIn("permission denied for database", said)
        self.assertTrue(is_password(self.verifier(self.one), "first"))
        self.assertTrue(is_password(self.verifier(self.other), "it's \\ \"quoted\" $1"))

    def test_again_keeps_the_data_and_takes_the_new_password(self):
        name = f"opora_{self.one}"
        self.assertEqual(self.run_script(self.one, one="old")[0], 0)
        self.assertEqual(psql("CREATE TABLE kept (id int)", name, name), (0, ""))
        code, said = self.run_script(self.one, self.other, one="new", other="x")
        self.assertEqual(code, 0, said)
        self.assertEqual(psql("SELECT count(*) FROM kept", name, name), (0, "0"))
        self.assertTrue(is_password(self.verifier(self.one), "new"))
        self.assertFalse(is_password(self.verifier(self.one), "old"))

    def test_no_statement_of_theirs_is_written_down_whatever_is_of_others(self):
        asked = re.search(r"kWrittenDown\{(.*?)\};", ASKED.read_text(encoding="utf-8"), re.DOTALL)[1]
        settings = set(re.findall(r"'((?:log|debug|track|auto_explain|pgaudit)[_.][a-z_.]+)'", asked))
        self.assertGreater(settings, NO_ROLES)
        name = f"opora_{self.one}"
        self.assertEqual(self.run_script(self.one, one="x")[0], 0)
        for setting in sorted(settings - NO_ROLES):
            loud = {"log_statement": "all", "log_transaction_sample_rate": "1"}.get(setting, "on")
            loud = "0" if setting.startswith("log_min_duration") else loud
            self.assertEqual(psql(f"ALTER DATABASE {name} SET {setting} TO '{loud}'"), (0, ""))
        for setting in sorted(settings - NO_ROLES):
            with self.subTest(setting):
                self.assertIn(psql(f"SHOW {setting}", name, name), [(0, value) for value in ("none", "off", "-1", "0")])

    def test_no_password_no_role(self):
        code, said = self.run_script(self.one)
        self.assertEqual(code, 1)
        self.assertIn(f"{self.one.upper()}_PASSWORD is not set", said)
        self.assertEqual(self.verifier(self.one), "")


if __name__ == "__main__":
    unittest.main()
