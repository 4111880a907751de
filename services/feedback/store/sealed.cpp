#include "feedback/store/sealed.h"

#include <map>

#include "platform/lane/stored_bodies.h"

namespace opora {

using feedback::SealedAnswer;
using feedback::SealedRemains;
using feedback::SheetToken;
using feedback::WaveId;

namespace {

constexpr Statement kLoadAnswer(
    "SELECT wave_id, answer_key, sealed FROM sealed_answers WHERE wave_id = :wave AND answer_key = :key");
constexpr Statement kSaveAnswer(
    "INSERT INTO sealed_answers (wave_id, answer_key, sealed) VALUES (:wave, :key, :sealed) "
    "ON CONFLICT (wave_id, answer_key) DO NOTHING");
constexpr Statement kLoadToken(
    "SELECT wave_id, token_hash FROM sheet_tokens WHERE wave_id = :wave AND token_hash = :hash");
constexpr Statement kSaveToken(
    "INSERT INTO sheet_tokens (wave_id, token_hash) VALUES (:wave, :hash) "
    "ON CONFLICT (wave_id, token_hash) DO NOTHING");

// A portion: so many rows of each table go at once.
constexpr Statement kAnswersLeft(
    "SELECT wave_id, answer_key FROM sealed_answers WHERE wave_id = :wave ORDER BY answer_key LIMIT 300");
constexpr Statement kSpentLeft(
    "SELECT wave_id, token_hash FROM spent_tokens WHERE wave_id = :wave ORDER BY token_hash LIMIT 300");
constexpr Statement kTokensLeft(
    "SELECT wave_id, token_hash FROM sheet_tokens WHERE wave_id = :wave ORDER BY token_hash LIMIT 300");
constexpr Statement kForgetAnswer("DELETE FROM sealed_answers WHERE wave_id = :wave AND answer_key = :key");
constexpr Statement kForgetSpent("DELETE FROM spent_tokens WHERE wave_id = :wave AND token_hash = :key");
constexpr Statement kForgetToken("DELETE FROM sheet_tokens WHERE wave_id = :wave AND token_hash = :key");

using Remain = std::pair<WaveId, std::string>;

std::vector<Remain> left(Sql& sql, const Statement& statement, std::span<const WaveId> waves) {
  return values_of<Remain, WaveId, std::string>(
      sql.query_each(statement, waves, [](const WaveId& wave, const auto& next) { next({{"wave", wave}}); }));
}

void forget(Sql& sql, const Statement& statement, const WaveId& wave, const std::vector<std::string>& keys) {
  sql.execute_each(statement, keys, [&](const std::string& key, const auto& next) {
    next({{"wave", wave}, {"key", Blob{key}}});
  });
}

}  // namespace

std::vector<SealedAnswer> Stored<SealedAnswer>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<SealedAnswer, WaveId, std::string, std::string>(
      sql.query_each(kLoadAnswer, keys, [](const Key& key, const auto& next) {
        next({{"wave", key.first}, {"key", Blob{key.second}}});
      }));
}

void Stored<SealedAnswer>::save(Sql& sql, std::span<const SealedAnswer> answers) {
  sql.execute_each(kSaveAnswer, answers, [](const SealedAnswer& answer, const auto& next) {
    next({{"wave", answer.wave}, {"key", Blob{answer.key}}, {"sealed", Blob{answer.sealed}}});
  });
}

std::vector<SheetToken> Stored<SheetToken>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<SheetToken, WaveId, std::string>(
      sql.query_each(kLoadToken, keys, [](const Key& key, const auto& next) {
        next({{"wave", key.first}, {"hash", Blob{key.second}}});
      }));
}

void Stored<SheetToken>::save(Sql& sql, std::span<const SheetToken> tokens) {
  sql.execute_each(kSaveToken, tokens, [](const SheetToken& token, const auto& next) {
    next({{"wave", token.wave}, {"hash", Blob{token.hash}}});
  });
}

std::vector<SealedRemains> Stored<SealedRemains>::load(Sql& sql, std::span<const Key> waves) {
  std::map<WaveId, SealedRemains> by_wave;
  for (auto& [wave, key] : left(sql, kAnswersLeft, waves)) by_wave[wave].answers.push_back(std::move(key));
  for (auto& [wave, hash] : left(sql, kSpentLeft, waves)) by_wave[wave].spent.push_back(std::move(hash));
  for (auto& [wave, hash] : left(sql, kTokensLeft, waves)) by_wave[wave].tokens.push_back(std::move(hash));
  std::vector<SealedRemains> all;
  for (auto& [wave, remains] : by_wave) {
    remains.wave = wave;
    all.push_back(std::move(remains));
  }
  return all;
}

void Stored<SealedRemains>::save(Sql& sql, std::span<const SealedRemains> all) {
  for (const SealedRemains& remains : all) {
    forget(sql, kForgetAnswer, remains.wave, remains.answers);
    forget(sql, kForgetSpent, remains.wave, remains.spent);
    forget(sql, kForgetToken, remains.wave, remains.tokens);
  }
}

}  // namespace opora

