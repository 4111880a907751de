"""own_folder.py: what a killed owner has left goes, what somebody has stays, and so does what is only mounted there."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

from own_folder import own_folder

HERE = pathlib.Path(__file__).resolve().parent  # where the other processes find own_folder.py as well
OWNER = """
import sys
from own_folder import own_folder
with own_folder("ours.", sys.argv[1]) as folder:
    (folder / "large").mkdir()
    print(folder, flush=True)
    sys.stdin.read()
"""
# In a folder that nobody has, a folder of the same disk is mounted that others share, and in that another.
MOUNTED = """
mkdir -p "$1/ours.left/at" "$1/precious/inner" "$1/mounted"
echo kept >"$1/mounted/file"
mount --bind "$1/precious" "$1/precious"
mount --make-shared "$1/precious"
mount --bind "$1/mounted" "$1/precious/inner"
mount --rbind "$1/precious" "$1/ours.left/at"
test -e "$1/ours.left/at/inner/file"
python3 -B -c "$2" "$1" </dev/null
test ! -e "$1/ours.left"
cat "$1/precious/inner/file"
"""


class InAPlace(unittest.TestCase):
    def setUp(self):
        self.place = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="opora-own-folder-")))


class OwnFolder(InAPlace):
    def owner(self):
        """Another process and its folder."""
        process = subprocess.Popen([sys.executable, "-B", "-c", OWNER, self.place], cwd=HERE,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for clean_up in (process.stdout.close, process.stdin.close, process.wait, process.kill):
            self.addCleanup(clean_up)
        return process, pathlib.Path(process.stdout.readline().strip())

    def test_goes_at_the_end(self):
        with own_folder("ours.", self.place) as folder:
            (folder / "large").mkdir()
        self.assertFalse(folder.exists())
        with self.assertRaises(ZeroDivisionError), own_folder("ours.", self.place) as folder:
            (folder / "large").write_text(str(1 // 0), encoding="utf-8")
        self.assertFalse(folder.exists())

    def test_what_a_killed_owner_has_left_goes_with_the_next(self):
        process, left = self.owner()
        process.kill()
        process.wait()
        self.assertTrue((left / "large").exists())
        with own_folder("ours.", self.place) as folder:
            self.assertEqual(list(self.place.iterdir()), [folder])

    def test_what_somebody_has_stays(self):
        process, theirs = self.owner()
        (self.place / "other.folder").mkdir()
        (self.place / "ours.link").symlink_to(self.place / "other.folder")
        with own_folder("ours.", self.place):
            self.assertTrue((theirs / "large").exists())
        self.assertEqual(sorted(path.name for path in self.place.iterdir()),
                         sorted([theirs.name, "other.folder", "ours.link"]))
        process.communicate("")
        self.assertFalse(theirs.exists())


class Mounted(InAPlace):
    def test_what_is_mounted_in_it_is_not_removed(self):
        self.assertEqual(self.in_a_namespace(MOUNTED).splitlines()[-1:], ["kept"])

    def test_it_stays_where_something_can_not_be_unmounted(self):
        (self.place / "umount").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        (self.place / "umount").chmod(0o755)
        said = self.in_a_namespace(f'PATH="$1:$PATH"\n{MOUNTED}', code=1)
        self.assertIn("stays: something is mounted at", said)
        self.assertTrue((self.place / "ours.left").exists())
        self.assertEqual((self.place / "mounted" / "file").read_text(encoding="utf-8"), "kept\n")

    def in_a_namespace(self, script, code=0):
        """Where the test may mount, and nobody else sees it."""
        alone = ["unshare", "--user", "--map-root-user", "--mount"]
        done = subprocess.run([*alone, "sh", "-euc", script, "sh", self.place, OWNER], cwd=HERE,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout


if __name__ == "__main__":
    unittest.main()
