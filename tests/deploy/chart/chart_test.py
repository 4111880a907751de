"""helm/opora, without a cluster: whatever values it is given, what it makes is accepted by Kubernetes and keeps the
rules of chart_rules.py; wrong values are refused with their place; what it says of the platform is true.

Usage: chart_test.py PROGRAMS [CLASS…], with the folder of a build.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import chart_rules
from support import chart

PROGRAMS = pathlib.Path(".")
MINIMAL = ("-f", str(chart.VALUES / "minimal.yaml"))


class ChartTest(unittest.TestCase):
    def setUp(self):
        self.assertTrue(chart.HELM.exists(), "helm is not installed: run scripts/setup")
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="opora-chart-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def render(self, *words, **options):
        return chart.render(*words, home=self.folder, **options)

    def deployments(self, *words):
        found = chart.services(self.render(*words))
        return {each["metadata"]["labels"]["app.kubernetes.io/component"]: each for each in found}

    def told(self, *words):
        """What each service is told, by its name."""
        return {service: chart.environment(each["spec"]["template"]["spec"]["containers"][0])
                for service, each in self.deployments(*words).items()}


class EveryValueFile(ChartTest):
    def test_there_are_six(self):
        self.assertGreaterEqual(len(chart.value_files()), 6)

    def test_passes_the_linter(self):
        for file in chart.value_files():
            with self.subTest(values=file.name):
                code, said = chart.helm("lint", "--strict", str(chart.CHART), "-f", str(file), home=self.folder)
                self.assertEqual(code, 0, said)

    def test_is_accepted_by_kubernetes_and_operators_and_keeps_the_rules(self):
        for file in chart.value_files():
            with self.subTest(values=file.name):
                objects = self.render("-f", str(file))
                self.assertEqual(chart.kubernetes_says(objects, self.folder), [])
                self.assertEqual(chart.operators_say(objects), [])
                self.assertEqual(chart_rules.violations(objects), [])

    def test_needs_no_operators(self):
        for file in chart.value_files():
            if file.name == "mtls.yaml":
                continue
            with self.subTest(values=file.name):
                objects = self.render("-f", str(file), operators=())
                self.assertEqual([chart.called(each) for each in objects if chart.is_operators(each)], [])


class WhatIsMade(ChartTest):
    """What value files ask for is there, and what they don't ask for is not."""

    def kinds(self, name, **options):
        counts = {}
        for each in self.render("-f", str(chart.VALUES / name), **options):
            counts[each["kind"]] = counts.get(each["kind"], 0) + 1
        return counts

    def test_minimal(self):
        counts = self.kinds("minimal.yaml")
        self.assertEqual({kind: counts.get(kind, 0) for kind in (
            "Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy", "Job",
            "HorizontalPodAutoscaler",
            "ServiceMonitor", "PrometheusRule", "Certificate", "ConfigMap", "Secret")},
            {"Deployment": 5, "Service": 4, "PodDisruptionBudget": 4, "NetworkPolicy": 8, "Job": 1,
             "HorizontalPodAutoscaler": 0, "ServiceMonitor": 1, "PrometheusRule": 1, "Certificate": 0, "ConfigMap": 0,
             "Secret": 0})

    def test_everything_off(self):
        self.assertEqual(self.kinds("everything-off.yaml"),
                         {"Deployment": 4, "Service": 4, "ServiceAccount": 4, "Pod": 1})

    def test_autoscaled(self):
        counts = self.kinds("autoscaled.yaml")
        self.assertEqual((counts["HorizontalPodAutoscaler"], counts["PodDisruptionBudget"]), (1, 4))
        deployed = self.deployments("-f", str(chart.VALUES / "autoscaled.yaml"))
        self.assertEqual({name for name, each in deployed.items() if "replicas" not in each["spec"]}, {"registration"})

    def test_one_region(self):
        counts = self.kinds("one-region.yaml")
        self.assertNotIn("PodDisruptionBudget", counts)  # one replica alone may be moved
        for service, each in self.deployments("-f", str(chart.VALUES / "one-region.yaml")).items():
            spec = each["spec"]["template"]["spec"]
            self.assertEqual(each["metadata"]["name"], f"amur-{service}")
            self.assertEqual(spec["nodeSelector"], {"topology.kubernetes.io/region": "amur"})
            self.assertNotIn("topologySpreadConstraints", spec)

    def test_mtls(self):
        self.assertEqual(self.kinds("mtls.yaml")["Certificate"], 4)
        with self.assertRaisesRegex(AssertionError, "install cert-manager first"):
            self.kinds("mtls.yaml", operators=())

    def test_production(self):
        told = self.told("-f", str(chart.VALUES / "production.yaml"))
        self.assertEqual(self.kinds("production.yaml")["Job"], 2)
        self.assertEqual(told["registration"], {
            **told["registration"],
            "OPORA_KAFKA": "kafka-1.kafka.svc:9093,kafka-2.kafka.svc:9093",
            "OPORA_KAFKA_AUTHORITY": "/etc/opora/kafka/ca.crt",
            "OPORA_KAFKA_PASSWORD_FILE": "/etc/opora/kafka/password",
            "OPORA_KAFKA_SETTINGS": "Secret opora-kafka-settings/settings",
            "OPORA_KAFKA_USER": "Secret charity-kafka-registration/username",
            "OPORA_REDIS": "Secret opora-redis/address",
            "OPORA_LIMIT_CALLS": "600",
            "OPORA_LANE_QUEUE": "8192",
            "OPORA_LOG_LEVEL": "debug",
            "PGUSER": "Secret postgres-registration/user",
            "PGSSLROOTCERT": "/etc/opora/database/ca.crt"})
        self.assertNotIn("OPORA_LANE_QUEUE", told["scheduling"])
        topics = [container["command"] for each in self.render("-f", str(chart.VALUES / "production.yaml"))
                  if each["kind"] == "Job" for container in each["spec"]["template"]["spec"]["containers"]
                  if container["name"] == "topics"]
        self.assertEqual(topics, [["opora", "topics", "apply",
                                   "--kafka=kafka-1.kafka.svc:9093,kafka-2.kafka.svc:9093",
                                   "--accounts=opora-{service}"]])

    def test_feedback_is_reached_by_those_alone_who_must(self):
        """Whoever answers comes by what `clients` names. No other service of ours calls it; it calls those it hears."""
        def policy(*words):
            return next(each["spec"] for each in chart.of_kind(self.render(*words), "NetworkPolicy")
                        if each["metadata"]["name"] == "opora-feedback")
        minimal = policy(*MINIMAL)
        self.assertEqual(chart_rules.named_by(minimal["ingress"], "from"), {"test", "toolbox"})
        self.assertEqual(chart_rules.named_by(minimal["egress"], "to"), {"registration", "scheduling"})
        callers = [peer for rule in policy("-f", str(chart.VALUES / "production.yaml"))["ingress"]
                   if {"protocol": "TCP", "port": "grpc"} in rule["ports"] for peer in rule["from"]]
        self.assertEqual([peer for peer in callers if set(peer) != {"podSelector"}],
                         [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "gateway"}}}])

    def test_callers_show_certificates_where_asked(self):
        def asking(*words):
            return {service for service, told in self.told(*words).items() if "OPORA_TLS_CALLERS" in told}
        self.assertEqual(asking(*MINIMAL), set(chart.SERVICES))
        self.assertEqual(asking(*MINIMAL, "--set", "tls.mutual=false"), set())

    def test_a_service_joins_by_being_listed_once(self):
        words = (*MINIMAL, "--set", "services.newsletter.peers={registration}")
        objects = self.render(*words)
        self.assertEqual(chart_rules.violations(objects), [])
        self.assertEqual(chart.kubernetes_says(objects, self.folder), [])
        self.assertIn("newsletter", self.deployments(*words))
        self.assertEqual(set(self.deployments(*MINIMAL, "--set", "services.reporting=null")),
                         set(chart.SERVICES) - {"reporting"})

    def test_a_service_may_set_for_itself_what_holds_for_all(self):
        deployed = self.deployments(*MINIMAL, "--set", "defaults.autoscaling.enabled=true,defaults.replicas=3",
                                    "--set", "services.scheduling.autoscaling.enabled=false",
                                    "--set", "services.scheduling.replicas=0",
                                    "--set", "services.reporting.resources.limits.memory=1Gi")
        self.assertEqual({name: each["spec"].get("replicas") for name, each in deployed.items()},
                         {**dict.fromkeys(chart.SERVICES), "scheduling": 0})
        self.assertEqual({name: each["spec"]["template"]["spec"]["containers"][0]["resources"]
                          for name, each in deployed.items() if name in ("scheduling", "reporting")},
                         {"scheduling": {"limits": {"memory": "512Mi"}, "requests": {"cpu": "100m", "memory": "96Mi"}},
                          "reporting": {"limits": {"memory": "1Gi"}, "requests": {"cpu": "100m", "memory": "96Mi"}}})

    def test_a_version_goes_service_by_service(self):
        def images(*words):
            return {name: each["spec"]["template"]["spec"]["containers"][0]["image"]
                    for name, each in self.deployments("-f", str(chart.VALUES / "production.yaml"), *words).items()}
        step = images("--set", "defaults.tag=1.0.0", "--set", "services.reporting.tag=1.1.0")
        self.assertEqual({name: image.rpartition(":")[2] for name, image in step.items()},
                         {**dict.fromkeys(chart.SERVICES, "1.0.0"), "reporting": "1.1.0"})
        last = images("--set", "defaults.tag=1.1.0", "--set", "services.reporting.tag=")
        self.assertEqual({image.rpartition(":")[2] for image in last.values()}, {"1.1.0"})
        self.assertEqual({image.partition("@")[2][:7] for image in images().values()}, {"sha256:"})

    def test_pods_change_only_with_what_they_run_with(self):
        changed = self.copy_of_chart()
        description = changed / "Chart.yaml"
        description.write_text(re.sub(r"(?m)^version: .*", "version: 9.9.9", description.read_text()))
        for before, after in zip(self.render(*MINIMAL), self.render(*MINIMAL, chart=changed)):
            if before["kind"] == "Deployment":
                self.assertEqual(before["spec"], after["spec"])

    def copy_of_chart(self):
        return pathlib.Path(shutil.copytree(chart.CHART, self.folder / "opora"))


