// The live end of one service's topic, shared by the replicas of a consumer: whoever has the partition reads it. The
// group only decides who that is. Positions are the consumer's own and history comes from the owner of the log, so
// nothing here says that all was seen: after a broker's disk was wiped records are missing, and whoever compares
// positions and heads notices.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/events/kafka/kafka_options.h"
#include "platform/events/log/event_log.h"
#include "platform/result/result.h"

namespace opora {

// Called from the tail's own thread, one call at a time, and never once stop() has returned. While one of them runs,
// nothing else is read: that is how a slow consumer holds the tail back. After 30 s of one call the partition goes to
// another member. They must not call stop(), nor wait for whoever does.
struct TailCallbacks {
  // The partition is ours: everything published from now on comes to on_records, until it is another's (false). True
  // is followed by false, also when the tail stops.
  std::function<void(bool is_assigned)> on_assigned;
  // At most KafkaTail::kMostRecords records of one epoch, in the topic's order: positions rise, except where records
  // were published again. They may lack some.
  std::function<void(const std::string& epoch, std::vector<LogRecord> records)> on_records;
};

class KafkaTail {
 public:
  static constexpr std::size_t kMostRecords = 1'000;

  // Joins the group `group`, "opora.reporting", for the topic of `service`, in the background. Kafka may be away, and
  // the topic may be missing: it is looked for every few seconds. Refused with SETTING_INVALID.
  static Result<std::unique_ptr<KafkaTail>> make(const KafkaOptions& options, const std::string& service,
                                                 const std::string& group, TailCallbacks callbacks);
  virtual ~KafkaTail() = default;  // stops

  // Leaves the group, so that another member takes over at once; without it that takes 6 to 10 s. Returns once the
  // thread has ended: after a running callback, and seconds when Kafka doesn't answer.
  virtual void stop() = 0;

  // Messages passed over, since they are no events of this service as we write them. Thread-safe, as what follows.
  virtual std::int64_t passed_over_count() const = 0;
  // The last trouble: the tail goes on by itself once it is over. Nothing when all is well.
  virtual std::optional<Error> trouble() const = 0;
};

}  // namespace opora
