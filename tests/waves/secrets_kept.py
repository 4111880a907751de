"""Whether a secret stands somewhere: as it is, or as somebody may have written it down."""
import pathlib
import re


def patterns_of(secret):
    """Of a passphrase each two words that follow each other, with anything but letters between them; of a code its
    characters with or without lines between."""
    words = secret.split()
    if len(words) > 1:
        return [re.compile(rf"{a}[^a-z]{{1,12}}{b}".encode(), re.IGNORECASE) for a, b in zip(words, words[1:])]
    return [re.compile("-?".join(secret.replace("-", "")).encode(), re.IGNORECASE)]


class Secrets:
    def __init__(self):
        self.patterns = []

    def add(self, *secrets):
        self.patterns += [pattern for secret in secrets for pattern in patterns_of(secret)]

    def found_in(self, what):
        """The first that stands there; a word of it would do harm, so only where it is found."""
        data = what if isinstance(what, bytes) else what.encode()
        for number, pattern in enumerate(self.patterns):
            match = pattern.search(data)
            if match:
                return f"the secret's part {number} at {match.start()}"
        return None

    def found_below(self, folder, but_for=()):
        """The files that hold one."""
        found = []
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and path not in but_for:
                where = self.found_in(path.read_bytes())
                if where:
                    found.append(f"{path.name}: {where}")
        return found