# What is set -> where the refusal says it is, and why.
WRONG = [
    ("database.address=", "/database/address", "does not match"),
    ("database.address=postgresql://db/opora", "/database/address", "does not match"),
    ("database.address=postgresql://me:secret@db/opora_{service}", "/database/address", "does not match"),
    ("database.secret=", "/database/secret", "does not match"),
    ("database.pasword=x", "/database", "'pasword' not allowed"),
    ("database.secret=null", "/database", "missing property 'secret'"),
    ("image.pullPolicy=Sometimes", "/image/pullPolicy", "'Always'"),
    ("image.digest=md5:1", "/image/digest", "does not match"),
    ("services.scheduling.replicas=many", "/services/scheduling/replicas", "want integer"),
    ("services.scheduling.replicas=-1", "/services/scheduling/replicas", "minimum"),
    ("services.scheduling.replica=2", "/services/scheduling", "'replica' not allowed"),
    ("services.reporting.peers=scheduling", "/services/reporting/peers", "want array"),
    ("services.reporting.autoscaling.cpuPercent=101", "/services/reporting/autoscaling/cpuPercent", "maximum"),
    ("services.Feed_Back.replicas=1", "/services", "'Feed_Back' not allowed"),
    ("defaults.spread=somewhat", "/defaults/spread", "'preferred'"),
    ("defaults.settings.log\\.level=loud", "/defaults/settings/log.level", "'debug'"),
    ("defaults.settings.lane\\.batch=0", "/defaults/settings/lane.batch", "minimum"),
    ("defaults.settings.stop\\.drain=1s", "/defaults/settings", "'stop.drain' not allowed"),
    ("defaults.settings.answers\\.remember=7 days", "/defaults/settings/answers.remember", "does not match"),
    ("tls.secret=", "/tls/secret", "minLength"),
    ("tls.certManager.enabled=true", "/tls/certManager/issuer", "minLength"),
    ("tls.mutual=perhaps", "/tls/mutual", "want boolean"),
    ("keys.secret=null", "/keys", "missing property 'secret'"),
    ("kafka.servers=kafka", "/kafka/servers", "does not match"),
    ("redis.port=70000", "/redis/port", "maximum"),
    ("stop.drainSeconds=10s", "/stop/drainSeconds", "want integer"),
    ("networkPolicy.clients=everybody", "/networkPolicy/clients", "want array"),
    ("monitoring.interval=often", "/monitoring/interval", "does not match"),
    ("replicas=3", "", "'replicas' not allowed"),
]

