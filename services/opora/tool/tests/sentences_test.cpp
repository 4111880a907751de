// Places in sentences are filled in once: what is filled in is no place.
#include "opora/tool/sentences.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

TEST(FilledSentences, HaveTheirPartsInPlace) {
  const Sentences english("en");
  EXPECT_EQ(english.text("wave.keeper_confirmed", {{"account", "lidia"}}), "Keeper lidia: confirmed");
  EXPECT_EQ(english.text("answer.deleted", {{"file", "{file} {account}"}}), "{file} {account} is deleted.");
  EXPECT_EQ(english.text("answer.deleted", {{"other", "x"}}), "{file} is deleted.") << "nothing is made up";
}

TEST(FilledSentences, HaveTheFormOfTheirCount) {
  EXPECT_EQ(Sentences("en").counted("wave.opened", 1), "Opened: 1 answer");
  EXPECT_EQ(Sentences("en").counted("sheets.drawn", 30, {{"file", "a.html"}}),
            "30 sheets are in a.html, and their codes nowhere else.");
  EXPECT_EQ(Sentences("ru").counted("wave.opened", 22), "Вскрыты 22 ответа");
}

TEST(FilledSentences, AreEnglishWhereThereAreNone) {
  EXPECT_EQ(Sentences("eo").text("wave.none"), "There are no waves.");
  EXPECT_EQ(Sentences("eo").language(), "en");
}

// A service's refusals have their words; any other stays as it was said.
TEST(FilledSentences, AreThoseOfARefusalWhereItHasSome) {
  const Error refusal{Code::denied, "NOT_A_KEEPER", "You are none."};
  EXPECT_NE(Sentences("bg").refused(refusal).message, refusal.message);
  const Error ours{Code::invalid, "NO_TERMINAL", "There is none."};
  EXPECT_EQ(Sentences("bg").refused(ours).message, ours.message);
}

}  // namespace
}  // namespace opora::tool
