"""deploy/Dockerfile and docker-compose.yml are as their linters and the format's schema want them, and as we do: images
by version, no secret in clear, everything asked after its health, started in the order of health. Each check finds what
it is there to find.
"""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from support import ROOT
from support.described import TOOLS, VARIABLE, Compose, read_yaml, tool, variables_of

SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|(?<!CLIENT_)AUTH$")


def said_by(*command) -> tuple[int, str]:
    environment = {**os.environ, "PATH": f"{TOOLS / 'bin'}:{os.environ['PATH']}", "NO_COLOR": "1"}
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stdout + done.stderr


def hadolint(folder):
    return said_by(tool("hadolint"), "--failure-threshold=style", folder / "deploy" / "Dockerfile")


def compose_schema(folder):
    return said_by(tool("check-jsonschema"), "--builtin-schema=vendor.compose-spec", folder / "docker-compose.yml")


def dclint(folder):
    program = TOOLS / "dclint" / "node_modules" / ".bin" / "dclint"
    if not program.exists():
        raise FileNotFoundError(f"{program} is not installed: run scripts/setup.")
    return said_by(program, "--max-warnings=0", f"--config={folder / '.dclintrc'}", folder / "docker-compose.yml")


def our_rules(folder):
    sentences = [sentence for rule in RULES for sentence in rule(Compose(folder))]
    return len(sentences), "\n".join(sentences)


# ---- ours, each a sentence for what breaks it

def images_have_versions(compose):
    for name, each in compose.services.items():
        if not re.search(r":v?\d+(\.\d+)+(-\w+)?$", each["image"]):
            yield f"{name} has {each['image']}, which may be another tomorrow."


def no_secret_is_in_clear(compose):
    text = (compose.root / "docker-compose.yml").read_text(encoding="utf-8")
    for line in text.splitlines():
        name, colon, value = line.strip().partition(": ")
        is_path = name.endswith("_FILE") and value.startswith("/")
        if colon and SECRET.search(name) and not is_path and not VARIABLE.fullmatch(value):
            yield f"{name} is in clear."
    asked = {match[1] for match in VARIABLE.finditer(text) if match[1]}
    known = set(variables_of(compose.root / ".env"))
    yield from (f"{name} is asked for and not in .env." for name in sorted(asked - known))
    yield from (f"{name} of .env is asked for by nobody." for name in sorted(known - asked))


def everything_is_asked_after_its_health(compose):
    for name, each in compose.services.items():
        if not compose.is_one_shot(name) and "healthcheck" not in each:
            yield f"{name} stays up, and nobody asks after its health."


def everything_starts_by_health(compose):
    for name, each in compose.services.items():
        for needed, how in each.get("depends_on", {}).items():
            wanted = "service_completed_successfully" if compose.is_one_shot(needed) else "service_healthy"
            if how["condition"] != wanted:
                yield f"{name} starts by {how['condition']} of {needed}, not by {wanted}."
            if needed in reached_from(compose, needed):
                yield f"{name} waits for {needed}, which waits for itself."


def reached_from(compose, name):
    reached, waiting = set(), [name]
    while waiting:
        for needed in compose.services[waiting.pop()].get("depends_on", {}):
            if needed not in reached:
                reached.add(needed)
                waiting.append(needed)
    return reached


def nobody_may_more_than_needed(compose):
    """PostgreSQL's image begins as root, to give its files to its user, and writes beside its data."""
    for name, each in compose.services.items():
        if "no-new-privileges:true" not in each.get("security_opt", []):
            yield f"{name} may gain rights that it has not."
        if each.get("cap_drop") != ["ALL"] and name != "postgres":
            yield f"{name} keeps rights that it does not need."
        if each["image"].startswith("opora:") and not each.get("read_only"):
            yield f"{name} can write into its root."


def what_is_mounted_is_there(compose):
    volumes = set(compose.raw["volumes"])
    for name in compose.services:
        for source, _, _ in compose.mounted(name):
            if source.startswith("./"):
                if not (compose.root / source).exists():
                    yield f"{name} mounts {source}, which is not there."
            elif source != "/" and source not in volumes:
                yield f"{name} mounts {source}, which is no volume."


def what_looks_for_others_finds_them(compose):
    """Names and ports by which Prometheus and Grafana know each other; drift.py looks after the replicas."""
    deploy = compose.root / "deploy"
    config = read_yaml(deploy / "prometheus" / "prometheus.yml")
    jobs = [job for job in config["scrape_configs"] if job["job_name"] != "opora"]
    static = [each for job in jobs for each in job.get("static_configs", [])]
    static += config["alerting"]["alertmanagers"][0]["static_configs"]
    named = [f"{name}:{each['port']}" for job in jobs for each in job.get("dns_sd_configs", [])
             for name in each["names"]]
    sources = read_yaml(deploy / "grafana" / "provisioning" / "datasources" / "prometheus.yml")["datasources"]
    listens = {"alertmanager": "9093", "node": "9100", "prometheus": "9090"}
    places = [target for each in static for target in each["targets"] if not target.startswith("localhost")]
    for place in places + named + [each["url"].removeprefix("http://") for each in sources]:
        name, _, port = place.partition(":")
        if name not in compose.services or listens.get(name) != port:
            yield f"somebody looks for {place}, where nobody is."
    shown = read_yaml(deploy / "grafana" / "provisioning" / "dashboards" / "opora.yml")["providers"][0]["options"]
    if shown["path"] not in [target for _, target, _ in compose.mounted("grafana")]:
        yield f"Grafana looks for dashboards in {shown['path']}, where none are."


