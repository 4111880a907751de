"""The game: people answer one after the other, and an attacker who sees them do it copies every file after each.
Counted is how many of them each way of matching names, beside how many chance would.
"""
import collections
import json
import random
import re
import subprocess

import bounds
import sodium
from matchers import MATCHERS, Arrival, Wave, joined, number_of

SHEETS, TEXTS = "sheets", "texts"
SMALL_FILE = 200_000  # bytes: larger ones are databases and their logs, which are read by their cells
PROBE_BYTES = 16
PRIVATE_KEY_TEXT = re.compile(r"[A-Za-z0-9_-]{43}|[0-9a-f]{64}")


class People:
    """The program of tests/anonymity/people."""

    def __init__(self, program, address, data, series_count, seed):
        self.process = subprocess.Popen(
            [program, "--address", address, "--data", str(data), "--series", str(series_count), "--seed", str(seed)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError("the people could not be asked anything")
        told = json.loads(line)
        self.count, self.waves, self.truth = told["people"], told["waves"], told["truth"]
        self.series_count = series_count

    def act(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"nobody could {' '.join(map(str, words))}")
        return json.loads(line)

    def leave(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


class Score:
    """How many were named, by the matcher and by what was tied to them."""

    def __init__(self):
        self.hits, self.trials, self.by_chance = (collections.Counter() for _ in range(3))

    def add(self, matcher, wave, guesses, truth):
        chance = 1 / len(wave.arrivals)
        for kind, found in ((SHEETS, guesses.sheets), (TEXTS, guesses.texts)):
            self.trials[matcher, kind] += len(wave.arrivals)
            self.by_chance[matcher, kind] += chance * len(wave.arrivals)
            for at, place in found.items():
                said = truth[wave.arrivals[at].person]
                is_right = (number_of(wave.sheets[place][2]) == said["number"] if kind == SHEETS
                            else wave.texts[place][1] == said["words"])
                self.hits[matcher, kind] += is_right

    def excess_at_most(self):
        """(matcher, kind) -> the upper 99.9 % bound of how much more than by chance were named."""
        return {what: bounds.upper(self.hits[what], self.trials[what]) - self.by_chance[what] / self.trials[what]
                for what in self.trials}

    def shares(self):
        return {what: self.hits[what] / self.trials[what] for what in self.trials}

    def best(self, matchers=None):
        return max((share, what) for what, share in self.shares().items()
                   if matchers is None or what[0] in matchers)


def private_keys_in(cells, files, public_keys):
    """Of the waves' keys, those whose private half stands in a cell of some table or in some file, as it is."""
    candidates, found = set(), []
    texts = [cell for cell in cells if isinstance(cell, str)]
    texts += [data.decode("latin-1") for data in files if len(data) < SMALL_FILE]
    for text in texts:
        candidates |= set(PRIVATE_KEY_TEXT.findall(text))
    raw = {cell for cell in cells if isinstance(cell, bytes) and len(cell) == sodium.KEY_BYTES}
    for candidate in candidates:
        raw |= {bytes.fromhex(candidate)} if len(candidate) == 64 else {sodium.base64url(candidate) or b""}
    for private in raw:
        if len(private) == sodium.KEY_BYTES and (public := sodium.public_of(private)) in public_keys:
            found.append((public, private))
    return found


def is_in(stored, copied):
    """Whether a row's bytes stand among those copied. At one of two places: a page of a log may end at the other."""
    return any(stored[at:at + PROBE_BYTES] in copied for at in (0, len(stored) // 2))


def public_keys_in(cells):
    """Whatever may be one."""
    keys = {sodium.base64url(cell) for cell in cells if isinstance(cell, str) and len(cell) == 43}
    return {key for key in keys if key and len(key) == sodium.KEY_BYTES}


class Game:
    """`store` reads feedback's tables, `watched` files beside them. `learns`: the planner is asked what it knows."""

    def __init__(self, people, store, watched, seed, learns=False):
        self.people, self.store, self.watched, self.learns = people, store, watched, learns
        self.random = random.Random(seed)
        self.came = {}

    def play(self, wave_count=3):
        """Every series; the waves that were seen."""
        seen = []
        for series in range(self.people.series_count):
            self._come(series)
            for wave in self.people.waves:
                if wave["series"] == series and wave["wave"] < wave_count:
                    seen.append(self._ask(series, wave["wave"], wave["id"]))
        return seen

    def _come(self, series):
        self.came[series] = self.random.sample(range(self.people.count), self.people.count)
        for person in self.came[series]:
            self.people.act("come", series * self.people.count + person)

    def _order(self, series):
        """Who came first answers first, more or less, or not at all so."""
        spread = self.random.choice((2, 10, 1000))
        return sorted(range(self.people.count),
                      key=lambda person: self.came[series].index(person) + self.random.gauss(0, spread))

    def _ask(self, series, number, wave):
        arrivals, sealed, spent, copied_count = [], {}, set(), 0
        self.watched.changes()
        for person in self._order(series):
            self.people.act("answer", series, number, person)
            changed = b"\0\0\0\0".join(self.watched.changes().values())
            now, used = self.store.sealed(wave), self.store.spent(wave)
            keys, tokens = set(now) - set(sealed), used - spent
            if len(keys) != 1 or len(tokens) != 1:
                raise AssertionError(f"{len(keys)} answers and {len(tokens)} tokens came with one person")
            key = keys.pop()
            copied_count += is_in(now[key], changed)
            learnt = self.store.statistics() if self.learns else ""
            arrivals.append(Arrival(person, changed, key, now[key], tokens.pop(), learnt))
            sealed, spent = now, used
        if 2 * copied_count < len(arrivals):
            raise AssertionError(f"too few files were copied: {copied_count} of {len(arrivals)} answers stand in them")
        self.people.act("close", series, number)
        cells = self.store.cells()
        private_keys = private_keys_in(cells, self.watched.copies.values(), public_keys_in(cells))
        self.people.act("open", series, number)
        sheets, texts = self.store.opened(wave)
        if len(sheets) != len(arrivals) or len(texts) != len(arrivals):
            raise AssertionError(f"{len(arrivals)} answered, {len(sheets)} sheets and {len(texts)} texts were opened")
        return Wave(series, arrivals, sheets, texts, self.came[series], private_keys)

    def judge(self, seen, score):
        """How many every matcher names, and all that is certain together."""
        places = [(each["series"], each["wave"]) for each in self.people.waves]
        by_series = collections.defaultdict(list)
        for wave in seen:
            number = len(by_series[wave.series])
            by_series[wave.series].append(wave)
            truth = self.people.truth[places.index((wave.series, number))]
            for name, match in MATCHERS.items():
                score.add(name, wave, match(wave), truth)
        for series, waves in by_series.items():
            for number, (wave, guesses) in enumerate(zip(waves, joined(waves))):
                score.add("all that is certain", wave, guesses, self.people.truth[places.index((series, number))])
        return score
