"""Somebody at a terminal: a command that has one of its own, beside where its output goes."""
import fcntl
import os
import select
import subprocess
import termios
import time


class AtATerminal:
    """The command, and who sits there."""

    def __init__(self, words, environment):
        self.master, self.slave = os.openpty()
        self.bytes = b""
        self.looked_at = 0

        def take_terminal():
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=environment, start_new_session=True, preexec_fn=take_terminal)

    @property
    def seen(self):
        """All that the terminal showed."""
        return self.bytes.decode("utf-8", errors="replace").replace("\r\n", "\n")

    def read(self, seconds):
        """Whether there was more to see."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            self.bytes += os.read(self.master, 65536)
        except OSError:  # nobody has the terminal any more
            return False
        return True

    def wait_until_seen(self, text, seconds=60):
        """What was shown since the last call, to the text's end."""
        end = time.monotonic() + seconds
        while text not in self.seen[self.looked_at:]:
            has_ended = self.process.poll() is not None
            if not self.read(0.1) and (has_ended or time.monotonic() > end):
                raise AssertionError(f"nobody sees {text!r}: {self.seen!r}; the command: {self.process.poll()}")
        begins = self.looked_at
        self.looked_at = self.seen.index(text, begins) + len(text)
        return self.seen[begins:self.looked_at]

    def type(self, line):
        os.write(self.master, (line + "\n").encode())

    def end(self):
        """Its exit code, and what it printed on both outputs."""
        output, errors = self.process.communicate(timeout=300)
        while self.read(0):
            pass
        os.close(self.master)
        os.close(self.slave)
        return self.process.returncode, output.decode(), errors.decode()

    def told_to_others(self):
        """What anybody on the machine may read of it while it runs, and what its own user may."""
        told = b""
        for name in ("cmdline", "environ"):
            with open(f"/proc/{self.process.pid}/{name}", "rb") as file:
                told += file.read()
        return told
