// A scale as a value: how answers to its items become one number. It is data (scale_file.h); what is built in is data
// as well (built_in.h). A change in any of it is another scoring version, and scores are compared within one alone.
//
// Plain values: for any thread that has them alone, or all that only read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/text/localized_text.h"

namespace opora::scales {

// Scores are whole numbers of 1/420 point, and so are sums of them: 420 is divisible by 1 to 7, so a mean of so few
// whole points is exact, and the same on every machine.
using Units = std::int64_t;
inline constexpr Units kUnitsPerPoint = 420;

// What a scale may hold. Ids and codes are a-z, 0-9 and _.
inline constexpr std::size_t kIdBytesMax = 32;
inline constexpr std::size_t kItemsMax = 60;
inline constexpr std::size_t kOptionSetsMax = 20;
inline constexpr std::size_t kOptionsMax = 20;
inline constexpr std::size_t kTableRowsMax = 1'000;
inline constexpr std::size_t kWordingsMax = 20;
inline constexpr std::size_t kLabelPointsMax = 120;  // code points, of an answer's label as well
inline constexpr std::size_t kTextPointsMax = 300;   // of an item
inline constexpr std::size_t kNotePointsMax = 500;   // of a source, terms and the like
inline constexpr std::int64_t kValueMax = 1'000;     // of an option, and its negative the least
inline constexpr std::int32_t kVersionMax = 1'000'000;

struct Option {
  std::string code;
  std::int64_t value = 0;  // points
  bool operator==(const Option&) const = default;
};

struct OptionSet {
  std::string code;
  std::vector<Option> options;
  bool operator==(const OptionSet&) const = default;
};

// Reversed, an option counts the set's least plus its greatest value minus its own: of 0 to 100, 100 minus the value.
struct Item {
  std::string code;
  std::string option_set;
  bool reversed = false;
  bool operator==(const Item&) const = default;
};

enum class Method {
  mean = 1,   // of the items that were answered
  sum = 2,    // of all, times the factor
  table = 3,  // what the table has for the sum of all
};

struct Rule {
  Method method = Method::mean;
  // Of a sum: times factor, by divisor.
  std::int64_t factor = 1;
  std::int64_t divisor = 1;
  // Of a table: each sum that there can be, and its score.
  std::map<std::int64_t, Units> table = {};
  bool operator==(const Rule&) const = default;
};

enum class Direction { higher_is_worse = 1, higher_is_better = 2 };

// Both are scores that somebody can have.
struct Range {
  Units lowest = 0;
  Units highest = 0;
  bool operator==(const Range&) const = default;
};

// Texts of the items and labels of the answers in a language, and with whose leave they are used. `validated_by` names
// the study; without one whoever shows it says that it is not validated.
struct Wording {
  std::string language;  // BCP 47
  std::int32_t text_version = 1;
  std::string text_source;
  std::string text_licence;
  std::string permitted_by;
  std::string permitted_at;       // a date, YYYY-MM-DD
  std::string translator = {};    // empty: these are the words that it was written in
  std::string validated_by = {};  // empty: not validated
  std::string substitution = {};  // the word that stands for the source's, such as "pupil" for "client"; may be empty
  std::map<std::string, std::string> items = {};  // by the item's code
  // By the option set's code, then the option's.
  std::map<std::string, std::map<std::string, std::string>> options = {};
  bool operator==(const Wording&) const = default;
};

struct Scale {
  std::string scale_id;
  std::int32_t scoring_version = 1;
  std::string instrument = {};  // scales of one instrument share no items; may be empty
  LocalizedText label;          // ours, short: what it is of, never a text of the scale
  std::vector<OptionSet> option_sets;
  std::vector<Item> items;
  std::int64_t min_answered = 1;
  Rule rule;
  Range range;
  Direction direction = Direction::higher_is_worse;
  std::string source;
  std::string terms;
  std::vector<Wording> wordings = {};  // one a language
  bool operator==(const Scale&) const = default;
};

// Null if there is none.
const OptionSet* find_option_set(const Scale& scale, std::string_view code);
const Item* find_item(const Scale& scale, std::string_view code);
const Option* find_option(const OptionSet& set, std::string_view code);
const Wording* find_wording(const Scale& scale, std::string_view language);

// What an option of an item counts, reversed where the item is. Of codes that the set has.
std::int64_t value_of(const Item& item, const OptionSet& set, const Option& option);

// Whether both make the same score of the same answers: all but the label, source, terms and wordings is the same. Two
// of one id and scoring version that differ in it are a mistake.
bool score_alike(const Scale& one, const Scale& other);

}  // namespace opora::scales
