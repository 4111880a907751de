"""helm/opora on a real API server: a release is installed, tested, upgraded, rolled back and uninstalled, and what goes
wrong on the way leaves the release before serving. There are no nodes: pods_stand_in.py says what pods do.

Usage: api_server_test.py HELM [unittest's arguments]. HELM is helm, the newest, or helm3, as scripts/setup long names
them, or a path.
"""
import json
import pathlib
import sys
import tempfile
import unittest

import go_programs
from cluster.processes import wait_until
from control_plane import ControlPlane
from pods_stand_in import PodsStandIn
from support import chart

HELM = chart.TOOLS / "bin" / sys.argv.pop(1)
SERVICES = chart.SERVICES
NAMESPACE = chart.NAMESPACE
SECRETS = {"opora-tls": ("tls.crt", "tls.key", "ca.crt"), "opora-signing-key": ("signing-key.jwk",),
           **{f"opora-database-{service}": ("username", "password") for service in SERVICES}}
# As kinds of operators that the chart knows: what is in them is not looked at here, chart_test.py does.
OPERATORS = [("monitoring.coreos.com", "ServiceMonitor"), ("monitoring.coreos.com", "PrometheusRule"),
             ("cert-manager.io", "Certificate")]


def definition(group, kind):
    plural = kind.lower() + "s"
    anything = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
    return {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "metadata": {"name": f"{plural}.{group}"},
            "spec": {"group": group, "scope": "Namespaced", "names": {"kind": kind, "plural": plural},
                     "versions": [{"name": "v1", "served": True, "storage": True, "schema": anything}]}}


class OnAnApiServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory(prefix="opora-api-server-")
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = pathlib.Path(temporary.name)
        cls.plane = cls.enterClassContext(ControlPlane(cls.folder))

    def setUp(self):
        """A namespace as strict as Kubernetes knows it, with the Secrets that have to be there."""
        self.namespace = self.id().rpartition(".")[2].replace("_", "-")[:60].strip("-")
        labels = {"pod-security.kubernetes.io/enforce": "restricted"}
        self.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": self.namespace, "labels": labels}})
        for name, keys in SECRETS.items():
            self.apply_secret(name, keys)
        self.pods = self.enterContext(PodsStandIn(self.plane, self.namespace))
        self.addCleanup(lambda: self.assertIsNone(self.pods.trouble))

    def apply(self, *objects):
        for each in objects:
            self.plane.kubectl("apply", "--filename=-", input=json.dumps(each))

    def apply_secret(self, name, keys, value="c2VjcmV0"):
        self.apply({"apiVersion": "v1", "kind": "Secret", "data": {key: value for key in keys},
                    "metadata": {"name": name, "namespace": self.namespace}})

    def helm(self, verb, *words):
        return self.plane.helm(verb, "opora", *words, "--namespace", self.namespace, program=HELM)

    def bring(self, verb, *sets, timeout="60s"):
        """Installs or upgrades, and waits until all is ready."""
        return self.helm(verb, str(chart.CHART), "-f", str(chart.VALUES / "minimal.yaml"),
                         *(word for each in sets for word in ("--set", each)), "--wait", "--timeout", timeout)

    def add_operators(self):
        self.apply(*(definition(group, kind) for group, kind in OPERATORS))
        self.wait_for_operators(True)

    def remove_operators(self):
        for group, kind in OPERATORS:
            self.plane.kubectl("delete", "crd", f"{kind.lower()}s.{group}", "--ignore-not-found")
        self.wait_for_operators(False)

    def wait_for_operators(self, there):
        for group, kind in OPERATORS:
            path = f"/apis/{group}/v1/namespaces/{self.namespace}/{kind.lower()}s"
            self.assertTrue(wait_until(lambda path=path: (self.plane.find(path) is not None) == there, 30), path)

    def listed(self, kind, group="apps/v1"):
        root = "/api/v1" if group == "v1" else f"/apis/{group}"
        return self.plane.ask("GET", f"{root}/namespaces/{self.namespace}/{kind}")["items"]

    def serving(self, components=SERVICES):
        """How many replicas are ready, by service and the image's tag."""
        counts = {}
        for pod in self.listed("pods", "v1"):
            component = pod["metadata"]["labels"]["app.kubernetes.io/component"]
            said = {each["type"]: each["status"] for each in pod["status"].get("conditions", [])}
            ready = said.get("Ready") == "True"
            if component in components and ready and not pod["metadata"].get("deletionTimestamp"):
                key = (component, pod["spec"]["containers"][0]["image"].rpartition(":")[2])
                counts[key] = counts.get(key, 0) + 1
        return counts

    def assert_serves(self, tag, replicas=2):
        wanted = {(service, tag): replicas for service in SERVICES}
        self.assertTrue(wait_until(lambda: self.serving() == wanted, 30), f"{self.serving()}, and not {wanted}")
        self.assertEqual(self.serving(["toolbox"]), {("toolbox", tag): 1})  # where the pages' commands are run

    def revisions(self):
        return [each["status"] for each in json.loads(self.helm("history", "--output", "json"))]


