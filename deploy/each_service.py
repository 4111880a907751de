"""Where files of several formats each have their part for every service: what that part is, from what `opora services
--json` lists. None of these files can read another one, so the parts are written into them (scripts/topology), and
tests/deploy holds them to it.

Usage: each_service.py ROOT PROGRAM   writes them, PROGRAM being the tool `opora`
"""
import json
import pathlib
import re
import subprocess
import sys

REPLICAS = 2
# What has a password in .env or a volume of Kafka's accounts and is none of our services.
NOT_SERVICES = "POSTGRES|REDIS|GRAFANA"


def listed(program) -> list[dict]:
    """[{"name": "reporting", "hears": ["scheduling", …], "tells": false}, …], each after those it hears."""
    done = subprocess.run([str(program), "services", "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def put(text: str, pattern: str, part: str) -> str:
    """The text with the one place that the pattern finds replaced."""
    found = list(re.finditer(pattern, text, re.MULTILINE))
    if len(found) != 1:
        raise ValueError(f"{len(found)} places look like {pattern}")
    return text[:found[0].start()] + part + text[found[0].end():]


COMPOSE_SERVICE = """\
  {name}:
    <<: *service
    depends_on:{depends}
    volumes:
      - keys:/var/lib/opora
      - certificates:/etc/opora/tls:ro
      - kafka-{name}:/etc/opora/kafka:ro
    environment:
      <<: *settings
      OPORA_TLS_CERTIFICATE: /etc/opora/tls/{name}.pem
      OPORA_TLS_KEY: /etc/opora/tls/{name}.key
      PGPASSWORD: ${{{variable}_PASSWORD:?is in .env}}
    command: ["opora-{name}"]
"""


def compose_service(service: dict) -> str:
    hears = "".join(f"\n      {each}:\n        condition: service_healthy" for each in sorted(service["hears"]))
    return COMPOSE_SERVICE.format(name=service["name"], variable=service["name"].upper(),
                                  depends="\n      <<: *the-rest" + hears if hears else " *the-rest")


def compose(text: str, services: list[dict]) -> str:
    names = [each["name"] for each in services]
    secrets = [f"{name.upper()}_PASSWORD" for name in sorted(names)]
    text = put(text, r"(?<=  OPORA_PEERS: &places ).*$", " ".join(f"{name}={name}:7400" for name in names))
    text = put(text, r"(^      - kafka-(?!authority|broker)(\w+):/etc/opora/accounts/\2\n)+",
               "".join(f"      - kafka-{name}:/etc/opora/accounts/{name}\n" for name in sorted(["opora", *names])))
    text = put(text, rf"(^      (?!{NOT_SERVICES})(\w+)_PASSWORD: \$\{{\2_PASSWORD:\?is in \.env\}}\n)+",
               "".join(f"      {each}: ${{{each}:?is in .env}}\n" for each in secrets))
    text = put(text, r'(?<=    command: \["/databases\.sh", ).*(?=\]$)', ", ".join(f'"{name}"' for name in names))
    text = put(text, r"(^  kafka-(?!authority|broker)\w+:\n)+",
               "".join(f"  kafka-{name}:\n" for name in sorted(["opora", *names])))
    # Each block belongs where its name stands among the others'.
    before, head, rest = text.partition("\nservices:\n")
    blocks, tail, after = rest.partition("\n\n\nvolumes:\n")
    kept = [block for block in blocks.split("\n\n") if not block.split("\n", 2)[1:2] == ["    <<: *service"]]
    kept += [compose_service(each).rstrip("\n") for each in services]
    kept.sort(key=lambda block: re.search(r"^  (\w+):$", block, re.MULTILINE)[1])
    return before + head + "\n\n".join(kept) + tail + after


def passwords(text: str, services: list[dict]) -> str:
    names = sorted(each["name"] for each in services)
    return put(text, r"(^[A-Z]+_PASSWORD=development-only-\w+\n)+",
               "".join(f"{name.upper()}_PASSWORD=development-only-{name}\n" for name in names))


def prometheus(text: str, services: list[dict]) -> str:
    return put(text, r"(^          - opora-\w+-\d+:7401\n)+",
               "".join(f"          - opora-{each['name']}-{number}:7401\n"
                       for each in services for number in range(1, REPLICAS + 1)))


def topics(text: str, services: list[dict]) -> str:
    """A new topic is as the first one; what is said of one that is there stays."""
    there = {topic["name"]: topic for topic in json.loads(text)["topics"]}
    usual = next(iter(there.values()))
    wanted = [there.get(name, {**usual, "name": name})
              for name in (f"opora.{each['name']}.v1" for each in services if each["tells"])]
    lines = ",\n".join(f'    {{\n      "name": {json.dumps(each["name"])},\n'
                       f'      "config": {json.dumps(each["config"])}\n    }}' for each in wanted)
    return f'{{\n  "topics": [\n{lines}\n  ]\n}}\n'


def values(text: str, services: list[dict]) -> str:
    parts = (f"  {each['name']}:\n    peers: [{', '.join(each['hears'])}]\n" if each["hears"]
             else f"  {each['name']}: {{}}\n" for each in services)
    return put(text, r"(?<=^services:\n)(  .*\n)+", "".join(parts))


def values_described(text: str, services: list[dict]) -> str:
    """The chart's README: a row for each value."""
    rows = []
    for each in services:
        meaning = "The same" if rows else "A service, with what it sets for itself"
        if each["hears"]:
            again = any("peers" in row for row in rows)
            meaning = "The same" if again else "The services whose events or answers it asks for"
            rows.append(f"| `services.{each['name']}.peers` | `{json.dumps(each['hears'])}` | {meaning} |\n")
        else:
            rows.append(f"| `services.{each['name']}` | `{{}}` | {meaning} |\n")
    return put(text, r"(^\| `services\.\w+(\.peers)?` .*\n)+", "".join(rows))


def dashboard(text: str, services: list[dict]) -> str:
    return put(text, r'(?<=container_memory_working_set_bytes\{container=~\\")[^\\]*', "|".join(
        each["name"] for each in services))


PARTS = {
    "docker-compose.yml": compose,
    ".env": passwords,
    "deploy/prometheus/prometheus.yml": prometheus,
    "deploy/kafka/topics.json": topics,
    "deploy/grafana/dashboards/opora.json": dashboard,
    "helm/opora/values.yaml": values,
    "helm/opora/README.md": values_described,
}


def main() -> None:
    root, services = pathlib.Path(sys.argv[1]), listed(sys.argv[2])
    for path, part in PARTS.items():
        file = root / path
        text = file.read_text(encoding="utf-8")
        written = part(text, services)
        if written != text:
            file.write_text(written, encoding="utf-8")
            print(f"wrote {path}")


if __name__ == "__main__":
    main()
