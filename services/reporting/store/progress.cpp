#include "reporting/store/progress.h"

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
  TRY(rows, reader.query(kParked));
  if (rows.empty()) return {};
  std::string parked;
  for (const Row& row : rows) {
    if (!parked.empty()) parked += ", ";
    parked += std::to_string(row.integer(1)) + " from " + row.text(0);
  }
  return refuse(Code::conflict, "FIGURES_NOT_READY",
                "Events that figures depend on could not be counted yet (" + parked +
                    "). An operator has to look at the parked events of reporting first.");
}

}  // namespace opora::reporting
