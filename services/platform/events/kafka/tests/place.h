// A topic of a test's own, and what hears from publishers and tails: it waits for conditions, with a deadline.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "platform/events/kafka/publisher.h"
#include "platform/events/kafka/tail.h"
#include "platform/events/kafka/topics.h"

namespace opora::testing {

// Far more than anything here takes.
inline constexpr std::chrono::seconds kSoon{60};
inline constexpr const char* kEpoch = "0190-epoch";

// A service's name that nobody else has.
std::string new_service();
// Makes a topic by librdkafka itself.
void make_topic(const KafkaOptions& options, const std::string& topic, int partition_count);
void make_topic_of(const KafkaOptions& options, const std::string& service);
// Puts a message into a service's topic that need not be an event.
struct RawMessage {
  std::vector<std::pair<std::string, std::string>> headers;
  std::string key;
  std::string value;
};
void send_raw(const KafkaOptions& options, const std::string& topic, const std::vector<RawMessage>& messages);
// Reads what a topic holds from its beginning, without group or our parsing.
std::vector<RawMessage> read_raw(const KafkaOptions& options, const std::string& topic, std::size_t count);

// Records `first` to `last`; what they hold tells of their position.
std::vector<LogRecord> records_from(std::int64_t first, std::int64_t last);

// What a publisher told.
class Acks {
 public:
  PublisherCallbacks callbacks();
  std::int64_t wait_for(std::int64_t position);  // what was acknowledged in the end
  std::optional<Error> wait_for_failure();
  std::int64_t acked() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::int64_t acked_ = 0;
  std::optional<Error> failure_;
};

// What a tail told.
class Heard {
 public:
  TailCallbacks callbacks();
  bool wait_until_assigned(bool wanted = true);
  // Whether it was assigned, or something else came true before.
  bool wait_until_assigned_or(const std::function<bool()>& other);
  // Whether so many were heard of in the end.
  bool wait_for(std::size_t count);
  // Whether the last one was heard of in the end.
  bool wait_for_position(std::int64_t position);
  std::vector<LogRecord> records() const;
  std::vector<std::string> epochs() const;  // of each batch
  bool is_assigned() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool is_assigned_ = false;
  std::vector<LogRecord> records_;
  std::vector<std::string> epochs_;
};

// Publishes all of them, as room comes.
void publish_all(KafkaPublisher& publisher, Acks& acks, const std::vector<LogRecord>& records,
                 const std::string& epoch = kEpoch);

// With the broker of all tests and a topic of its own.
class KafkaTest : public ::testing::Test {
 protected:
  KafkaTest();
  std::unique_ptr<KafkaPublisher> new_publisher(Acks& acks, std::chrono::seconds within = kSoon);
  std::unique_ptr<KafkaTail> new_tail(Heard& heard, const std::string& group = "");

  KafkaOptions options_;
  std::string service_;
  std::string topic_;
};

}  // namespace opora::testing
