// What is kept of an answer in one's own words: a row is a rule.
#include "feedback/questionnaire/open_text.h"

#include <gtest/gtest.h>

#include "feedback/questionnaire/questionnaire.h"

namespace opora::questionnaire::testing {
namespace {

std::string kept_or_reason(const std::string& typed, std::size_t points_max = 1000) {
  Question question;
  question.points_max = points_max;
  const auto kept = kept_text(typed, points_max, open_bytes_max(question));
  return kept ? *kept : kept.error().reason;
}

std::string repeated(std::size_t count, const std::string& text) {
  std::string all;
  for (; count > 0; --count) all += text;
  return all;
}

TEST(OpenText, IsKeptLineByLine) {
  EXPECT_EQ(kept_or_reason(""), "");
  EXPECT_EQ(kept_or_reason("one"), "one");
  EXPECT_EQ(kept_or_reason("one\ntwo"), "one\ntwo");
  EXPECT_EQ(kept_or_reason("one\r\ntwo\r\n"), "one\ntwo");
  EXPECT_EQ(kept_or_reason("\n\n one  \n\n\n  two"), "one\ntwo");
  EXPECT_EQ(kept_or_reason("one\ttwo"), "one two");
  EXPECT_EQ(kept_or_reason("one\rtwo"), "ANSWER_NOT_PLAIN_TEXT");
}

TEST(OpenText, IsKeptForGood) {
  const std::string kept = kept_or_reason(" и\u0306 \n\u200b\n a\u0308  ");
  EXPECT_EQ(kept, "й\nä");
  EXPECT_EQ(kept_or_reason(kept), kept);
}

TEST(OpenText, IsMeasuredAsItIsKept) {
  EXPECT_EQ(kept_or_reason(repeated(1000, "ж")), repeated(1000, "ж"));
  EXPECT_EQ(kept_or_reason(repeated(1001, "ж")), "ANSWER_TOO_LONG");
  EXPECT_EQ(kept_or_reason(repeated(1000, "и\u0306")), repeated(1000, "й")) << "4,000 bytes as typed, half as kept";
  EXPECT_EQ(kept_or_reason(repeated(1000, "😀")), repeated(1000, "😀")) << "4,000 bytes";
  EXPECT_EQ(kept_or_reason(repeated(1001, "😀")), "ANSWER_TOO_LONG");
  EXPECT_EQ(kept_or_reason("ab\ncd", 5), "ab\ncd") << "an end of a line counts as one";
  EXPECT_EQ(kept_or_reason("ab\ncd", 4), "ANSWER_TOO_LONG");
}

TEST(OpenText, IsUtf8) {
  EXPECT_EQ(kept_or_reason("\xc3\x28"), "ANSWER_NOT_PLAIN_TEXT");
  EXPECT_EQ(kept_or_reason("\xed\xa0\x80"), "ANSWER_NOT_PLAIN_TEXT") << "half of a pair";
  EXPECT_EQ(kept_or_reason("\xc0\xaf"), "ANSWER_NOT_PLAIN_TEXT") << "longer than it needs to be";
  EXPECT_EQ(kept_or_reason("\xf0\x9f\x98"), "ANSWER_NOT_PLAIN_TEXT") << "cut off";
}

}  // namespace
}  // namespace opora::questionnaire::testing
