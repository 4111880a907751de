// Text in columns for a terminal: widths are counted in characters (code points), so Cyrillic lines up like Latin.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reporting/report/document.h"

namespace opora::report {

// How many characters a text of valid UTF-8 has.
std::size_t width(std::string_view text);

// Lines of at most `limit` characters, broken at spaces; a word that is longer than a line is broken inside. At least
// one line.
std::vector<std::string> wrap(std::string_view text, std::size_t limit);

// A table of at most `limit` characters a line: numbers to the right and never broken, texts to the left and wrapped.
std::string lay_out(const Table& table, std::size_t limit);

}  // namespace opora::report
