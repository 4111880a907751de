"""What the build and the tests use of this machine: (file, who uses it, the sections that may bring it).

A build has noted its headers, and names what it links and runs; its programs say which libraries they load. Which
programs scripts and tests start is read in their text: the first word of a command, and every path of the system.
"""
import ast
import dataclasses
import glob
import importlib.machinery
import os
import pathlib
import re
import shutil
import subprocess
import sys

from closure import PROGRAM_FOLDERS, STAND_INS

ABSOLUTE = re.compile(r"(?<![\w.$}/~*-])/(?:usr|lib|lib64|bin|sbin|opt)/[\w.+/*-]*[\w+]")
# The sections whose packages a file may stand on; the first is where a line that is missing belongs.
BUILD = ("build",)
TEST = ("test", "build", "run", "cluster")
SECTIONS = [
    (r"scripts/run|scripts/common\.sh|deploy/image/.*", ("run", "build")),
    (r"scripts/(cluster|bench|topology)|deploy/cluster/.*", ("cluster", "build", "run")),
    (r"scripts/setup", ("cluster", "build", "run", "test", "long")),
    (r"scripts/test", TEST),
]
# scripts/setup writes the first, and takes the second where it isn't root; the third, where somebody has it, is
# another name for what redis-tools brings.
NOT_NEEDED = {"/usr/sbin/policy-rc.d", "sudo", "redis-server"}

# What begins a command of bash: a word at the start of a line, or after one that lets a command follow.
BASH_COMMAND = re.compile(r"(?:^|[|;&!]|(?<!\()\((?!\()|\b(?:if|then|do|else|elif|while|until|exec|as_root|as_owner)\s)"
                          r"\s*((?:\w+=\S*\s+)*)([a-z][\w.+-]*)(?=[\s;)]|$)", re.MULTILINE)
BASH_FUNCTION = re.compile(r"^ *(\w+)\(\)", re.MULTILINE)
BASH_DOCUMENT = re.compile(r"<<-?'?(\w+)'?([^\n]*)\n.*?^\s*\1$", re.MULTILINE | re.DOTALL)
BASH_CASE = re.compile(r"^\s*[\w.*-]+(?: \| [\w.*-]+)*\)", re.MULTILINE)
# Calls that start a program, in Python and in C++: its name is their first word.
STARTING = r"(?:run\w*|asked|which|system|output_of|check_output|Popen|exec\w*)"
CPP_COMMAND = re.compile(rf'\b{STARTING}\("([a-z][\w.+-]*)(?=[ "])')
CMAKE_COMMAND = re.compile(r"(?:\bCOMMAND|find_program\(\w+|\bset\(\w+)\s+([a-z]\w+)\b")


@dataclasses.dataclass(frozen=True, order=True)
class Use:
    path: str
    who: str
    sections: tuple


