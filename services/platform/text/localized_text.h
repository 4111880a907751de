// Text that people read, in each language it has been written in.
#pragma once

#include <map>
#include <string>

namespace opora {

struct LocalizedText {
  std::map<std::string, std::string> by_language;  // by BCP 47 tag
  // Equal when they read the same: however composed (typed_text.h), since what was kept before is as it was typed.
  bool operator==(const LocalizedText& other) const;
};

// Whether it says something in at least one language, and in each that it claims to be written in: a letter or a digit,
// since rooms are called 203.
bool is_written(const LocalizedText& text);

}  // namespace opora
