"""Each description of the topology (scripts/cluster, docker-compose.yml, the chart) and the image, reduced to what they
have in common, so that they can be compared.
"""
import dataclasses
import json
import pathlib
import re
import subprocess
import sys

from .described import Compose, Programs, read_yaml, yaml_documents
from .dockerfile import instructions_of, pairs_of, words_of

# Told by a checkout's own deploy/cluster, in a process of its own, so that one copy can be compared with another.
TELL_CLUSTER = """
import json, sys
from cluster import Cluster, Ports, kafka, ports, postgres
services, replicas = json.loads(sys.argv[1]), 2
cluster = Cluster(sys.argv[2], sys.argv[3], replicas, Ports.FIXED, with_prometheus=True)
print(json.dumps({
    "ports": ports.fixed(services, replicas),
    "settings": {each.name: sorted({*each.settings, "listen.address", "metrics.address"}) for each in cluster.replicas},
    "connections": cluster.postgres.connections,
    "kafka": kafka.PROPERTIES + kafka.SECURED,
}))
"""


class Cluster:
    """scripts/cluster, as it would start two replicas of each service."""

    def __init__(self, root: pathlib.Path, programs: Programs, services: list[str]):
        done = subprocess.run(
            [sys.executable, "-B", "-c", TELL_CLUSTER, json.dumps(services), str(root / "nothing"),
             str(programs.folder)],
            env={"PYTHONPATH": str(root / "deploy"), "HOME": "/", "PATH": "/usr/bin:/bin"}, capture_output=True,
            text=True, check=False)
        if done.returncode != 0:
            raise ValueError(f"deploy/cluster does not tell what it is made of: {done.stderr.strip()}")
        told = json.loads(done.stdout)
        self.ports: dict[str, int] = told["ports"]
        self.settings: dict[str, list[str]] = told["settings"]
        self.connections: int = told["connections"]
        self.kafka = dict(re.findall(r"^([a-z.]+)=([^{}\n]*)$", told["kafka"], re.MULTILINE))
        parts = (root / "deploy" / "cluster" / "parts.py").read_text(encoding="utf-8")
        self.redis = dict(re.findall(r'"--(maxmemory\S*)", "(\S+)"', parts))


class ImageFile:
    """What deploy/Dockerfile says of the image it makes."""

    def __init__(self, root: pathlib.Path):
        self.environment: dict[str, str] = {}
        self.ports: list[int] = []
        self.volumes: list[str] = []
        self.user = "0"
        self.copied: dict[str, str] = {}
        self.arguments: dict[str, str] = {}
        for each in instructions_of((root / "deploy" / "Dockerfile").read_text(encoding="utf-8")):
            if each.name == "FROM":
                self.environment, self.ports, self.volumes, self.copied, self.user = {}, [], [], {}, "0"
            elif each.name == "ARG":
                name, _, value = each.text.partition("=")
                self.arguments[name] = value
            elif each.name == "ENV":
                self.environment.update(pairs_of(each, {}))
            elif each.name == "EXPOSE":
                self.ports += [int(port) for port in words_of(each)]
            elif each.name == "VOLUME":
                self.volumes += words_of(each)
            elif each.name == "USER":
                self.user = each.text
            elif each.name == "COPY":
                *sources, into = words_of(each)
                self.copied.update({source: into for source in sources})


@dataclasses.dataclass
class Told:
    """What one service is told, and how it is asked whether it is well."""
    environment: dict[str, str]
    command: list[str]
    ports: dict[str, int] = dataclasses.field(default_factory=dict)
    probes: dict[str, dict] = dataclasses.field(default_factory=dict)
    user: str = ""
    grace_seconds: float = 0

    def settings(self) -> dict[str, str]:
        return {name: value for name, value in self.environment.items() if name.startswith("OPORA_")}


def seconds(text: str) -> float:
    """A duration as compose or a setting writes it."""
    number, unit = re.fullmatch(r"(\d+)(ms|s|m|h)", text).groups()
    return int(number) * {"ms": 0.001, "s": 1, "m": 60, "h": 3600}[unit]


def told_by_compose(compose: Compose, service: str) -> Told:
    described = compose.services[service]
    return Told(described["environment"], described["command"],
                probes={"ready": {"command": described["healthcheck"]["test"]}},
                grace_seconds=seconds(described.get("stop_grace_period", "10s")))


class Chart:
    """helm/opora, filled in with one of its value files. Values of Secrets are made up: only their names matter."""

    MADE_UP = {"OPORA_REDIS": "redis://:secret@redis:6379", "OPORA_KAFKA_SETTINGS": "security.protocol=ssl"}

    def __init__(self, root: pathlib.Path, helm: pathlib.Path, values: pathlib.Path):
        self.folder = root / "helm" / "opora"
        self.described = read_yaml(self.folder / "Chart.yaml")
        # Of the chart's neighbours in a cluster it asks only whether they are there.
        known = [f"--api-versions={each}/v1" for each in ("monitoring.coreos.com", "cert-manager.io")]
        done = subprocess.run([str(helm), "template", "opora", str(self.folder), f"--values={values}", *known,
                               "--kube-version=1.37"], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise ValueError(f"helm template with {values.name} fails: {done.stderr.strip()}")
        self.objects = [each for each in yaml_documents(done.stdout) if each]

    def of_kind(self, kind: str) -> list[dict]:
        return [each for each in self.objects if each["kind"] == kind]

    def containers(self) -> list[dict]:
        """Of every Deployment and Job."""
        pods = [each["spec"]["template"]["spec"] for kind in ("Deployment", "Job") for each in self.of_kind(kind)]
        return [container for pod in pods for container in pod["containers"] + pod.get("initContainers", [])]

    def services(self) -> dict[str, Told]:
        deployed = {each["metadata"]["labels"]["app.kubernetes.io/component"]: each
                    for each in self.of_kind("Deployment")}
        return {name: self._told(each) for name, each in deployed.items() if name != "toolbox"}

    def _told(self, deployment: dict) -> Told:
        pod = deployment["spec"]["template"]["spec"]
        container = pod["containers"][0]
        environment = {each["name"]: str(each["value"]) if "value" in each else self.MADE_UP.get(each["name"], "secret")
                       for each in container.get("env", [])}
        return Told(environment, container["command"], {each["name"]: each["containerPort"]
                                                        for each in container["ports"]},
                    {name.removesuffix("Probe"): container[name] for name in container if name.endswith("Probe")},
                    f"{pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}",
                    pod["terminationGracePeriodSeconds"])


__all__ = ["Chart", "Cluster", "Compose", "ImageFile", "Programs", "Told", "read_yaml", "seconds", "told_by_compose",
           "tool", "variable_of"]
