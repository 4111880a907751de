#include "reporting/store/progress.h"

#include <chrono>
#include <map>
#include <optional>

#include "platform/sql/rows.h"

namespace opora::reporting {
namespace {

constexpr Statement kConsumed(R"(
SELECT source, epoch, CASE WHEN learnt_revision > :revision THEN position
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

struct Source {
  std::string name;
  std::int64_t position = 0;
  std::int64_t first_head = 0;
  std::optional<std::string> stopped;
};

const std::map<std::string, std::string> kNothingRead{{"registration", ""}, {"scheduling", ""}};
constexpr std::chrono::milliseconds kAskAgainAfter{1000};

tl::unexpected<Error> held_back(const std::string& why) {
  return refuse(Code::conflict, "FIGURES_HELD_BACK", why);
}

tl::unexpected<Error> not_ready_yet(const std::string& source, const std::string& how_far) {
  Error error{Code::unavailable, "FIGURES_NOT_READY",
              "The log of " + source + " is being read from its beginning" + how_far +
                  ", and figures would lack what is not read yet. Ask again shortly."};
  error.retry_after = kAskAgainAfter;
  return tl::unexpected(std::move(error));
}

Result<void> none_parked(Reader& reader) {
  TRY(logs, reader.query(kParked)
                .map(values_of<std::pair<std::string, std::int64_t>, std::string, std::int64_t>));
  if (logs.empty()) return {};
  std::string parked;
  for (const auto& [source, count] : logs) {
    if (!parked.empty()) parked += ", ";
    parked += std::to_string(count) + " from " + source;
  }
  return held_back("Events that figures depend on could not be counted yet (" + parked +
                   "). An operator has to look at the parked events of reporting first.");
}

}  // namespace

Result<std::vector<CountedLog>> counted_logs(Reader& reader) {
  return reader.query(kConsumed, {{"revision", kLearntRevision}})
      .map(values_of<CountedLog, std::string, std::string, std::int64_t>);
}

Result<std::int64_t> count_skipped_events(Reader& reader) {
  return reader.query(kSkipped).map(only<std::int64_t>);
}

Result<void> figures_ready(Reader& reader) {
  TRY(sources, reader.query(kSources)
                   .map(values_of<Source, std::string, std::int64_t, std::int64_t, std::optional<std::string>>));
  std::map<std::string, std::string> unread = kNothingRead;  // of each log, how far it was read
  for (const auto& [name, position, first_head, stopped] : sources) {
    if (stopped)
      return held_back("Nothing more is read of the log of " + name + " (" + *stopped +
                       "): it is another one than was counted. An operator has to find the cause, and then opora "
                       "rebuild reporting: the runbook OporaConsumerStopped.");
    if (position >= first_head) unread.erase(name);
    else unread[name] = ", " + std::to_string(position) + " events of " + std::to_string(first_head);
  }
  if (!unread.empty()) return not_ready_yet(unread.begin()->first, unread.begin()->second);
  return none_parked(reader);
}

}  // namespace opora::reporting
