"""What documents say of the project is so, where a machine can tell: paths, types, the index of decisions, metrics."""
import posixpath
import re

from tree import line_of

# Where files may be named that are not there: steps that make them, and decisions, which say how it was then.
OF_ANOTHER_TIME = r"docs/walkthroughs/.*|CONTRIBUTING\.md|tests/upgrade/next\.md|docs/adr/\d.*"
PATH = re.compile(r"`((?:services|proto|tests|docs|scripts|deploy|cmake|helm)/[\w./-]*[\w/])`")
FILE = re.compile(r"(?<![\w./<>-])([\w/]+\.(?:h|cpp|py))\b")  # "lane/batch.cpp", also where it is drawn
NAME = re.compile(r"`([A-Z]\w*[a-z]\w*)(?:::(\w+))?")
GENERATED = {"handlers.h"}
ADR = "docs/adr/"
METRICS = "docs/metrics.md"
RULES_OF_ALERTS = r"deploy/prometheus/rules/.*\.yml"
DASHBOARDS = r"deploy/grafana/dashboards/.*\.json"


def documents(tree):
    return tree.matching(r"(?!tests/tidy/).*\.md")


def without_code(text):
    """Blocks of code are blanked out; lines keep their numbers."""
    return re.sub(r"^```.*?^```", lambda block: re.sub(r"[^\n]", " ", block.group()), text,
                  flags=re.DOTALL | re.MULTILINE)


def paths_are_there(tree):
    """Of files and folders that a document names: by their path, or its end, from the root or from where it lies."""
    violations = []
    ends = {path[at:] for path in tree.paths for at in [0, *(match.end() for match in re.finditer("/", path))]}
    for path in documents(tree):
        if re.fullmatch(OF_ANOTHER_TIME, path):
            continue
        text = tree.text(path)
        for match in PATH.finditer(without_code(text)):
            is_there = any(tree.has(posixpath.join(folder, match[1]) + end)
                           for folder in ("", posixpath.dirname(path)) for end in ("", ".h", ".cpp", ".py"))
            is_decision = re.fullmatch(r"docs/adr/\d{4}", match[1]) and tree.matching(rf"{match[1]}-.*\.md")
            if not is_there and not is_decision:
                violations.append(f"{path}:{line_of(text, match.start())}: names {match[1]}, which is not there")
        for match in FILE.finditer(text):
            if match[1] not in ends | GENERATED and not PATH.fullmatch(f"`{match[1]}`"):
                violations.append(f"{path}:{line_of(text, match.start())}: names {match[1]}, which is not there")
    return violations


def names_are_known(tree):
    """Types, and their members, that a map of the code names are in it: a README beside code, or a page of docs/."""
    code = "".join(tree.text(path) for path in tree.matching(r"services/.*\.h|proto/.*\.proto|tests/.*\.(h|cpp)"))
    known = set(re.findall(r"\b\w+\b", code))
    violations = []
    for path in tree.matching(r"services/.*README\.md|docs/[a-z-]+\.md"):
        for match in NAME.finditer(tree.text(path)):
            gone = [name for name in match.groups() if name and name not in known]
            if gone:
                violations.append(f"{path}:{line_of(tree.text(path), match.start())}: names {gone[0]}, "
                                  "which no header has")
    return violations


def decisions_are_indexed(tree):
    """The index has a line for each page of docs/adr, in their order, with the page's own title."""
    index = f"{ADR}README.md"
    if not tree.has(index):
        return [f"{index}: missing; it lists the decisions"]
    listed = re.findall(r"^\| \[(\d{4})\]\(([^)]*)\) \| (.*?) \| (.*?) \| (.*?) \|$", tree.text(index), re.MULTILINE)
    titles = {path.removeprefix(ADR): title_of(tree.text(path)) for path in tree.matching(rf"{ADR}\d{{4}}-.*\.md")}
    titles.pop("0000-template.md", None)
    violations = [f"{ADR}{name}: {index} does not list it" for name in titles if name not in {row[1] for row in listed}]
    for number, name, title, status, about in listed:
        if name in titles and not (name.startswith(number) and title == titles[name] and status and about):
            violations.append(f"{index}: its line for {name} is not as the page: {titles[name]}")
    if [row[1] for row in listed] != sorted({row[1] for row in listed}):
        violations.append(f"{index}: each decision has one line, in the order of their numbers")
    return violations


def title_of(page):
    """What a page's heading says behind its number."""
    match = re.match(r"# \d{4}[:.] (.*)", page)
    return match[1] if match else ""


def metrics_in_code(tree):
    """name -> its type, of each family that the platform tells."""
    found = {}
    for path in tree.matching(r"services/platform/metrics/[^/]+\.cpp"):
        text = tree.text(path)
        for match in re.finditer(r'"(opora_[a-z_]+|process_[a-z_]+)"', text):
            before, after = text[:match.start()], text[match.end():]
            built = re.search(r"Build(\w+)\(\),\s*\*registry_,\s*$", before)
            given = re.match(r'(?:(?!"opora_).)*?MetricType::(\w+)', after, re.DOTALL)
            if built:
                found[match[1]] = built[1].lower()
            elif re.search(r"by_reason\(\s*$", before):
                found[match[1]] = "counter"
            elif re.search(r"\[\] = \{(?:(?!\n\};).)*$", before, re.DOTALL):
                found[match[1]] = "gauge"  # a question, asked when somebody looks
            else:
                found[match[1]] = given[1].lower() if given else ""
    return found


def users_of(tree, metric):
    """The alerts that ask for a metric, and "dashboard" if a panel does."""
    word = re.compile(rf"\b{metric}(_bucket|_count|_sum)?\b")
    users = set()
    for path in tree.matching(RULES_OF_ALERTS):
        for alert in re.split(r"^ *- alert: ", tree.text(path), flags=re.MULTILINE)[1:]:
            expression = alert.split("\n        for:")[0]
            if word.search(expression):
                users.add(alert.split("\n")[0].strip())
    if any(word.search(tree.text(path)) for path in tree.matching(DASHBOARDS)):
        users.add("dashboard")
    return users


def metrics_are_described(tree):
    """docs/metrics.md has a row for each: name, type, unit, labels, meaning, who uses it."""
    code = metrics_in_code(tree)
    if not tree.has(METRICS):
        return [f"{METRICS}: missing; it says what each metric means"] if code else []
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", tree.text(METRICS),
                      re.MULTILINE)
    described = {row[0]: row for row in rows}
    violations = [f"{METRICS}: says nothing of {name}" for name in sorted(code.keys() - described.keys())]
    violations += [f"{METRICS}: describes {name}, which nobody tells"
                   for name in sorted(described.keys() - code.keys())]
    for name in sorted(code.keys() & described.keys()):
        said = set(re.findall(r"Opora\w+|dashboard", described[name][5]))
        if described[name][1] != code[name]:
            violations.append(f"{METRICS}: {name} is a {code[name]}, not a {described[name][1]}")
        if said != users_of(tree, name):
            violations.append(f"{METRICS}: {name} is used by {', '.join(sorted(users_of(tree, name))) or 'nobody'}")
    return violations


RULES = [paths_are_there, names_are_known, decisions_are_indexed, metrics_are_described]
