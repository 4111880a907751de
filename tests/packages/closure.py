"""What scripts/packages.txt brings to a bare Debian 12: the packages of a section, what they depend on, what every
Debian has, and the files of all of these. Asks this machine's dpkg and no network, so a package counts as brought only
if it is installed here.
"""
import functools
import os
import pathlib
import re
import subprocess

# Programs of somebody's own that are as good as a package's (scripts/setup).
STAND_INS = {"golang-go": ("go", "gofmt")}
# Where a bare Debian looks for programs. /usr/local holds what somebody has put there.
PROGRAM_FOLDERS = ("/usr/sbin", "/usr/bin")


def listed(text: str) -> dict[str, str]:
    """Package → section, of the text of scripts/packages.txt."""
    sections, section = {}, ""
    for line in text.splitlines():
        line = line.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            sections[line] = section
    return sections


def in_usr(path: str) -> str:
    """/bin, /sbin and /lib are links into /usr, and packages use either name."""
    return re.sub(r"^/(bin|sbin|lib\w*)(?=/)", r"/usr/\1", path)


class Dpkg:
    """The packages that are installed here."""

    def __init__(self):
        form = "\t".join(["${Package}", "${Essential}", "${Priority}", "${Depends}, ${Pre-Depends}", "${Provides}",
                          "${db:Status-Status}\n"])
        self.depends, self.base, self.providers = {}, {"apt"}, {}
        for line in self._asked("dpkg-query", "--show", f"--showformat={form}").splitlines():
            name, essential, priority, depends, provides, status = line.split("\t")
            if status != "installed":
                continue
            self.depends[name] = [self._names(each, "|") for each in depends.split(",") if each.strip()]
            for virtual in self._names(provides, ","):
                self.providers.setdefault(virtual, []).append(name)
            if essential == "yes" or priority == "required":
                self.base.add(name)

    @staticmethod
    def _asked(*command: str) -> str:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    @staticmethod
    def _names(text: str, between: str) -> list[str]:
        return [match[0] for each in text.split(between) if (match := re.match(r"[^\s:(]+", each.strip()))]

    def closure(self, names) -> set[str]:
        """These packages and every Debian's, with what they depend on."""
        found, left = set(), [*names, *self.base]
        while left:
            name = left.pop()
            if name in found or name not in self.depends:
                continue
            found.add(name)
            for choices in self.depends[name]:
                left += next(filter(None, map(self._bringing, choices)), [])
        return found

    def _bringing(self, name: str) -> list[str]:
        return [name] if name in self.depends else self.providers.get(name, [])

    @functools.cached_property
    def _owners(self) -> dict[str, set[str]]:
        """File → the packages that have it, for every package."""
        owners = {}
        for path in pathlib.Path("/var/lib/dpkg/info").glob("*.list"):
            package = path.stem.partition(":")[0]
            for line in path.read_text(encoding="utf-8").splitlines():
                owners.setdefault(in_usr(line), set()).add(package)
        return owners

    def owners(self, path: str) -> set[str]:
        """The packages whose file this is. A link of nobody's, such as Debian's alternatives, is what it leads to."""
        for _ in range(8):
            folder, name = os.path.split(os.path.normpath(path))
            path = os.path.join(os.path.realpath(folder), name)
            if found := self._owners.get(in_usr(path)):
                return found
            if not os.path.islink(path):
                break
            path = os.path.join(os.path.dirname(path), os.readlink(path))
        return set()
