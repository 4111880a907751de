// Questionnaires and answers by chance: whatever is possible comes up. The same seed gives the same ones.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "feedback/questionnaire/answers.h"
#include "feedback/questionnaire/questionnaire.h"

namespace opora::questionnaire::testing {

class Random {
 public:
  explicit Random(std::uint64_t seed) : numbers_(seed) {}

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(numbers_() % count); }
  std::int64_t between(std::int64_t min, std::int64_t max) {
    return min + static_cast<std::int64_t>(below(static_cast<std::size_t>(max - min) + 1));
  }
  bool comes_up(std::size_t percent) { return below(100) < percent; }
  template <class Thing>
  const Thing& pick(const std::vector<Thing>& things) {
    return things.at(below(things.size()));
  }
  std::mt19937_64& numbers() { return numbers_; }

 private:
  std::mt19937_64 numbers_;
};

// One that a file could hold: it passes every check.
Questionnaire random_questionnaire(Random& random);

// What somebody sends, in any order, and what has to become of it by rules of this test's own.
struct RandomAnswers {
  std::vector<GivenAnswer> given;
  std::vector<Answer> expected;  // of a text only the state; else all
};
RandomAnswers random_answers(const Questionnaire& questionnaire, Random& random);

// Text of so many characters, without blanks at its ends.
std::string random_text(Random& random, std::size_t points);

}  // namespace opora::questionnaire::testing
