"""The crowd (tests/fault/crowd) as tests hold it: clients that register and come all the time, and in the end judge."""
import contextlib
import json
import subprocess

from cluster.processes import wait_until


class Crowd:
    """`programs` is the build folder of the crowd itself; the cluster may run others."""

    def __init__(self, programs, cluster, capacity=500):
        self.process = subprocess.Popen(
            [programs / "tests" / "fault" / "crowd", "--address", cluster.address, "--data", str(cluster.data),
             "--capacity", str(capacity)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        opened = self.process.stdout.readline().strip()
        if opened != "open":
            raise AssertionError("the crowd could not open its session")

    def answered(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def wait_for_answers(self, more):
        """Until so many more registrations were answered than at the call: the platform works."""
        wanted = self.answered() + more
        if not wait_until(lambda: self.answered() >= wanted, 300):
            raise AssertionError(f"the platform stands still: {self.answered()} answers instead of {wanted}")

    def judge(self):
        self.process.stdin.close()
        said = self.process.stdout.read()
        self.process.wait(timeout=600)
        return json.loads(said)

    def leave(self):
        """However the test ended, nobody of it stays."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        self.process.stdout.close()
