// What becomes of waves, as tables of rules.
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/domain/answering.h"
#include "feedback/domain/eligible.h"
#include "feedback/domain/keeper.h"
#include "feedback/domain/open_wave.h"
#include "feedback/domain/wave_refusals.h"
#include "feedback/domain/wave_steps.h"

namespace opora::feedback {
namespace {

constexpr WaveStatus kAllStatuses[] = {WaveStatus::draft,   WaveStatus::scheduled, WaveStatus::answering,
                                       WaveStatus::closed,  WaveStatus::counted,   WaveStatus::opened,
                                       WaveStatus::destroyed, WaveStatus::lost};

Wave in_status(WaveStatus status) {
  Wave wave;
  wave.id = {"wave"};
  wave.status = status;
  wave.closes_at = Instant{1'000'000};
  wave.public_key = "key";
  wave.private_key = {"first", "second"};
  wave.opening = {"opening"};
  wave.answered_count = 12;
  return wave;
}

TEST(WaveSteps, EachStartsInOneStatusAlone) {
  const Series series{};
  for (const WaveStatus status : kAllStatuses) {
    const Wave wave = in_status(status);
    EXPECT_EQ(schedule(wave, {}, "key", {}).has_value(), status == WaveStatus::draft);
    EXPECT_EQ(begin_answering(wave, series, {}).has_value(), status == WaveStatus::scheduled);
    EXPECT_EQ(!remind(wave).empty(), status == WaveStatus::answering);
    EXPECT_EQ(close(wave, 10, {}).has_value(), status == WaveStatus::answering);
    EXPECT_EQ(count(wave, {}).has_value(), status == WaveStatus::closed);
    EXPECT_EQ(check_opening(wave, {"opening"}).has_value(), status == WaveStatus::counted);
    EXPECT_EQ(check_opened(wave).has_value(), status == WaveStatus::opened);
  }
}

TEST(WaveSteps, TenAnswersAreKeptAndNineAreNot) {
  const auto kept = close(in_status(WaveStatus::answering), 10, Instant{7});
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->wave.status, WaveStatus::closed);
  EXPECT_EQ(kept->wave.answered_count, 10);
  EXPECT_EQ(kept->wave.closed_at, Instant{7});
  EXPECT_EQ(kept->events, (Events{WaveClosed{{"wave"}}}));
  Wave open = in_status(WaveStatus::answering);
  open.answered_count = 0;
  const auto gone = close(open, 9, Instant{7});
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->wave.status, WaveStatus::destroyed);
  EXPECT_EQ(gone->wave.answered_count, 0);
  EXPECT_EQ(gone->wave.private_key, SealedForKeepers{});
  EXPECT_EQ(gone->events, (Events{WaveClosed{{"wave"}}, WaveDestroyed{{"wave"}, false}}));
}

TEST(WaveSteps, CountedOnceTheGraceIsOver) {
  Series series;
  Wave wave = in_status(WaveStatus::closed);
  wave.closed_at = Instant{5};
  EXPECT_EQ(counted_at(wave, series), Instant{5} + std::chrono::hours(48));
  series.grace = std::chrono::hours(2);
  EXPECT_EQ(counted_at(wave, series), Instant{5} + std::chrono::hours(2));
  series.entered_afterwards = true;
  EXPECT_EQ(counted_at(wave, series), Instant{5});
}

TEST(WaveSteps, MoreAnswersThanAnybodyCouldHaveGiven) {
  for (const auto& [at_most, is_more] : {std::pair(11, true), std::pair(12, false), std::pair(13, false)}) {
    Wave wave = in_status(WaveStatus::counted);
    wave.eligible = Eligible{5, at_most};
    EXPECT_EQ(has_more_answers_than_eligible(wave), is_more) << at_most;
  }
}

struct OfStatus {
  WaveStatus status;
  const char* give_up;
  const char* open;
};

