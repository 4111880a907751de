// The text of a file in whatever encoding a spreadsheet of our regions saves it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace opora::round_folder {

struct Decoded {
  std::string text;       // UTF-8
  std::string_view from;  // "UTF-8", "UTF-16" or "Windows-1251"
};

// UTF-8 with or without a byte order mark; UTF-16 with one; Windows-1251 where nothing else can be meant: Cyrillic
// words, mostly in small letters and none with a capital inside. Nothing for all else, such as what has zero bytes.
std::optional<Decoded> decode(std::string_view bytes);

// As much of valid UTF-8 as anybody reads: up to 64 bytes, with whole characters.
std::string beginning(std::string_view text);

// Whether `text` is valid UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

// What a file or folder is called, as text: whatever in it is no UTF-8, as on a stick of an older system, is U+FFFD.
std::string name_in_text(const std::filesystem::path& path);

// The first line that is not; 0 if all are.
std::int64_t first_line_not_utf8(std::string_view text);

}  // namespace opora::round_folder