# What is none of ours, and stands between nobody and the services.
BESIDE = {"alertmanager", "databases", "grafana", "kafka", "node", "postgres", "prometheus", "redis"}


def nothing_writes_down_who_answers(compose):
    """Calls of feedback leave nothing with it; so nothing stands before it that keeps a line of each, and its database
    keeps none of its statements (docs/anonymous-answers.md)."""
    for name, each in compose.services.items():
        if not each["image"].startswith("opora:") and name not in BESIDE:
            yield f"{name} is new: does it write down who calls? docs/anonymous-answers.md says what it may keep."
    words = " ".join(compose.services["postgres"]["command"])
    for setting in re.findall(r"\b(log_\w+|debug_\w+|track_commit_timestamp|shared_preload_libraries)=", words):
        yield f"postgres is started with {setting}: what it writes down may say when somebody answered."

def our_image_is_built_once(compose):
    """Two builds of one name are made side by side, and the second fails; a pull could bring somebody else's."""
    ours = {name: each for name, each in compose.services.items() if each["image"].startswith("opora:")}
    builders = [name for name, each in compose.services.items() if "build" in each]
    if len(builders) != 1 or builders[0] not in ours:
        yield f"the image is built by {builders}: one of those that run it has to."
    yield from (f"{name} asks a registry for {each['image']}, which none has." for name, each in ours.items()
                if each.get("pull_policy") != "never")
    yield from (f"{name} may be in a profile and not there to build." for name in builders
                if "profiles" in compose.services[name])


def published_ports_can_be_had(compose):
    for name in compose.services:
        for address, port, inside in compose.published(name):
            if address != "127.0.0.1":
                yield f"{name} publishes {inside} to others than this machine."
            if not port.isdecimal():
                yield f"{name} publishes {inside} on {port}: engines fail at ranges, and whose is which is chance."
            if compose.replicas(name) > 1:
                yield f"{name} has {compose.replicas(name)} replicas, and one port {port}: only the first one starts."


def it_runs_on_any_machine(compose):
    """Without a profile: engines inside virtual machines have another root, and rootless ones may not share it."""
    for name, each in compose.services.items():
        if "profiles" in each:
            continue
        for mount in each.get("volumes", []):
            source = mount["source"] if isinstance(mount, dict) else mount.split(":")[0]
            if source.startswith("/") or "propagation" in str(mount):
                yield f"{name} mounts {source} of the machine, which not every one lets it."
        for key in ("privileged", "pid", "devices", "userns_mode"):
            if key in each or each.get("network_mode") == "host":
                yield f"{name} asks for more of the machine than every one gives."


# What docker-compose.yml might say, and the Compose that first understood it. Before 2.7 `up --wait` waited for what
# ends by itself until the end of time.
SINCE = [(r"condition: service_completed_successfully", (2, 7)), (r"^\s+restart: (true|false)$", (2, 17)),
         (r"^\s+required: (true|false)$", (2, 20)), (r"^include:", (2, 20)), (r"start_interval:", (2, 21)),
         (r"^\s+develop:", (2, 22)), (r"^\s+content:", (2, 23)), (r"!(reset|override)\b", (2, 24)),
         (r"^\s+(post_start|pre_stop):", (2, 30)), (r"^\s+(provider|models):", (2, 36))]


def the_least_compose_is_said(compose):
    text = (compose.root / "docker-compose.yml").read_text(encoding="utf-8")
    needed = max(version for pattern, version in SINCE if re.search(pattern, text, re.MULTILINE))
    for place in ("docker-compose.yml", "README.md"):
        said = re.search(r"Compose (\d+)\.(\d+) or newer", (compose.root / place).read_text(encoding="utf-8"))
        if not said or tuple(map(int, said.groups())) != needed:
            yield f"{place} says {said and said[0]}; docker-compose.yml takes Compose {needed[0]}.{needed[1]}."


RULES = [images_have_versions, no_secret_is_in_clear, everything_is_asked_after_its_health,
         everything_starts_by_health, nobody_may_more_than_needed, what_is_mounted_is_there,
         what_looks_for_others_finds_them, nothing_writes_down_who_answers, our_image_is_built_once,
         published_ports_can_be_had, it_runs_on_any_machine, the_least_compose_is_said]