# What no schema can say.
CONTRADICTING = [
    ("services.reporting.peers={scheduling,newsletter}", "services.reporting.peers names newsletter"),
    ("services.reporting.peers={reporting}", "services.reporting.peers names itself"),
    ("defaults.autoscaling.enabled=true,defaults.autoscaling.minReplicas=7", "minReplicas is more than maxReplicas"),
]


class WrongValues(ChartTest):
    def refusal(self, what):
        with self.assertRaises(AssertionError, msg=what) as refused:
            self.render(*MINIMAL, "--set", what)
        return str(refused.exception)

    def test_are_refused_with_their_place(self):
        for what, place, why in WRONG:
            with self.subTest(set=what):
                lines = [line for line in self.refusal(what).splitlines() if f"at '{place}'" in line]
                self.assertTrue(any(why in line for line in lines), lines)

    def test_that_contradict_are_refused(self):
        for what, words in CONTRADICTING:
            with self.subTest(set=what):
                self.assertIn(words, self.refusal(what))


class WhatItSaysOfThePlatform(ChartTest):
    def test_alerts_are_the_platforms(self):
        self.assertEqual((chart.CHART / "files" / "opora.rules.yml").read_text(),
                         (chart.ROOT / "deploy" / "prometheus" / "rules" / "opora.yml").read_text(),
                         "helm/opora/files/opora.rules.yml is to be a copy of deploy/prometheus/rules/opora.yml")

    def alerts(self, *words):
        """name: its expression, on one line."""
        rule, = chart.of_kind(self.render(*words), "PrometheusRule")
        file = self.folder / "rules.yml"
        file.write_text(json.dumps(rule["spec"]))  # JSON is YAML, too
        subprocess.run(["promtool", "check", "rules", file], check=True, capture_output=True)
        return {each["alert"]: " ".join(each["expr"].split()) for group in rule["spec"]["groups"]
                for each in group["rules"]}

    def test_alerts_speak_of_this_release(self):
        shipped = {each["alert"]: " ".join(each["expr"].split()) for group in chart.read_yaml(
            chart.CHART / "files" / "opora.rules.yml")["groups"] for each in group["rules"]}
        made = self.alerts(*MINIMAL, "--set", "services.reporting=null", "--set", "fullnameOverride=amur",
                           "--set", "services.newsletter.peers={scheduling}",
                           "--set", "monitoring.volumes.namespaces=data|amur")
        missed = re.findall(r'absent\(opora_ready\{namespace="charity", service="(\w+)"\}\)', made["OporaServiceDown"])
        self.assertEqual(missed, ["feedback", "newsletter", "registration", "scheduling"])
        self.assertEqual(made["OporaServiceDown"].count("absent"), 4)
        self.assertIn('{namespace="charity", deployment=~"amur-(feedback|newsletter|registration|scheduling)"}',
                      made["OporaReplicaDown"])
        self.assertEqual(made["OporaDiskAlmostFull"].count('{namespace=~"data|amur", persistentvolumeclaim=~'),
                         shipped["OporaDiskAlmostFull"].count("persistentvolumeclaim"))
        own = {"OporaServiceDown", "OporaReplicaDown", "OporaDiskAlmostFull"}
        self.assertEqual({name: made[name] for name in set(made) - own},
                         {name: shipped[name] for name in set(shipped) - own})
        none = self.alerts(*MINIMAL, "--set", "services.scheduling.replicas=0")
        self.assertNotIn("scheduling", none["OporaServiceDown"])

    def test_somebody_has_to_say_where_postgresqls_volumes_are(self):
        with self.assertRaisesRegex(AssertionError, "monitoring.volumes.namespaces says where"):
            self.render(*MINIMAL, "--set", "monitoring.volumes.namespaces=")
        self.render(*MINIMAL, "--set", "monitoring.volumes.namespaces=", "--set", "monitoring.prometheusRule=false")

    def test_certificates_are_renewed_before_somebody_is_told(self):
        with self.assertRaisesRegex(AssertionError, "renewBefore is 48h"):
            self.render("-f", str(chart.VALUES / "mtls.yaml"), "--set", "tls.certManager.renewBefore=48h")

    def test_runbooks_find_the_toolbox(self):
        objects = self.render(*MINIMAL)
        toolbox, = [each for each in chart.of_kind(objects, "Deployment") if each not in chart.services(objects)]
        names = [each["name"] for each in toolbox["spec"]["template"]["spec"]["containers"]]
        pages = "".join(path.read_text() for path in (chart.ROOT / "docs" / "runbooks").glob("*.md"))
        used = re.findall(r"--namespace=opora exec deployment/(\S+) (?:--container=(\S+) )?-- opora", pages)
        self.assertGreater(len(used), 2)
        for pod, container in used:
            self.assertEqual(pod, toolbox["metadata"]["name"])
            self.assertIn(container or names[0], names)
        without = self.render(*MINIMAL, "--set", "toolbox.enabled=false")
        self.assertEqual(len(chart.of_kind(without, "Deployment")), len(names))

    def test_version(self):
        project = re.search(r"project\(opora VERSION (\S+)", (chart.ROOT / "CMakeLists.txt").read_text())[1]
        self.assertEqual(chart.read_yaml(chart.CHART / "Chart.yaml")["appVersion"], project)

    def test_readme_lists_the_values(self):
        rows = re.findall(r"^\| `([^`]+)` \| `(.*?)` \| (.+) \|$", (chart.CHART / "README.md").read_text(), re.M)
        listed = {name: default for name, default, _ in rows}
        self.assertEqual(len(rows), len(listed), "a value is listed twice")
        self.assertEqual(listed, dict(leaves(chart.read_yaml(chart.CHART / "values.yaml"))))

    def test_services_and_peers(self):
        listed = subprocess.run([PROGRAMS / "services" / "opora" / "opora", "services"], check=True,
                                capture_output=True, text=True).stdout.split()
        services = chart.read_yaml(chart.CHART / "values.yaml")["services"]
        self.assertEqual(sorted(services), sorted(listed))
        for name, own in services.items():
            consumers = (chart.ROOT / "services" / name / "handlers").glob("on_*.cpp")
            handlers = "".join(each.read_text() for each in consumers)
            followed = {other for other in listed if other != name and re.search(rf"\b{other}::v1::", handlers)}
            self.assertEqual(set(own.get("peers", [])), followed, f"whose events {name} consumes")

    def test_services_take_what_they_are_told(self):
        """Each program reads its settings as the chart writes them; one that it did not know would stop it."""
        for file in chart.value_files():
            for service, told in self.told("-f", str(file)).items():
                with self.subTest(values=file.name, service=service):
                    said = self.print_config(service, {name: "redis://redis" if "redis" in value else
                                                       "client.id=x" if value.startswith("Secret ") else value
                                                       for name, value in told.items()
                                                       if name not in chart_rules.LIBPQ})
                    self.assertIn("listen.address = \"0.0.0.0:7400\"  (environment OPORA_LISTEN_ADDRESS)", said)

    def test_schema_knows_the_settings(self):
        """Every setting of the platform is set by the chart itself or may be set in values, within its own limits."""
        schema = json.loads((chart.CHART / "values.schema.json").read_text())
        known = schema["definitions"]["service"]["properties"]["settings"]["properties"]
        own = {name for told in self.told("-f", str(chart.VALUES / "production.yaml")).values() for name in told}
        printed = set(re.findall(r"^(\S+) = ", self.print_config("scheduling", {}), re.M))
        missing = {name for name in printed - set(known) if "OPORA_" + name.upper().replace(".", "_") not in own}
        self.assertEqual((missing, set(known) - printed), (set(), set()))
        limits = {"connections.most": 1_000_001, "connections.of_peer": 1_000_001, "limit.calls": 1_000_000_001,
                  "limit.sealed": 1_000_000_001, "query.threads": 65, "lane.batch": 4097, "lane.queue": 1_000_001}
        for name, value in limits.items():
            self.assertEqual(known[name]["maximum"], value - 1)
            with self.assertRaises(subprocess.CalledProcessError):
                self.print_config("scheduling", {"OPORA_" + name.upper().replace(".", "_"): str(value)})

    @staticmethod
    def print_config(service, told):
        return subprocess.run([PROGRAMS / "services" / service / f"opora-{service}", "--print-config"], check=True,
                              capture_output=True, text=True, env=told).stdout


