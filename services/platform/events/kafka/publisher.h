// Publishes one service's events to its topic, in order. Kafka only carries them: the outbox is the log of record, and
// whoever owns a publisher goes on from the last acknowledged position, with a new publisher once this one has failed.
// An event may arrive twice then; none is ever passed over.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "platform/events/kafka/kafka_options.h"
#include "platform/events/log/event_log.h"
#include "platform/result/result.h"

namespace opora {

// Both are called from the publisher's own thread, one call at a time, and never once its destructor has returned. They
// may call publish(), but must not destroy the publisher or wait for whoever does.
struct PublisherCallbacks {
  // All in-sync replicas hold every record that was published, up to and including this position. There is room for
  // more now. Rises, and tells of a whole batch at once.
  std::function<void(std::int64_t position)> acked;
  // A record could not be delivered: this publisher takes no more and acknowledges no more. Called once.
  std::function<void(const Error&)> failed;
};

class KafkaPublisher {
 public:
  // How many records wait for their acknowledgement at most, and how many bytes of them.
  static constexpr std::size_t kMostWaiting = 20'000;
  static constexpr std::size_t kMostBytesWaiting = std::size_t{64} << 20;

  // Connects in the background. Refused with SETTING_INVALID.
  static Result<std::unique_ptr<KafkaPublisher>> make(const KafkaOptions& options, const std::string& service,
                                                      PublisherCallbacks callbacks);
  // What is not acknowledged by now may or may not arrive. Takes milliseconds, whether Kafka is there or not.
  virtual ~KafkaPublisher() = default;

  // Looks whether events can be published, and makes the first of them quick: a connection to the partition's leader
  // and the producer's number are there afterwards. Sends no event. Blocks for about `within` at most. Refused with
  //   TOPIC_MISSING      there is no such topic
  //   TOPIC_PARTITIONED  it has several partitions: the order would be lost
  //   KAFKA_DENIED       Kafka knows us not, or lets us not; told as soon as it is known
  //   KAFKA_UNAVAILABLE  nobody answered in time
  virtual Result<void> check(std::chrono::milliseconds within) = 0;

  // Takes records to be sent, their positions rising over all calls, and returns how many it took: the first so many.
  // Fewer than all when too many wait already, none once it has failed. Never blocks. By one thread at a time.
  virtual std::size_t publish(const std::string& epoch, std::span<const LogRecord> records) = 0;

  // The last trouble, while records wait for Kafka: it reconnects and goes on by itself. Nothing when all is well.
  virtual std::optional<Error> trouble() const = 0;
};

}  // namespace opora
