// The forms by CLDR's own samples (common/supplemental/plurals.xml): a row is a form, with the numbers given there.
#include "platform/text/plural.h"

#include <gtest/gtest.h>

#include <vector>

namespace opora {
namespace {

struct Form {
  std::string_view language;
  Plural form;
  std::vector<std::int64_t> counts;
};

std::vector<std::int64_t> from_to(std::int64_t first, std::int64_t last) {
  std::vector<std::int64_t> counts;
  for (std::int64_t count = first; count <= last; ++count) counts.push_back(count);
  return counts;
}

TEST(Plurals, FollowTheSamplesOfCldr) {
  std::vector<std::int64_t> others = from_to(2, 16);
  others.insert(others.end(), {0, 21, 101, 100, 1'000, 10'000, 100'000, 1'000'000});
  std::vector<std::int64_t> many = from_to(5, 19);
  many.insert(many.end(), {0, 100, 111, 112, 1'000, 10'000, 100'000, 1'000'000});
  const std::vector<Form> forms = {
      {"en", Plural::one, {1}},
      {"en", Plural::other, others},
      {"bg", Plural::one, {1}},
      {"bg", Plural::other, others},
      {"kk", Plural::one, {1}},
      {"kk", Plural::other, others},
      {"ru", Plural::one, {1, 21, 31, 41, 51, 61, 71, 81, 101, 1'001}},
      {"ru", Plural::few, {2, 3, 4, 22, 23, 24, 32, 33, 34, 62, 102, 1'002}},
      {"ru", Plural::many, many},
  };
  for (const Form& each : forms) {
    for (const std::int64_t count : each.counts) {
      EXPECT_EQ(plural_of(each.language, count), each.form) << each.language << " " << count;
      EXPECT_EQ(plural_of(each.language, -count), each.form) << each.language << " " << -count;
    }
  }
}

TEST(Plurals, OfALanguageAreAllItsForms) {
  EXPECT_EQ(plurals_of("ru").size(), 4U);
  for (const char* language : {"bg", "en", "kk"}) EXPECT_EQ(plurals_of(language).size(), 2U) << language;
  EXPECT_TRUE(plurals_of("ar").empty()) << "nobody has written them down here";
}

}  // namespace
}  // namespace opora
