#include "platform/text/catalogue.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace opora {
namespace {

using Pages = std::vector<Catalogue::Page>;

constexpr std::string_view kEnglish =
    R"({"guests": "guests", "days": {"one": "{count} day", "other": "{count} days"}})";
constexpr std::string_view kRussian =
    R"({"guests": "гости", "days": {"one": "{count} день", "few": "{count} дня", "many": "{count} дней",
        "other": "{count} дня"}})";

Catalogue catalogue() { return Catalogue(Pages{{"ru", kRussian}, {"en", kEnglish}}); }

TEST(Catalogue, SaysItInTheLanguageOfATag) {
  const Catalogue words = catalogue();
  EXPECT_EQ(words.in("ru").text("guests"), "гости");
  EXPECT_EQ(words.in("ru-RU").language(), "ru");
  EXPECT_EQ(words.in("kk").text("guests"), "guests") << "there are no words in it";
  EXPECT_EQ(words.in("").language(), "en");
  EXPECT_EQ(words.languages(), (std::vector<std::string>{"en", "ru"}));
  EXPECT_EQ(words.text("guests"), (LocalizedText{{{"en", "guests"}, {"ru", "гости"}}}));
}

TEST(Catalogue, CountsInTheFormsOfTheLanguage) {
  const Catalogue words = catalogue();
  EXPECT_EQ(words.in("en").counted("days", 1), "1 day");
  EXPECT_EQ(words.in("en").counted("days", 21), "21 days");
  EXPECT_EQ(words.in("ru").counted("days", 21), "21 день");
  EXPECT_EQ(words.in("ru").counted("days", 3), "3 дня");
  EXPECT_EQ(words.in("ru").counted("days", 11), "11 дней");
}

TEST(Catalogue, NamesAKeyThatItHasNot) {
  const Catalogue words = catalogue();
  EXPECT_EQ(words.keys(), (std::map<std::string, bool>{{"days", true}, {"guests", false}}));
  EXPECT_TRUE(words.in("ru").has("days"));
  EXPECT_FALSE(words.in("ru").has("hosts"));
  try {
    words.in("ru").text("hosts");
    FAIL() << "there are no such words";
  } catch (const std::out_of_range& missing) {
    EXPECT_STREQ(missing.what(), "no words in ru for hosts");
  }
  EXPECT_THROW(words.in("ru").text("days"), std::out_of_range) << "they need a count";
  EXPECT_THROW(words.in("ru").counted("guests", 1), std::out_of_range) << "they know no count";
}

struct Wrong {
  const char* rule;
  Pages pages;
  const char* said;
};

TEST(Catalogue, SaysWhatIsWrongByName) {
  const std::vector<Wrong> cases = {
      {"no English", {{"ru", R"({"a": "а"})"}}, "words: there are none in English"},
      {"a missing word", {{"en", R"({"a": "a", "b": "b"})"}, {"kk", R"({"a": "а"})"}}, "words:\nkk: b is missing"},
      {"an old word", {{"en", R"({"a": "a"})"}, {"bg", R"({"a": "а", "b": "б"})"}}, "words:\nbg: b is not in English"},
      {"an empty word", {{"en", R"({"a": ""})"}}, "words:\nen: a has no words"},
      {"a number", {{"en", R"({"a": {"one": "{n}", "other": 7}})"}},
       "words:\nen: a has no words\nen: a has other placeholders: "},
      {"another placeholder", {{"en", R"({"a": "at {time}"})"}, {"bg", R"({"a": "в {часа}"})"}},
       "words:\nbg: a has other placeholders: в {часа}"},
      {"a placeholder lost in one form", {{"en", R"({"a": {"one": "a day", "other": "{count} days"}})"}},
       "words:\nen: a has other placeholders: {count} days"},
      {"a form too few", {{"en", R"({"a": {"other": "{count}"}})"}}, "words:\nen: a lacks the form one"},
      {"a form too many", {{"en", R"({"a": {"one": "{count}", "few": "{count}", "other": "{count}"}})"}},
       "words:\nen: a has a form that the language has not: few"},
      {"counted in one language", {{"en", R"({"a": "a"})"}, {"kk", R"({"a": {"one": "а", "other": "а"}})"}},
       "words:\nkk: a counts in one language only"},
      {"a key twice", {{"en", R"({"a": "a", "a": "b"})"}}, "words:\nen: a stands there twice"},
      {"no JSON", {{"en", "{"}}, "words:\nen: is no JSON object"},
      {"no rules", {{"ar", R"({"a": "a"})"}, {"en", R"({"a": "a"})"}},
       "words:\nar: its forms of counts are not known"},
  };
  for (const Wrong& wrong : cases) {
    try {
      Catalogue catalogue(wrong.pages);
      ADD_FAILURE() << wrong.rule << ": nothing was said";
    } catch (const std::invalid_argument& said) {
      EXPECT_STREQ(said.what(), wrong.said) << wrong.rule;
    }
  }
}

}  // namespace
}  // namespace opora
