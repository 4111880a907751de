#include "platform/ids/ids.h"

#include <array>
#include <stdexcept>

#include <sodium.h>

namespace opora {
namespace {

using Bytes = std::array<unsigned char, 16>;

std::string text_of(Bytes bytes, unsigned version) {
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | (version << 4));
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);  // the variant of RFC 9562
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(kDigits[bytes[i] >> 4]);
    text.push_back(kDigits[bytes[i] & 0x0f]);
  }
  return text;
}

void put_time(Bytes& bytes, Instant time) {
  const std::int64_t ms = time.us / 1000;
  for (int i = 0; i < 6; ++i) bytes[i] = static_cast<unsigned char>(ms >> (40 - 8 * i));
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

std::optional<std::string> uuid_of(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  if (!is_uuid(lower)) return std::nullopt;
  return lower;
}

std::string uuid_v7(Instant time, std::uint64_t random_high, std::uint64_t random_low) {
  Bytes bytes{};
  put_time(bytes, time);
  bytes[6] = static_cast<unsigned char>(random_high >> 8);
  bytes[7] = static_cast<unsigned char>(random_high);
  for (int i = 0; i < 8; ++i) bytes[8 + i] = static_cast<unsigned char>(random_low >> (56 - 8 * i));
  return text_of(bytes, 7);
}

std::string uuid_derived(Instant time, std::string_view name) {
  Bytes bytes{};
  put_time(bytes, time);
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(name.data()), name.size(),
                     nullptr, 0);
  for (int i = 0; i < 10; ++i) bytes[6 + i] = hash[i];
  return text_of(bytes, 8);
}

std::string uuid_of_key(Instant time, std::string_view space, std::string_view kind, std::string_view key) {
  std::string name(space);
  return uuid_derived(time, name.append("/").append(kind).append("/").append(key));
}

std::uint64_t IdSource::random() {
  if (seeded_) return (*seeded_)();
  if (left_ == 0) {
    if (sodium_init() < 0) throw std::runtime_error("The system gives no random numbers.");
    randombytes_buf(drawn_.data(), sizeof drawn_);
    left_ = drawn_.size();
  }
  return drawn_[--left_];
}

std::string IdSource::next(Instant time) {
  const std::lock_guard lock(mutex_);
  const std::uint64_t high = random();
  return uuid_v7(time, high, random());
}

}  // namespace opora
