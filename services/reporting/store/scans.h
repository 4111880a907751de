// Scans that were set aside at doors.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "platform/lane/stored.h"
#include "platform/lane/transaction.h"
#include "reporting/domain/facts.h"

namespace opora {

template <>
struct Stored<reporting::ScanSetAside> {
  using Key = reporting::CheckInId;
  static constexpr const char* unknown = "UNKNOWN_SCAN";
  static Key key(const reporting::ScanSetAside& scan) { return scan.id; }
  static std::vector<reporting::ScanSetAside> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::ScanSetAside> scans);
};

namespace reporting {

// Those at doors of a round that nobody has settled yet.
Result<std::int64_t> count_scans_set_aside(Reader& reader, const RoundId& round);

}  // namespace reporting
}  // namespace opora
