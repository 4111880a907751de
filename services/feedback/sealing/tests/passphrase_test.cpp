// What a keeper writes down and types back: in any way that people type, and never another passphrase unnoticed.
#include "feedback/sealing/passphrase.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "feedback/sealing/passphrase_words.h"

namespace opora::sealing {
namespace {

// Worked out apart from the product: the words numbered 1,000, 2,222, 12,345, 21,124, 7 and 15,000, of which the sum by
// the weights 1, 2, 4, 3, 1, 2 is 328 modulo 21,125.
const std::string kWritten = "bodara desuni nivuta vuvudu babedi refaka bebako";

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ') words.emplace_back();
    else words.back() += c;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// The passphrase as it was understood, or what is said against it and of which part.
std::string understood(std::string_view typed) {
  const Result<Passphrase> passphrase = Passphrase::typed(typed);
  if (passphrase) return std::string(passphrase->text());
  return passphrase.error().reason + " " + passphrase.error().fields.front().field;
}

TEST(Passphrases, AreSixDrawnWordsAndOneThatChecksThem) {
  std::set<std::string> seen;
  for (int i = 0; i < 500; ++i) {
    const Passphrase passphrase = Passphrase::draw();
    const std::string text(passphrase.text());
    ASSERT_EQ(words_in(text).size(), Passphrase::kWords) << text;
    for (const std::string& word : words_in(text)) EXPECT_TRUE(number_of_word(word) && may_be_drawn(word)) << word;
    EXPECT_EQ(understood(text), text);
    EXPECT_TRUE(seen.insert(text).second) << "drawn twice";
  }
}

TEST(Passphrases, AreRepeatedBySeedAlone) {
  SeededRandomness one(1), same(1), other(2);
  const Passphrase first = Passphrase::draw(one);
  EXPECT_TRUE(first.equals(Passphrase::draw(same)));
  EXPECT_FALSE(first.equals(Passphrase::draw(other)));
}

TEST(TypedPassphrases, AreUnderstoodHoweverTheyAreTyped) {
  const char* const kWays[] = {
      "bodara desuni nivuta vuvudu babedi refaka bebako",
      "BODARA Desuni nIVUTA vuvudu babedi refaka bebako",
      "  bodara\tdesuni\nnivuta  vuvudu\u00a0babedi refaka bebako.\r\n",
      "bodara-desuni-nivuta-vuvudu-babedi-refaka-bebako",
      "bodara \u2013 desuni, nivuta; vuvudu / babedi \u2022 refaka \u201cbebako\u201d",
      "1. bodara 2. desuni 3. nivuta 4. vuvudu 5. babedi 6. refaka 7. bebako",
      "bodaradesuninivutavuvudubabedirefakabebako",
      "boda ra desu ni nivuta vuvudu babedi refa kabebako",
      "bodar adesuni nivuta vuvudu babedi refaka bebako",
      "bod\u00e1ra d\u00c9suni n\u00efvuta vuv\u00fcdu babedi refaka beb\u00e4ko",
      "bodara de\u0301suni nivuta vuvudu babedi refaka bebako",
      "бодара десуни нивута вувуду бабеди рефака бебако",
      "БОДАРА ДЕСУНИ НИВУТА ВУВУДУ БАБЕДИ РЕФАКА БЕБАКО",
      "бодара дёсуни нивута вувуду бабэди рёфака бебако",
      "бодара десуни нівұта вүвуду бабеди рефақа бебакө",
      "бодара desuni нивута vuvudu бабеди refaka бебако",
  };
  for (const char* const way : kWays) EXPECT_EQ(understood(way), kWritten) << way;
}

TEST(TypedPassphrases, NameTheWordThatIsNone) {
  EXPECT_EQ(understood("bodara desuni nivula vuvudu babedi refaka bebako"), "PASSPHRASE_MISTYPED words[2]");
  EXPECT_EQ(understood("bodara desuni nivuta vuvudu babedi refaka bebaxo"), "PASSPHRASE_MISTYPED words[6]");
  EXPECT_EQ(understood("bodarra desuni nivuta vuvudu babedi refaka bebako"), "PASSPHRASE_MISTYPED words[0]");
  EXPECT_EQ(understood("bodara desuni nivuta vuvudu babed refaka bebako"), "PASSPHRASE_MISTYPED words[4]");
  EXPECT_EQ(understood("бодара десуни нивута вувуду бабеди рефака бешако"), "PASSPHRASE_MISTYPED words[6]");
}

TEST(TypedPassphrases, AreSevenWords) {
  const std::string six = "bodara desuni nivuta vuvudu babedi refaka", bytes_of_no_text = "\xff\xfe";
  for (const std::string& typed : {std::string(), std::string(" \n"), six, kWritten + " bodara", bytes_of_no_text,
                                   std::string(1'000'000, 'a'), std::string(1'000'000, ' ')})
    EXPECT_EQ(understood(typed), "PASSPHRASE_MISTYPED words") << typed.substr(0, 60);
}

TEST(TypedPassphrases, WithOneWrongLetterAreNone) {
  for (std::size_t i = 0; i < kWritten.size(); ++i) {
    if (kWritten[i] == ' ') continue;
    for (char letter = 'a'; letter <= 'z'; ++letter) {
      std::string typed = kWritten;
      typed[i] = letter;
      if (typed == kWritten) continue;
      EXPECT_TRUE(understood(typed).starts_with("PASSPHRASE_MISTYPED")) << typed;
    }
  }
}

void expect_found(const std::vector<std::string>& typed, const std::vector<std::string>& meant) {
  if (typed == meant) return;
  EXPECT_EQ(understood(joined(typed)), "PASSPHRASE_MISTYPED words") << joined(typed);
}

// The check word finds each of them: no key has to be derived to learn that something is wrong.
TEST(TypedPassphrases, WithAnotherWordOrTwoNeighboursSwappedAreNone) {
  SeededRandomness randomness(4);
  for (int round = 0; round < 200; ++round) {
    const Passphrase one = Passphrase::draw(randomness), other = Passphrase::draw(randomness);
    const std::vector<std::string> words = words_in(one.text()), others = words_in(other.text());
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::vector<std::string> typed = words;
      typed[i] = others[i];
      expect_found(typed, words);
      typed = words;
      if (i > 0) std::swap(typed[i - 1], typed[i]);
      expect_found(typed, words);
    }
  }
}

TEST(TypedPassphrases, AreRepeatedInNoRefusal) {
  const Error error = Passphrase::typed("bodara desuni nivula vuvudu babedi refaka bebako").error();
  EXPECT_EQ(error.message, "Word 3 is none of the words: look at its letters.");
  for (const std::string& word : words_in("bodara desuni nivula nivuta vuvudu babedi refaka bebako"))
    EXPECT_EQ((error.message + error.fields.front().description).find(word), std::string::npos) << word;
}

}  // namespace
}  // namespace opora::sealing
