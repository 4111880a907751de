"""What the files under test say, as plain values: YAML, docker-compose.yml with its variables filled in, and what
`opora services` and `--print-config` say of the programs.
"""
import functools
import json
import os
import pathlib
import re
import subprocess

TOOLS = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "opora" / "tools"
VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?::\?[^}]*)?\})")

# Every document of a file. The tools' Python reads YAML; whoever runs the tests need not.
READ_YAML = """
import json, sys
from ruamel.yaml import YAML
json.dump(list(YAML(typ="safe").load_all(sys.stdin)), sys.stdout, default=str)
"""


def tool(name: str) -> str:
    """A program that scripts/setup has installed."""
    path = TOOLS / "bin" / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is not installed: run scripts/setup.")
    return str(path)


def documents_read_by(reader: str, text: str) -> list:
    """By a few lines of Python that write JSON."""
    done = subprocess.run([tool("python3"), "-c", reader], input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ValueError(f"This is no YAML: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout)


@functools.cache
def yaml_documents(text: str) -> list:
    return documents_read_by(READ_YAML, text)


def read_yaml(path: pathlib.Path):
    return yaml_documents(path.read_text(encoding="utf-8"))[0]


def variables_of(path: pathlib.Path) -> dict[str, str]:
    """name=value, one a line, as in .env."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.partition("=")[::2] for line in lines if line and not line.startswith("#"))


def filled_in(value, variables: dict[str, str]):
    """As compose does it: ${NAME:?why} stands for a variable, $$ for $."""
    if isinstance(value, dict):
        return {key: filled_in(each, variables) for key, each in value.items()}
    if isinstance(value, list):
        return [filled_in(each, variables) for each in value]
    if isinstance(value, str):
        return VARIABLE.sub(lambda match: variables.get(match[1], "") if match[1] else "$", value)
    return value


class Compose:
    """docker-compose.yml of a checkout."""

    def __init__(self, root: pathlib.Path):
        self.root = root
        self.variables = variables_of(root / ".env")
        self.raw = read_yaml(root / "docker-compose.yml")
        self.services: dict[str, dict] = filled_in(self.raw["services"], self.variables)

    def published(self, service: str) -> list[tuple[str, str, str]]:
        """(address, port of this machine, the container's port)"""
        return [tuple(text.rsplit(":", 2)) for text in self.services[service].get("ports", [])]

    def replicas(self, service: str) -> int:
        return self.services[service].get("deploy", {}).get("replicas", 1)

    def mounted(self, service: str) -> list[tuple[str, str, str]]:
        """(what, where, ro or rw)"""
        mounts = []
        for each in self.services[service].get("volumes", []):
            if isinstance(each, dict):
                mounts.append((each["source"], each["target"], "ro" if each.get("read_only") else "rw"))
            else:
                source, target, *mode = each.split(":")
                mounts.append((source, target, mode[0] if mode else "rw"))
        return mounts

    def is_one_shot(self, service: str) -> bool:
        return self.services[service].get("restart") == "no"


class Programs:
    """Those of a build folder."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.opora = folder / "services" / "opora" / "opora"
        self.services = self.run(self.opora, "services")[1].split()
        self.listed = json.loads(self.run(self.opora, "services", "--json")[1])

    @staticmethod
    def run(program, *words, environment=None) -> tuple[int, str, str]:
        values = {"PATH": os.environ["PATH"], "HOME": "/", **(environment or {})}
        done = subprocess.run([str(program), *words], env=values, capture_output=True, text=True, check=False,
                              timeout=60)
        return done.returncode, done.stdout, done.stderr

    def of(self, service: str) -> pathlib.Path:
        return self.folder / "services" / service / f"opora-{service}"

    def settings(self, service: str, *flags: str, environment=None) -> dict[str, str]:
        """What a service would run with, but for what is secret; or one sentence from it that says why it would not."""
        code, printed, said = self._printed(service, flags, frozenset((environment or {}).items()))
        if code != 0:
            raise ValueError(said.strip())
        return dict(re.findall(r'^(\S+) = "(.*)"  \(', printed, re.MULTILINE))

    @functools.cache
    def _printed(self, service: str, flags: tuple[str, ...], environment: frozenset) -> tuple[int, str, str]:
        return self.run(self.of(service), "--print-config", *flags, environment=dict(environment))


def variable_of(setting: str) -> str:
    return "OPORA_" + setting.upper().replace(".", "_")