class Releases(OnAnApiServer):
    def test_install_upgrade_rollback_uninstall(self):
        self.bring("install", "image.tag=one")
        self.assert_serves("one")
        migrated, = self.listed("jobs", "batch/v1")
        self.assertEqual(migrated["status"]["succeeded"], 1)
        for each in self.listed("deployments"):
            self.assertLessEqual(migrated["status"]["completionTime"], each["metadata"]["creationTimestamp"],
                                 "the schemas come before the services")
        self.assertIn("Succeeded", self.helm("test"))

        self.bring("upgrade", "image.tag=two", "defaults.replicas=3")
        self.assert_serves("two", 3)
        self.helm("rollback", "1", "--wait", "--timeout", "60s")
        self.assert_serves("one")
        self.assertEqual(self.revisions(), ["superseded", "superseded", "deployed"])

        self.helm("uninstall", "--wait", "--timeout", "60s")
        self.assertEqual(self.left_behind(), {("Job", "opora-migrate"), ("Pod", "opora-test")})

    def left_behind(self):
        kinds = "deployments,replicasets,services,serviceaccounts,networkpolicies,poddisruptionbudgets,configmaps,jobs"
        said = json.loads(self.plane.kubectl("get", kinds + ",pods,horizontalpodautoscalers", "--output=json",
                                             f"--namespace={self.namespace}"))
        return {(each["kind"], each["metadata"]["name"]) for each in said["items"]
                if "app.kubernetes.io/instance" in each["metadata"].get("labels", {})
                and not any(owner["kind"] == "Job" for owner in each["metadata"].get("ownerReferences", []))}

    def test_a_version_goes_service_by_service(self):
        """The steps of the chart's README.md."""
        self.bring("install", "image.tag=one")
        for sets, renewed in (
                (("defaults.tag=one", "services.reporting.tag=two"), {"reporting"}),
                (("services.feedback.tag=two",), {"feedback", "reporting"}),
                (("services.registration.tag=two",), {"feedback", "registration", "reporting"}),
                (("defaults.tag=two", "services.reporting.tag=", "services.feedback.tag=",
                  "services.registration.tag="), set(SERVICES))):
            words = [word for each in sets for word in ("--set", each)]
            self.helm("upgrade", str(chart.CHART), "--reset-then-reuse-values", *words, "--wait", "--timeout", "60s")
            now = {(service, "two" if service in renewed else "one"): 2 for service in SERVICES}
            self.assertTrue(wait_until(lambda now=now: self.serving() == now, 30), self.serving())
        self.helm("rollback", "--wait", "--timeout", "60s")
        self.assertIn(("scheduling", "one"), self.serving())

    def test_a_changed_secret_starts_its_services_anew(self):
        self.bring("install")
        before = {each["metadata"]["name"] for each in self.listed("replicasets")}
        self.bring("upgrade")
        self.assertEqual({each["metadata"]["name"] for each in self.listed("replicasets")}, before)
        self.apply_secret("opora-database-reporting", ("username", "password"), "Y2hhbmdlZA==")
        self.bring("upgrade")
        new = {each["metadata"]["name"] for each in self.listed("replicasets")} - before
        self.assertEqual({name.rpartition("-")[0] for name in new}, {"opora-reporting", "opora-toolbox"})

    def test_operators_that_come_later_are_noticed(self):
        self.remove_operators()
        self.assertIn("The cluster has no monitoring.coreos.com/v1", self.bring("install"))
        self.add_operators()
        self.assertNotIn("The cluster has no", self.bring("upgrade"))
        for kind in ("servicemonitors", "prometheusrules"):
            self.assertEqual(len(self.listed(kind, "monitoring.coreos.com/v1")), 1)

    def test_every_value_file_is_accepted(self):
        """Strictly: no unknown field, no pod that the strictest namespace refuses."""
        self.add_operators()
        self.apply({"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "value": 1000,
                    "metadata": {"name": "important"}})
        for file in chart.value_files():
            with self.subTest(values=file.name):
                objects = chart.render("-f", str(file), "--namespace", self.namespace, home=self.folder, program=HELM)
                # Whoever runs a pod has to be there, even if it is only asked whether it might be.
                self.apply(*chart.of_kind(objects, "ServiceAccount"))
                objects += [{"apiVersion": "v1", "kind": "Pod", "spec": {"restartPolicy": "Never", **spec},
                             "metadata": {"name": f"pod-{number}", "namespace": self.namespace, "labels": labels}}
                            for number, (_, labels, spec) in enumerate(chart.pods(objects))]
                said = self.dry_run({"apiVersion": "v1", "kind": "List", "items": objects})
                self.assertEqual(said.count("(server dry run)"), len(objects), said)
        pod = objects[-1]
        for spoilt, why in (({"misspelt": 1}, "misspelt"), ({"securityContext": {}}, "violates PodSecurity")):
            with self.assertRaisesRegex(AssertionError, why):
                self.dry_run({**pod, "spec": {**pod["spec"], **spoilt}})

    def dry_run(self, what):
        return self.plane.kubectl("apply", "--dry-run=server", "--validate=strict", "--filename=-",
                                  input=json.dumps(what))


