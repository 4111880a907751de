#include "platform/service/lane_relay_lease.h"

#include <utility>

#include "platform/service/in_lane.h"

namespace opora {

LaneRelayLease::LaneRelayLease(const ServiceParts& parts, std::string holder)
    : parts_(parts), holder_(std::move(holder)) {}

std::optional<RelayLease> LaneRelayLease::hold(const RelayLease& known, std::chrono::microseconds lasts) {
  Lane& lane = parts_.lane;
  if (lane.time().steps_aside()) return std::nullopt;  // it would take the lease from who holds it
  try {
    const auto held = in_lane<RelayLease>(parts_, [&]() -> Result<RelayLease> {
      RelayLease lease;
      lane.transact([&](Sql& sql) { lease = hold_relay_lease(sql, holder_, known, lane.time().now(), lasts); });
      return lease;
    });
    return held ? std::optional(*held) : std::nullopt;
  } catch (const EngineError& error) {
    parts_.observer.batch_failed(parts_.service.name, error.what());
    return std::nullopt;
  }
}

void LaneRelayLease::leave(const RelayLease& known) {
  try {
    (void)in_lane<void>(parts_, [&]() -> Result<void> {
      parts_.lane.transact([&](Sql& sql) { leave_relay_lease(sql, holder_, known); });
      return {};
    });
  } catch (const EngineError&) {
    // It expires.
  }
}

}  // namespace opora
