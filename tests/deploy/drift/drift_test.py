"""scripts/cluster, docker-compose.yml, the image and the chart describe one topology: the same services, ports,
settings, topics, questions after health, and versions. Each rule of drift.py finds what it is there to find.

Usage: drift_test.py BUILD_FOLDER [unittest's arguments]
"""
import pathlib
import shutil
import sys
import tempfile
import unittest

from drift import Everything, differences
from support import ROOT
from support.chart import VALUES
from support.described import Programs, tool
from support.topology import Chart

PROGRAMS = Programs(pathlib.Path(sys.argv[1]).resolve())
CHART = ROOT / "helm" / "opora"
# What descriptions are read from.
READ = ["docker-compose.yml", ".env", "CMakeLists.txt", "deploy", "scripts", "helm"]

# (file, what it says, what it would say, what is found)
PLANTED = [
    ("docker-compose.yml", '"feedback", "reporting"]', '"feedback"]',
     "the databases of docker-compose.yml lacks reporting"),
    ("docker-compose.yml", "  reporting:\n    <<: *service", "  reports:\n    <<: *service",
     "docker-compose.yml lacks reporting"),
    ("docker-compose.yml", " reporting=reporting:7400", "",
     "the peers of scheduling in docker-compose.yml lacks reporting"),
    ("docker-compose.yml", "  kafka-reporting:\n", "", "docker-compose.yml lacks 'kafka-reporting:'"),
    ("docker-compose.yml", "      registration:\n        condition: service_healthy\n", "",
     "docker-compose.yml lacks 'registration:'"),
    ("deploy/kafka/topics.json", '"name": "opora.registration.v1"', '"name": "opora.reporting.v1"',
     "topics.json lacks '\"name\": \"opora.registration.v1\",'"),
    ("deploy/grafana/dashboards/opora.json", "|reporting", "|reports", "opora.json has"),
    ("helm/opora/values.yaml", "peers: [scheduling, registration]", "peers: [scheduling]", "values.yaml lacks 'peers:"),
    (".env", "REPORTING_PASSWORD=", "REPORT_PASSWORD=", "the passwords of .env has report"),
    ("deploy/prometheus/prometheus.yml", "          - opora-registration-2:7401\n", "",
     "prometheus.yml lacks opora-registration-2:7401"),
    ("deploy/prometheus/prometheus.yml", "- opora-reporting-1:7401", "- opora-reporting-0:7401",
     "prometheus.yml has opora-reporting-0:7401"),
    ("docker-compose.yml", "name: opora", "name: charity", "prometheus.yml lacks charity-reporting-2"),
    ("docker-compose.yml", "OPORA_LISTEN_ADDRESS:", "OPORA_LISTEN_ADRESS:", "OPORA_LISTEN_ADRESS"),
    ("docker-compose.yml", "  OPORA_KAFKA: kafka:9092\n", "", "does not tell scheduling its kafka"),
    ("deploy/Dockerfile", "ENV OPORA_DATA=", "ENV OPORA_DATE=", "refuses what the image tells it"),
    ("docker-compose.yml", "OPORA_METRICS_ADDRESS: 0.0.0.0:7401", "OPORA_METRICS_ADDRESS: 0.0.0.0:7409",
     "metrics.address on 7409"),
    ("docker-compose.yml", "registration=registration:7400 ", "registration=registration:7410 ",
     "looks for registration="),
    ("deploy/Dockerfile", "EXPOSE 7400 7401 7402", "EXPOSE 7400 7401 7403", "the image exposes 7403"),
    ("deploy/cluster/ports.py", "= 7410, 7510, 9490", "= 7410, 7510, 9590", "publishes prometheus"),
    ("docker-compose.yml", '"127.0.0.1:9490:9090"', '"127.0.0.1:9090:9090"', "publishes prometheus"),
    ("docker-compose.yml", "replicas: 2", "replicas: 3", "has 3 replicas"),
    ("docker-compose.yml", '"probe"]', '"health", "--address=127.0.0.1:7402"]', "asks scheduling by"),
    ("docker-compose.yml", "  OPORA_HEALTH_ADDRESS: 127.0.0.1:7402\n", "", "it tells of its health on None"),
    ("docker-compose.yml", "stop_grace_period: 30s\n  healthcheck", "stop_grace_period: 5s\n  healthcheck",
     "kills scheduling after"),
    ("deploy/kafka/topics.json", "opora.registration.v1", "opora.registrations.v1", "is none of a service's"),
    ("deploy/Dockerfile", "/opora/deploy/kafka/topics.json", "/opora/topics.json", "does not look"),
    ("deploy/Dockerfile", "VOLUME /var/lib/opora", "VOLUME /var/lib/data", "which is no volume of the image"),
    ("docker-compose.yml", 'KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false"', 'KAFKA_AUTO_CREATE_TOPICS_ENABLE: "true"',
     "Kafka's auto.create.topics.enable is true"),
    ("docker-compose.yml", '"64mb"', '"1gb"', "Redis has"),
    ("deploy/cluster/postgres.py", "CONNECTIONS_OF_A_REPLICA, CONNECTIONS_BESIDE = 10", "CONNECTIONS_OF_A_REPLICA, "
     "CONNECTIONS_BESIDE = 20", "PostgreSQL takes 150 connections"),
    ("docker-compose.yml", "@postgres:5432/", "@database:5432/", "looks for database:5432"),
    ("docker-compose.yml", "/etc/opora/tls/reporting.pem", "/etc/opora/tls/scheduling.pem", "somebody else's"),
    ("scripts/packages.txt", "postgresql-15", "postgresql-17", "docker-compose.yml has postgres"),
    ("scripts/setup", "kafka_version=4.1.0", "kafka_version=4.2.0", "docker-compose.yml has kafka"),
    ("docker-compose.yml", "redis:7.0.15", "redis:7.4.0", "docker-compose.yml has redis"),
    ("docker-compose.yml", "prometheus:v2.42.0", "prometheus:v2.53.0", "docker-compose.yml has prometheus"),
    ("CMakeLists.txt", "project(opora VERSION 0.1.0", "project(opora VERSION 0.2.0", "deploy/Dockerfile makes version"),
]
PLANTED_IN_THE_CHART = [
    ("helm/opora/templates/hooks.yaml", "[opora, topics, apply,", "[opora, topic, apply,", "makes topics by"),
    ("helm/opora/templates/hooks.yaml", "[opora, topics, apply,", "[opora, topics, apply, --file=/x,",
     "makes other topics"),
    ("helm/opora/templates/_pod.tpl", "OPORA_STOP_DRAIN", "OPORA_STOP_DRAINS", "OPORA_STOP_DRAINS"),
    ("helm/opora/templates/_pod.tpl", "runAsUser: 10001", "runAsUser: 1000", "as 1000:10001"),
    ("helm/opora/templates/_pod.tpl", "value: 0.0.0.0:7401", "value: 0.0.0.0:7501", "metrics.address on 7501"),
    ("helm/opora/templates/deployments.yaml", "containerPort: 7400", "containerPort: 7500", "calls the port 7500"),
    ("helm/opora/templates/deployments.yaml", "service: live", "service: alive", "should ask 7402 for 'live'"),
    ("helm/opora/Chart.yaml", 'appVersion: "', 'appVersion: "9', "the chart is for version"),
]


