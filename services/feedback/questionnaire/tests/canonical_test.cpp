// A questionnaire as it is stored: the same one is always the same bytes.
#include <gtest/gtest.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "feedback/questionnaire/reading.h"
#include "feedback/questionnaire/tests/sample.h"

namespace opora::questionnaire::testing {
namespace {

constexpr const char* kTiny = R"({"version": 1, "schema": "opora-questionnaire/1", "title": {"en": "Tiny"},
  "$schema": "../questionnaire.schema.json", "id": "tiny", "languages": ["en"], "option_sets": {},
  "questions": [{"kind": "open", "text": {"en": "Слово?"}, "id": "q", "required": false}]})";
// Written by hand; its digest is what Python's hashlib.blake2b says.
constexpr const char* kTinyCanonical =
    R"({"id":"tiny","languages":["en"],"questions":[{"id":"q","kind":"open","max_length":1000,)"
    R"("text":{"en":"Слово?"}}],"schema":"opora-questionnaire/1","title":{"en":"Tiny"},"version":1})";
constexpr const char* kTinyDigest = "a1b9f3acf3ccc44f1bfd1b353fca8deeb8a04d2d0462ca9d9f56736917b4df90";

Questionnaire tiny() { return questionnaire_of(kTiny, {}).value(); }

std::string hex_of(const std::string& bytes) {
  std::string hex;
  for (const char byte : bytes) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    hex += two;
  }
  return hex;
}

TEST(CanonicalQuestionnaire, IsTheBytesOfEveryBuild) {
  EXPECT_EQ(canonical_json(tiny()), kTinyCanonical);
  EXPECT_EQ(hex_of(digest_of(tiny())), kTinyDigest);
}

TEST(CanonicalQuestionnaire, ReadsBackAsTheSame) {
  const Questionnaire read = sample();
  const std::string canonical = canonical_json(read);
  EXPECT_EQ(stored_questionnaire(canonical), read);
  EXPECT_EQ(canonical_json(stored_questionnaire(canonical)), canonical);
}

TEST(CanonicalQuestionnaire, HasTheWordingOfItsScales) {
  const auto json = nlohmann::json::parse(canonical_json(sample()));
  EXPECT_EQ(json["questions"][3]["rows"][1]["text"]["ru"], "item p2-ru");
  EXPECT_EQ(json["questions"][4]["options"][1]["text"]["en"], "answer high");
  EXPECT_EQ(json["scales"][0]["wordings"][0]["permitted_by"], "somebody invented");
}

TEST(CanonicalQuestionnaire, HasAnotherDigestWhereAnythingIsAskedOtherwise) {
  Questionnaire other = sample();
  EXPECT_EQ(digest_of(other), digest_of(sample()));
  EXPECT_EQ(digest_of(other).size(), 32u);
  other.questions[4].options[1].text.by_language["ru"] += "!";
  EXPECT_NE(digest_of(other), digest_of(sample()));
  other = sample();
  other.questions[6].unanimity_may_be_shown = true;
  EXPECT_NE(digest_of(other), digest_of(sample()));
}

TEST(StoredQuestionnaire, IsNotReadWhereItIsDamaged) {
  std::string canonical = canonical_json(sample());
  EXPECT_THROW(stored_questionnaire(canonical.substr(1)), std::invalid_argument);
  EXPECT_THROW(stored_questionnaire(sample_file()), std::invalid_argument) << "a file, which was never checked";
  canonical.replace(canonical.find("never"), 5, "Never");
  EXPECT_THROW(stored_questionnaire(canonical), std::invalid_argument);
}

}  // namespace
}  // namespace opora::questionnaire::testing
