"""The commands that README.md, CONTRIBUTING.md and the help of scripts/ name, as they stand there."""
import re
import subprocess

from support import ROOT

PAGES = ("README.md", "CONTRIBUTING.md")
SCRIPTS = ("run", "test", "setup", "bench", "cluster", "topology")

COMMAND = re.compile(r"(?:[A-Z_]+=\S+ )?(?:scripts/\w|\.ci/\w|build/\w+/\w|~/\.cache/|opora=|"
                     r"(?:\$?opora|docker|cmake|grpcurl|gdb|helm|kubectl) )")
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def commands_of(text: str) -> set[str]:
    """Lines that are indented, up to two blanks or a comment, and what stands between backticks."""
    text = BLOCK.sub("", text)
    indented = re.findall(r"^(?: {2}| {4})(\S.*)$", text, re.MULTILINE)
    lines = [re.split(r"\s{2,}|\s#", line)[0] for line in indented]
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text)]
    return {each.strip() for each in lines + spans if COMMAND.match(each)}


def help_of(script: str) -> str:
    """With the script's own commands written out: `  up …` is `  scripts/cluster up …`."""
    said = subprocess.run([ROOT / "scripts" / script, "--help"], check=True, capture_output=True, text=True).stdout
    return re.sub(r"^  (?=[a-z]+(?: \S+)* {2,})", f"  scripts/{script} ", said, flags=re.MULTILINE)


def all_commands() -> set[str]:
    texts = [(ROOT / page).read_text(encoding="utf-8") for page in PAGES]
    return set().union(*map(commands_of, texts + [help_of(script) for script in SCRIPTS]))
