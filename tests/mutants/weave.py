"""Weaves the mutants into a copy of a file: what stands there and what a mutant says instead are both compiled, and
which of them runs is chosen when a process starts (OPORA_PLANTED=name), or by plant() for a thread.

    weave.py OUT FILE      the copy of FILE, a path from the root
    weave.py OUT --names   the list of all names, for services/platform/faults/planted.cpp
    weave.py --check       says everything that is wrong with any mutant, and makes nothing

A line is woven in one of three ways. A statement becomes an if with both. In a declaration, the head of an if or a
loop, or a line that others go on with, the smallest whole expression that differs becomes a choice between both. A
Statement, whose address stands for its text, is declared once more, and each use chooses.
"""
import bisect
import dataclasses
import pathlib
import re
import sys

from rows import SIMULATION, Mistake, all_mutants

ROOT = pathlib.Path(__file__).resolve().parents[2]
LITERALS = re.compile(
    r'R"(?P<mark>[^(\s]*)\((?:.|\n)*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*")
STATEMENT = re.compile(r"^(?:constexpr|const) (?:Composed)?Statement (\w+)[({]", re.MULTILINE)
LOGICAL = re.compile(r"&&|\|\||\?|(?<!:):(?!:)")
NO_EXPRESSION = re.compile(r"\b(if|for|while|else|do|switch|case|return|const|auto|constexpr|TRY)\b|"
                           r"(?<![=<>!+*/|&-])=(?!=)")
KEYWORD = r"(?:if|for|while|else|do|switch|case|default|return|throw|try|catch|delete)\b"
DECLARATION = re.compile(r"(?:const|constexpr|auto|static|case|default|using|struct|class)\b|TRY\(|"
                         rf"(?!{KEYWORD})[\w:]+(?:<[^;=]*>)?[&*]*\s+[&*]*\w+\s*[=({{[;]")
FUNCTION = re.compile(rf"((?!{KEYWORD})[^=]*\)(?: const)?(?: noexcept)?(?: override)? \{{)(.*)\}}", re.DOTALL)
# What an expression may begin after, and what it may end before.
OPENS = re.compile(r"(?:[(\[{,;]|&&|\|\||\?|(?<!:):|(?<![=<>!])=|\breturn)\s*$")
AROUND = 200  # characters on each side of a place that are looked at
CLOSES = re.compile(r"\s*(?:[)\]},;]|&&|\|\||\?|:(?!:))")


def masked(text):
    """The text, as long as it is, without what literals and comments say."""
    def blank(match):
        found = match.group()
        return re.sub(r"[^\n]", " ", found) if found.startswith("//") else re.sub(r"[^\n]", "x", found)
    return LITERALS.sub(blank, text)


def without_comments(text):
    kept = masked(text)
    return "\n".join(line[:len(bare.rstrip())] for line, bare in zip(text.split("\n"), kept.split("\n")))


def switch(name):
    return f'::opora::testing::planted("{name}")'


def depths(code):
    """How deep each character lies in brackets; None if they don't match."""
    result, depth = [], 0
    for c in code:
        if c in ")]}":
            depth -= 1
        if depth < 0:
            return None
        result.append(depth)
        if c in "([{":
            depth += 1
    return result if depth == 0 else None


def top_level(code):
    """What of it lies in no brackets."""
    return "".join(c if depth == 0 or c in "([{" else " " for c, depth in zip(code, depths(code)))


def is_expression(text, beside_logical):
    code = masked(text).strip()
    if not code or code.startswith("{") or depths(code) is None:
        return False
    top = top_level(code)
    if NO_EXPRESSION.search(top) or "," in top or ";" in top:
        return False
    return not (beside_logical and LOGICAL.search(top))


@dataclasses.dataclass
class Site:
    """Lines of a file that mutants replace, with what stands around them."""
    text: str     # without comments at line ends
    before: str   # the code before it, and after
    after: str
    changes: list

    def news(self):
        return [(change.mutant, " ".join(change.new)) for change in self.changes]

    def follows_a_statement(self):
        before = self.before.rstrip()
        return not before or re.search(r"(?:[;{}:)]|\belse|\n#[^\n]*)$", before) is not None

    def woven(self):
        text = self.as_statement() or self.as_expression()
        if text is None:
            names = ", ".join(change.mutant for change in self.changes)
            raise Mistake(f"{names}: can't be woven; say a whole statement, or a line with a whole expression:\n"
                          f"  {self.text}")
        return text

    def as_statement(self):
        """A statement, or the body of a function that fits a line."""
        if not self.follows_a_statement():
            return None
        function = FUNCTION.fullmatch(self.text)
        lead = function[1] if function else re.match(r"\s*(?:else )?", self.text).group()
        tail = "}" if function else ""
        old = self.text[len(lead):len(self.text) - len(tail)]
        news = []
        for name, new in self.news():
            if new and not (new.startswith(lead.strip()) and new.endswith(tail)):
                return None
            news.append((name, new[len(lead.strip()):len(new) - len(tail)].strip()))
        if DECLARATION.match(masked(old).strip()):
            return None
        for text in [old] + [new for _, new in news if new]:
            code = masked(text).strip()
            if depths(code) is None or code[-1] not in ";}":
                return None
        chain = " else ".join(f"if ({switch(name)}) {{ {new} }}" for name, new in news)
        return f"{lead}{{ {chain} else {{ {old} }} }}{tail}"

    def as_expression(self):
        old, news = self.text, self.news()
        same = len(re.match(r"\s*", old).group())
        bare = old[same:]
        start = min(common(bare, new) for _, new in news)
        end = min(common(bare[start:][::-1], new[start:][::-1]) for _, new in news)
        pieces = [(left, right) for left in self.starts(same, same + start)
                  for right in self.ends(same + len(bare) - end)]
        for left, right in sorted(pieces, key=lambda piece: piece[1] - piece[0]):
            tail = len(old) - right
            texts = [(name, new[left - same:len(new) - tail]) for name, new in news]
            beside = self.is_beside_logical(left, right)
            if all(is_expression(text, beside) for text in [old[left:right]] + [text for _, text in texts]):
                choice = "".join(f"{switch(name)} ? ({text.strip()}) : " for name, text in texts)
                return f"{old[:left]}({choice}({old[left:right]})){old[right:]}"
        return None

    def starts(self, first, last):
        code = masked(self.text)
        return [at for at in range(first, last + 1)
                if (at == first and self.follows_an_opening()) or OPENS.search(code[:at]) and code[at:at + 1] != " "]

    def ends(self, first):
        code = masked(self.text)
        return [at for at in range(first, len(code) + 1)
                if (at == len(code) and CLOSES.match(self.after)) or CLOSES.match(code[at:]) and code[at - 1] != " "]

    def follows_an_opening(self):
        return OPENS.search(self.before) is not None

    def is_beside_logical(self, left, right):
        before = (self.before + " " + masked(self.text)[:left]).rstrip()
        after = (masked(self.text)[right:] + " " + self.after).lstrip()
        return bool(re.search(r"(&&|\|\||\?|(?<!:):)$", before) or re.match(r"(&&|\|\||\?|:(?!:))", after))


def common(a, b):
    count = 0
    while count < min(len(a), len(b)) and a[count] == b[count]:
        count += 1
    return count


def place_of(change, lines):
    """The first of the lines that the change replaces."""
    count = len(change.old)
    found = [at for at in range(len(lines) - count + 1)
             if [line.strip() for line in lines[at:at + count]] == change.old]
    if len(found) != 1:
        times = "never" if not found else f"{len(found)} times"
        raise Mistake(f"{change.mutant}: its line is found {times} in {change.file}, not once:\n"
                      f"  {' / '.join(change.old)}")
    return found[0]


class Statements:
    """The constants of SQL in a file, and which mutants have a text of their own for one."""

    def __init__(self, text):
        code = masked(text)
        starts = [match.start() for match in re.finditer(r"^", text, re.MULTILINE)]
        line_at = lambda offset: bisect.bisect_right(starts, offset) - 1
        self.ranges = []  # (name, first line, last line)
        for match in STATEMENT.finditer(code):
            self.ranges.append((match[1], line_at(match.start()), line_at(code.index(";", match.start()))))
        self.others = {}  # name -> its mutants

    def around(self, line):
        return next((each for each in self.ranges if each[1] <= line <= each[2]), None)

    def declared_anew(self, lines, name, first, last, change, at):
        kept = [line for line in lines[first:at]]
        indent = re.match(r"\s*", lines[at]).group()
        texts = kept + [indent + new for new in change.new] + lines[at + len(change.old):last + 1]
        self.others.setdefault(name, []).append(change.mutant)
        return re.sub(rf"\b{name}\b", f"{name}_{change.mutant}", "\n".join(texts), count=1)

    def chosen(self, text):
        """Each use of a constant that mutants replace, as a choice."""
        for name, mutants in self.others.items():
            one_of = lambda each: f"static_cast<const ::opora::Statement&>({each})"
            choice = "".join(f"{switch(mutant)} ? {one_of(f'{name}_{mutant}')} : " for mutant in mutants)
            choice = f"({choice}{one_of(name)})"
            code = masked(text)
            uses = [match for match in re.finditer(rf"\b{name}\b", code)
                    if not code[:match.start()].endswith("Statement ")]
            for match in reversed(uses):
                text = text[:match.start()] + choice + text[match.end():]
        return text


def woven(text, path, changes):
    lines = text.split("\n")
    code = masked(text).split("\n")
    statements = Statements(text)
    sites, after = {}, {}
    for change in changes:
        at = place_of(change, lines)
        if declared := statements.around(at):
            name, first, last = declared
            after.setdefault(last, []).append(statements.declared_anew(lines, name, first, last, change, at))
        else:
            sites.setdefault((at, len(change.old)), []).append(change)
    out = list(lines)
    taken = set()
    for (at, count), here in sites.items():
        if taken & set(range(at, at + count)):
            raise Mistake(f"{here[0].mutant}: another mutant replaces a part of its lines.")
        taken |= set(range(at, at + count))
        site = Site(without_comments("\n".join(lines[at:at + count])), "\n".join(code[:at]).rstrip()[-AROUND:],
                    "\n".join(code[at + count:]).lstrip()[:AROUND], here)
        out[at:at + count] = site.woven().split("\n")
    for last, declarations in after.items():
        out[last] += "\n" + "\n".join(declarations) + f'\n#line {last + 2} "{path}"'
    return f'#include "platform/faults/planted.h"\n#line 1 "{path}"\n' + statements.chosen("\n".join(out))


def names(mutants):
    def array(name, list_of):
        return (f"inline constexpr std::array<std::string_view, {len(list_of)}> {name} = {{\n" +
                "".join(f'    "{each}",\n' for each in list_of) + "};\n")
    by_simulation = [mutant.name for mutant in mutants if (SIMULATION, "") in mutant.finders]
    return ("// Generated from tests/mutants.\n#include <array>\n#include <string_view>\n\n" +
            array("kPlantedBugs", [mutant.name for mutant in mutants]) +
            array("kFoundBySimulation", by_simulation))


def write_if_changed(path, text):
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def mistakes(mutants, root=ROOT):
    """What would fail the build, one for each change that can't be woven by itself."""
    said = []
    for change in [change for mutant in mutants for change in mutant.changes]:
        try:
            woven((root / change.file).read_text(encoding="utf-8"), root / change.file, [change])
        except FileNotFoundError:
            said.append(f"{change.mutant}: there is no {change.file}.")
        except Mistake as mistake:
            said.append(str(mistake))
    return said


def main():
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(mistakes(all_mutants())) or 0)
    out, what = sys.argv[1:]
    try:
        mutants = all_mutants()
        if what == "--names":
            text = names(mutants)
        else:
            here = [change for mutant in mutants for change in mutant.changes if change.file == what]
            text = woven((ROOT / what).read_text(encoding="utf-8"), ROOT / what, here)
    except Mistake as mistake:
        sys.exit(f"tests/mutants: {mistake}")
    write_if_changed(out, text)


if __name__ == "__main__":
    main()
