// What must hold in every service's database, whatever the service is about; and that read models are what their logs
// say.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "platform/service/binding.h"
#include "platform/service/service_host.h"

namespace opora {

// Positions without gaps, check digits of consumers, order of time, and no timer or job long overdue.
std::vector<Invariant> platform_invariants();

// What each of the invariants finds, in their order.
std::vector<ServiceHost::Checked> check_all(std::span<const Invariant> invariants, Snapshot& snapshot);

// A service's read models and how far they have come: a copy, so that no view of the database is held while logs are
// folded, which takes long and would keep the writer from reclaiming its log.
struct ReadModels {
  std::map<std::string, std::int64_t> upto;                // by source: the position consumed
  bool is_learning = false;  // an older build has applied events of which this one has still to make more
  std::set<std::pair<std::string, std::int64_t>> without;  // parked or given up: source and position
  std::string dump;                                        // the canonical one
};
ReadModels copy_read_models(const Service& service, const Binding& binding, Sql& reading);

// Folds the logs into an empty database, as far as the copy has come, and compares row by row. Nothing is compared
// while there is something to learn again: the tables then hold what two builds have made, which no fold of one makes.
// Runs on the caller's thread; reads the logs in pages. Throws EngineError once `stopping`.
ServiceHost::Checked check_rebuild(const Service& service, const Binding& binding, const ReadModels& live,
                                   std::span<const std::shared_ptr<EventLog>> logs, const MachineClock& clock,
                                   const std::atomic<bool>& stopping);

}  // namespace opora