TEST(WaveSteps, WhatIsSaidOfAWaveInAnotherStatus) {
  const OfStatus cases[] = {
      {WaveStatus::draft, "WAVE_NOT_OPEN_YET", "WAVE_NOT_OPEN_YET"},
      {WaveStatus::scheduled, "WAVE_NOT_OPEN_YET", "WAVE_NOT_OPEN_YET"},
      {WaveStatus::answering, "WAVE_STILL_OPEN", "WAVE_STILL_OPEN"},
      {WaveStatus::closed, "", "WAVE_NOT_COUNTED"},
      {WaveStatus::counted, "", ""},
      {WaveStatus::opened, "WAVE_OPENED", "WAVE_OPENED"},
      {WaveStatus::destroyed, "WAVE_DESTROYED", "WAVE_DESTROYED"},
      {WaveStatus::lost, "", "WAVE_DESTROYED"},
  };
  for (const OfStatus& c : cases) {
    const auto lost = give_up(in_status(c.status));
    EXPECT_EQ(lost ? "" : lost.error().reason, c.give_up) << static_cast<int>(c.status);
    const auto counted = check_counted(in_status(c.status));
    EXPECT_EQ(counted ? "" : counted.error().reason, c.open) << static_cast<int>(c.status);
  }
  const auto lost = give_up(in_status(WaveStatus::counted));
  ASSERT_TRUE(lost && *lost);
  EXPECT_EQ((*lost)->wave.status, WaveStatus::lost);
  EXPECT_EQ((*lost)->wave.answered_count, 0);
  EXPECT_FALSE(give_up(in_status(WaveStatus::lost))->has_value()) << "nothing to do";
}

struct OfToken {
  const char* rule;
  WaveStatus status;
  TokenStanding token;
  const char* expected;  // "now", "before", or the refusal
};

TEST(Answering, ByTheStatusOfTheWaveAndTheToken) {
  const TokenStanding unused{true, false, false}, used{true, false, true}, other{false, true, false}, none{};
  const OfToken cases[] = {
      {"unused", WaveStatus::answering, unused, "now"},
      {"used", WaveStatus::answering, used, "before"},
      {"of another wave", WaveStatus::answering, other, "SHEET_TOKEN_OF_OTHER_WAVE"},
      {"of no sheet", WaveStatus::answering, none, "SHEET_TOKEN_UNKNOWN"},
      {"too early", WaveStatus::scheduled, unused, "WAVE_NOT_OPEN_YET"},
      {"too early, of no sheet", WaveStatus::draft, none, "WAVE_NOT_OPEN_YET"},
      {"too late, unused", WaveStatus::closed, unused, "SHEET_TOKEN_VOID"},
      {"too late, used", WaveStatus::closed, used, "SHEET_TOKEN_VOID"},
      {"too late, of no sheet", WaveStatus::counted, none, "WAVE_CLOSED"},
      {"opened", WaveStatus::opened, none, "WAVE_CLOSED"},
      {"destroyed", WaveStatus::destroyed, none, "WAVE_CLOSED"},
  };
  for (const OfToken& c : cases) {
    const auto decided = decide_answering(c.status, c.token);
    EXPECT_EQ(!decided                            ? decided.error().reason
              : *decided == Answering::now ? std::string("now")
                                           : std::string("before"),
              c.expected)
        << c.rule;
  }
}

TEST(OpeningSteps, NeedAllThatWasSealedAndTheirOwnTurn) {
  const ReadAnswers all{12, 12, 1};
  const auto opened = finish_opening(in_status(WaveStatus::counted), {"opening"}, all, "somebody", Instant{9});
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->wave.status, WaveStatus::opened);
  EXPECT_EQ(opened->wave.opened_by, "somebody");
  EXPECT_EQ(opened->wave.opened_at, Instant{9});
  EXPECT_EQ(opened->wave.unreadable_count, 1);
  EXPECT_EQ(opened->wave.private_key, SealedForKeepers{});
  EXPECT_EQ(opened->events, (Events{WaveOpened{{"wave"}}}));
  const Wave wave = in_status(WaveStatus::counted);
  for (const ReadAnswers& read : {ReadAnswers{11, 12, 0}, ReadAnswers{12, 13, 0}, ReadAnswers{11, 11, 0}})
    EXPECT_EQ(finish_opening(wave, {"opening"}, read, "somebody", {}).error().reason, "OPENING_INTERRUPTED");
  EXPECT_EQ(finish_opening(wave, {"another"}, all, "somebody", {}).error().reason, "OPENING_INTERRUPTED");
  EXPECT_TRUE(finish_opening(wave, {"opening"}, {12, 12, 2}, "somebody", {}));
  EXPECT_EQ(finish_opening(wave, {"opening"}, {12, 12, 3}, "somebody", {}).error().reason, kTooFewReadable);
}

