#include "reporting/store/progress.h"

#include <chrono>
#include <map>

namespace opora::reporting {
namespace {

constexpr Statement kConsumed(R"(
SELECT source, epoch, CASE WHEN source <> 'registration' OR learnt_revision > :revision THEN position
                           WHEN learnt_revision = :revision THEN learnt_position ELSE 0 END
FROM consumed ORDER BY source)");
constexpr Statement kParked("SELECT source, COUNT(*) FROM parked GROUP BY source ORDER BY source");

constexpr Statement kSkipped("SELECT COUNT(*) FROM skipped");

// Of each log: how far it was read, how far it went when its first event was, and why it is not read any more.
constexpr Statement kSources(R"(
SELECT source, MAX(position), MAX(first_head), MAX(stopped)
FROM (SELECT source, position, 0 AS first_head, stopped FROM consumed
      UNION ALL SELECT source, 0, position, NULL FROM first_heads) AS known
GROUP BY source)");

const std::map<std::string, std::string> kNothingRead{{"registration", ""}, {"scheduling", ""}};
constexpr std::chrono::milliseconds kAskAgainAfter{1000};

tl::unexpected<Error> not_ready(const std::string& why) {
  return refuse(Code::conflict, "FIGURES_NOT_READY", why);
}

tl::unexpected<Error> not_ready_yet(const std::string& source, const std::string& how_far) {
  Error error{Code::unavailable, "FIGURES_NOT_READY",
              "The log of " + source + " is being read from its beginning" + how_far +
                  ", and figures would lack what is not read yet. Ask again shortly."};
  error.retry_after = kAskAgainAfter;
  return tl::unexpected(std::move(error));
}

Result<void> none_parked(Reader& reader) {
  TRY(rows, reader.query(kParked));
  if (rows.empty()) return {};
  std::string parked;
  for (const Row& row : rows) {
    if (!parked.empty()) parked += ", ";
    parked += std::to_string(row.integer(1)) + " from " + row.text(0);
  }
  return not_ready("Events that figures depend on could not be counted yet (" + parked +
                   "). An operator has to look at the parked events of reporting first.");
}

}  // namespace

Result<std::vector<CountedLog>> counted_logs(Reader& reader) {
  TRY(rows, reader.query(kConsumed, {{"revision", kLearntRevision}}));
  std::vector<CountedLog> logs;
  for (const Row& row : rows) logs.push_back({row.text(0), row.text(1), row.integer(2)});
  return logs;
}

Result<std::int64_t> count_skipped_events(Reader& reader) {
  TRY(rows, reader.query(kSkipped));
  return rows.front().integer(0);
}

Result<void> figures_ready(Reader& reader) {
  TRY(rows, reader.query(kSources));
  std::map<std::string, std::string> unread = kNothingRead;  // of each log, how far it was read
  for (const Row& row : rows) {
    if (!row.is_null(3))
      return not_ready("Nothing more is read of the log of " + row.text(0) + " (" + row.text(3) +
                       "): it is another one than was counted. An operator has to find the cause, and then opora "
                       "rebuild reporting: the runbook OporaConsumerStopped.");
    if (row.integer(1) >= row.integer(2)) unread.erase(row.text(0));
    else unread[row.text(0)] = ", " + std::to_string(row.integer(1)) + " events of " + std::to_string(row.integer(2));
  }
  if (!unread.empty()) return not_ready_yet(unread.begin()->first, unread.begin()->second);
  return none_parked(reader);
}

}  // namespace opora::reporting