class Checkout:
    def __init__(self, root: pathlib.Path):
        self.root = root
        self.cache = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "opora")
        self.own = tuple(f"{each}/" for each in {root, root.resolve(), self.cache, "/tmp", "/proc", "/dev", "/etc",
                                                 "/var", "/run", "/sys"})
        sources = [path for folder in ("deploy", "tests") for path in (root / folder).rglob("*.py")]
        self.modules = {path.parent.name if path.stem == "__init__" else path.stem for path in sources}

    def is_own(self, path: str) -> bool:
        return path.startswith(self.own)

    # ---- what was built

    def of_build(self, build: pathlib.Path) -> set[Use]:
        where = build.relative_to(self.root) if build.is_relative_to(self.root) else build
        found = {Use(each, f"the build {where}", BUILD) for each in self._named(build) | self._headers(build)}
        found |= {Use(each, f"{program}, which loads it,", BUILD) for program, each in self._loaded(build)}
        return {use for use in found if not self.is_own(use.path) and os.path.isfile(use.path)}

    def _named(self, build: pathlib.Path) -> set[str]:
        """In Ninja's files and CMake's cache: the CMake files that were read, programs, libraries."""
        texts = [(build / name).read_text(encoding="utf-8") for name in ("build.ninja", "CMakeFiles/rules.ninja")]
        named = set(re.findall(r"(?<![\w.])/[\w.+/@-]+", "\n".join(texts)))
        # CMake refuses a package whose imported files are not all there, whether or not anybody uses them.
        for path in [each for each in named if re.search(r"-none\.cmake$", each)]:
            described = pathlib.Path(path).read_text(encoding="utf-8")
            named.update("/usr" + each for each in re.findall(r"\{_IMPORT_PREFIX\}(/[\w.+/-]+)", described))
        for library in set(re.findall(r"\s-l([\w+.-]+)", texts[0])):
            named.add(self._print("c++", f"-print-file-name=lib{library}.so"))
        # What the compiler starts, and what CMake starts but does not write down.
        for name in ("cc1plus", "as", "collect2", "ld.mold"):
            named.add(_on_the_path(self._print("c++", f"-print-prog-name={name}")))
        cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
        named.update(re.findall(r"^\w+:(?:FILEPATH|INTERNAL)=(/[\w.+/-]+)$", cache, re.MULTILINE))
        if launcher := re.search(r"LAUNCHER:\w+=.*;(\w+)$", cache, re.MULTILINE):
            named.add(_on_the_path(launcher[1]))
        return named

    @staticmethod
    def _print(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    @staticmethod
    def _headers(build: pathlib.Path) -> set[str]:
        noted = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
        of_today = "\n".join(each for each in noted.split("\n\n") if "(VALID)" in each)
        return {os.path.normpath(os.path.join(build, line.strip())) for line in set(of_today.splitlines())
                if line.startswith("    ")}

    @staticmethod
    def _loaded(build: pathlib.Path) -> set[tuple[str, str]]:
        programs = [path for path in build.rglob("*") if path.suffix in ("", ".so") and path.is_file()
                    and os.access(path, os.X_OK) and _is_program(path)]
        if not programs:
            return set()
        # A program that loads nothing (Go's) makes ldd end with 1.
        said = subprocess.run(["ldd", *programs], capture_output=True, text=True, check=False).stdout
        found, program = set(), programs[0].name
        for line in said.splitlines():
            if line.endswith(":") and not line.startswith("\t"):
                program = os.path.basename(line[:-1])
            elif match := re.match(r"\t(?:\S+ => )?(/\S+)", line):
                found.add((program, match[1]))
        return found

    # ---- what scripts and tests say

    def of_texts(self) -> set[Use]:
        found = set()
        functions = set(BASH_FUNCTION.findall((self.root / "scripts/common.sh").read_text(encoding="utf-8")))
        for path in self._texts():
            text, short = (self.root / path).read_text(encoding="utf-8"), path.as_posix()
            for each in started(short, text) - NOT_NEEDED - functions:
                found |= {Use(real, short, self._sections_of(path)) for real in files_of(each, text)
                          if not self.is_own(real)}
            if path.suffix == ".py":
                found |= {Use(real, short, self._sections_of(path)) for real in self._modules(text)
                          if not self.is_own(real)}
        return found

    def _texts(self):  # of this folder none: it speaks of files that nobody uses

        for folder in ("scripts", "tests", "deploy/cluster", "deploy/image"):
            for path in sorted((self.root / folder).rglob("*")):
                short = path.relative_to(self.root)
                if path.is_file() and "__pycache__" not in short.parts and short.parts[:2] != ("tests", "packages"):
                    if path.suffix in (".py", ".sh", ".cpp", ".h") or path.name == "CMakeLists.txt" or \
                            folder == "scripts" and not path.suffix:
                        yield short

    def _modules(self, text: str):
        """Where Python finds what the text imports: the checkout's own and the tools' come first, as in tests."""
        tools = glob.glob(os.path.join(self.cache, "tools/lib/python3*/site-packages"))
        for name in imported(text) - self.modules:
            spec = importlib.machinery.PathFinder.find_spec(name, [*tools, *sys.path])
            if spec and spec.has_location and spec.origin:
                yield spec.origin

    def _sections_of(self, path: pathlib.Path) -> tuple:
        """A test's own file that only tests of minutes name needs [long], one that others name as well may not; what
        several share may."""
        for pattern, sections in SECTIONS:
            if re.fullmatch(pattern, path.as_posix()):
                return sections
        described = self.root / path.parent / "CMakeLists.txt"
        text = described.read_text(encoding="utf-8") if described.exists() else ""
        naming = [each for each in re.findall(r"^ *\w+\((?:[^()]|\([^()]*\))*\)", text, re.MULTILINE)
                  if re.search(rf"[(/]{re.escape(path.name)}\b", each)]
        if naming and all("LONG" in each for each in naming):
            return ("long", *TEST)
        return TEST if naming else (*TEST, "long")


def _is_program(path: pathlib.Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def started(path: str, text: str) -> set[str]:
    """The names of programs that a script or a test starts, and every path of the system that it writes."""
    paths = set()
    if path.endswith(".py"):
        return _started_by_python(text)
    if path.endswith("CMakeLists.txt"):
        return set(CMAKE_COMMAND.findall(text))
    if path.endswith((".cpp", ".h")):
        paths = set(CPP_COMMAND.findall(text))
    else:
        paths = set(ABSOLUTE.findall(text))
        text = BASH_CASE.sub("", _unquoted(BASH_DOCUMENT.sub(r"\2", text)))
        names = {name for before, name in BASH_COMMAND.findall(text) if "$tools" not in before}
        return paths | names - set(BASH_FUNCTION.findall(text))
    return paths | set(ABSOLUTE.findall(text))


def files_of(name: str, text: str) -> list[str]:
    """Where a bare Debian would find it, if this machine has it: a program, a path, or, where the folder is named with
    a star (/usr/lib/postgresql/*/bin), its files whose names are words of the text."""
    if "*" in name:
        return [entry.path for place in glob.glob(name) if os.path.isdir(place) for entry in os.scandir(place)
                if entry.is_file() and re.search(rf"\b{re.escape(entry.name)}\b", text)]
    if name.startswith("/"):
        return [name] if os.path.isfile(name) else []
    stands_in = any(name in names for names in STAND_INS.values())
    found = shutil.which(name, path=os.pathsep.join(PROGRAM_FOLDERS)) or (_on_the_path(name) if stands_in else "")
    return [found] if found else []


def _on_the_path(name: str) -> str:
    """Where the program lies; tests reach it through a link (programs.py)."""
    return os.path.realpath(shutil.which(name) or "/")


def imported(text: str) -> set[str]:
    """The names of modules that a text of Python imports."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found.update(each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def _unquoted(text: str) -> str:
    """Bash without comments and without what stands in quotes, but for the commands there: "in $(here)"."""
    kept, inside, at = [], [""], 0
    while at < len(text):
        char, quoted = text[at], inside[-1] == '"'
        if char == "\\":
            at += 1
        elif text.startswith("$(", at):
            inside.append("(")
            kept.append("$(")
            at += 1
        elif char == '"':
            kept.append(char)
            inside.pop() if quoted else inside.append(char)
        elif quoted:
            pass
        elif char == "'":
            at = text.find(char, at + 1) % len(text)
        elif char == "#" and (at == 0 or text[at - 1].isspace()):
            at = (text.find("\n", at) - 1) % len(text)
        else:
            if char == "(":
                inside.append(char)
            elif char == ")" and inside[-1] == "(":
                inside.pop()
            kept.append(char)
        at += 1
    return "".join(kept)


def _started_by_python(text: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        first = None
        if isinstance(node, ast.List) and node.elts:
            first = node.elts[0]
        elif isinstance(node, ast.Call) and node.args and \
                re.fullmatch(rf"(\w+\.)*_?{STARTING}", ast.unparse(node.func)):
            first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            found.add(first.value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.update(ABSOLUTE.findall(node.value))
    return {name for name in found if re.fullmatch(r"[\w.+-]+|/[\w.+/*-]+", name)}