def leaves(values, path=""):
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, f"{path}{name}.")
        else:
            yield path + name, value if isinstance(value, str) and value else json.dumps(value)


# With which values, in which file, what is replaced by what -> the words by which it is found.
PLANTED = [
    ("minimal", "_pod.tpl", "runAsNonRoot: true", "runAsNonRoot: false", "runAsNonRoot is False"),
    ("minimal", "_pod.tpl", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "Filesystem is False"),
    ("minimal", "_pod.tpl", "drop: [ALL]", "drop: [NET_RAW]", "capabilities is"),
    ("minimal", "_pod.tpl", "type: RuntimeDefault", "type: Unconfined", "seccompProfile is"),
    ("minimal", "_pod.tpl", "automountServiceAccountToken: false", "automountServiceAccountToken: true", "a token"),
    ("minimal", "_pod.tpl", "enableServiceLinks: false", "enableServiceLinks: true", "service links"),
    ("minimal", "_pod.tpl", "0.0.0.0:7402", "0.0.0.0:7403", "OPORA_HEALTH_ADDRESS is 0.0.0.0:7403"),
    ("minimal", "_pod.tpl", "- name: OPORA_TLS_AUTHORITY", "- name: OPORA_TLS_X", "can't know its peers"),
    ("minimal", "_pod.tpl", "- name: PGPASSWORD\n", "- name: PGPASS\n", "password is in plain sight"),
    ("minimal", "_names.tpl", "-{{ .service }}.{{ .root", "-{{ .service }}s.{{ .root", "leads to no Service"),
    ("minimal", "deployments.yaml", "containerPort: 7402", "containerPort: 7400", "names the ports"),
    ("minimal", "deployments.yaml", "live\n            periodSeconds: 10", "\"\"\n            periodSeconds: 10",
     "its livenessProbe asks"),
    ("minimal", "deployments.yaml", 'service: ""', "service: live", "its readinessProbe asks"),
    ("minimal", "_pod.tpl", "--mode=0600", "--mode=0640", "open to others"),
    ("minimal", "deployments.yaml", "$.Values.stop.drainSeconds 15", "0", "is killed before it has drained"),
    ("minimal", "deployments.yaml", "maxUnavailable: 0", "maxUnavailable: 1", "before others are ready"),
    ("autoscaled", "deployments.yaml", "if not $own.autoscaling.enabled", "if true", "are counted by two"),
    ("minimal", "services.yaml", "targetPort: metrics", "targetPort: grpc", "its port metrics is 7401, to grpc"),
    ("minimal", "services.yaml", "app.kubernetes.io/component: {{ $service }}\n  ports", "a: b\n  ports",
     "Service opora-registration: chooses []"),
    ("minimal", "services.yaml", "kind: Service\n", "kind: Ingress\n", "stands between callers and services"),
    ("minimal", "network-policies.yaml", "Egress]\n{{- range", "Egress]\n  egress: [{}]\n{{- range",
     "no policy denies"),
    ("minimal", "network-policies.yaml", "append $callers $other", "append $callers $service", "is not let in by"),
    ("production", "network-policies.yaml", '{{- include "opora.egressToKafka" $ | nindent 4 }}', "",
     "may not reach OPORA_KAFKA"),
    ("minimal", "_network.tpl", 'default "5432"', 'default "5433"', "may not reach OPORA_DATABASE"),
    ("minimal", "_network.tpl", "protocol: UDP", "protocol: SCTP", "may not ask for names"),
    ("minimal", "autoscaling.yaml", "component: {{ $service }}", "component: x", "chooses []"),
    ("minimal", "hooks.yaml", 'hook-weight: "-10"', 'hook-weight: "10"', "is not there before it"),
    ("minimal", "hooks.yaml", "[opora, migrate, {{ $service }}]", "[opora, migrate]", "runs ['opora', 'migrate']"),
    ("minimal", "hooks.yaml", '"tag" $own.tag', '"tag" "old"', "or with another version"),
    ("production", "hooks.yaml", "- name: kafka\n              mount", "- name: topic\n              mount",
     "has the volumes"),
    ("mtls", "certificates.yaml", "- {{ $name }}.{{ $.Release.Namespace }}.svc\n", "- {{ $name }}.svc\n",
     "no certificate names"),
    ("minimal", "network-policies.yaml", 'append $callers "toolbox"', '$callers', "is not let in by"),
    ("minimal", "network-policies.yaml", 'if eq $component "toolbox"', "if false", "toolbox: may not reach"),
    ("minimal", "toolbox.yaml", "component: toolbox\n  template", "component: tool\n  template", "toolbox: chooses []"),
    ("minimal", "monitoring.yaml", "matchLabels:", "matchLabels:\n      a: b",
     "ServiceMonitor opora-monitoring: scrapes"),
]

