// What is sealed of somebody's answers: their link code, or blanks where it is lost, and then the answers, which have
// one size for each version.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "feedback/sealing/typed_code.h"

namespace opora::feedback {

inline constexpr std::size_t kLinkBytes = sealing::LinkCode::kCharacters;

// `link_code` is empty or of kLinkBytes.
inline std::string answer_bytes(const std::string& link_code, std::string_view answers) {
  std::string bytes(link_code);
  bytes.resize(kLinkBytes, ' ');
  bytes += answers;
  return bytes;
}

// Empty where it is lost.
inline std::string link_code_in(std::string_view bytes) {
  const std::string_view code = bytes.substr(0, kLinkBytes);
  return code.find_first_not_of(' ') == std::string_view::npos ? std::string() : std::string(code);
}

inline std::string_view answers_in(std::string_view bytes) { return bytes.substr(std::min(bytes.size(), kLinkBytes)); }

}  // namespace opora::feedback
