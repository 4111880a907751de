// What comes with the platform: a method without words, and words of our own.
#include "feedback/scales/built_in.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/scales/scale_file.h"

namespace opora::scales {
namespace {

struct Expected {
  std::string_view id;
  std::size_t item_count;
  std::int64_t min_answered;
  std::set<std::string> of_degree;
  std::set<std::string> reversed;
};

// Kristensen and others, 2005.
const Expected kInventory[] = {
    {kCbiPersonal, 6, 3, {}, {}},
    {kCbiWork, 7, 4, {"w1", "w2", "w3"}, {"w7"}},
    {kCbiClient, 6, 3, {"c1", "c2", "c3", "c4"}, {}},
};

TEST(BuiltInScales, HaveTheInventorysMethod) {
  for (const Expected& method : kInventory) {
    const Scale* const scale = find_built_in(method.id);
    ASSERT_NE(scale, nullptr) << method.id;
    EXPECT_EQ(scale->items.size(), method.item_count) << method.id;
    EXPECT_EQ(scale->min_answered, method.min_answered) << method.id;
    EXPECT_EQ(scale->rule.method, Method::mean) << method.id;
    EXPECT_EQ(scale->range, (Range{0, 100 * kUnitsPerPoint})) << method.id;
    EXPECT_EQ(scale->direction, Direction::higher_is_worse) << method.id;
    std::set<std::string> of_degree, reversed;
    for (const Item& item : scale->items) {
      if (item.option_set == "degree") of_degree.insert(item.code);
      if (item.reversed) reversed.insert(item.code);
    }
    EXPECT_EQ(of_degree, method.of_degree) << method.id;
    EXPECT_EQ(reversed, method.reversed) << method.id;
    for (const OptionSet& set : scale->option_sets) {
      ASSERT_EQ(set.options.size(), 5U) << method.id;
      for (std::int64_t i = 0; i < 5; ++i)
        EXPECT_EQ(set.options[static_cast<std::size_t>(i)], (Option{std::to_string(i), 25 * i})) << method.id;
    }
  }
}

// No licence of its wording was found: neither items nor labels of answers are anywhere.
TEST(BuiltInScales, HaveNoneOfTheInventorysWording) {
  for (const Expected& method : kInventory) EXPECT_TRUE(find_built_in(method.id)->wordings.empty()) << method.id;
}

TEST(BuiltInScales, AreFourAndHaveNoTotal) {
  std::vector<std::string> ids;
  for (const Scale& scale : built_in_scales()) ids.push_back(scale.scale_id);
  EXPECT_EQ(ids, (std::vector<std::string>{"cbi_client", "cbi_personal", "cbi_work", "own_strain"}));
  EXPECT_EQ(check_together(built_in_scales()), Defects());
  EXPECT_EQ(find_built_in("cbi"), nullptr);
}

TEST(BuiltInScales, AreLabelledInFourLanguages) {
  for (const Scale& scale : built_in_scales()) {
    std::set<std::string> languages;
    for (const auto& [language, label] : scale.label.by_language) languages.insert(language);
    EXPECT_EQ(languages, (std::set<std::string>{"bg", "en", "kk", "ru"})) << scale.scale_id;
  }
}

TEST(OwnStrain, IsInFourLanguagesAndValidatedInNone) {
  const Scale& own = *find_built_in(kOwnStrain);
  EXPECT_LE(own.items.size(), 6U);
  for (const char* const language : {"bg", "en", "kk", "ru"}) {
    const Wording* const wording = find_wording(own, language);
    ASSERT_NE(wording, nullptr) << language;
    EXPECT_EQ(wording->validated_by, "") << language;
    EXPECT_EQ(wording->text_licence, "Apache-2.0") << language;
    EXPECT_EQ(wording->translator.empty(), std::string_view(language) == "en") << language;
  }
  EXPECT_NE(own.source.find("Not validated"), std::string::npos);
}

}  // namespace
}  // namespace opora::scales
