"""Alerts, runbooks and dashboard say the same, and nothing that does not exist.

What promtool is to find is planted in the rules once, and found. Metrics are those that a real platform tells of,
commands those that the real tool has.

Usage: alerts_test.py BUILD_FOLDER [unittest's arguments]
"""
import itertools
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

import runbooks
from cluster import ports
from cluster.processes import wait_until
from support import ROOT
from support.authority import Authority
from support.described import TOOLS
from support.platform_process import Platform, environment
from support.watching import Started, alerts_of, ask, fetch, start_prometheus

PROGRAMS = pathlib.Path(sys.argv[1])
OPORA = str(PROGRAMS / "services" / "opora" / "opora")
PROMETHEUS = ROOT / "deploy" / "prometheus"
RULES = PROMETHEUS / "rules" / "opora.yml"
TESTS = sorted((PROMETHEUS / "tests").glob("*.yml"))
ALERTMANAGER = ROOT / "deploy" / "alertmanager" / "alertmanager.yml"
DASHBOARD = ROOT / "deploy" / "grafana" / "dashboards" / "opora.json"

# What the kubelet and kube-state-metrics tell of: there are none here to be asked.
OF_KUBERNETES = {"kubelet_volume_stats_available_bytes", "kubelet_volume_stats_capacity_bytes",
                 "container_memory_working_set_bytes", "kube_deployment_spec_replicas",
                 "kube_deployment_status_replicas_available"}
# What Prometheus itself adds to each figure, or the service discovery.
OF_TARGETS = {"job", "instance", "namespace"}
METRIC = re.compile(r"\b((?:opora|node|kubelet|kube|container|process)_[a-z_]*|up)\b(?:\{(.*?)\})?", re.DOTALL)


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)


def alert_names():
    return re.findall(r"^ *- alert: (\w+)$", RULES.read_text(encoding="utf-8"), re.MULTILINE)


def severities(rule):
    """Those it may have, the mildest first."""
    return sorted(re.findall(r"critical|warning", rule["labels"]["severity"]), reverse=True)


class InAFolder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory(prefix="opora-alerts-")
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)


class Rules(InAFolder):
    def promtool(self, rules):
        """What the tests of deploy/prometheus/tests say of these rules."""
        (self.folder / "rules").mkdir(exist_ok=True)
        (self.folder / "rules" / "opora.yml").write_text(rules, encoding="utf-8")
        shutil.copytree(PROMETHEUS / "tests", self.folder / "tests", dirs_exist_ok=True)
        return run("promtool", "test", "rules", *(f"tests/{test.name}" for test in TESTS), cwd=self.folder)

    def differences(self, rules):
        """Each time a test finds other alerts than those it expects: (expected, found), by their names."""
        said = self.promtool(rules)
        self.assertNotEqual(said.returncode, 0)
        pairs = re.findall(r"^ +exp: ?(.*)\n +got: ?(.*)$", said.stdout + said.stderr, re.MULTILINE)
        return [[set(re.findall(r'alertname="(\w+)"', side)) for side in pair] for pair in pairs]

    @staticmethod
    def with_expressions(make):
        text = RULES.read_text(encoding="utf-8")
        return re.sub(r"( +)expr: (?:\|\n)?(.*?)\n( +)for: ",
                      lambda match: f"{match[1]}expr: {make(' '.join(match[2].split()))}\n{match[3]}for: ", text,
                      flags=re.DOTALL)

    def test_they_hold(self):
        tested = self.promtool(RULES.read_text(encoding="utf-8"))
        self.assertEqual(tested.returncode, 0, tested.stdout + tested.stderr)

    # In each of the following all alerts are wrong in the same way, and each one's own stories tell.

    def test_each_alert_that_never_fires_is_found(self):
        rules = self.with_expressions(lambda _: "vector(1) > 2")
        self.assertEqual(set.union(*(expected - found for expected, found in self.differences(rules))),
                         set(alert_names()))

    def test_each_alert_that_never_ends_is_found(self):
        rules = self.with_expressions(lambda expression: f"'last_over_time(({expression})[20m:1m])'")
        self.assertEqual(set.union(*(found - expected for expected, found in self.differences(rules))),
                         set(alert_names()))

    def test_each_alert_that_does_not_wait_is_found(self):
        rules = re.sub(r"for: \w+", "for: 0s", RULES.read_text(encoding="utf-8"))
        self.assertEqual(set.union(*(found - expected for expected, found in self.differences(rules))),
                         set(alert_names()))


