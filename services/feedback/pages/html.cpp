#include "feedback/pages/html.h"

#include <array>

#include <sodium.h>

namespace opora::pages {
namespace {

// 'sha256-…', as policies name what stands in a page.
std::string source_of(std::string_view text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  constexpr std::size_t kLength = sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL);
  std::array<char, kLength> base64{};
  sodium_bin2base64(base64.data(), base64.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
  return "'sha256-" + std::string(base64.data()) + "'";
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      case '\'': safe += "&#39;"; break;
      default: safe += c;
    }
  }
  return safe;
}

std::string element(std::string_view tag, std::string_view words, std::string_view attributes) {
  const std::string name(tag);
  return "<" + name + std::string(attributes) + ">" + escaped(words) + "</" + name + ">\n";
}

std::string json_in_script(std::string_view json) {
  std::string safe;
  for (const char c : json) {
    if (c == '<')
      safe += "\\u003c";
    else
      safe += c;
  }
  return safe;
}

std::string content_policy(std::string_view script, std::string_view style) {
  const std::string runs = script.empty() ? "" : "script-src " + source_of(script) + "; ";
  return "default-src 'none'; " + runs + "style-src " + source_of(style) + "; base-uri 'none'; form-action 'none'";
}

}  // namespace opora::pages
