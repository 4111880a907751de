// What is wrong with a scale: where in it, a stable reason, and a sentence in the language of who reads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/result/result.h"

namespace opora::scales {

// A reason has one sentence, in words/<language>.json under its name; parts stand for its {name}s.
struct Defect {
  std::string path;    // "items[3].option_set", counted from 0; empty: the whole of it
  std::string reason;  // stable, UPPER_SNAKE
  std::vector<std::pair<std::string, std::string>> parts = {};
  bool operator==(const Defect&) const = default;
};
using Defects = std::vector<Defect>;

// More are not kept: nobody mends a thousand lines from one list.
inline constexpr std::size_t kDefectsMax = 50;

// What is wrong and what to do, in the language of a tag such as "kk"; in English, if there are no words in it.
std::string sentence_of(const Defect& defect, std::string_view language = "en");

// `items[3].code: ITEM_TWICE: An earlier item has the code "p1": …`; before it whoever prints puts the file.
std::string to_text(const Defect& defect, std::string_view language = "en");

// For a command that was sent such a scale: SCALE_DEFECTIVE, whose fields are the defects in English.
Error refusal_of(std::span<const Defect> defects);

}  // namespace opora::scales