# The same for what Kubernetes and operators find.
MISSPELT = [
    ("minimal", "deployments.yaml", "terminationGracePeriodSeconds", "terminationGraceSeconds"),
    ("autoscaled", "autoscaling.yaml", "averageUtilization", "averageUse"),
    ("minimal", "monitoring.yaml", "honorLabels: true", "honorLabels: perhaps"),
    ("mtls", "certificates.yaml", "rotationPolicy: Always", "rotationPolicy: Sometimes"),
]


class PlantedBugs(ChartTest):
    def with_planted(self, values, file, old, new):
        changed = pathlib.Path(shutil.copytree(chart.CHART, self.folder / "opora", dirs_exist_ok=True))
        template = changed / "templates" / file
        text = template.read_text()
        self.assertIn(old, text, f"{file} has no such place any more")
        template.write_text(text.replace(old, new))
        return self.render("-f", str(chart.VALUES / f"{values}.yaml"), chart=changed)

    def test_are_found_by_a_rule(self):
        for values, file, old, new, words in PLANTED:
            with self.subTest(file=file, planted=new):
                self.assertIn(words, "\n".join(chart_rules.violations(self.with_planted(values, file, old, new))))

    def test_are_found_by_kubernetes_and_operators(self):
        for values, file, old, new in MISSPELT:
            with self.subTest(file=file, planted=new):
                objects = self.with_planted(values, file, old, new)
                found = chart.operators_say(objects) + chart.kubernetes_says(objects, self.folder)
                self.assertIn(new.partition(":")[0], "\n".join(found))


if __name__ == "__main__":
    PROGRAMS = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
