"""The pages of docs/runbooks as tests read them: their sections, and the commands in their blocks of shell."""
import re
import shlex

from support import ROOT

FOLDER = ROOT / "docs" / "runbooks"
SECTIONS = ["What it means", "Look", "Mend", "Wake somebody else", "Over when"]
PLACEHOLDER = re.compile(r"\b(SERVICE|SOURCE|POSITION|REPLICAS|REPLICA|REVISION|PID|SLOT|FILE|FOLDER|TYPE|TIME|"
                         r"SESSION)\b")


def pages():
    """By the alert's name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.md"))
            if path.stem != "README"}


def sections(page):
    """Heading: text, in the page's order."""
    parts = re.split(r"^## (.+)$", page, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2]))


def commands(text):
    """Each command of the blocks of shell, as it is typed; one may go over several lines."""
    found = []
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        pending = ""
        for line in block.splitlines():
            pending = f"{pending}\n{line}" if pending else line
            try:
                shlex.split(pending)
            except ValueError:
                continue  # a quotation that goes on
            if line.endswith("|"):
                continue
            found.append(pending)
            pending = ""
        if pending:
            raise AssertionError(f"a quotation without an end: {pending}")
    return found


def prelude(place):
    """What README.md has one paste into the shell first: for cluster, compose or kubernetes."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    return re.search(rf"^```sh prelude={place}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)[1]


def line_of(alert, section, beginning, **values):
    """The section's first command that begins so, with words in capitals replaced by their values."""
    found = [each for each in commands(sections(pages()[alert])[section]) if each.startswith(beginning)]
    if not found:
        raise AssertionError(f"{alert}.md has no command under {section} that begins with: {beginning}")
    line = re.sub("|".join(map(re.escape, values)), lambda match: values[match[0]], found[0]) if values else found[0]
    if left := PLACEHOLDER.findall(line):
        raise AssertionError(f"{line} still has {left}")
    return line
