// An opening that is killed at any of its steps: the wave is opened with all its answers, or it is not, and then a
// keeper opens it again. Nothing that a broken opening has read is shown to anybody, and it is dropped by itself.
#include <set>

#include <gtest/gtest.h>

#include "answers/small_wave.h"
#include "platform/testing/engines.h"

namespace opora::testing {
namespace {

namespace v1 = feedback::v1;

constexpr int kPassesMax = 2'000;

// A database of PostgreSQL takes long to make, so there a few steps have to do.
bool tries_each() { return !chosen_engine().is_shared; }
int stride() { return tries_each() ? 1 : 9; }

std::multiset<std::string> all_words() {
  std::multiset<std::string> words;
  for (int number = 0; number < SmallWave::kAnswers; ++number) words.insert(SmallWave::words_of(number));
  return words;
}

std::multiset<std::string> words_in(SmallWave& wave) {
  const std::vector<std::string> words = wave.words();
  return {words.begin(), words.end()};
}

// Opens it, and lets what follows happen, up to the n-th step. The step at which that ended; "" if it came to its end.
std::string open_until(SmallWave& wave, int pass) {
  try {
    CrashAt crash(pass);
    EXPECT_EQ(wave.open(), "");
    return "";
  } catch (const Crash& ended) {
    wave.service().restart();
    return ended.step;
  }
}

void expect_opened_whole(SmallWave& wave) {
  EXPECT_EQ(wave.status(), v1::WAVE_STATUS_OPENED);
  EXPECT_EQ(words_in(wave), all_words());
  std::set<std::int64_t> numbers;
  for (const OpenedOne& one : wave.opened()) numbers.insert(one.number);
  EXPECT_EQ(numbers.size(), static_cast<std::size_t>(SmallWave::kAnswers)) << "each sheet once";
  EXPECT_EQ(wave.staged_count(), 2 * SmallWave::kAnswers) << "and nothing else is left of any opening";
  EXPECT_EQ(wave.sealed_count(), 0) << "neither an answer nor a token";
  EXPECT_EQ(wave.open(1), "WAVE_OPENED");
  EXPECT_EQ(wave.service().violations(), std::vector<std::string>());
}

TEST(OpeningKilledAtAStep, IsWholeOrIsDoneAgain) {
  std::set<std::string> steps;
  int pass = 1;
  for (std::string step = "begun"; !step.empty(); pass += stride()) {
    ASSERT_LT(pass, kPassesMax) << "an opening has an end";
    SmallWave wave;
    wave.answer_all();
    wave.close();
    step = open_until(wave, pass);
    SCOPED_TRACE("pass " + std::to_string(pass) + " " + step);
    if (!step.empty()) steps.insert(step);
    if (wave.status() == v1::WAVE_STATUS_COUNTED) {
      EXPECT_EQ(wave.words(), std::vector<std::string>()) << "nobody is shown what was read so far";
      EXPECT_EQ(wave.service().violations(), std::vector<std::string>());
      ASSERT_EQ(wave.open(1), "") << "the other keeper can";
    }
    wave.wait(std::chrono::minutes(11));
    expect_opened_whole(wave);
    if (HasFatalFailure()) return;
  }
  if (!tries_each()) return;
  for (const char* step : {"lane.decided", "lane.rows_written", "lane.head_written", "lane.committed", "lane.answered"})
    EXPECT_TRUE(steps.contains(step)) << step;
  EXPECT_GT(pass, 30) << "begun, read, joined, finished, deleted, dropped: each is a commit of several steps";
}

TEST(OpeningKilledAtAStep, IsDroppedByItselfIfNobodyComesBack) {
  for (int pass = 1;; pass += stride()) {
    ASSERT_LT(pass, kPassesMax);
    SmallWave wave;
    wave.answer_all();
    wave.close();
    if (open_until(wave, pass).empty()) return;
    const bool was_opened = wave.status() == v1::WAVE_STATUS_OPENED;
    wave.wait(std::chrono::minutes(11));
    SCOPED_TRACE("pass " + std::to_string(pass));
    EXPECT_EQ(wave.staged_count(), was_opened ? 2 * SmallWave::kAnswers : 0);
    EXPECT_EQ(wave.sealed_count() > 0, !was_opened);
    EXPECT_EQ(wave.service().violations(), std::vector<std::string>());
    if (HasFailure()) return;
  }
}

// Whoever answers sends the same again, since nobody knows what became of it.
TEST(AnswerKilledAtAStep, IsRecordedOnce) {
  constexpr std::size_t kRecorded = 3;
  std::set<std::string> steps;
  for (int pass = 1; pass < kPassesMax; ++pass) {
    SmallWave wave;
    for (const int number : {0, 1}) ASSERT_EQ(wave.answer(number), "");
    std::string ended;
    try {
      CrashAt crash(pass);
      EXPECT_EQ(wave.answer(2), "");
    } catch (const Crash& crashed) {
      ended = crashed.step;
      steps.insert(ended);
      wave.service().restart();
    }
    SCOPED_TRACE(ended);
    EXPECT_EQ(wave.answer(2), "");
    EXPECT_EQ(wave.sealed_keys().size(), kRecorded);
    EXPECT_EQ(wave.service().violations(), std::vector<std::string>());
    if (ended.empty() || HasFailure()) break;
  }
  EXPECT_EQ(steps, (std::set<std::string>{"sealed.written", "sealed.committed", "sealed.answered"}));
}

}  // namespace
}  // namespace opora::testing
