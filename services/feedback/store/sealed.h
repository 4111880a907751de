// The sealed tables: the tokens of sheets, those that were used, and sealed answers. Only sealed methods, runs, and
// what the service's table of contents marks may touch them (platform/service/sealed.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feedback/domain/answering.h"
#include "feedback/domain/sealed.h"
#include "feedback/domain/wave.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

// What whoever answers a wave needs to know of it, and of their token. In one statement, since it is asked of each.
struct AnswerDoor {
  SeriesId series;
  WaveStatus status = WaveStatus::draft;
  std::string questionnaire;
  std::int32_t version = 1;
  std::string digest;      // of that version
  std::string public_key;  // base64url
  TokenStanding token = {};
};

// Refused with UNKNOWN_WAVE. Whether the token is of another wave, is_of_other_wave() says.
Result<AnswerDoor> answer_door(Reader& reader, const WaveId& wave, std::string_view token_hash);

// Whether a sheet has the token for one of these waves, under the hash that it has there.
Result<bool> is_of_other_wave(Reader& reader, const std::vector<SheetToken>& tokens);

enum class Recorded {
  now,
  before,    // the token was used: nothing changed
  not_open,  // the wave has closed since, or has another key: nothing changed
};

// Records an answer whose bytes were sealed to this public key. Run again, it changes nothing.
Recorded record_answer(Sql& sql, const SealedAnswer& answer, std::string_view token_hash,
                       const std::string& public_key);

// How many were recorded. A spent token is an answer.
Result<std::int64_t> count_answers(Reader& reader, const WaveId& wave);
Result<std::int64_t> count_sealed(Reader& reader, const WaveId& wave);

// Whether anybody has answered a wave of the series.
Result<bool> has_answers(Reader& reader, const SeriesId& series);

// At most `limit` keys of a wave's sealed answers after this one, in their order.
Result<std::vector<std::string>> answer_keys_after(Reader& reader, const WaveId& wave, const std::string& after,
                                                   int limit);

}  // namespace opora::feedback

template <>
struct opora::Stored<opora::feedback::SealedAnswer> {
  using Key = std::pair<feedback::WaveId, std::string>;
  static constexpr const char* unknown = "UNKNOWN_WAVE";
  static Key key(const feedback::SealedAnswer& answer) { return {answer.wave, answer.key}; }
  static std::vector<feedback::SealedAnswer> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const feedback::SealedAnswer> answers);
};

template <>
struct opora::Stored<opora::feedback::SheetToken> {
  using Key = std::pair<feedback::WaveId, std::string>;
  static constexpr const char* unknown = "UNKNOWN_WAVE";
  static Key key(const feedback::SheetToken& token) { return {token.wave, token.hash}; }
  static std::vector<feedback::SheetToken> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const feedback::SheetToken> tokens);
};

template <>
struct opora::Stored<opora::feedback::SealedRemains> {
  using Key = feedback::WaveId;
  static constexpr const char* unknown = "UNKNOWN_WAVE";
  static Key key(const feedback::SealedRemains& remains) { return remains.wave; }
  static std::vector<feedback::SealedRemains> load(Sql& sql, std::span<const Key> waves);
  static void save(Sql& sql, std::span<const feedback::SealedRemains> all);
};
