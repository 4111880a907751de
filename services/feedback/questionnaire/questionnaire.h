// A questionnaire as a value: one version of it, as reading.h makes it of a file. Values hold no more than reading.h
// has checked, so what follows from a version (answers.h, encoding.h) trusts it.
//
// An id keeps its meaning for ever: a question of another meaning has another id. A translation or a mended word is a
// new version with the same ids (versions.h). Answers are codes of options, never their texts.
//
// Plain values: for any thread that has them alone, or all that only read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/text/localized_text.h"

namespace opora::questionnaire {

// What a questionnaire may hold. Ids and codes are a-z, 0-9 and _. Texts are counted in code points after NFC.
inline constexpr std::size_t kIdBytesMax = 32;
inline constexpr std::int32_t kVersionMax = 1'000'000;
inline constexpr std::size_t kQuestionsMax = 60;
inline constexpr std::size_t kOptionsMax = 20;
inline constexpr std::size_t kRankedMax = 10;  // options of a ranking
inline constexpr std::size_t kRowsMax = 20;    // of a matrix
inline constexpr std::size_t kTestsMax = 20;   // of a condition
inline constexpr std::size_t kBandsMax = 20;
inline constexpr std::size_t kScalesMax = 10;
inline constexpr std::size_t kLanguagesMax = 20;
inline constexpr std::size_t kTitlePointsMax = 120;
inline constexpr std::size_t kQuestionPointsMax = 300;
inline constexpr std::size_t kOptionPointsMax = 120;  // and a matrix' row is a question: 300
inline constexpr std::size_t kHintPointsMax = 500;    // and an introduction
inline constexpr std::size_t kUnitPointsMax = 40;
inline constexpr std::size_t kOpenPointsMax = 1'000;
inline constexpr std::size_t kOpenBytesMax = 4'000;
inline constexpr std::int64_t kNumberMax = 1'000'000'000;  // and its negative the least

enum class Kind {
  single = 1,    // one of its options
  multiple = 2,  // several of them
  scale = 3,     // one of options that have an order
  matrix = 4,    // one of the options for each row
  ranking = 5,   // options from the first on, without ties, not necessarily all
  number = 6,    // a whole number
  open = 7,      // a text
};

// "single"; the word that files have for it.
std::string_view name_of(Kind kind);

enum class OptionRole {
  ordinary = 1,
  declined = 2,   // "I'd rather not say"; of any kind of question, and never beside another answer
  exclusive = 3,  // "none of these": of a multiple, and never beside another option
  other = 4,      // "something else": counted as such; nobody is asked what
};

struct Option {
  std::string code;
  LocalizedText text;
  OptionRole role = OptionRole::ordinary;
  bool operator==(const Option&) const = default;
};

// An item of a scale, by the scale's id and the item's own code, never by where it stands.
struct ScaleItem {
  std::string scale;
  std::string code;
  bool operator==(const ScaleItem&) const = default;
};

// A row of a matrix: it is asked, answered and has a state by itself.
struct Row {
  std::string code;
  LocalizedText text;
  std::optional<ScaleItem> item = {};
  bool operator==(const Row&) const = default;
};

// What is asked about an earlier answer. Of a question that was declined, skipped or not shown, `is`, `is_not` and
// `includes` are false all three.
enum class Relation {
  is = 1,            // single, scale, a row of a matrix: this option
  is_not = 2,        // another one
  includes = 3,      // multiple, ranking: this one among others
  answered = 4,      // any kind
  not_answered = 5,  // any kind: "answered": false
};

struct Test {
  std::string question;
  std::string row = {};  // of a matrix; else empty
  Relation relation = Relation::answered;
  std::string code = {};  // of an option; empty for (not) answered
  bool operator==(const Test&) const = default;
};

// When a question is shown; without tests: always.
struct Condition {
  enum class Join { all = 1, any = 2 };
  Join join = Join::all;
  std::vector<Test> tests;
  bool operator==(const Condition&) const = default;
};

// How many options a multiple or a ranking takes at least and at most, if it is answered at all.
struct Choices {
  std::size_t min = 1;
  std::size_t max = 1;
  bool operator==(const Choices&) const = default;
};

struct NumberRange {
  std::int64_t min = 0;
  std::int64_t max = 0;
  LocalizedText unit = {};  // "years"; may be empty
  // The least number of each band in which answers will be shown; the first is `min`. With none they are not shown.
  std::vector<std::int64_t> bands = {};
  bool operator==(const NumberRange&) const = default;
};

struct Question {
  std::string id;
  Kind kind = Kind::single;
  LocalizedText text;
  LocalizedText hint = {};  // may be empty
  bool required = false;    // answer or decline: it has an option of that role then
  // Whether it may be said that all who answered it answered alike.
  bool unanimity_may_be_shown = false;
  Condition shown_if = {};
  // In the order in which they are shown; of a scale and a matrix that is from one end to the other. Of a number and an
  // open question only the one to decline with, or none.
  std::vector<Option> options = {};
  std::vector<Row> rows = {};                // of a matrix
  std::optional<ScaleItem> item = {};        // of a scale
  Choices choices = {};                      // of a multiple and a ranking
  NumberRange number = {};                   // of a number
  std::size_t points_max = kOpenPointsMax;   // code points of an open answer
  bool operator==(const Question&) const = default;
};

// Where the wording of a scale comes from in a language, and with whose leave it is used. It is the scale's, and comes
// with it (scale_shape.h); a version keeps what it was asked in.
struct Wording {
  std::string language;
  std::int32_t text_version = 1;
  std::string text_source;
  std::string text_licence;
  std::string permitted_by;
  std::string permitted_at;       // a date, YYYY-MM-DD
  std::string translator = {};    // empty: these are the words that it was written in
  std::string validated_by = {};  // the study; empty: not validated, and whoever shows it says so
  std::string substitution = {};  // the declared word for another, such as "pupil" for "client"; may be empty
  bool operator==(const Wording&) const = default;
};

// A scale whose items are asked: all of them, once each. Its method is data of another file.
struct UsedScale {
  std::string id;
  std::int32_t scoring_version = 1;
  std::vector<Wording> wordings = {};  // in the order of the questionnaire's languages; of some there may be none
  bool operator==(const UsedScale&) const = default;
};

struct Questionnaire {
  std::string id;
  std::int32_t version = 1;
  // In which it is meant to be read, and in this order one stands in where another lacks a text (texts.h): the first
  // lacks none.
  std::vector<std::string> languages;
  LocalizedText title;
  LocalizedText introduction = {};  // may be empty
  std::vector<UsedScale> scales = {};
  std::vector<Question> questions;
  bool operator==(const Questionnaire&) const = default;
};

// By id; null if there is none.
const Question* find_question(const Questionnaire& questionnaire, std::string_view id);
const Option* find_option(const Question& question, std::string_view code);
const Row* find_row(const Question& question, std::string_view code);

// The option that declines an answer; null if there is none.
const Option* declining_option(const Question& question);

// What an open answer takes at most, in bytes of UTF-8.
std::size_t open_bytes_max(const Question& question);

}  // namespace opora::questionnaire
