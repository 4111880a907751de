// What must hold in every service's database, whatever the service is about; and that read models are what their logs
// say.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/service/binding.h"
#include "platform/service/service_host.h"

namespace opora {

// Positions without gaps, check digits of consumers, order of time, and no timer long overdue.
std::vector<ServiceHost::Checked> check_platform_invariants(Snapshot& snapshot);

// Folds the logs into an empty database, up to the positions that `reading` has reached, and compares the service's
// read models row by row. Runs on the caller's thread; reads the logs in pages.
ServiceHost::Checked check_rebuild(const Service& service, const Binding& binding, Sql& reading,
                                   std::span<const std::shared_ptr<EventLog>> logs, const Clock& clock);

}  // namespace opora
