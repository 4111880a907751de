"""Nobody can tell who answered what: not who copies every file after every answer, knows exactly when each answered and
who came when, and reads all that was opened. And each protection is needed: without it the same attacker names people.

Usage: anonymity_test.py BUILD_FOLDER short|long [unittest's arguments]
"""
import os
import pathlib
import sys
import unittest

from game import Game, People, Score
from worlds import OnACluster, OnPostgres, OnSqlite

PROGRAMS, LONG = pathlib.Path(sys.argv[1]), sys.argv[2] == "long"
PEOPLE = PROGRAMS / "tests" / "anonymity" / "people"
POSTGRES = os.environ.get("OPORA_TEST_POSTGRES")
SEED = 20261201
# The upper 99.9 % bound of how many more than by chance are named, in hundredths. A short run can't be so sure.
EXCESS = 0.03 if LONG else 0.10
ENOUGH = 0.5  # of the people, where a protection is taken out


class Named(unittest.TestCase):
    """What the others stand on."""

    def play(self, world, score, seed, series_count, wave_count=3, learns=False):
        with world:
            people = People(PEOPLE, world.address, world.data, series_count, seed)
            self.addCleanup(people.leave)
            game = Game(people, world.store, world.watched, seed, learns)
            game.judge(game.play(wave_count), score)
            people.leave()

    def assert_by_chance(self, score):
        for (matcher, kind), excess in sorted(score.excess_at_most().items(), key=lambda item: -item[1]):
            with self.subTest(matcher, of=kind):
                self.assertLessEqual(excess, EXCESS, f"{score.hits[matcher, kind]} of {score.trials[matcher, kind]}")

    def assert_named(self, world, *, matchers=None, learns=False):
        score = Score()
        self.play(world, score, SEED, series_count=1, wave_count=1, learns=learns)
        share, what = score.best(matchers)
        self.assertGreaterEqual(share, ENOUGH, f"the best of all attackers is {what}")
        return score


class OnSqliteFiles(Named):
    """Fifty platforms of one series; in a short run one of four."""

    def test_nobody_is_named(self):
        score = Score()
        for run in range(50 if LONG else 1):
            self.play(OnSqlite(PROGRAMS), score, SEED + run, series_count=1 if LONG else 4)
        self.assert_by_chance(score)


class OnPostgresFiles(Named):
    def test_nobody_is_named(self):
        score = Score()
        self.play(OnPostgres(PROGRAMS, POSTGRES), score, SEED, series_count=2, learns=True)
        self.assert_by_chance(score)


class OnFilesOfACluster(Named):
    """Five, with Kafka and Redis running. Five series on each, so that chance has its say."""

    def test_nobody_is_named(self):
        score = Score()
        for run in range(5):
            self.play(OnACluster(PROGRAMS), score, SEED + run, series_count=5)
        self.assert_by_chance(score)


class WithoutAProtection(Named):
    """On SQLite: who answered is named."""

    def test_answers_that_are_not_sealed(self):
        self.assert_named(OnSqlite(PROGRAMS, "answers_not_sealed"))

    def test_keys_that_lie_in_a_file(self):
        self.assert_named(OnSqlite(PROGRAMS, "wave_keys_in_the_clear"), matchers={"private keys"})

    def test_answers_of_many_sizes(self):
        self.assert_named(OnSqlite(PROGRAMS, "answers_of_their_own_size"), matchers={"size of what was sealed"})

    def test_sheets_that_keep_their_keys(self):
        self.assert_named(OnSqlite(PROGRAMS, "sheets_keep_their_keys"), matchers={"keys of rows"})


class WithoutAProtectionOnPostgres(Named):
    """Where PostgreSQL shows more: the order of rows on a page, and what its planner has learnt."""

    def test_an_opening_that_mixes_nothing(self):
        self.assert_named(OnPostgres(PROGRAMS, POSTGRES, "opened_in_order_of_keys"),
                          matchers={"by their sealed rows' keys, as it lies"})

    # Sealed values are longer than statistics keep, and say nothing: so here the answers are neither sealed nor of one
    # size, and nobody looks but at what the planner knows.
    def test_statistics_that_are_kept(self):
        self.assert_named(OnPostgres(PROGRAMS, POSTGRES, "answers_learnt_by_planner"), matchers={"statistics"},
                          learns=True)

    def test_statistics_that_are_not(self):
        score = Score()
        self.play(OnPostgres(PROGRAMS, POSTGRES, "answers_plain_and_short"), score, SEED, series_count=1, wave_count=1,
                  learns=True)
        share, _ = score.best({"statistics"})
        self.assertEqual(share, 0)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
