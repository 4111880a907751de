"""What a Dockerfile and a .dockerignore say, as values. Whatever the reader does not know it refuses: a step passed
over would be a step that nobody tried.
"""
import dataclasses
import json
import os
import pathlib
import re

KNOWN = {"FROM", "ARG", "ENV", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "EXPOSE", "CMD", "LABEL"}
FLAGS = {"COPY": {"from", "chown", "chmod"}, "RUN": {"mount"}, "FROM": set()}
WORD = re.compile(r"""(?:[^\s"']|"[^"]*"|'[^']*')+""")


class Refused(Exception):
    """One sentence that says where and why."""


@dataclasses.dataclass
class Instruction:
    line: int
    name: str
    flags: list[tuple[str, str]]
    text: str  # what follows, as it is written, on one line


@dataclasses.dataclass
class Stage:
    base: str
    name: str
    instructions: list[Instruction]


def instructions_of(text: str) -> list[Instruction]:
    found, pending, began = [], "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#") or not line.strip():
            continue
        began = began or number
        if line.rstrip().endswith("\\"):
            pending += line.rstrip()[:-1] + " "
            continue
        found.append(_instruction(began, (pending + line).strip()))
        pending, began = "", 0
    return found


def _instruction(line: int, text: str) -> Instruction:
    name, _, rest = text.partition(" ")
    if name not in KNOWN:
        raise Refused(f"line {line}: {name} is not known here.")
    flags, rest = [], rest.strip()
    while match := re.match(r"--([a-z-]+)=(\S+)\s+", rest):
        if match[1] not in FLAGS.get(name, set()):
            raise Refused(f"line {line}: {name} with --{match[1]} is not known here.")
        flags.append((match[1], match[2]))
        rest = rest[match.end():]
    if rest.startswith("--"):
        raise Refused(f"line {line}: {name} {rest.split()[0]} is not known here.")
    return Instruction(line, name, flags, rest)


def stages_of(text: str, given: dict[str, str]) -> list[Stage]:
    """The stages in their order; `given` are build arguments."""
    arguments: dict[str, str] = {}
    stages: list[Stage] = []
    for each in instructions_of(text):
        if each.name == "FROM":
            match = re.fullmatch(r"(\S+)(?: AS (\S+))?", each.text)
            if not match:
                raise Refused(f"line {each.line}: FROM {each.text} is not known here.")
            stages.append(Stage(substituted(match[1], arguments), match[2] or str(len(stages)), []))
        elif stages:
            stages[-1].instructions.append(each)
        elif each.name == "ARG":
            name, _, value = each.text.partition("=")
            arguments[name] = given.get(name, value)
        else:
            raise Refused(f"line {each.line}: {each.name} comes before any FROM.")
    return stages


def substituted(text: str, values: dict[str, str]) -> str:
    def value(match):
        name = match[1] or match[2]
        if name not in values:
            raise Refused(f"nothing is known of ${name} in {text}.")
        return values[name]
    return re.sub(r"\$(?:\{(\w+)\}|(\w+))", value, text)


def pairs_of(each: Instruction, values: dict[str, str]) -> dict[str, str]:
    """name=value, as ENV and LABEL have them; values may stand in quotes."""
    pairs = {}
    for word in WORD.findall(each.text):
        name, equals, value = word.partition("=")
        if not equals:
            raise Refused(f"line {each.line}: {word} has no value.")
        pairs[name] = substituted(value.strip("\"'"), values)
    return pairs


def words_of(each: Instruction) -> list[str]:
    """A JSON list, or words."""
    return json.loads(each.text) if each.text.startswith("[") else each.text.split()


class Ignored:
    """A .dockerignore: the last rule that fits a path, or a folder above it, decides."""

    def __init__(self, text: str):
        lines = [line.strip() for line in text.splitlines()]
        self.rules = [(line.startswith("!"), self._pattern(line.lstrip("!")), line.lstrip("!"))
                      for line in lines if line and not line.startswith("#")]

    @staticmethod
    def _pattern(rule: str) -> re.Pattern:
        translated = re.escape(rule.strip("/")).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
        return re.compile(translated)

    def __contains__(self, path: str) -> bool:
        parts = path.split("/")
        places = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
        ignored = False
        for keeps, pattern, _ in self.rules:
            if any(pattern.fullmatch(place) for place in places):
                ignored = not keeps
        return ignored

    def may_keep_below(self, folder: str) -> bool:
        return any(keeps and (rule.startswith(f"{folder}/") or "**" in rule) for keeps, _, rule in self.rules)


def context_of(root: pathlib.Path) -> list[str]:
    """The files that a build may see, as paths from the root."""
    ignored = Ignored((root / ".dockerignore").read_text(encoding="utf-8"))
    kept = []
    for folder, folders, files in os.walk(root):
        at = pathlib.Path(folder).relative_to(root).as_posix()
        inside = "" if at == "." else f"{at}/"
        folders[:] = [name for name in folders
                      if f"{inside}{name}" not in ignored or ignored.may_keep_below(f"{inside}{name}")]
        kept += [f"{inside}{name}" for name in files if f"{inside}{name}" not in ignored]
    return sorted(kept)
