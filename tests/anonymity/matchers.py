"""How somebody could tie what was opened to who answered: by content, by keys that lie about, by keys of rows, by size,
by what the planner has learnt, and by every order that there is.

Each matcher says for each arrival which opened sheet and which text is its person's, as far as it has a guess. None of
them knows what anybody answered: that is compared afterwards, by whoever counts how many were named.
"""
import base64
import dataclasses
import json
import re

import sodium

LINK_BYTES, HEADER_BYTES, ANSWERED = 10, 9, 1
PLACES_OF_PLAIN = (0, sodium.SEAL_BYTES)  # where what should be sealed may begin


@dataclasses.dataclass
class Arrival:
    """Somebody was seen answering; and what changed with that."""
    person: int
    changed: bytes
    key: bytes = b""
    sealed: bytes = b""
    token: bytes = b""
    learnt: str = ""  # what the planner knows since


@dataclasses.dataclass
class Wave:
    """One wave as an attacker has seen it. Opened rows are as they lie on the disk."""
    series: int
    arrivals: list
    sheets: list  # (key, link, answers)
    texts: list  # (key, text)
    came: list  # persons, in the order in which they were scanned at the door
    private_keys: list  # (public, private) that lay in some file

    def number_in(self, sheet):
        return number_of(self.sheets[sheet][2])


def number_of(answers):
    return next((answer["n"] for answer in json.loads(answers) if answer["q"] == "number" and "n" in answer), None)


def decoded(plain):
    """(number, words) of what was to be sealed; None if it is none of that."""
    body = plain[LINK_BYTES + HEADER_BYTES:]
    if len(plain) < LINK_BYTES + HEADER_BYTES + 2 + 9 + 3 or plain[LINK_BYTES] != 1:
        return None
    at = 2 if body[0] == ANSWERED else 1
    if body[at] != ANSWERED:
        return None
    number = int.from_bytes(body[at + 1:at + 9], "big")
    at += 9
    if len(body) < at + 3 or body[at] != ANSWERED:
        return None
    size = int.from_bytes(body[at + 1:at + 3], "big")
    return number, body[at + 3:at + 3 + size].decode("utf-8", "replace")


class Guesses:
    """arrival -> sheet, and arrival -> text, by their places in the wave's lists."""

    def __init__(self):
        self.sheets, self.texts = {}, {}

    def note(self, wave, arrival, said):
        """What somebody has said is known: so are their sheet and their text."""
        if said is None:
            return
        number, words = said
        for place in range(len(wave.sheets)):
            if wave.number_in(place) == number:
                self.sheets[arrival] = place
        for place, (_, text) in enumerate(wave.texts):
            if text == words:
                self.texts[arrival] = place


def by_content(wave):
    """Something that was opened stood in what changed with an answer, before anything was opened."""
    guesses = Guesses()
    for at, arrival in enumerate(wave.arrivals):
        for place, (_, text) in enumerate(wave.texts):
            if text.encode() in arrival.changed:
                guesses.texts[at] = place
        for place in range(len(wave.sheets)):
            if f'"n":{wave.number_in(place)}'.encode() in arrival.changed:
                guesses.sheets[at] = place
        for start in PLACES_OF_PLAIN:
            guesses.note(wave, at, decoded(arrival.sealed[start:]))
    return guesses


def by_private_keys(wave):
    """With a key that lay somewhere, whatever came can be opened."""
    guesses = Guesses()
    for public, private in wave.private_keys:
        for at, arrival in enumerate(wave.arrivals):
            plain = sodium.opened(arrival.sealed, public, private)
            guesses.note(wave, at, decoded(plain) if plain else None)
    return guesses


def by_keys_of_rows(wave):
    """A row that was opened has a key, or part of one, that came with an answer."""
    guesses = Guesses()
    for at, arrival in enumerate(wave.arrivals):
        own = {form for key in (arrival.key, arrival.token) if key for form in
               (key.hex(), base64.urlsafe_b64encode(key).decode().rstrip("="), base64.b64encode(key).decode())}
        for place, (key, link, _) in enumerate(wave.sheets):
            if own & {key, link} or key.encode() in arrival.changed:
                guesses.sheets[at] = place
        for place, (key, _) in enumerate(wave.texts):
            if key in own or key.encode() in arrival.changed:
                guesses.texts[at] = place
    return guesses


