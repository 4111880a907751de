#include "feedback/questionnaire/open_text.h"

#include <algorithm>
#include <cstdint>

#include <unicode/utf8.h>

#include "feedback/questionnaire/points.h"
#include "feedback/questionnaire/questionnaire.h"
#include "platform/text/typed_text.h"

namespace opora::questionnaire {
namespace {

// Composing makes a text shorter, by a few times at most: what is longer than this stays too long.
constexpr std::size_t kTypedBytesMax = 4 * kOpenBytesMax;

bool is_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, size, c);
    if (c < 0) return false;
  }
  return true;
}

tl::unexpected<Error> not_plain() {
  return refuse(Code::invalid, "ANSWER_NOT_PLAIN_TEXT",
                "The text holds control characters, or others that change how it is read. Take them out, or type it "
                "anew.");
}

tl::unexpected<Error> too_long() {
  return refuse(Code::invalid, "ANSWER_TOO_LONG", "The text is too long for this question. Shorten it.");
}

// A line without what ends it.
std::string line_of(std::string_view typed) {
  std::string line(typed.ends_with('\r') ? typed.substr(0, typed.size() - 1) : typed);
  std::ranges::replace(line, '\t', ' ');
  return line;
}

}  // namespace

Result<std::string> kept_text(std::string_view typed, std::size_t points_max, std::size_t bytes_max) {
  if (typed.size() > kTypedBytesMax) return too_long();
  if (!is_utf8(typed)) return not_plain();
  std::string kept;
  for (std::size_t begin = 0; begin <= typed.size();) {
    const std::size_t end = std::min(typed.find('\n', begin), typed.size());
    const std::string line = line_of(typed.substr(begin, end - begin));
    if (has_steering_character(line)) return not_plain();
    if (const std::string said = composed(line); !said.empty()) kept += (kept.empty() ? "" : "\n") + said;
    begin = end + 1;
  }
  if (point_count(kept) > points_max || kept.size() > bytes_max) return too_long();
  return kept;
}

}  // namespace opora::questionnaire
