// Parked events tried again, or given up. A piece at a time, so that commands and deliveries get their turns between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "platform/lane/batch_writer.h"
#include "platform/lane/delivery.h"
#include "platform/lane/lane_parts.h"
#include "platform/result/result.h"

namespace opora {

// Of the executor.
class ParkedEvents {
 public:
  // `apply` outlives it.
  ParkedEvents(const LaneParts& lane, BatchWriter& writer, const ApplyEvent& apply)
      : lane_(lane), writer_(writer), apply_(apply) {}

  // As Lane promises it of parked events.
  bool retry(EventRetry& retry);
  std::optional<std::string> skip(const std::string& source, std::int64_t position);

 private:
  using Failures = std::vector<std::pair<const Parked*, Error>>;
  std::size_t retry_range(std::span<const Parked> range, EventRetry& retry, Failures& failures);
  // Throws EventRefused for an event that can't be applied, with nothing written.
  std::size_t apply_range(std::span<const Parked> range, EventRetry& retry);
  std::size_t stop_for_trouble(std::span<const Parked> range, EventRetry& retry, const std::string& why);
  void note_failures(const Failures& failures);

  const LaneParts lane_;
  BatchWriter& writer_;
  const ApplyEvent& apply_;
};

}  // namespace opora