class BothHelms(unittest.TestCase):
    def test_every_value_file_renders_to_the_same_objects(self):
        home = self.enterContext(tempfile.TemporaryDirectory(prefix="opora-helms-"))
        both = chart.HELM, go_programs.there(go_programs.helm_3())
        self.assertTrue(chart.value_files())
        for file in chart.value_files():
            with self.subTest(values=file.name):
                self.assertEqual(*(sorted(chart.render("-f", str(file), home=home, program=program), key=json.dumps)
                                   for program in both))


class Trouble(OnAnApiServer):
    """What goes wrong leaves the release before serving, and what was wrong mended, the upgrade goes through."""

    def setUp(self):
        super().setUp()
        self.bring("install", "image.tag=one")
        self.assert_serves("one")
        self.untouched = self.specs()

    def specs(self):
        return {each["metadata"]["name"]: each["spec"] for each in self.listed("deployments")}

    def assert_refused(self, *sets, why, timeout="60s"):
        with self.assertRaises(AssertionError) as refused:
            self.bring("upgrade", *sets, timeout=timeout)
        self.assertRegex(str(refused.exception), why)
        self.assertEqual(self.revisions()[-1], "failed")
        self.assert_serves("one")

    def test_a_failed_migration(self):
        self.pods.failing.add("opora:two")
        self.assert_refused("image.tag=two", "migrations.retries=0", why="opora-migrate")
        self.assertEqual(self.specs(), self.untouched)
        self.pods.failing.clear()
        self.bring("upgrade", "image.tag=two")
        self.assert_serves("two")

    def test_a_missing_secret_of_a_database(self):
        self.assert_refused("image.tag=two", "database.secret=new-{service}", "migrations.deadlineSeconds=10",
                            why="opora-migrate")
        self.assertEqual(self.pods.missing, {f"new-{service}" for service in SERVICES})
        self.assertEqual(self.specs(), self.untouched)
        for service in SERVICES:
            self.apply_secret(f"new-{service}", ("username", "password"))
        self.bring("upgrade", "image.tag=two", "database.secret=new-{service}")
        self.assert_serves("two")

    def test_a_missing_secret_of_services(self):
        """Here only new replicas can notice it, so they wait while the old ones serve."""
        self.assert_refused("image.tag=two", "tls.secret=nowhere", why="not ready|deadline|timed out", timeout="15s")
        self.assertIn("nowhere", self.pods.missing)
        self.helm("rollback", "--wait", "--timeout", "60s")
        self.assert_serves("one")
        self.assertTrue(wait_until(lambda: self.specs() == self.untouched, 30))

    def test_a_wrong_value(self):
        with self.assertRaisesRegex(AssertionError, "/services/scheduling/replicas"):
            self.bring("upgrade", "services.scheduling.replicas=many")
        self.assertEqual(self.revisions(), ["deployed"])
        self.assert_serves("one")


if __name__ == "__main__":
    go_programs.there(HELM)
    unittest.main()
