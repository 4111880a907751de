// Who of a service's replicas carries its events to others: a row with an expiry. Two at once do no harm, since whoever
// reads passes over what it has seen; so clocks need not agree, and nothing is held open.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "platform/clock/clock.h"
#include "platform/sql/sql.h"

namespace opora {

struct RelayLease {
  bool is_held = false;
  std::int64_t position = 0;      // what has arrived where it was carried
  std::int64_t rewind_count = 0;  // how often operators have set the position back
};

// Takes or renews the lease, until `lasts` from now, unless another holds it. If `holder` held it already and nobody
// has set the position back since `known`, notes that everything up to `known.position` has arrived. Returns the row as
// it is afterwards.
RelayLease hold_relay_lease(Sql& sql, const std::string& holder, const RelayLease& known, Instant now,
                            std::chrono::microseconds lasts);
// Gives it back, if it is held.
void leave_relay_lease(Sql& sql, const std::string& holder, const RelayLease& known);
// Everything after `position` is carried once more, or more than that: the row lags behind what has arrived.
void rewind_relay(Sql& sql, std::int64_t position);

}  // namespace opora
