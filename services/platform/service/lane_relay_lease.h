// The relay's lease, kept in the service's own database by its lane.
#pragma once

#include <string>

#include "platform/events/delivery/relay.h"
#include "platform/service/service_parts.h"

namespace opora {

// For the relay's thread, which waits for the lane's executor.
class LaneRelayLease final : public RelayLeaseStore {
 public:
  // `holder`: this process, among all that ever ran.
  LaneRelayLease(const ServiceParts& parts, std::string holder);

  // Nothing as well while this process's clock is not to be trusted, or the lane drains.
  std::optional<RelayLease> hold(const RelayLease& known, std::chrono::microseconds lasts) override;
  // In an engine's trouble, or while the lane drains, it is left to expire.
  void leave(const RelayLease& known) override;

 private:
  const ServiceParts parts_;
  const std::string holder_;
};

}  // namespace opora
