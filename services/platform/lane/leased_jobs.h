// Jobs as they are given out: by a time that is confirmed, to one replica at a time.
#pragma once

#include <vector>

#include "platform/lane/batch_writer.h"
#include "platform/lane/lane_parts.h"

namespace opora {

// Of the executor.
class LeasedJobs {
 public:
  LeasedJobs(const LaneParts& lane, BatchWriter& writer) : lane_(lane), writer_(writer) {}

  // Both as Lane promises it.
  std::vector<Job> take(int at_most);
  // `trying_since`: since when what is due is tried (DueTimers::trying_since).
  void put_off(std::vector<Job> jobs, Instant trying_since);

 private:
  const LaneParts lane_;
  BatchWriter& writer_;
};

}  // namespace opora
