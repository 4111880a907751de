"""Sizes and words: what fits a screen, and names that say something."""
import re

from tree import found, line_of

LONGEST_FUNCTION = 70
LONGEST_FILE = 500
WIDEST_LINE = 120
EMPTY_WORDS = {"Manager", "Helper", "Helpers", "Util", "Utils", "Impl", "Base", "Data", "Info"}

# Files that may be longer, each with its reason.
LONG_FILES = {}

WRITTEN_BY_HAND = (r"(services|tests|cmake|scripts|deploy)/.*\.(h|cpp|py|go|cmake|sh|sql)|(.*/)?CMakeLists\.txt|"
                   r"scripts/[a-z]+|\.ci/run")
NOT_A_FUNCTION = re.compile(r"^\s*(if|for|while|switch|else|do|try|catch|return|namespace|extern)\b")
TYPE_HEADER = re.compile(r"\b(class|struct|union|enum)\b[^()]*$")
TYPE_NAME = re.compile(r"\b(?:class|struct|union|enum(?:\s+class)?|concept)\s+([A-Z]\w*)|\busing\s+([A-Z]\w*)\s*=")


def lines_fit(tree):
    violations = []
    for path in tree.matching(WRITTEN_BY_HAND):
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            if len(line) > WIDEST_LINE:
                violations.append(f"{path}:{number}: {len(line)} columns, more than {WIDEST_LINE}")
    return violations


def files_fit(tree):
    violations = []
    for path in tree.matching(r"(services|tests|deploy)/.*\.(h|cpp|py|go)"):
        count = tree.text(path).count("\n")
        if count > LONGEST_FILE and path not in LONG_FILES:
            violations.append(f"{path}: {count} lines, more than {LONGEST_FILE}; split it by what it is about")
    for path in LONG_FILES:
        if not tree.has(path) or tree.text(path).count("\n") <= LONGEST_FILE:
            violations.append(f"{path}: is allowed to be long and is not; take it off the list")
    return violations


def functions(code):
    """(first line, last line) of every function body at namespace or class level."""
    header_start = 0
    kinds, starts = [], []
    for match in re.finditer(r"[{};]", code):
        mark = match.group()
        if mark == "{":
            header = code[header_start:match.start()]
            kinds.append(kind_of(header, kinds))
            starts.append(line_of(code, header_start + len(header) - len(header.lstrip())))
        elif mark == "}" and kinds:
            kind, start = kinds.pop(), starts.pop()
            if kind == "function":
                yield start, line_of(code, match.start())
        header_start = match.end()


def kind_of(header, around):
    if any(kind in ("function", "inner") for kind in around):
        return "inner"
    header = re.sub(r"^\s*#.*$", "", header, flags=re.MULTILINE)
    if re.search(r"\bnamespace\b|\bextern\b", header) and "(" not in header:
        return "namespace"
    if TYPE_HEADER.search(header) and "(" not in header:
        return "type"
    if "(" in header and not header.rstrip().endswith("=") and not NOT_A_FUNCTION.match(header):
        return "function"
    return "value"


def functions_fit(tree):
    violations = []
    for path in tree.cpp():
        for start, end in functions(tree.code(path)):
            if end - start + 1 > LONGEST_FUNCTION:
                violations.append(f"{path}:{start}: a function of {end - start + 1} lines; {LONGEST_FUNCTION} fit")
    return violations


def names_say_something(tree):
    violations = []
    for path in tree.cpp():
        code = tree.code(path)
        for match in TYPE_NAME.finditer(code):
            name = match[1] or match[2]
            words = set(re.findall(r"[A-Z][a-z0-9]*", name))
            if words & EMPTY_WORDS:
                violations.append(f"{path}:{line_of(code, match.start())}: a name that says little: {name}")
        stem = path.rsplit("/", 1)[1].split(".")[0]
        if {word.capitalize() for word in stem.split("_")} & EMPTY_WORDS:
            violations.append(f"{path}: a file name that says little")
    return violations


def files_open_with_a_promise(tree):
    """Where the promise is elsewhere a file may do without: in its header, or for a handler in the contract."""
    violations = []
    for path in tree.cpp():
        elsewhere = tree.has(path[:-3] + "h") or re.match(r"services/.*/(handlers|tests)/", path)
        promised = path.endswith(".cpp") and elsewhere
        if not promised and not tree.text(path).startswith("//"):
            violations.append(f"{path}:1: a file opens with a comment that says what it promises")
    return violations


def nothing_is_left_over(tree):
    violations = []
    for path in tree.matching(r"(services|proto|cmake|scripts|docs|deploy)/.*|tests/(?!tidy/).*|[^/]*"):
        if re.search(r"\.(bin|binpb|db|png)$", path):
            continue
        violations += found(tree, path, r"\b(TODO|FIXME|XXX|HACK)\b", "left over", tree.text(path))
    return violations


RULES = [lines_fit, files_fit, functions_fit, names_say_something, files_open_with_a_promise, nothing_is_left_over]