def by_statistics(wave):
    """What the planner knows since an answer, and did not know before."""
    guesses, known = Guesses(), set()
    for at, arrival in enumerate(wave.arrivals):
        values = set(re.findall(r"\\x([0-9a-f]+)", arrival.learnt))
        for value in values - known:
            for start in PLACES_OF_PLAIN:
                guesses.note(wave, at, decoded(bytes.fromhex(value)[start:]))
        known |= values
    return guesses


def in_step(order_of_arrivals, order_of_opened):
    return dict(zip(order_of_arrivals, order_of_opened))


def by_size(size_of):
    """The longest text is of whom most was kept."""
    def match(wave):
        guesses = Guesses()
        guesses.texts = in_step(sorted(range(len(wave.arrivals)), key=lambda at: size_of(wave.arrivals[at])),
                                sorted(range(len(wave.texts)), key=lambda place: len(wave.texts[place][1].encode())))
        guesses.sheets = in_step(sorted(range(len(wave.arrivals)), key=lambda at: size_of(wave.arrivals[at])),
                                 sorted(range(len(wave.sheets)), key=lambda place: len(wave.sheets[place][2])))
        return guesses
    return match


ARRIVALS = {
    "as they answered": lambda wave: list(range(len(wave.arrivals))),
    "by their sealed rows' keys": lambda wave: sorted(range(len(wave.arrivals)), key=lambda at: wave.arrivals[at].key),
    "by their tokens' hashes": lambda wave: sorted(range(len(wave.arrivals)), key=lambda at: wave.arrivals[at].token),
    "as they came": lambda wave: sorted(range(len(wave.arrivals)),
                                        key=lambda at: wave.came.index(wave.arrivals[at].person)),
}
OPENED = {
    "as it lies": lambda rows: list(range(len(rows))),
    "by its keys": lambda rows: sorted(range(len(rows)), key=lambda place: sodium.base64url(rows[place][0]) or b""),
    "by its keys' letters": lambda rows: sorted(range(len(rows)), key=lambda place: rows[place][0]),
    "by what stands beside it": lambda rows: sorted(range(len(rows)), key=lambda place: rows[place][1]),
}


def by_order(of_arrivals, of_opened, turned):
    def match(wave):
        guesses = Guesses()
        order = of_arrivals(wave)
        guesses.sheets = in_step(order[::-1] if turned else order, of_opened(wave.sheets))
        guesses.texts = in_step(order[::-1] if turned else order, of_opened(wave.texts))
        return guesses
    return match


CERTAIN = {
    "content": by_content,
    "private keys": by_private_keys,
    "keys of rows": by_keys_of_rows,
    "statistics": by_statistics,
}
MATCHERS = CERTAIN | {
    "size of what was sealed": by_size(lambda arrival: len(arrival.sealed)),
    "size of what changed": by_size(lambda arrival: len(arrival.changed)),
} | {
    f"{arrivals}, {opened}{', from the end' if turned else ''}": by_order(ARRIVALS[arrivals], OPENED[opened], turned)
    for arrivals in ARRIVALS for opened in OPENED for turned in (False, True)
}


def joined(waves):
    """All that is certain, of a series; and who is known in one wave is known by their link in the others."""
    all_guesses, person_of = [], {}
    for wave in waves:
        guesses = Guesses()
        for match in CERTAIN.values():
            found = match(wave)
            guesses.sheets |= found.sheets
            guesses.texts |= found.texts
        for at, place in guesses.sheets.items():
            if link := wave.sheets[place][1]:
                person_of[link] = wave.arrivals[at].person
        all_guesses.append(guesses)
    for wave, guesses in zip(waves, all_guesses):
        place_of = {person_of[link]: place for place, (_, link, _) in enumerate(wave.sheets) if link in person_of}
        for at, arrival in enumerate(wave.arrivals):
            if arrival.person in place_of:
                guesses.sheets.setdefault(at, place_of[arrival.person])
    return all_guesses
