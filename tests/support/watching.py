"""A Prometheus of a test's own, and questions to any."""
import json
import pathlib
import subprocess
import urllib.parse
import urllib.request

from cluster import ports
from cluster.processes import wait_until


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.read().decode()


def ask(address, what, **parameters):
    """Prometheus's answer; a query that it can't read is an HTTP error."""
    query = urllib.parse.urlencode(parameters)
    return json.loads(fetch(f"http://{address}/api/v1/{what}?{query}"))["data"]


def answers(url):
    try:
        fetch(url)
        return True
    except OSError:
        return False


class Started:
    """A program that is there as long as the test; it answers at `url` once it is ready. What it says is in `folder`.

    Unlike the cluster's processes it is of the test's own session, so that Ctrl-C ends both.
    """

    def __init__(self, test, folder, command, url):
        log = pathlib.Path(folder) / f"{command[0]}.log"
        with open(log, "wb") as output:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        test.addClassCleanup(self.process.wait)
        test.addClassCleanup(self.process.kill)  # unshare does not hear of anything else
        answered = wait_until(lambda: self.has_ended() or answers(url), 60)
        if not answered or self.has_ended():  # somebody else may answer there
            last = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-10:])
            what = f"has ended with {self.process.returncode}" if self.has_ended() else f"does not answer at {url}"
            raise AssertionError(f"{command[0]} {what}; its last words:\n{last}")

    def has_ended(self):
        return self.process.poll() is not None


def start_prometheus(test, folder, rules, targets):
    """Its address. It has the rules, and scrapes the targets for the job opora."""
    address = f"127.0.0.1:{ports.unused()}"
    config = {"global": {"scrape_interval": "1s", "evaluation_interval": "1s"}, "rule_files": [str(rules)],
              "scrape_configs": [{"job_name": "opora", "honor_labels": True, "static_configs": [{"targets": targets}]}]}
    (folder / "prometheus.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML, too
    Started(test, folder,
            ["prometheus", f"--config.file={folder / 'prometheus.yml'}", f"--web.listen-address={address}",
             f"--storage.tsdb.path={folder / 'prometheus'}", "--log.level=error"], f"http://{address}/-/ready")
    return address


def alerts_of(address):
    """name: the rule, as Prometheus has read it."""
    return {rule["name"]: rule for group in ask(address, "rules", type="alert")["groups"] for rule in group["rules"]}