def charts_of(root: pathlib.Path, values: str = "*") -> dict[str, Chart]:
    """The chart with each of the value files it is tested with; none while there is no chart."""
    if not (root / "helm" / "opora").is_dir():
        return {}
    files = sorted(VALUES.glob(f"{values}.yaml"))
    return {file.name: Chart(root, pathlib.Path(tool("helm")), file) for file in files}


class Drift(unittest.TestCase):
    maxDiff = None

    def test_there_is_none(self):
        self.assertEqual(differences(Everything.of(ROOT, PROGRAMS, charts_of(ROOT))), [])

    def test_the_chart_is_looked_at(self):
        self.assertEqual(CHART.is_dir(), bool(charts_of(ROOT, "production")), "the chart has no such values")


class Planted(unittest.TestCase):
    """A copy of the descriptions with one of them changed."""

    def found(self, path, old, new, in_the_chart):
        with tempfile.TemporaryDirectory(prefix="opora-drift-") as name:
            copy = pathlib.Path(name)
            for part in filter(lambda part: (ROOT / part).exists(), READ):
                source = ROOT / part
                if source.is_dir():
                    shutil.copytree(source, copy / part, ignore=shutil.ignore_patterns("__pycache__", "rounds"))
                else:
                    shutil.copy(source, copy / part)
            text = (copy / path).read_text(encoding="utf-8")
            self.assertIn(old, text, f"{path} has moved on: mend this row")
            (copy / path).write_text(text.replace(old, new), encoding="utf-8")
            return differences(Everything.of(copy, PROGRAMS, charts_of(copy, "production") if in_the_chart else {}))

    def check(self, rows, in_the_chart):
        for path, old, new, words in rows:
            with self.subTest(path=path, changed=new):
                sentences = self.found(path, old, new, in_the_chart)
                self.assertTrue(any(words in sentence for sentence in sentences), sentences)

    def test_each_is_found(self):
        self.check(PLANTED, in_the_chart=False)

    def test_each_is_found_in_the_chart(self):
        self.check(PLANTED_IN_THE_CHART if CHART.is_dir() else [], in_the_chart=True)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