// On a page of one sheet lie the texts of whoever answered it.
TEST(OpeningSteps, LeaveNoPageWithTheLastFew) {
  using Ends = std::vector<std::size_t>;
  EXPECT_EQ(page_ends(0, 20), Ends());
  EXPECT_EQ(page_ends(20, 20), Ends{20});
  EXPECT_EQ(page_ends(21, 20), (Ends{10, 21}));
  EXPECT_EQ(page_ends(41, 20), (Ends{13, 27, 41}));
  for (std::size_t count = 10; count <= 2'001; ++count) {
    std::size_t from = 0;
    for (const std::size_t end : page_ends(count, 20)) {
      ASSERT_GE(end - from, 10U) << count;
      ASSERT_LE(end - from, 20U) << count;
      from = end;
    }
    ASSERT_EQ(from, count) << "each answer is on one";
  }
}

TEST(KeeperRules, OneReplacesTheOther) {
  const Keeper first{{"series"}, 1, "ana", "key", "wrapped", true}, second{{"series"}, 2, "bo", "key", "wrapped", true};
  const std::vector<Keeper> both{first, second};
  EXPECT_EQ(keeper_of(both, "bo").value(), second);
  EXPECT_EQ(keeper_of(both, "cy").error().reason, "NOT_A_KEEPER");
  EXPECT_TRUE(both_confirmed(both));
  EXPECT_FALSE(both_confirmed(std::vector<Keeper>{first}));
  const Keeper newcomer{{"series"}, 1, "cy"};
  EXPECT_EQ(replaced(both, second, "cy", false).value(), newcomer);
  EXPECT_FALSE(both_confirmed(std::vector<Keeper>{newcomer, second}));
  EXPECT_EQ(replaced(both, second, "bo", false).error().reason, "TWO_KEEPERS_NEEDED");
  EXPECT_EQ(replaced(both, second, "cy", true).error().reason, "ANSWERS_BEGUN");
  EXPECT_EQ(replaced(both, newcomer, "cy", false).error().reason, "KEEPER_NOT_CONFIRMED");
}

TEST(EligibleRules, SheetsForThoseExpectedAndAReserve) {
  for (const auto& [expected, sheets] :
       {std::pair(0, 5), std::pair(10, 15), std::pair(25, 30), std::pair(26, 32), std::pair(40, 48)})
    EXPECT_EQ(sheets_for(expected), sheets) << expected;
}

TEST(EligibleRules, PositionsMeanTheSameInOneLifeOfALog) {
  const Heard then{"one", 5, "two", 6};
  EXPECT_TRUE(is_same_life(then, {"one", 7, "two", 8}));
  EXPECT_FALSE(is_same_life(then, {"another", 7, "two", 8}));
  EXPECT_FALSE(is_same_life(then, {"one", 7, "another", 8}));
  EXPECT_TRUE(is_same_life({"one", 5, "", 0}, {"one", 7, "two", 8})) << "nothing had been heard of it";
}

TEST(EligibleRules, WhoIsLate) {
  const SessionId one{"one"}, two{"two"};
  const PersonId ana{"ana"}, bo{"bo"}, cy{"cy"};
  CountedBySession then;
  then[one].people.insert({ana, bo});
  then[one].unnamed = 2;
  CountedBySession now = then;
  EXPECT_EQ(late_count(then, now), 0);
  now[two].people.insert({ana, cy});
  EXPECT_EQ(late_count(then, now), 1) << "ana was known";
  now[two].unnamed = 3;
  EXPECT_EQ(late_count(then, now), 4);
  now.erase(one);
  EXPECT_EQ(late_count(then, now), 2) << "cy, and one without a name";
}

}  // namespace
}  // namespace opora::feedback