class Told(InAFolder):
    """What a real platform and a real machine tell of, against what rules and dashboard ask for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        metrics, node = (f"127.0.0.1:{ports.unused()}" for _ in range(2))
        # Nobody is at Kafka's and Redis's addresses, which is enough for the metrics about them.
        cls.platform = Platform(OPORA, None, [f"--metrics.address={metrics}", "--kafka=127.0.0.1:1",
                                              f"--redis=unix:{cls.folder / 'redis'}",
                                              f"--tls.authority={Authority(cls.folder).path('authority.pem')}"])
        cls.enterClassContext(cls.platform)
        cls.platform.run("load", str(ROOT / "deploy" / "rounds" / "amur-2023"))
        Started(cls, cls.folder, ["prometheus-node-exporter", f"--web.listen-address={node}",
                                  "--collector.disable-defaults", "--collector.filesystem"], f"http://{node}/metrics")
        cls.told = fetch(f"http://{metrics}/metrics") + fetch(f"http://{node}/metrics")
        cls.prometheus = start_prometheus(cls, cls.folder, RULES, [metrics])
        cls.alerts = alerts_of(cls.prometheus)
        cls.dashboard = json.loads(DASHBOARD.read_text(encoding="utf-8"))

    def panels(self):
        return [panel for panel in self.dashboard["panels"] if panel["type"] != "row"]

    def expressions(self):
        """Where it stands: the query."""
        found = {name: rule["query"] for name, rule in self.alerts.items()}
        for panel in self.panels():
            for target in panel["targets"]:
                written = target["expr"].replace("$__rate_interval", "1m").replace("$service", ".*")
                found[f"{panel['title']} {target['refId']}"] = written
        return found

    def labels_of(self, metric):
        samples = re.findall(rf"^{metric}\{{(.*)\}} ", self.told, re.MULTILINE)
        return {label for sample in samples for label in re.findall(r'(\w+)="', sample)}

    def test_every_metric_and_its_labels_exist(self):
        for place, expression in self.expressions().items():
            bare = re.sub(r'label_replace\(([^,]*),.*?\)\)', r"\1)", expression)
            used = METRIC.findall(bare)
            self.assertTrue(used or "ALERTS" in expression, f"{place} asks for nothing")
            for metric, selector in used:
                with self.subTest(place, metric=metric):
                    if metric == "up" or metric in OF_KUBERNETES:
                        continue
                    self.assertRegex(self.told, rf"(?m)^{metric}[{{ ]")
                    wanted = set(re.findall(r'(\w+)\s*[=!]~?\s*"', selector))
                    self.assertLessEqual(wanted, self.labels_of(metric) | OF_TARGETS)

    def test_every_code_exists(self):
        source = (ROOT / "services" / "platform" / "metrics" / "metrics.cpp").read_text(encoding="utf-8")
        codes = {"ok", *re.findall(r'return "(\w+)";', source)}
        for place, expression in self.expressions().items():
            for matcher in re.findall(r'code[=!]~?"([^"]*)"', expression):
                self.assertLessEqual(set(matcher.split("|")), codes, place)

    def test_every_histogram_has_the_bucket_that_is_asked_for(self):
        for place, expression in self.expressions().items():
            for bucket in re.findall(r'le="([^"]*)"', expression):
                self.assertIn(f'le="{bucket}"', self.told, place)

    def test_prometheus_reads_every_query(self):
        for place, expression in self.expressions().items():
            with self.subTest(place):
                self.assertIn("result", ask(self.prometheus, "query", query=expression))

    def test_a_platform_that_is_well_has_no_alert_and_something_to_show(self):
        def shown(title):
            panel = next(panel for panel in self.panels() if panel["title"] == title)
            written = panel["targets"][0]["expr"].replace("$__rate_interval", "1m").replace("$service", ".*")
            return ask(self.prometheus, "query", query=written)["result"]

        for title in ("Ready replicas", "Consumer lag", "Relay lag", "Waiting commands", "Write-ahead logs",
                      "Parked events", "Who carries to Kafka", "Processes", "Builds"):
            self.assertTrue(wait_until(lambda title=title: shown(title), 30), f"{title} shows nothing")
        firing = ask(self.prometheus, "query", query='ALERTS{alertstate="firing"}')["result"]
        self.assertEqual(firing, [])

    def test_the_dashboard_is_in_order(self):
        panels = self.dashboard["panels"]
        numbers = [panel["id"] for panel in panels]
        self.assertEqual(len(numbers), len(set(numbers)))
        titles = [panel["title"] for panel in panels]
        self.assertEqual(len(titles), len(set(titles)))
        self.assertGreaterEqual(self.dashboard["schemaVersion"], 39)
        taken = set()
        for panel in panels:
            at = panel["gridPos"]
            self.assertLessEqual(at["x"] + at["w"], 24, panel["title"])
            cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
            self.assertFalse(taken & cells, f"{panel['title']} lies over another")
            taken |= cells
        for panel in self.panels():
            self.assertTrue(panel["description"], panel["title"])
            for target in panel["targets"]:
                self.assertEqual(target["datasource"], {"type": "prometheus", "uid": "${datasource}"})

    def test_pages_name_panels_that_exist(self):
        titles = [panel["title"] for panel in self.panels()]
        for alert, page in runbooks.pages().items():
            named = re.findall(r"(?:panel|dashboard's|in) \*([A-Z][^*]*)\*", page)
            for name in named + re.findall(r"^- \*([A-Z][^*]*)\*", runbooks.sections(page)["Look"], re.MULTILINE):
                self.assertTrue(any(title.startswith(name) for title in titles), f"{alert}.md names {name}")


class Pages(InAFolder):
    def test_every_alert_has_a_page_and_every_page_an_alert(self):
        self.assertEqual(sorted(runbooks.pages()), sorted(alert_names()))
        self.assertGreaterEqual(len(alert_names()), 8)

    def test_every_alert_is_fired_by_a_real_fault(self):
        faults = pathlib.Path(__file__).with_name("alerts_fired_test.py").read_text(encoding="utf-8")
        self.assertEqual(set(re.findall(r'self\.fires\("(\w+)"', faults)), set(alert_names()))

    def test_every_alert_says_what_whoever_is_woken_needs(self):
        for name, rule in self.rules().items():
            with self.subTest(name):
                self.assertLessEqual(set(severities(rule)), {"critical", "warning"})
                self.assertGreater(rule["duration"], 0)
                for annotation in ("summary", "description"):
                    self.assertRegex(rule["annotations"][annotation], r"\w+ \w+ \w+")
                self.assertEqual(rule["annotations"]["runbook_url"],
                                 '{{ or $externalLabels.runbooks "docs/runbooks" }}/' + name + ".md")

    def test_the_index_lists_them_with_their_severity(self):
        listed = dict(re.findall(r"^\| \[(\w+)\]\(\1\.md\) \| ([\w, ]+) \| \S.*\|$",
                                 (runbooks.FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
        self.assertEqual(listed, {name: ", then ".join(severities(rule)) for name, rule in self.rules().items()})

    def test_each_has_the_same_parts(self):
        for alert, page in runbooks.pages().items():
            with self.subTest(alert):
                self.assertTrue(page.startswith(f"# {alert}\n\n"))
                self.assertEqual(list(runbooks.sections(page)), runbooks.SECTIONS)
                for link in re.findall(r"\]\((\w+\.md)\)", page):
                    self.assertTrue((runbooks.FOLDER / link).exists(), link)

    def test_every_command_is_one_that_exists(self):
        count = 0
        for alert, page in runbooks.pages().items():
            for command in runbooks.commands(page):
                with self.subTest(alert, command=command):
                    count += 1
                    self.assert_exists(shlex.split(command))
        self.assertGreater(count, 60)

    def test_commands_that_do_not_exist_are_found(self):
        for command in ("opora heal", "opora events unpark reporting scheduling", "opora events retry reporting",
                        "opora doctor --quickly", "sql nobody 'SELECT 1'", "scripts/cluster mend", "frobnicate",
                        "opora rebuild --database=x", "docker compose logs nobody",
                        "kubectl --namespace=opora get --quickly pods",
                        "kubectl --namespace=opora gets pods", "helm rollback opora 1 --softly",
                        "kubectl --namespace=opora exec deployment/opora-toolbox -- opora heal"):
            with self.subTest(command), self.assertRaises(AssertionError):
                self.assert_exists(shlex.split(command))

    @classmethod
    def rules(cls):
        if not hasattr(cls, "kept"):
            cls.kept = alerts_of(start_prometheus(cls, cls.folder, RULES, []))
        return cls.kept

    @classmethod
    def services(cls):
        if not hasattr(cls, "listed"):
            cls.listed = run(OPORA, "services").stdout.split()
        return cls.listed

    def assert_exists(self, words):
        """The command's program, subcommand and flags; for the tool, by its own help."""
        known = {"opora": self.assert_the_tool_knows, "scripts/cluster": self.assert_the_script_knows,
                 "sql": self.assert_a_database, "docker": self.assert_compose, "kubectl": self.assert_kubectl,
                 "helm": self.assert_helm}
        if words[0] == "command":  # the program, not the function that README.md makes
            words = words[1:]
        if words[0] in known:
            known[words[0]](words[1:])
        else:
            self.assertIn(words[0], ("kill", "df", "du", "rm", "mv", "openssl", "base64", "ss", "date", "timedatectl"))

    def assert_the_tool_knows(self, words):
        subcommands, helped = [], run(OPORA, "--help").stdout
        while "\nSubcommands:" in helped:
            self.assertTrue(words, f"opora {' '.join(subcommands)} takes a subcommand")
            self.assertRegex(helped.partition("\nSubcommands:")[2], rf"(?m)^  {re.escape(words[0])} ")
            subcommands.append(words[0])
            helped, words = run(OPORA, *subcommands, "--help", env=environment()).stdout, words[1:]
        flags = [word for word in words if word.startswith("-")]
        for flag in flags:
            self.assertRegex(helped, rf"(?m)^  {re.escape(flag.partition('=')[0])} ")
        arguments = re.findall(r"^  ([A-Z]+) .*?(REQUIRED)?", helped.partition("\nOptions:")[0], re.MULTILINE)
        needed = len(re.findall(r"^  [A-Z]+ .*REQUIRED", helped.partition("\nOptions:")[0], re.MULTILINE))
        given = len(words) - len(flags)
        self.assertTrue(needed <= given <= len(arguments), f"{given} arguments, {needed} to {len(arguments)} are taken")

    def assert_the_script_knows(self, words):
        described = (ROOT / "scripts" / "cluster").read_text(encoding="utf-8")
        self.assertRegex(described, rf"(?m)^#   {words[0]} ")
        for flag in (word for word in words if word.startswith("-")):
            self.assertIn(flag, described)

    def assert_a_database(self, words):
        self.assertIn(words[0], [*self.services(), "SERVICE", "SOURCE"])
        self.assertRegex(words[1], r"^(SELECT|SHOW|UPDATE|BEGIN READ WRITE; ALTER DATABASE) ")
        self.assertEqual(len(words), 2)

    def assert_compose(self, words):
        if words[0] == "restart":  # one replica, where compose would restart them all
            self.assertRegex(words[1], rf"^(REPLICA|opora-({'|'.join([*self.services(), 'SERVICE'])})-[12])$")
            return
        self.assertEqual(words[0], "compose")
        self.assertIn(words[1], ("ps", "logs", "up", "stop", "run", "config"))
        # An incident is no time to build an image, or to replace what runs.
        self.assertTrue(words[1] != "up" or "--no-build" in words, words)
        names = [word for word in words[2:] if not word.startswith("-")]
        if words[1] == "run" and names[1:]:
            self.assert_exists(names[1:])
        for name in names[:1] if words[1] == "run" else names:
            self.assertIn(name, [*self.services(), "SERVICE", "kafka", "postgres", "topics", "certificates"])

    def assert_kubectl(self, words):
        self.assertEqual(words[0], "--namespace=opora")
        if "|" in words:
            self.assert_exists(words[words.index("|") + 1:])
            words = words[:words.index("|")]
        own = words[:words.index("--")] if "--" in words else words
        self.assert_flags("kubectl", own[1:])
        services = [*self.services(), "SERVICE", "toolbox"]
        for word in words[2:]:
            for kind in ("deployment/opora-", "certificate/opora-", "--selector=app.kubernetes.io/component="):
                self.assertTrue(not word.startswith(kind) or word.removeprefix(kind) in services, word)
        if words[1] == "exec":
            self.assertEqual(words[2], "deployment/opora-toolbox")
            self.assertTrue(not words[3].startswith("--container=") or words[3][12:] in services, words)
            self.assert_exists(words[words.index("--") + 1:])

    def assert_helm(self, words):
        self.assertEqual(words[1], "opora")
        self.assert_flags("helm", words)

    def assert_flags(self, program, words):
        """By the program's own help; a subcommand may have one."""
        named = list(itertools.takewhile(re.compile("[a-z]+").fullmatch, words))
        asked = (run(str(TOOLS / "bin" / program), *named[:count], "--help") for count in range(len(named), 0, -1))
        helped = next((each.stdout for each in asked if each.returncode == 0), None)
        self.assertIsNotNone(helped, f"{program} knows no {words[0]}")
        for flag in (word.partition("=")[0] for word in words if word.startswith("--")):
            self.assertTrue(flag == "--namespace" or re.search(rf"^ +(-\w, )?{flag}[ =]", helped, re.MULTILINE),
                            f"{program} {words[0]} has no {flag}")


