// The parts of a questionnaire, read of a file's nodes. Each part is looked at by itself here; what parts say of each
// other is checked when all of them are read (check_parts.h). For reading.cpp.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "feedback/questionnaire/json_node.h"
#include "feedback/questionnaire/questionnaire.h"
#include "feedback/questionnaire/scale_shape.h"

namespace opora::questionnaire {

// What has been read before, and what is known.
struct Context {
  std::vector<std::string> languages = {};
  std::map<std::string, std::vector<Option>, std::less<>> option_sets = {};
  std::vector<UsedScale> used = {};
  // None: what was stored is read. It has the wording of scales in it, and no sets of options.
  std::optional<std::span<const ScaleShape>> known = {};

  bool is_stored() const { return !known.has_value(); }
  // Null where nothing is known of it, which check_scales() says.
  const ScaleShape::Item* known_item(const ScaleItem& item) const;
  // What of it is in the questionnaire's languages.
  LocalizedText in_languages(const LocalizedText& text) const;
};

// BAD_LANGUAGE, LANGUAGE_TWICE, and what Node::items() says.
std::vector<std::string> read_languages(const Node& node);

// One line that people read: TEXT_STEERS, TEXT_EMPTY, TEXT_TOO_LONG. Composed.
std::string read_line(const Node& node, std::size_t points_max);

// The same by language: LANGUAGE_NOT_LISTED, TEXT_MISSING in the first language.
LocalizedText read_text(const Node& node, std::size_t points_max, const Context& context);

// UNKNOWN_WORD, where it is none of `words`; else the number of it, from 1 on, as our enums count.
std::optional<int> read_word(const Node& node, std::span<const std::string_view> words);

// SCALE_TWICE. The wording of a stored one, or that of the known one.
std::vector<UsedScale> read_used_scales(const Node& node, const Context& context);

std::optional<ScaleItem> read_item(const Node& node);

std::vector<Option> read_options(const Node& list, const Context& context);
std::map<std::string, std::vector<Option>, std::less<>> read_option_sets(const Node& node, const Context& context);

// ALL_OR_ANY, ONE_RELATION.
Condition read_condition(const Node& node);

// KEY_NOT_OF_KIND, UNKNOWN_OPTION_SET, WORDING_OF_SCALE.
Question read_question(const Node& node, const Context& context);

}  // namespace opora::questionnaire
