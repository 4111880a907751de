"""What commands read takes as few trips to the database as it can (platform/lane/gather.h)."""
import re

from tree import found, line_of

READING = r"services/[^/]+/((handlers|store)/[^/]+|scopes)\.cpp"
# A lambda among what is asked for is a part of the statement that it stands in, by its words alone.
WISH = re.compile(r"\[&?\w*\]\(Reader& \w+\)[^{}]*\{[^{}]*\}")
BRACED = re.compile(r"\{([^{};]*)\}")  # a value
STATEMENT = re.compile(r"[^;{}]*[;{}]")
BY_KEY = r"\b(tx|reader)\.(find|load|load_all)<"
READ = re.compile(rf"\bTRY(_DO)?\(.*({BY_KEY}|\b\w+\((tx|reader),)", re.DOTALL)
# What a statement names, and of what.
NAMING = [re.compile(rf"\s*{names}(.*)", re.DOTALL) for names in (
    r"TRY\((\w+),",
    r"(?:const )?auto&? \[([^]]*)\] =",
    r"(?!return|else)(?:const )?[\w:]+(?:<[^;=]*>)?&? (\w+)(?=[;({ ])")]
CHECK = re.compile(r"\s*TRY_DO\(")


def words(text):
    return set(re.findall(r"\w+", text))


def naming(statement):
    """(the names it gives, the words of what it gives them to), or None."""
    match = next(filter(None, (pattern.match(statement) for pattern in NAMING)), None)
    return match and (words(match[1]), words(match[2]))


def reads_in_a_row(code):
    """Where somebody reads again without a word of what was read just before; the id under which that was is no news.
    After an if, a loop or a write it is another matter."""
    news = None  # names of what the last read brought; None: nothing was, or it is another matter by now
    by_key = False
    for _ in range(2):  # one in another
        code = BRACED.sub(r"(\1)", code)
    for match in STATEMENT.finditer(WISH.sub(lambda wish: re.sub(r"[^\n\w]", " ", wish.group()), code)):
        statement = match.group()
        if READ.search(statement):
            needed = re.sub(r"\b\w+\.id\b", "", statement) if by_key else statement
            if news is not None and not words(needed) & news:
                yield line_of(code, match.end() - len(statement.lstrip()))
            names = naming(statement)
            news, by_key = names[0] if names else set(), bool(re.search(BY_KEY, statement))
        elif news is not None and (names := naming(statement)):
            news |= names[0] if names[1] & news else set()
        elif not CHECK.match(statement):
            news = None


def reads_stand_together(tree):
    return [f"{path}:{line}: a second read that could stand in one gather() with the read before it"
            for path in tree.matching(READING) for line in reads_in_a_row(tree.code(path))]


def reads_are_not_announced(tree):
    """Nobody keeps a read's Result for later, or throws away what it found, so that others are fetched with it."""
    announced = r"\bauto&? \w+ = \w+\.(find|load|load_all)<|\bTRY_DO\(\w+\.((find|load_all)<|load<[^;]*\.map\()"
    return [violation for path in tree.matching(r"services/(?!platform/lane/).*\.(h|cpp)")
            for violation in found(tree, path, announced, "read only to be fetched with others, as gather() does")]


RULES = [reads_stand_together, reads_are_not_announced]