class Watching(InAFolder):
    def test_a_program_that_ends_is_noticed_at_once(self):
        with self.assertRaisesRegex(AssertionError, "sh has ended with 7; its last words:\nno such option"):
            Started(type(self), self.folder, ["sh", "-c", "echo no such option >&2; exit 7"], "http://127.0.0.1:1/")


class Configuration(unittest.TestCase):
    """What docker-compose.yml and scripts/cluster start Prometheus and Alertmanager with."""

    def test_prometheus_takes_it_and_the_rules(self):
        checked = run("promtool", "check", "config", str(PROMETHEUS / "prometheus.yml"))
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        self.assertIn("1 rule files found", checked.stdout)

    def test_every_service_is_missed_when_nobody_tells_of_it(self):
        missed = re.findall(r'absent\(opora_ready\{service="(\w+)"\}\)', RULES.read_text(encoding="utf-8"))
        self.assertEqual(missed, run(OPORA, "services").stdout.split())

    def test_alertmanager_takes_it_and_wakes_somebody_for_what_is_critical_only(self):
        checked = run("amtool", "check-config", str(ALERTMANAGER))
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        for severity, receiver in (("critical", "night"), ("warning", "day")):
            routed = run("amtool", "config", "routes", "test", f"--config.file={ALERTMANAGER}", f"severity={severity}")
            self.assertEqual(routed.stdout.strip(), receiver)

    def test_alertmanager_names_alerts_that_exist(self):
        matched = re.findall(r'alertname=~?"([^"]*)"', ALERTMANAGER.read_text(encoding="utf-8"))
        for pattern in "|".join(matched).split("|"):
            self.assertTrue(any(re.fullmatch(pattern, name) for name in alert_names()), pattern)


if __name__ == "__main__":
    os.chdir(ROOT)
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
