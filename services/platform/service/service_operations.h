// What operators ask of a running service: whether all is well, parked events, events carried once more.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "platform/events/delivery/follower.h"
#include "platform/service/service_parts.h"

namespace opora {

// From any thread but the executor's. What changes something waits for its turn in the lane, and blocks the caller
// meanwhile; refused with SHUTTING_DOWN once that drains. Throws EngineError, but for what is asked lately.
class ServiceOperations {
 public:
  // `followers` and `followed`, the logs they follow, outlive it.
  ServiceOperations(const ServiceParts& parts, const std::vector<std::unique_ptr<Follower>>& followers,
                    const std::vector<std::shared_ptr<EventLog>>& followed)
      : parts_(parts), followers_(followers), followed_(followed), overdue_lately_(parts.service.overdue.size()) {}

  // As ServiceHost's.
  std::vector<ServiceHost::Checked> check_invariants();
  std::int64_t parked_count();
  Result<RetriedEvents> retry_parked(const std::string& source, const std::string& key);
  Result<RetriedEvents> skip_parked(const std::string& source, std::int64_t position);
  Result<std::int64_t> republish(std::int64_t from_position);
  std::optional<std::int64_t> parked_lately();
  std::optional<std::int64_t> late_jobs_lately();
  std::vector<std::pair<std::string, std::int64_t>> overdue_lately();

 private:
  struct CountedLately {
    std::mutex mutex;
    std::condition_variable counted;
    bool is_counting = false;
    std::optional<std::int64_t> count;
  };
  ServiceHost::Checked check_followers() const;
  Result<RetriedEvents> retry_in_turns(EventRetry retry);
  std::int64_t late_job_count();
  std::int64_t overdue_count(const Overdue& overdue);
  std::optional<std::int64_t> count_lately(CountedLately& lately, const std::function<std::int64_t()>& count);

  const ServiceParts parts_;
  const std::vector<std::unique_ptr<Follower>>& followers_;
  const std::vector<std::shared_ptr<EventLog>>& followed_;
  CountedLately parked_lately_, late_jobs_lately_;
  std::deque<CountedLately> overdue_lately_;  // by the places in Service::overdue
};

}  // namespace opora
