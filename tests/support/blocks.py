"""Blocks of code in a page of Markdown, applied to a copy of the project.

A block says in its first line where it goes: new=FILE, in=FILE before="the start of one line", or, to take that line's
place, in=FILE instead="the start of one line". Nothing is guessed: a place that has moved is a mistake.
"""
import re
import shutil

from . import ROOT

NOT_COPIED = shutil.ignore_patterns("build", ".git", ".opora", ".opora-cluster", ".cache", "__pycache__",
                                    "compile_commands.json")
BLOCK = re.compile(r'^```\w+ (?:new=(?P<new>\S+)|in=(?P<file>\S+) (?P<how>before|instead)="(?P<place>[^\n]+)")\n'
                   r'(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL)
OPENS = re.compile(r"^```\w+", re.MULTILINE)


def blocks_of(page):
    """A block that can't be understood is a mistake, too."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    if len(blocks) != len(OPENS.findall(text)):
        raise ValueError(f"{page}: {len(OPENS.findall(text))} blocks, of which {len(blocks)} say where they go")
    return blocks


def apply(block, folder):
    """Puts one block where it says; returns what is wrong, or None."""
    if block["new"]:
        path = folder / block["new"]
        if path.exists():
            return f"{block['new']} exists already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["text"], encoding="utf-8")
        return None
    path = folder / block["file"]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if line.startswith(block["place"])]
    if len(places) != 1:
        return f"{block['file']}: {len(places)} lines start with '{block['place']}'"
    if block["how"] == "instead":
        lines[places[0]] = block["text"]
    else:
        lines.insert(places[0], block["text"])
    path.write_text("".join(lines), encoding="utf-8")
    return None


def copy_with(pages, folder):
    """A copy of the project below the folder, with the pages' blocks: where it is, and what is wrong with them."""
    # As deep as the checkout where that can be: the compiler cache knows files by their relative paths.
    deeper_count = max(0, len(ROOT.parts) - len(folder.parts))
    copy = folder.joinpath(*["opora"] * deeper_count)
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED, symlinks=True, dirs_exist_ok=True)
    return copy, [f"{page}: {mistake}" for page in pages for block in blocks_of(page)
                  if (mistake := apply(block, copy))]
