"""How scripts/cluster, docker-compose.yml, the image and the chart differ where they have to agree. Each rule yields
sentences; none means that it holds.
"""
import dataclasses
import difflib
import json
import pathlib
import re
import subprocess
from typing import Iterator, Optional
from urllib.parse import urlsplit

from each_service import PARTS
from support.described import Compose, Programs, read_yaml, variable_of
from support.topology import Chart, Cluster, ImageFile, Told, seconds, told_by_compose

GRPC, METRICS, HEALTH = "listen.address", "metrics.address", "health.address"


@dataclasses.dataclass
class Everything:
    root: pathlib.Path
    programs: Programs
    cluster: Cluster
    compose: Compose
    image: ImageFile
    charts: dict[str, Chart]  # by value file; empty while there is no chart

    @classmethod
    def of(cls, root: pathlib.Path, programs: Programs, charts: dict[str, Chart]) -> "Everything":
        return cls(root, programs, Cluster(root, programs, programs.services), Compose(root), ImageFile(root), charts)

    def told(self) -> Iterator[tuple[str, str, Told]]:
        """(where, service, what it is told)"""
        for service in self.programs.services:
            if service in self.compose.services:
                yield "docker-compose.yml", service, told_by_compose(self.compose, service)
            for name, chart in self.charts.items():
                if service in chart.services():
                    yield f"the chart with {name}", service, chart.services()[service]


def port_of(address: str) -> Optional[int]:
    return int(address.rpartition(":")[2]) if address else None


def every_service_is_everywhere(all: Everything) -> Iterator[str]:
    services, compose = set(all.programs.services), all.compose
    ours = {name for name, each in compose.services.items()
            if each["image"].startswith("opora:") and not compose.is_one_shot(name)}
    places = {"docker-compose.yml": ours,
              "the databases of docker-compose.yml": set(compose.services["databases"]["command"][1:]),
              "the passwords of .env": {name.removesuffix("_PASSWORD").lower() for name in compose.variables}
              - {"postgres", "redis", "grafana"},
              "scripts/cluster": {name.rpartition("-")[0] for name in all.cluster.settings}}
    for place, service, told in all.told():
        if "OPORA_PEERS" in told.environment and place.startswith("docker"):
            names = {word.partition("=")[0] for word in told.environment["OPORA_PEERS"].split()}
            places[f"the peers of {service} in docker-compose.yml"] = names
    places.update({f"the chart with {name}": set(chart.services()) for name, chart in all.charts.items()})
    for place, there in places.items():
        yield from (f"{place} lacks {service}, which opora services lists." for service in sorted(services - there))
        yield from (f"{place} has {service}, which opora services lacks." for service in sorted(there - services))


def every_file_has_its_part_for_each(all: Everything) -> Iterator[str]:
    for path, part in PARTS.items():
        text = (all.root / path).read_text(encoding="utf-8")
        try:
            wanted = part(text, all.programs.listed)
        except ValueError as error:
            yield f"{path} can't be looked through for services: {error}"
            continue
        for line in difflib.ndiff(text.splitlines(), wanted.splitlines()):
            if line.startswith(("+ ", "- ")):
                yield f"{path} {'lacks' if line[0] == '+' else 'has'} '{line[2:].strip()}': run scripts/topology."


def scraped(all: Everything) -> dict:
    config = read_yaml(all.root / "deploy" / "prometheus" / "prometheus.yml")
    return next(each for each in config["scrape_configs"] if each["job_name"] == "opora")


def prometheus_looks_for_every_replica(all: Everything) -> Iterator[str]:
    """By the names that compose gives to containers: the project's, the service's and a number."""
    project, compose = all.compose.raw["name"], all.compose.services
    wanted = {f"{project}-{service}-{number}:{all.image.ports[1]}"
              for service in all.programs.services if service in compose
              for number in range(1, all.compose.replicas(service) + 1)}
    found = {target for each in scraped(all)["static_configs"] for target in each["targets"]}
    yield from (f"prometheus.yml lacks {each}." for each in sorted(wanted - found))
    yield from (f"prometheus.yml has {each}, which compose does not start." for each in sorted(found - wanted))


def every_setting_is_one(all: Everything) -> Iterator[str]:
    """The program itself says so: it prints its settings only if it knows each and each can have its value."""
    for place, service, told in all.told():
        try:
            all.programs.settings(service, *told.command[1:], environment=told.settings())
        except ValueError as error:
            yield f"{service} refuses what {place} tells it: {error}"
    for service in all.programs.services:
        try:
            all.programs.settings(service, environment=all.image.environment)
        except ValueError as error:
            yield f"{service} refuses what the image tells it: {error}"


