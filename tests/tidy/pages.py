"""What people read leads where it says, and the project's habits hold: hosted checks run ours, and each version says
what it changes.
"""
import posixpath
import re

from tree import line_of

# [words](where), with or without a title; what a block of code holds is no link.
LINK = re.compile(r"(?<!\!)\[[^\]\n]*\]\(([^)\s]+)[^)]*\)")
BLOCK = re.compile(r"^( *)(```|~~~).*?^\1\2", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`[^`\n]+`")
HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)

WORKFLOW = ".github/workflows/ci.yml"
VERSION = re.compile(r"^project\(\w+ VERSION (\d+\.\d+\.\d+)", re.MULTILINE)
RELEASE = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - (.+)$", re.MULTILINE)


def blanked(match):
    return re.sub(r"[^\n]", " ", match.group())


def anchors_of(text):
    """What GitHub calls a page's headings."""
    titles = (re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title) for title in HEADING.findall(BLOCK.sub(blanked, text)))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def links_lead_somewhere(tree):
    violations = []
    for path in tree.matching(r".*\.md"):
        text = SPAN.sub(blanked, BLOCK.sub(blanked, tree.text(path)))
        for match in LINK.finditer(text):
            if re.match(r"[a-z]+:", match[1]):
                continue
            file, _, anchor = match[1].partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
            if not tree.has(target):
                violations.append(f"{path}:{line_of(text, match.start())}: leads to no file: {match[1]}")
            elif anchor and target.endswith(".md") and anchor not in anchors_of(tree.text(target)):
                violations.append(f"{path}:{line_of(text, match.start())}: leads to no heading: {match[1]}")
    return violations


def the_newest_changes_are_of_this_version(tree):
    """The first section is the project's own version, not yet released or of a day; below it each has its day."""
    if not tree.has("CHANGELOG.md"):
        return []  # that it has to be there is another rule's
    version = VERSION.search(tree.text("CMakeLists.txt"))
    releases = RELEASE.findall(tree.text("CHANGELOG.md"))
    violations = [f"CHANGELOG.md: {number} is of no day: {day}" for place, (number, day) in enumerate(releases)
                  if not re.fullmatch(r"\d{4}-\d\d-\d\d", day) and (place, day) != (0, "unreleased")]
    if not version or not releases or releases[0][0] != version[1]:
        begins = releases[0][0] if releases else "no version"
        violations.append(f"CHANGELOG.md: begins with {begins}, and the project is of {version and version[1]}")
    return violations


def hosted_checks_are_ours(tree):
    """They run .ci/run, with rights to read alone, and what they take from others is of a stated version."""
    if not tree.has(WORKFLOW):
        return [f"{WORKFLOW}: missing; it runs .ci/run for whoever opens a pull request"]
    text = tree.text(WORKFLOW)
    violations = [f"{WORKFLOW}: takes {used}, which may be another tomorrow"
                  for used in re.findall(r"\buses: *(\S+)", text) if not re.search(r"@v\d+", used)]
    for wanted, why in ((r"^ +(- )?run: \.ci/run$", "does not run .ci/run"),
                        (r"^permissions:\n  contents: read\n(?! )", "may do more than read"),
                        (r"^ +timeout-minutes: \d+$", "may run for ever")):
        if not re.search(wanted, text, re.MULTILINE):
            violations.append(f"{WORKFLOW}: {why}")
    return violations


RULES = [links_lead_somewhere, the_newest_changes_are_of_this_version, hosted_checks_are_ours]
