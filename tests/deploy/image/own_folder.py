"""A folder for what is large. It goes with its owner, however that ends: at the latest when the next owner comes, if it
was killed.

A folder belongs to whoever holds the lock on it, and a lock ends with the process. What is mounted in a folder is
somebody else's: it is unmounted before, and if that fails, the folder stays.
"""
import contextlib
import fcntl
import os
import pathlib
import re
import subprocess
import sys
import tempfile


@contextlib.contextmanager
def own_folder(prefix, place):
    """A new folder. Others of this prefix there go, if nobody has them; the prefix has to be for such folders alone."""
    place = pathlib.Path(place).resolve()
    for left in sorted(place.glob(f"{prefix}*")):
        remove_if_left(left)
    folder, lock = new_folder(prefix, place)
    try:
        yield folder
    finally:
        remove(folder)
        os.close(lock)


def new_folder(prefix, place):
    """With its lock. Somebody who tidies up may take it between the two: then it is another one."""
    while True:
        folder = pathlib.Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        lock = locked(folder)
        if lock is not None:
            return folder, lock


def locked(folder):
    """The lock; None if somebody has it, or if there is no such folder any more."""
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(lock).st_ino == os.stat(folder).st_ino:
            return lock
    except OSError:
        pass
    os.close(lock)
    return None


def remove_if_left(folder):
    lock = locked(folder)
    if lock is None:
        return
    try:
        remove(folder)
    except RuntimeError as stays:
        print(stays, file=sys.stderr, flush=True)
    finally:
        os.close(lock)


def remove(folder):
    there = mounted_in(folder)
    # Alone first: what is unmounted within a mount that others share would go there, too.
    for words, places in ((["mount", "--make-private"], there), (["umount", "--lazy"], reversed(there))):
        for each in places:
            subprocess.run([*words, each], capture_output=True, check=False)
    if still := mounted_in(folder):
        raise RuntimeError(f"{folder} stays: something is mounted at {still[0]}.")
    done = subprocess.run(["rm", "-rf", "--one-file-system", folder], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{folder} stays: {done.stderr[-500:]}")


def mounted_in(folder):
    """Where something is mounted at or below the folder, outer places first."""
    lines = pathlib.Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    places = [re.sub(r"\\(\d{3})", lambda escaped: chr(int(escaped[1], 8)), line.split(" ")[4]) for line in lines]
    return sorted(each for each in places if f"{each}/".startswith(f"{folder}/"))