def what_the_cluster_tells_is_told(all: Everything) -> Iterator[str]:
    """As long as nothing else says so: Redis and Kafka are a choice of the chart's values, and so are peers."""
    choices = {"kafka", "kafka.user", "kafka.password_file", "kafka.authority", "redis", "peers"}
    for place, service, told in all.told():
        known = {*told.settings(), *all.image.environment}
        for setting in all.cluster.settings[f"{service}-1"]:
            if variable_of(setting) not in known and not (place.startswith("the chart") and setting in choices):
                yield f"{place} does not tell {service} its {setting}, which scripts/cluster does."


def ports_agree(all: Everything) -> Iterator[str]:
    grpc, metrics, health = all.image.ports
    for place, service, told in all.told():
        settings = {"metrics.address": f":{metrics}", **told.environment}
        for setting, port in ((GRPC, grpc), (METRICS, metrics), (HEALTH, health)):
            there = port_of(settings.get(variable_of(setting), ""))
            if there != port:
                yield f"{service} has {setting} on {there} in {place}; the image exposes {port}."
        for name, port in told.ports.items():
            if {"grpc": grpc, "metrics": metrics, "health": health}.get(name) != port:
                yield f"{place} calls the port {port} of {service} {name}, which the image does not."
        for address in told.environment.get("OPORA_PEERS", "").split():
            if port_of(address) != grpc:
                yield f"{service} looks for {address} in {place}; gRPC listens on {grpc}."


def published_ports_agree(all: Everything) -> Iterator[str]:
    """What both have on one port of this machine is on the same one. Services have two, and compose publishes none."""
    ports = all.cluster.ports
    for service, port, inside in (("prometheus", ports["prometheus"], 9090), ("kafka", ports["kafka"], ports["kafka"])):
        there = all.compose.published(service)
        if there != [("127.0.0.1", str(port), str(inside))]:
            yield f"docker-compose.yml publishes {service} as {there}; scripts/cluster has it on {port}."
    for service in filter(all.compose.services.get, all.programs.services):
        number = sum(bool(re.fullmatch(rf"{service}-\d+", name)) for name in ports)
        there = all.compose.replicas(service)
        if there != number:
            yield f"docker-compose.yml has {there} replicas of {service}; scripts/cluster has {number}."


def health_is_asked_where_it_is_told(all: Everything) -> Iterator[str]:
    for place, service, told in all.told():
        port = port_of(told.environment.get(variable_of(HEALTH), ""))
        if "ready" in told.probes:  # compose's one question, which health_test.py asks
            asked = told.probes["ready"]["command"]
            if asked != ["CMD", "opora", "probe"] or port is None:
                yield f"{place} asks {service} by {asked}; it tells of its health on {port}."
            continue
        for probe, name in (("startup", "live"), ("readiness", ""), ("liveness", "live")):
            asked = told.probes.get(probe, {}).get("grpc", {})
            if (asked.get("port"), asked.get("service", "")) != (port, name):
                yield f"the {probe} probe of {service} in {place} asks {asked}; it should ask {port} for {name!r}."


def there_is_time_to_drain(all: Everything) -> Iterator[str]:
    for place, service, told in all.told():
        drain = told.environment.get("OPORA_STOP_DRAIN") or all.programs.settings(service)["stop.drain"]
        if told.grace_seconds <= seconds(drain):
            yield f"{place} kills {service} after {told.grace_seconds} s; it may drain for {drain}."


def topics_agree(all: Everything) -> Iterator[str]:
    topics = json.loads((all.root / "deploy" / "kafka" / "topics.json").read_text(encoding="utf-8"))
    into = all.image.copied.get("deploy/kafka/topics.json")
    if into != "/opora/deploy/kafka/topics.json":
        yield f"the image has its topics in {into}, where `opora topics apply` does not look."
    command = all.compose.services["topics"]["command"]
    kafka = all.compose.services["scheduling"]["environment"].get("OPORA_KAFKA")
    if command[:4] != ["opora", "topics", "apply", f"--kafka={kafka}"] or "--accounts={service}" not in command:
        yield f"docker-compose.yml makes topics by {command}, and not all of them where services look."
    for topic in topics["topics"]:
        service = re.fullmatch(r"opora\.(\w+)\.v1", topic["name"])
        if not service or service[1] not in all.programs.services:
            yield f"the topic {topic['name']} is none of a service's."
    for name, chart in all.charts.items():
        for each in chart.containers():
            if each["name"] == "topics" and each["command"][:3] != ["opora", "topics", "apply"]:
                yield f"the chart with {name} makes topics by {each['command']}."
            if any(word.startswith("--file") for word in each["command"]):
                yield f"the chart with {name} makes other topics than the image has."


def everybody_runs_as_the_images_user(all: Everything) -> Iterator[str]:
    for place, service, told in all.told():
        if told.user and told.user != all.image.user:
            yield f"{place} runs {service} as {told.user}; the image's files belong to {all.image.user}."
        data = told.environment.get("OPORA_DATA", all.image.environment.get("OPORA_DATA"))
        if not any(f"{data}/".startswith(f"{volume}/") for volume in all.image.volumes):
            yield f"{service} has its data in {data} in {place}, which is no volume of the image."


