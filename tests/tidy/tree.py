"""The files of a checkout, and C++ without its comments and strings."""
import functools
import os
import pathlib
import re

SKIPPED_FOLDERS = {".git", "build", ".opora", ".opora-cluster", ".cache", "__pycache__", "node_modules"}
COMMENTS_AND_STRINGS = re.compile(
    r'R"(?P<mark>[^(\s]*)\((?:.|\n)*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*"
    r"|/\*(?:.|\n)*?\*/")


class Tree:
    """A checkout; paths in it are written with slashes, from its root."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.paths = sorted(self._walk())

    def _walk(self):
        for folder, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name not in SKIPPED_FOLDERS]
            for name in files:
                path = pathlib.Path(folder, name)
                if not path.is_symlink():
                    yield path.relative_to(self.root).as_posix()

    @functools.cache
    def text(self, path):
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    @functools.cache
    def code(self, path):
        """A C++ file's text with comments and strings blanked out; lines keep their numbers."""
        return COMMENTS_AND_STRINGS.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), self.text(path))

    def matching(self, pattern):
        return [path for path in self.paths if re.fullmatch(pattern, path)]

    def cpp(self):
        return self.matching(r"(services|tests)/.*\.(h|cpp)")

    def has(self, path):
        return (self.root / path).exists()


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def found(tree, path, pattern, what, text=None):
    """One violation for each place where the pattern matches the file's code."""
    text = tree.code(path) if text is None else text
    return [f"{path}:{line_of(text, match.start())}: {what}: {match.group().strip()}"
            for match in re.finditer(pattern, text)]
