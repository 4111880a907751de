"""Processes that outlive whoever started them, each named by a file, so that another shell finds them again.

A process id alone names nobody: it may have gone to another program since. So the file holds the moment the process
began and the machine's boot too, and nothing is signalled, or called alive, unless all three agree.
"""
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import time
from typing import Callable, Optional, Sequence

from .trouble import ClusterTrouble

# Ours by birth: somebody has to fetch their exit codes, or they would stay as zombies as long as we live.
_children: dict[int, subprocess.Popen] = {}


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Whether the condition came true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def _boot() -> str:
    return pathlib.Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def _stat(pid: int) -> Optional[list[str]]:
    """The fields of /proc/PID/stat behind the name, which may itself hold spaces: state, parent, …"""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return text.rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def _began(pid: int) -> Optional[int]:
    """When the process began, in ticks since the boot; None if it has ended, fetched by its parent or not."""
    stat = _stat(pid)
    if stat is None:
        return None
    # Its first thread may be over while others still hold its ports and files.
    state, threads = stat[0], int(stat[17])
    return int(stat[19]) if state not in "ZX" or threads > 1 else None


def with_descendants(pid: int) -> list[int]:
    """The process and all below it, parents first."""
    children: dict[int, list[int]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (stat := _stat(int(entry))):
            children.setdefault(int(stat[1]), []).append(int(entry))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def resident_bytes(pid: int) -> int:
    """What the process and those below it hold in memory. Pages that several of them share are counted once."""
    family = with_descendants(pid)
    source, field = ("status", "VmRSS:") if len(family) == 1 else ("smaps_rollup", "Pss:")
    total = 0
    for each in family:
        try:
            for line in pathlib.Path(f"/proc/{each}/{source}").read_text(encoding="utf-8").splitlines():
                if line.startswith(field):
                    total += int(line.split()[1]) * 1024
        except OSError:
            pass  # it has just ended
    return total


def _kill_family(pid: int) -> None:
    """Ends the process and all below it, and returns once none of them holds anything: files, ports, shared memory."""
    os.kill(pid, signal.SIGSTOP)  # so that it starts nobody else meanwhile
    family = {each: _began(each) for each in with_descendants(pid)}
    for each in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)
    wait_until(lambda: all(began is None or _began(each) != began for each, began in family.items()), 10, pause=0.02)


class NamedProcess:
    """One process, at most, of this name. Its file is FOLDER/NAME.json; it says everything to LOGS/NAME.log."""

    def __init__(self, name: str, records: pathlib.Path, logs: pathlib.Path):
        self.name = name
        self.record = records / f"{name}.json"
        self.log = logs / f"{name}.log"

    @property
    def pid(self) -> Optional[int]:
        """Its process id as long as it lives."""
        try:
            held = json.loads(self.record.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        pid = held["pid"]
        if pid in _children and _children[pid].poll() is not None:
            del _children[pid]
        began = _began(pid)
        return pid if began is not None and (began, _boot()) == (held["began"], held["boot"]) else None

    def launch(self, command: Sequence[str], *, cwd: pathlib.Path, environment: dict[str, str],
               user: Optional[str] = None, program: Optional[str] = None) -> None:
        """Starts it in a session of its own, so that Ctrl-C in a terminal isn't for it."""
        as_user = {"user": user, "group": user, "extra_groups": []} if user else {}
        with open(self.log, "ab") as log:
            self._said_before = log.tell()
            child = subprocess.Popen(command, executable=program, cwd=cwd, env=environment, stdin=subprocess.DEVNULL,
                                     stdout=log, stderr=log, start_new_session=True, **as_user)
        _children[child.pid] = child
        draft = self.record.with_suffix(".draft")
        draft.write_text(json.dumps({"pid": child.pid, "began": _began(child.pid), "boot": _boot()}), encoding="utf-8")
        draft.rename(self.record)

    def last_words(self, lines: int = 10) -> str:
        """The last it said, since it was started if that was us."""
        try:
            with open(self.log, "rb") as log:
                log.seek(getattr(self, "_said_before", 0))
                return "\n".join(log.read().decode("utf-8", "replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""

    def signal(self, number: int) -> None:
        """To the process; what ends or halts it without asking, to all below it as well."""
        pid = self.pid
        if pid is None:
            raise ClusterTrouble(f"{self.name} doesn't run, so it can't be signalled.")
        if number == signal.SIGKILL:
            with contextlib.suppress(ProcessLookupError):
                _kill_family(pid)
            return
        everybody = number in (signal.SIGSTOP, signal.SIGCONT)
        for each in with_descendants(pid) if everybody else [pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, number)

    def wait_until_ended(self, seconds: float) -> bool:
        return wait_until(lambda: self.pid is None, seconds, pause=0.02)

    def end(self, number: int, seconds: float) -> bool:
        """Asks it to end, and makes it if it has not in time. Whether asking was enough."""
        if self.pid is None:
            self.record.unlink(missing_ok=True)
            return True
        try:
            self.signal(signal.SIGCONT)  # whoever is halted hears nothing
            self.signal(number)
        except ClusterTrouble:
            pass  # it ended by itself meanwhile
        asked = self.wait_until_ended(seconds)
        if not asked:
            self.signal(signal.SIGKILL)
        self.record.unlink(missing_ok=True)
        return asked
