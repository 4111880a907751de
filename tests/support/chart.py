"""The chart as others see it: what helm makes of it and some values, and what Kubernetes and operators say to that."""
import json
import os
import pathlib
import subprocess

from . import ROOT
from .described import TOOLS, documents_read_by

CHART = ROOT / "helm" / "opora"
TESTS = ROOT / "tests" / "deploy" / "chart"
VALUES = TESTS / "values"
CACHE = TOOLS.parent
HELM = TOOLS / "bin" / "helm"
NAMESPACE, RELEASE = "charity", "opora"
OPERATORS = ("monitoring.coreos.com/v1", "cert-manager.io/v1")
KUBERNETES = "1.37"

# As Kubernetes reads YAML, by an older version of it than compose goes by.
READ_YAML = """
import json, sys, yaml
json.dump(list(yaml.safe_load_all(sys.stdin)), sys.stdout, default=str)
"""


def read_yaml(path):
    return documents_read_by(READ_YAML, pathlib.Path(path).read_text(encoding="utf-8"))[0]


SERVICES = tuple(read_yaml(CHART / "values.yaml")["services"])


def value_files():
    return sorted(VALUES.glob("*.yaml"))


def helm(*words, home, program=HELM):
    """Runs helm, which keeps its own things under `home`; returns its exit code and what it said."""
    places = {name: str(home) for name in ("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")}
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False, env={**os.environ, **places})
    return done.returncode, done.stdout + done.stderr


def render(*words, home, chart=CHART, operators=OPERATORS, program=HELM):
    """The objects of a release, as helm would send them; refused with helm's words. `words` are further ones of its."""
    known = [word for each in operators for word in ("--api-versions", each)]
    code, said = helm("template", RELEASE, str(chart), "--namespace", NAMESPACE, "--kube-version", KUBERNETES, *known,
                      *words, home=home, program=program)
    if code != 0:
        raise AssertionError(said)
    return [each for each in documents_read_by(READ_YAML, said) if each]


def kubernetes_says(objects, folder):
    """What Kubernetes's own schemas refuse in its own objects, misspelt fields included."""
    file = pathlib.Path(folder) / "objects.yaml"
    own = [json.dumps(each) for each in objects if not is_operators(each)]  # JSON is YAML, too
    file.write_text("\n---\n".join(own), encoding="utf-8")
    done = subprocess.run([TOOLS / "bin" / "kubernetes-validate", "-k", KUBERNETES, "--strict", "--quiet", file],
                          capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    return [said.strip()] if done.returncode != 0 or said.strip() else []


def operators_say(objects):
    """What operators' types refuse in their objects."""
    theirs = [each for each in objects if is_operators(each)]
    done = subprocess.run([TOOLS / "bin" / "node", TESTS / "crds" / "check.mjs", CACHE / "crds"],
                          input=json.dumps(theirs), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return [done.stderr]
    return done.stdout.splitlines()


def is_operators(each):
    return each["apiVersion"] in OPERATORS


def called(each):
    return f"{each['kind']} {each['metadata']['name']}"


def of_kind(objects, *kinds):
    return [each for each in objects if each["kind"] in kinds]


def services(objects):
    """The Deployments of services; the toolbox is none."""
    return [each for each in of_kind(objects, "Deployment")
            if each["metadata"]["labels"]["app.kubernetes.io/component"] != "toolbox"]


def pods(objects):
    """(whose it is, its labels, its spec) of everything that starts pods."""
    for each in objects:
        if each["kind"] == "Pod":
            yield called(each), each["metadata"]["labels"], each["spec"]
        elif each["kind"] in ("Deployment", "Job"):
            template = each["spec"]["template"]
            yield called(each), template["metadata"]["labels"], template["spec"]


def containers(spec):
    return spec.get("initContainers", []) + spec["containers"]


def environment(container):
    """Values by name; a Secret's as `Secret name/key`."""
    told = {}
    for each in container.get("env", []):
        source = each.get("valueFrom", {}).get("secretKeyRef")
        told[each["name"]] = f"Secret {source['name']}/{source['key']}" if source else each["value"]
    return told


def is_hook(each):
    return "helm.sh/hook" in each["metadata"].get("annotations", {})
