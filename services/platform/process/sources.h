// The logs of services that run in other processes, as this process reads them.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/events/kafka/kafka_options.h"
#include "platform/events/kafka/tail.h"
#include "platform/events/log/event_log.h"
#include "platform/rpc/tls.h"

namespace opora {

struct SourcesOptions {
  std::string peers;                   // where the owners are, as parse_endpoints() reads it
  TlsFiles tls;
  std::optional<KafkaOptions> kafka;   // brings the newest events; without, the owners do
  std::function<std::string()> token;  // what this process shows to the owners
};

class Sources {
 public:
  explicit Sources(SourcesOptions options) : options_(std::move(options)) {}

  // The log of `source`, for the service `reader` to follow. Refused with SOURCE_MISSING when the peers don't name it,
  // or as Client::make() and KafkaTail::make() are.
  Result<std::shared_ptr<EventLog>> open(const std::string& source, const std::string& reader);

  // Leaves what is shared with other replicas to them. The logs can still be read. Idempotent.
  void leave();

  // What keeps Kafka from bringing us events, in sentences for people. Thread-safe.
  std::vector<std::string> troubles() const;

 private:
  const SourcesOptions options_;
  struct SharedTail {
    std::string source, reader;
    std::unique_ptr<KafkaTail> tail;
  };
  mutable std::mutex mutex_;
  std::vector<SharedTail> tails_;  // guarded by mutex_
};

}  // namespace opora
