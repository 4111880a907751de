// Scans that count nowhere, or not yet, by their id.
#pragma once

#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/unsettled.h"

template <>
struct opora::Stored<opora::registration::Unsettled> {
  using Key = registration::CheckInId;
  static constexpr const char* unknown = "UNKNOWN_CHECK_IN";
  static const Key& key(const registration::Unsettled& scan) { return scan.check_in.id; }
  static std::vector<registration::Unsettled> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Unsettled> scans);
};

namespace opora::registration {

// Those of these scans, by the ids under which they are kept, that were made at a session's door, each once. Refused
// with UNKNOWN_SCAN.
Result<std::vector<Unsettled>> scans_at(Reader& reader, const SessionId& session, std::vector<CheckInId> ids);

// Scans that wait for a session to be known, earliest first.
Result<std::vector<Unsettled>> waiting_scans(Reader& reader, const SessionId& session, int limit);

// Scans of a session's door that count nowhere and were not discarded, by the devices' time, after (`after_time`,
// `after_id`); without a session those of all doors.
Result<std::vector<Unsettled>> unsettled_after(Reader& reader, const SessionId& session, Instant after_time,
                                               const std::string& after_id, int limit);

}  // namespace opora::registration