def engines_are_set_alike(all: Everything) -> Iterator[str]:
    for name, value in all.compose.services["kafka"]["environment"].items():
        setting = name.removeprefix("KAFKA_").lower().replace("_", ".")
        ours = all.cluster.kafka.get(setting, value)
        if ours != value:
            yield f"Kafka's {setting} is {value} in docker-compose.yml; scripts/cluster has {ours}."
    for setting in ("auto.create.topics.enable", "offsets.topic.replication.factor"):
        if setting not in all.cluster.kafka:
            yield f"scripts/cluster does not say Kafka's {setting}."
    words = all.compose.services["redis"]["command"]
    redis = dict(zip((word.removeprefix("--") for word in words[::2]), words[1::2]))
    if redis != all.cluster.redis:
        yield f"Redis has {redis} in docker-compose.yml; scripts/cluster has {all.cluster.redis}."
    told = " ".join(all.compose.services["postgres"]["command"])
    most = int(re.search(r"max_connections=(\d+)", told)[1])
    if most < all.cluster.connections:
        wanted = all.cluster.connections
        yield f"PostgreSQL takes {most} connections in docker-compose.yml; the replicas may want {wanted}."


def compose_looks_where_things_are(all: Everything) -> Iterator[str]:
    services = all.compose.services
    for place, service, told in all.told():
        if not place.startswith("docker"):
            continue
        environment = told.environment
        found = {"OPORA_DATABASE": ("postgres", 5432), "OPORA_REDIS": ("redis", 6379), "OPORA_KAFKA": ("kafka", 9092)}
        for variable, wanted in found.items():
            text = environment.get(variable, "")
            parts = urlsplit(text if "//" in text else f"//{text}")
            if (parts.hostname, parts.port) != wanted:
                yield f"{service} looks for {parts.hostname}:{parts.port} by {variable}; it is {wanted[0]}:{wanted[1]}."
        if f"{service}.pem" not in environment["OPORA_TLS_CERTIFICATE"]:
            yield f"{service} shows a certificate of somebody else's: {environment['OPORA_TLS_CERTIFICATE']}."
    if services["opora"]["environment"]["OPORA_ADDRESS"] != services["scheduling"]["environment"]["OPORA_PEERS"]:
        yield "the tool of docker-compose.yml looks for services elsewhere than they do for each other."


def package_version(package: str) -> str:
    """Upstream's version of what this machine has installed, without Debian's part."""
    done = subprocess.run(["dpkg-query", "--show", "--showformat=${Version}", package], capture_output=True, text=True,
                          check=False)
    return re.split(r"[-+~]", done.stdout.rpartition(":")[2])[0]


def versions_agree(all: Everything) -> Iterator[str]:
    tags = {name: re.sub(r"-bookworm$", "", each["image"].rpartition(":")[2]).lstrip("v")
            for name, each in all.compose.services.items()}
    setup = (all.root / "scripts" / "setup").read_text(encoding="utf-8")
    packages = (all.root / "scripts" / "packages.txt").read_text(encoding="utf-8")
    project = re.search(r"project\(opora VERSION (\S+)", (all.root / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
    wanted = {"postgres": re.search(r"^postgresql-(\d+)", packages, re.MULTILINE)[1],
              "kafka": re.search(r"^kafka_version=(\S+)", setup, re.MULTILINE)[1],
              "redis": package_version("redis-tools"), "prometheus": package_version("prometheus"),
              **{service: project for service in all.programs.services if service in tags}}
    alertmanager = package_version("prometheus-alertmanager")
    if alertmanager:
        wanted["alertmanager"] = alertmanager
    for name, version in wanted.items():
        there = tags[name].split(".")[0] if name == "postgres" else tags[name]
        if there != version:
            yield f"docker-compose.yml has {name} {tags[name]}; scripts/cluster and the packages have {version}."
    if all.image.arguments["OPORA_VERSION"] != project:
        yield f"deploy/Dockerfile makes version {all.image.arguments['OPORA_VERSION']} of the project's {project}."
    for name, chart in all.charts.items():
        if str(chart.described["appVersion"]) != project:
            yield f"the chart is for version {chart.described['appVersion']} of the project's {project}."
        for container in chart.containers():
            if not re.fullmatch(r"\S*opora(:\S+|@sha256:\S+)", container["image"]):
                yield f"the chart with {name} runs {container['image']}, which is not the image."


RULES = [every_service_is_everywhere, every_file_has_its_part_for_each, prometheus_looks_for_every_replica,
         every_setting_is_one, what_the_cluster_tells_is_told, ports_agree, published_ports_agree,
         health_is_asked_where_it_is_told, there_is_time_to_drain, topics_agree, everybody_runs_as_the_images_user,
         engines_are_set_alike, compose_looks_where_things_are, versions_agree]


def differences(all: Everything) -> list[str]:
    return [sentence for rule in RULES for sentence in rule(all)]
