#include "reporting/store/progress.h"

#include "platform/sql/rows.h"

namespace opora::reporting {
namespace {

constexpr Statement kConsumed(R"(
SELECT source, epoch, CASE WHEN source <> 'registration' OR learnt_revision > :revision THEN position
                           WHEN learnt_revision = :revision THEN learnt_position ELSE 0 END
FROM consumed ORDER BY source)");
constexpr Statement kParked("SELECT source, COUNT(*) FROM parked GROUP BY source ORDER BY source");

constexpr Statement kSkipped("SELECT COUNT(*) FROM skipped");

}  // namespace

Result<std::vector<CountedLog>> counted_logs(Reader& reader) {
  return reader.query(kConsumed, {{"revision", kLearntRevision}})
      .map(values_of<CountedLog, std::string, std::string, std::int64_t>);
}

Result<std::int64_t> count_skipped_events(Reader& reader) {
  return reader.query(kSkipped).map(only<std::int64_t>);
}

Result<void> figures_ready(Reader& reader) {
  TRY(logs, reader.query(kParked)
                .map(values_of<std::pair<std::string, std::int64_t>, std::string, std::int64_t>));
  if (logs.empty()) return {};
  std::string parked;
  for (const auto& [source, count] : logs) {
    if (!parked.empty()) parked += ", ";
    parked += std::to_string(count) + " from " + source;
  }
  return refuse(Code::conflict, "FIGURES_NOT_READY",
                "Events that figures depend on could not be counted yet (" + parked +
                    "). An operator has to look at the parked events of reporting first.");
}

}  // namespace opora::reporting
