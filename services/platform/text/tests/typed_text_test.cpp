// Text as people type it: a row is a rule.
#include "platform/text/typed_text.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace opora {
namespace {

struct Typed {
  const char* rule;
  std::string typed;
  std::string kept;
  std::string compared;
};

class TypedText : public ::testing::TestWithParam<Typed> {};

TEST_P(TypedText, Follows) {
  const Typed& c = GetParam();
  EXPECT_EQ(composed(c.typed), c.kept) << c.rule;
  EXPECT_EQ(folded(c.typed), c.compared) << c.rule;
  EXPECT_EQ(folded(c.kept), c.compared) << c.rule << ": what is kept compares as what was typed";
}

INSTANTIATE_TEST_SUITE_P(
    Rules, TypedText,
    ::testing::Values(
        Typed{"nothing", "", "", ""},
        Typed{"plain", "Ana Petrova", "Ana Petrova", "ana petrova"},
        Typed{"one code point or two", "Сергеи\u0306", "Сергей", "сергей"},
        Typed{"spaces at the ends", " \u00a0Ana\t\u2003", "Ana", "ana"},
        Typed{"spaces inside", "Ana \u00a0\u202f Petrova", "Ana Petrova", "ana petrova"},
        Typed{"nothing but spaces", " \u00a0\u3000", "", ""},
        Typed{"characters of no width", "\ufeffA\u200bn\u2060a\u200b", "Ana", "ana"},
        Typed{"a space between two of them", "Ana \u200b Petrova", "Ana Petrova", "ana petrova"},
        Typed{"a soft hyphen", "Pet\u00adrova", "Petrova", "petrova"},
        Typed{"directions", "\u202a+7 914\u202c \u200fAna", "+7 914 Ana", "+7 914 ana"},
        Typed{"a joiner in Latin", "A\u200dna", "Ana", "ana"},
        Typed{"a joiner that is seen", "می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم"},
        Typed{"a joiner after what no longer joins once composed", "\u2194\u0338\u200d", "\u21ae", "\u21ae"},
        Typed{"the same after a sign that composes", "\u0dc0\u0ddc\u0dca\u200d", "\u0dc0\u0ddd", "\u0dc0\u0ddd"},
        Typed{"a family of several", "👩\u200d👧", "👩\u200d👧", "👩\u200d👧"},
        Typed{"quotes", "Центр «Рассвет» “one” „two“", "Центр «Рассвет» “one” „two“",
             "центр \"рассвет\" \"one\" \"two\""},
        Typed{"apostrophes", "O’Neill Д'Арк Наталʼя", "O’Neill Д'Арк Наталʼя", "o'neill д'арк натал'я"},
        Typed{"dashes", "Анна–Мария — Ли\u2011Ли", "Анна–Мария — Ли\u2011Ли", "анна-мария - ли-ли"},
        Typed{"case", "ИВАНОВА Straße", "ИВАНОВА Straße", "иванова strasse"},
        Typed{"what is no text", "a\xff", "a\ufffd", "a\ufffd"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(TypedTextCompared, StaysTwoWhereAnEyeSeesTwo) {
  EXPECT_TRUE(same_folded("Анна  Ли", "АННА ЛИ"));
  EXPECT_FALSE(same_folded("Семен", "Семён"));
  EXPECT_FALSE(same_folded("Ana", "Anna"));
  EXPECT_FALSE(same_folded("Группа 2", "Группа ²"));
  EXPECT_FALSE(same_folded("Анна", "Aнна")) << "a Latin A: another letter";
}

TEST(TypedNames, AreAlikeInAnyOrderOfTheirWordsAndWithoutTheDots) {
  EXPECT_EQ(folded_name("Иванова Анна"), folded_name("анна  ИВАНОВА"));
  EXPECT_EQ(folded_name("Семён Королёв"), folded_name("КОРОЛЕВ Семен"));
  EXPECT_EQ(folded_name("Се\u0435\u0308н"), folded_name("Сеён")) << "composed first";
  EXPECT_NE(folded_name("Иванова Анна"), folded_name("Иванова Анна Анна"));
  EXPECT_NE(folded_name("Йорданка"), folded_name("Иорданка")) << "й is a letter of its own";
  EXPECT_EQ(folded_name(" "), "");
  EXPECT_FALSE(same_folded("Семён", "Семен")) << "a person is not called otherwise by that";
}

TEST(TypedTextLetters, AreOfAnyScript) {
  for (const char* text : {"a", "Ж", "ñ", "東", "1 عمور"}) EXPECT_TRUE(has_letter(text)) << text;
  for (const char* text : {"", "   ", "\u00a0", "\u200b", "12", "-–", "\u2060", "😀"}) EXPECT_FALSE(has_letter(text));
  EXPECT_TRUE(has_letter_or_digit("203"));
  EXPECT_TRUE(has_letter_or_digit("٣"));
  EXPECT_FALSE(has_letter_or_digit("\u200b -"));
}

TEST(TypedTextSteering, IsFoundWhereALineWouldTurnOrBreak) {
  for (const char* text : {"a\nb", "a\x7f", "a\u0098", "a\u2028", "a\u202eb", "\u2066a\u2069"})
    EXPECT_TRUE(has_steering_character(text)) << text;
  for (const char* text : {"", "Анна", "a\u00a0b", "\u200fעמור", "می\u200cخواهم"})
    EXPECT_FALSE(has_steering_character(text)) << text;
}

TEST(TypedTextCharacters, AreToldApart) {
  EXPECT_EQ(character_name("аb"), "а (U+0430, CYRILLIC SMALL LETTER A)");
  EXPECT_EQ(character_name("\u00a0b"), "U+00A0, NO-BREAK SPACE");
  EXPECT_EQ(character_name("\u200b"), "U+200B, ZERO WIDTH SPACE");
  EXPECT_EQ(character_name(" "), "U+0020, SPACE");
  EXPECT_EQ(character_name(""), "");
}

// Of any text: composing what is composed changes nothing, nor does it change what is compared.
TEST(TypedTextOfAnyKind, IsComposedOnce) {
  std::mt19937 random(20231018);
  // Mostly what meets in lists: spaces and invisible characters, marks, letters that compose; then anything.
  const std::u32string likely = U" \u00a0\u200b\u200c\u200d\ufeff\u00ad\ufe0f\u0306\u0308\u0301\u0345иИеЕaAßİſ’–«"
                                U"\u094d\u0915\u2194\u0338\u0ddc\u0dca"
                                U"\u0627\u0653\u0646\u1100\u1161\u11a8👩\u202e\u034f";
  const auto any = [&]() -> char32_t {
    if (random() % 4 != 0) return likely[random() % likely.size()];
    const char32_t c = random() % 0x30000;
    return c >= 0xd800 && c < 0xe000 ? U'x' : c;
  };
  const auto append = [](std::string& text, char32_t c) {
    if (c < 0x80) text += static_cast<char>(c);
    else if (c < 0x800) (text += static_cast<char>(0xc0 | c >> 6)) += static_cast<char>(0x80 | (c & 0x3f));
    else if (c < 0x10000)
      ((text += static_cast<char>(0xe0 | c >> 12)) += static_cast<char>(0x80 | (c >> 6 & 0x3f))) +=
          static_cast<char>(0x80 | (c & 0x3f));
    else
      (((text += static_cast<char>(0xf0 | c >> 18)) += static_cast<char>(0x80 | (c >> 12 & 0x3f))) +=
       static_cast<char>(0x80 | (c >> 6 & 0x3f))) += static_cast<char>(0x80 | (c & 0x3f));
  };
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto left = random() % 8; left > 0; --left) append(text, any());
    const std::string kept = composed(text);
    const std::string compared = folded(text);
    ASSERT_EQ(composed(kept), kept) << testing::PrintToString(text);
    ASSERT_EQ(folded(kept), compared) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace opora
