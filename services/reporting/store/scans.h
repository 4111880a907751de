// Scans that were set aside at doors.
#pragma once

#include <cstdint>

#include "platform/lane/transaction.h"
#include "reporting/domain/facts.h"

namespace opora::reporting {

constexpr auto table_of(Type<ScanSetAside>) {
  return Table("scans_set_aside", "UNKNOWN_SCAN",
               key("check_in_id", &ScanSetAside::id),
               once("session_id", &ScanSetAside::session),
               column("standing", &ScanSetAside::standing));
}

// Those at doors of a round that nobody has settled yet.
Result<std::int64_t> count_scans_set_aside(Reader& reader, const RoundId& round);

}  // namespace opora::reporting
