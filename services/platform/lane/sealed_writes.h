// The turn of what sealed methods write (docs/adr/0049): those that wait share a transaction of their own, so no row of
// anything else is of it. The lane's time, head, timers and answers stay where they are, and nobody is told: neither
// other processes nor the observer, but of trouble, and then at most once an hour.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "platform/lane/batch_writer.h"
#include "platform/lane/inbox.h"
#include "platform/lane/lane_parts.h"
#include "platform/lane/sealed_work.h"
#include "platform/lane/seldom.h"

namespace opora {

// Of the executor.
class SealedWrites {
 public:
  SealedWrites(const LaneParts& lane, BatchWriter& writer, Inbox& inbox)
      : lane_(lane), writer_(writer), inbox_(inbox) {}

  // Commits what waits, as much as goes together, and answers it. Returns whether there was any.
  bool run();

 private:
  static void refuse_late(std::vector<SealedWork>& works);
  void write(std::span<SealedWork> works);
  void write_apart(std::span<SealedWork> works);
  void settle(std::span<SealedWork> works);
  std::vector<Result<void>> commit(std::span<SealedWork> works);
  void commit_durably();
  void tell(const std::string& trouble);

  const LaneParts lane_;
  BatchWriter& writer_;
  Inbox& inbox_;
  Seldom told_{std::chrono::hours(1)};
};

}  // namespace opora
