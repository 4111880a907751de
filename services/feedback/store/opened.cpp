#include "feedback/store/opened.h"

#include "platform/lane/stored_bodies.h"

namespace opora {

using feedback::StagedRemains;
using feedback::WaveId;

namespace {

constexpr Statement kDropSheet("DELETE FROM opened_sheets WHERE wave_id = :wave AND sheet_key = :key");
constexpr Statement kDropAnswer("DELETE FROM open_answers WHERE wave_id = :wave AND answer_key = :key");

void drop(Sql& sql, const Statement& statement, const WaveId& wave, const std::vector<std::string>& keys) {
  sql.execute_each(statement, keys, [&](const std::string& key, const auto& next) {
    next({{"wave", wave}, {"key", key}});
  });
}

}  // namespace

// Which rows they are, only staged_beside() knows, since that depends on the opening.
std::vector<StagedRemains> Stored<StagedRemains>::load(Sql&, std::span<const Key>) { return {}; }

void Stored<StagedRemains>::save(Sql& sql, std::span<const StagedRemains> all) {
  for (const StagedRemains& remains : all) {
    drop(sql, kDropSheet, remains.wave, remains.sheets);
    drop(sql, kDropAnswer, remains.wave, remains.answers);
  }
}

}  // namespace opora

namespace opora::feedback {
namespace {

constexpr Statement kSheetsBeside(
    "SELECT sheet_key FROM opened_sheets WHERE wave_id = :wave AND opening_id <> :opening "
    "ORDER BY sheet_key LIMIT :limit");
constexpr Statement kAnswersBeside(
    "SELECT answer_key FROM open_answers WHERE wave_id = :wave AND opening_id <> :opening "
    "ORDER BY answer_key LIMIT :limit");
constexpr ComposedStatement kSharedLinks(
    "SELECT ", columns_of<OpenedSheet>("o"),
    " FROM opened_sheets o WHERE o.wave_id = :wave AND o.opening_id = :opening AND o.link IN "
    "(SELECT p.link FROM opened_sheets p WHERE p.wave_id = :wave AND p.opening_id = :opening AND p.link <> '' "
    "GROUP BY p.link HAVING COUNT(*) > 1) ORDER BY o.sheet_key LIMIT :limit");
constexpr Statement kReadSoFar(
    "SELECT (SELECT COUNT(*) FROM opened_sheets WHERE wave_id = :wave AND opening_id = :opening), "
    "(SELECT COUNT(*) FROM sealed_answers WHERE wave_id = :wave), "
    "(SELECT COUNT(*) FROM opened_sheets WHERE wave_id = :wave AND opening_id = :opening AND readable = 0)");

// Nothing that is staged is read but by the opening that its wave was opened by.
constexpr ComposedStatement kOpened(
    "SELECT ", columns_of<OpenedSheet>("o"),
    " FROM waves w JOIN opened_sheets o ON o.wave_id = w.wave_id AND o.opening_id = w.opening_id "
    "WHERE w.wave_id = :wave AND w.status = :opened ORDER BY o.sheet_key");
constexpr ComposedStatement kTexts(
    "SELECT ", columns_of<OpenAnswer>("o"),
    " FROM waves w JOIN open_answers o ON o.wave_id = w.wave_id AND o.opening_id = w.opening_id "
    "WHERE w.wave_id = :wave AND w.status = :opened AND o.state = 1 "
    "AND (:question = '' OR o.question = :question) AND o.answer_key > :after "
    "ORDER BY o.answer_key LIMIT :limit");

}  // namespace

Result<StagedRemains> staged_beside(Reader& reader, const WaveId& wave, const OpeningId& opening) {
  TRY(sheets, reader.query(kSheetsBeside, {{"wave", wave}, {"opening", opening}, {"limit", kStagedMax}})
                  .map(values_of<std::string>));
  TRY(answers, reader.query(kAnswersBeside, {{"wave", wave}, {"opening", opening}, {"limit", kStagedMax}})
                   .map(values_of<std::string>));
  return StagedRemains{wave, std::move(sheets), std::move(answers)};
}

Result<std::vector<OpenedSheet>> with_shared_links(Reader& reader, const WaveId& wave, const OpeningId& opening,
                                                   int limit) {
  return reader.query(kSharedLinks, {{"wave", wave}, {"opening", opening}, {"limit", limit}})
      .map(values_of<OpenedSheet>);
}

Result<ReadAnswers> read_so_far(Reader& reader, const WaveId& wave, const OpeningId& opening) {
  TRY(read, reader.query(kReadSoFar, {{"wave", wave}, {"opening", opening}})
                .map(values_of<ReadAnswers, std::int64_t, std::int64_t, std::int64_t>));
  return read.front();
}

Result<std::vector<OpenedSheet>> opened_sheets_of(Reader& reader, const Wave& wave) {
  return reader.query(kOpened, {{"wave", wave.id}, {"opened", WaveStatus::opened}}).map(values_of<OpenedSheet>);
}

PageCursor cursor_of(const OpenAnswer& answer) { return {0, answer.key}; }

Result<std::vector<OpenAnswer>> texts_after(Reader& reader, const Wave& wave, const std::string& question,
                                            const PageCursor& after, int limit) {
  return reader
      .query(kTexts, {{"wave", wave.id},
                      {"opened", WaveStatus::opened},
                      {"question", question},
                      {"after", after.id},
                      {"limit", limit}})
      .map(values_of<OpenAnswer>);
}

}  // namespace opora::feedback

OPORA_STORED(opora::feedback::OpenedSheet);
OPORA_STORED(opora::feedback::OpenAnswer);
OPORA_STORED(opora::feedback::StagedRemains);
