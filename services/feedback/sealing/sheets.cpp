#include "feedback/sealing/sheets.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include <sodium.h>

#include "platform/ids/ids.h"

namespace opora::sealing {
namespace {

std::vector<TokenHash> hashes_of(std::span<const Sheet> sheets, std::string_view wave_id, Token Sheet::*token) {
  std::vector<TokenHash> hashes;
  if (wave_id.empty()) return hashes;
  hashes.reserve(sheets.size());
  for (const Sheet& sheet : sheets) hashes.push_back(hash_of(wave_id, sheet.*token));
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

}  // namespace

std::vector<Sheet> draw_sheets(std::size_t count, Randomness& randomness) {
  std::vector<Sheet> sheets;
  sheets.reserve(count);
  std::set<LinkCode> link_codes;
  while (sheets.size() < count) {
    LinkCode link_code = LinkCode::draw(randomness);
    if (!link_codes.insert(link_code).second) continue;
    Token before = Token::draw(randomness), after = Token::draw(randomness), follow_up = Token::draw(randomness);
    sheets.push_back({std::move(before), std::move(after), std::move(follow_up), std::move(link_code)});
  }
  return sheets;
}

TokenHash hash_of(std::string_view wave_id, const Token& token) {
  if (!is_uuid(wave_id)) throw std::invalid_argument("a wave's id is no UUID");
  std::string both(wave_id);
  both += token.characters();
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()), reinterpret_cast<const unsigned char*>(both.data()),
                     both.size());
  return {std::move(hash)};
}

SheetHashes hashes_of(std::span<const Sheet> sheets, const SheetWaves& waves) {
  return {hashes_of(sheets, waves.before, &Sheet::before), hashes_of(sheets, waves.after, &Sheet::after),
          hashes_of(sheets, waves.follow_up, &Sheet::follow_up)};
}

}  // namespace opora::sealing