# (check, file, what it says, what it would say, what is found)
PLANTED = [
    (hadolint, "deploy/Dockerfile", "debian:${DEBIAN}-slim AS run", "debian:latest AS run", "DL3007"),
    (hadolint, "deploy/Dockerfile", "WORKDIR /opora", "WORKDIR opora", "DL3000"),
    (compose_schema, "docker-compose.yml", "  cap_drop: &nothing", "  cap_drops: &nothing", "cap_drops"),
    (dclint, "docker-compose.yml", '"127.0.0.1:9490:9090"', '"9490:9090"', "no-unbound-port-interfaces"),
    (our_rules, "docker-compose.yml", "redis:7.0.15-bookworm", "redis:7-bookworm", "another tomorrow"),
    (our_rules, "docker-compose.yml", "PGPASSWORD: ${REPORTING_PASSWORD:?is in .env}", "PGPASSWORD: hunter2",
     "PGPASSWORD is in clear"),
    (our_rules, "docker-compose.yml", "PASSWORD_FILE: /etc/opora/kafka/password", "PASSWORD_FILE: hunter2",
     "OPORA_KAFKA_PASSWORD_FILE is in clear"),
    (our_rules, ".env", "REDIS_PASSWORD=", "REDIS_PASSWORT=", "REDIS_PASSWORD is asked for"),
    (our_rules, ".env", "REDIS_PASSWORD=", "MORE=1\nREDIS_PASSWORD=", "MORE of .env is asked for by nobody"),
    (our_rules, "docker-compose.yml", "    healthcheck:\n      # By TCP", "    x-healthcheck:\n      # By TCP",
     "postgres stays up, and nobody asks after its health"),
    (our_rules, "docker-compose.yml", "      registration:\n        condition: service_healthy",
     "      registration:\n        condition: service_started", "reporting starts by service_started"),
    (our_rules, "docker-compose.yml", "  redis:\n    condition: service_healthy\n",
     "  redis:\n    condition: service_healthy\n  reporting:\n    condition: service_healthy\n", "waits for itself"),
    (our_rules, "docker-compose.yml", "  read_only: true\n  security_opt: &as-it-is", "  security_opt: &as-it-is",
     "can write into its root"),
    (our_rules, "docker-compose.yml", "deploy/compose/databases.sh", "deploy/compose/database.sh", "is not there"),
    (our_rules, "docker-compose.yml", "- keys:/var/lib/opora", "- key:/var/lib/opora", "is no volume"),
    (our_rules, "docker-compose.yml", "  # Makes an authority",
     "  proxy:\n    image: nginx:1.27.0\n\n  # Makes an", "proxy is new: does it write down who calls?"),
    (our_rules, "docker-compose.yml", '"-c", "max_connections=150"', '"-c", "log_statement=mod"',
     "postgres is started with log_statement"),
    (our_rules, "deploy/prometheus/prometheus.yml", "[alertmanager:9093]", "[alerts:9093]", "where nobody is"),
    (our_rules, "deploy/prometheus/prometheus.yml", "names: [node]", "names: [disks]", "looks for disks:9100"),
    (our_rules, "docker-compose.yml", "  pull_policy: never", "  pull_policy: missing", "asks a registry"),
    (our_rules, "docker-compose.yml", "  pull_policy: never", "  pull_policy: never\n  build: .", "is built by"),
    (our_rules, "docker-compose.yml", "  # Makes an authority",
     "  other:\n    <<: *opora\n    build: .\n\n  # Makes an", "is built by ['other', 'certificates']"),
    (our_rules, "docker-compose.yml", '"127.0.0.1:9490:9090"', '"127.0.0.1:9490-9491:9090"', "engines fail at ranges"),
    (our_rules, "docker-compose.yml", '    command: ["opora-reporting"]',
     '    ports:\n      - "127.0.0.1:7430:7400"\n    command: ["opora-reporting"]', "only the first one starts"),
    (our_rules, "docker-compose.yml", "    profiles:\n      - host\n", "", "not every one lets it"),
    (our_rules, "docker-compose.yml", "      start_period: 10s\n",
     "      start_period: 10s\n      start_interval: 1s\n", "docker-compose.yml takes Compose 2.21"),
    (our_rules, "README.md", "Compose 2.7 or newer", "Compose 2.1 or newer", "README.md says Compose 2.1"),
    (our_rules, "deploy/grafana/provisioning/datasources/prometheus.yml", ":9090", ":9091", "where nobody is"),
]


class Files(unittest.TestCase):
    def test_linters_and_schema(self):
        for check in (hadolint, compose_schema, dclint):
            with self.subTest(check.__name__):
                code, said = check(ROOT)
                self.assertEqual(code, 0, said)

    def test_our_rules(self):
        self.assertEqual(our_rules(ROOT), (0, ""))

    def test_each_planted_fault_is_found(self):
        for check, path, old, new, words in PLANTED:
            with self.subTest(check=check.__name__, changed=new), tempfile.TemporaryDirectory() as name:
                copy = pathlib.Path(name)
                for part in ("docker-compose.yml", ".env", ".dclintrc", "README.md"):
                    shutil.copy(ROOT / part, copy / part)
                shutil.copytree(ROOT / "deploy", copy / "deploy")
                text = (copy / path).read_text(encoding="utf-8")
                self.assertIn(old, text, f"{path} has moved on: mend this row")
                (copy / path).write_text(text.replace(old, new), encoding="utf-8")
                code, said = check(copy)
                self.assertNotEqual(code, 0)
                self.assertIn(words, said)


if __name__ == "__main__":
    unittest.main()