namespace opora::feedback {
namespace {

constexpr Statement kDoor(R"(
SELECT w.series_id, w.status, w.questionnaire, w.version, COALESCE(q.digest, ''), w.public_key,
       CASE WHEN EXISTS (SELECT 1 FROM sheet_tokens t WHERE t.wave_id = w.wave_id AND t.token_hash = :hash)
            THEN 1 ELSE 0 END,
       CASE WHEN EXISTS (SELECT 1 FROM spent_tokens s WHERE s.wave_id = w.wave_id AND s.token_hash = :hash)
            THEN 1 ELSE 0 END
FROM waves w LEFT JOIN questionnaires q ON q.questionnaire = w.questionnaire AND q.version = w.version
WHERE w.wave_id = :wave)");

constexpr Statement kHasToken(
    "SELECT COUNT(*) FROM sheet_tokens WHERE wave_id = :wave AND token_hash = :hash");

// Only while the wave takes answers, and those that are sealed to the key that it has.
constexpr Statement kSpend(
    "INSERT INTO spent_tokens (wave_id, token_hash) "
    "SELECT w.wave_id, t.token_hash FROM waves w JOIN sheet_tokens t ON t.wave_id = w.wave_id "
    "WHERE w.wave_id = :wave AND t.token_hash = :hash AND w.status = :answering AND w.public_key = :public_key "
    "ON CONFLICT (wave_id, token_hash) DO NOTHING");
constexpr Statement kRecord(
    "INSERT INTO sealed_answers (wave_id, answer_key, sealed) VALUES (:wave, :key, :sealed)");
constexpr Statement kIsSpent("SELECT COUNT(*) FROM spent_tokens WHERE wave_id = :wave AND token_hash = :hash");

constexpr Statement kCountSpent("SELECT COUNT(*) FROM spent_tokens WHERE wave_id = :wave");
constexpr Statement kCountSealed("SELECT COUNT(*) FROM sealed_answers WHERE wave_id = :wave");
constexpr Statement kHasAnswers(
    "SELECT COUNT(*) FROM waves w WHERE w.series_id = :series AND "
    "(w.answered_count > 0 OR EXISTS (SELECT 1 FROM spent_tokens s WHERE s.wave_id = w.wave_id))");
constexpr Statement kKeysAfter(
    "SELECT answer_key FROM sealed_answers WHERE wave_id = :wave AND answer_key > :after "
    "ORDER BY answer_key LIMIT :limit");

}  // namespace

Result<AnswerDoor> answer_door(Reader& reader, const WaveId& wave, std::string_view token_hash) {
  TRY(door, reader.query(kDoor, {{"wave", wave}, {"hash", Blob{token_hash}}}).map([](Rows rows) {
    std::vector<AnswerDoor> doors = read_rows(std::move(rows), [](RowReader& in) {
      AnswerDoor door;
      door.series = in.take<SeriesId>();
      door.status = in.take<WaveStatus>();
      door.questionnaire = in.take<std::string>();
      door.version = in.take<std::int32_t>();
      door.digest = in.take<std::string>();
      door.public_key = in.take<std::string>();
      door.token.is_of_wave = in.take<bool>();
      door.token.is_spent = in.take<bool>();
      return door;
    });
    return doors.empty() ? std::optional<AnswerDoor>() : std::optional(std::move(doors.front()));
  }));
  if (!door) return tl::unexpected(nothing_there("UNKNOWN_WAVE"));
  return *std::move(door);
}

Result<bool> is_of_other_wave(Reader& reader, const std::vector<SheetToken>& tokens) {
  for (const SheetToken& token : tokens) {
    TRY(count, reader.query(kHasToken, {{"wave", token.wave}, {"hash", Blob{token.hash}}}).map(only<std::int64_t>));
    if (count > 0) return true;
  }
  return false;
}

Recorded record_answer(Sql& sql, const SealedAnswer& answer, std::string_view token_hash,
                       const std::string& public_key) {
  const std::int64_t spent = sql.execute(kSpend, {{"wave", answer.wave},
                                                  {"hash", Blob{token_hash}},
                                                  {"answering", WaveStatus::answering},
                                                  {"public_key", public_key}});
  if (spent == 0) {
    const auto count = only<std::int64_t>(sql.query(kIsSpent, {{"wave", answer.wave}, {"hash", Blob{token_hash}}}));
    return count > 0 ? Recorded::before : Recorded::not_open;
  }
  sql.execute(kRecord, {{"wave", answer.wave}, {"key", Blob{answer.key}}, {"sealed", Blob{answer.sealed}}});
  return Recorded::now;
}

Result<std::int64_t> count_answers(Reader& reader, const WaveId& wave) {
  return reader.query(kCountSpent, {{"wave", wave}}).map(only<std::int64_t>);
}

Result<std::int64_t> count_sealed(Reader& reader, const WaveId& wave) {
  return reader.query(kCountSealed, {{"wave", wave}}).map(only<std::int64_t>);
}

Result<bool> has_answers(Reader& reader, const SeriesId& series) {
  TRY(count, reader.query(kHasAnswers, {{"series", series}}).map(only<std::int64_t>));
  return count > 0;
}

Result<std::vector<std::string>> answer_keys_after(Reader& reader, const WaveId& wave, const std::string& after,
                                                   int limit) {
  return reader.query(kKeysAfter, {{"wave", wave}, {"after", Blob{after}}, {"limit", limit}})
      .map(values_of<std::string>);
}

}  // namespace opora::feedback

OPORA_STORED(opora::feedback::SealedAnswer);
OPORA_STORED(opora::feedback::SheetToken);
OPORA_STORED(opora::feedback::SealedRemains);
