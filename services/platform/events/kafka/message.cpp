#include "platform/events/kafka/message.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <sodium.h>

#include "platform/dates/dates.h"
#include "platform/events/log/history.h"

namespace opora::kafka {
namespace {

constexpr std::string_view kContentType = "application/protobuf";

void add(rd_kafka_headers_t* headers, std::string_view name, std::string_view value) {
  rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                      static_cast<ssize_t>(value.size()));
}

// CloudEvents compares sequences as texts, so that these have the digits of the largest.
std::string in_order(const std::string& position) {
  constexpr std::size_t kDigits = 19;
  return std::string(kDigits - std::min(kDigits, position.size()), '0') + position;
}

// A whole text as a decimal number of at least `least`.
template <class Number>
std::optional<Number> number_in(std::string_view text, Number least) {
  Number number{};
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (trouble != std::errc() || end != text.data() + text.size() || number < least) return std::nullopt;
  return number;
}

std::string in_hex(std::string_view bytes) {
  std::string text(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  text.pop_back();
  return text;
}

// Empty where it is none of a digest's length.
std::string from_hex(std::string_view text) {
  std::string bytes(kDigestBytes, '\0');
  std::size_t size = 0;
  const char* end = nullptr;
  const bool is_hex = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                                     text.size(), nullptr, &size, &end) == 0;
  return is_hex && size == bytes.size() && end == text.data() + text.size() ? bytes : std::string();
}

// What we read of the headers; empty when missing.
struct Headers {
  std::string_view specversion, source, type, time, sequence, epoch, digest, content_type;
};

Headers headers_in(const rd_kafka_message_t& message) {
  Headers found;
  const std::array<std::pair<std::string_view, std::string_view*>, 8> known = {{
      {"ce_specversion", &found.specversion},
      {"ce_source", &found.source},
      {"ce_type", &found.type},
      {"ce_time", &found.time},
      {"ce_sequence", &found.sequence},
      {"ce_epoch", &found.epoch},
      {"ce_digest", &found.digest},
      {"content-type", &found.content_type},
  }};
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return found;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0; rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
       i++) {
    for (const auto& [wanted, place] : known) {
      if (wanted == name && value != nullptr) *place = {static_cast<const char*>(value), size};
    }
  }
  return found;
}

std::string text_of(const void* bytes, std::size_t size) {
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

}  // namespace

std::string source_of(std::string_view service) { return "/opora/" + std::string(service); }

rd_kafka_headers_t* headers_of(const std::string& source, const std::string& epoch, const LogRecord& record) {
  const std::string position = std::to_string(record.position);
  rd_kafka_headers_t* headers = rd_kafka_headers_new(10);
  add(headers, "ce_specversion", "1.0");
  add(headers, "ce_id", epoch + ":" + position);
  add(headers, "ce_source", source);
  add(headers, "ce_type", record.type);
  add(headers, "ce_time", to_rfc3339(record.time));
  add(headers, "ce_sequence", in_order(position));
  add(headers, "ce_epoch", epoch);
  add(headers, "ce_partitionkey", record.key);
  if (!record.digest.empty()) add(headers, "ce_digest", in_hex(record.digest));
  add(headers, "content-type", kContentType);
  return headers;
}

std::optional<EventMessage> parse_message(const std::string& source, const rd_kafka_message_t& message) {
  const Headers headers = headers_in(message);
  const auto position = number_in<std::int64_t>(headers.sequence, 1);
  const auto time = from_rfc3339(headers.time);
  const bool is_ours = headers.specversion == "1.0" && headers.source == source &&
                       headers.content_type == kContentType && !headers.type.empty() && !headers.epoch.empty();
  if (!is_ours || !position || !time || message.payload == nullptr) return std::nullopt;
  return EventMessage{std::string(headers.epoch),
                      {*position, *time, std::string(headers.type), text_of(message.key, message.key_len),
                       text_of(message.payload, message.len), from_hex(headers.digest), true}};
}

}  // namespace opora::kafka
