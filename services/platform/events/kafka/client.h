// One client of librdkafka, as its parts share it: our choices over people's settings, its troubles as our errors.
// Private to this folder.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <librdkafka/rdkafka.h>

#include "platform/events/kafka/kafka_options.h"
#include "platform/result/result.h"

namespace opora::kafka {

using Settings = std::map<std::string, std::string>;

// Owns what librdkafka made, and gives it back with the function it names for that.
template <class T, auto release>
struct Release {
  void operator()(T* owned) const { release(owned); }
};
template <class T, auto release>
using Owned = std::unique_ptr<T, Release<T, release>>;
using OwnedPartitions = Owned<rd_kafka_topic_partition_list_t, rd_kafka_topic_partition_list_destroy>;

// What a client reports from within serve() or, for a consumer, from within its poll.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_delivery(const rd_kafka_message_t&) {}
  virtual void on_rebalance(rd_kafka_resp_err_t, rd_kafka_topic_partition_list_t&) {}
  // The producer can go on no more.
  virtual void on_fatal(const Error&) {}
};

// A topic, as the brokers describe it.
struct TopicShape {
  bool exists = false;
  int partition_count = 0;
};

// Runs `end` on a thread of its own; whether it has ended by then. One that hangs is left to itself.
bool end_apart(std::function<void()> end, std::chrono::milliseconds within) noexcept;

class Client {
 public:
  // `initial` holds what people's settings may replace, `ours` what they may not. Refused with SETTING_INVALID.
  static Result<std::unique_ptr<Client>> make(rd_kafka_type_t type, const KafkaOptions& options,
                                              const Settings& initial, const Settings& ours, Listener* listener);
  // Everything that still waits is dropped: nothing is reported any more. Takes milliseconds; seconds where librdkafka
  // has lost count of a consumer's parts, which is then left to itself.
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  rd_kafka_t* get() const { return handle_; }
  // Reports what has happened, waiting at most so long for something to happen. By one thread.
  void serve(std::chrono::milliseconds within);
  // Makes a running or the next serve() return. Thread-safe.
  void wake();

  // Asks for a topic until the brokers answer. Refused with KAFKA_UNAVAILABLE after `within`, or as soon as it is known
  // with KAFKA_DENIED. Somebody has to serve meanwhile: another thread, or this call when `serving`.
  Result<TopicShape> shape_of(const std::string& topic, std::chrono::milliseconds within, bool serving);

  // Waits until an idempotent producer has its number from a broker, at most so long. Thread-safe.
  bool wait_until_numbered(std::chrono::milliseconds within);

  // The trouble told last, if nothing has told of the end of it. Thread-safe.
  std::optional<Error> trouble() const;
  void trouble_is_over() { trouble_ = RD_KAFKA_RESP_ERR_NO_ERROR; }
  void note(rd_kafka_resp_err_t trouble);

 private:
  explicit Client(Listener* listener) : listener_(listener) {}
  Result<void> start(rd_kafka_type_t type, const KafkaOptions& options, const Settings& settings);
  static void on_log(const rd_kafka_t* handle, int level, const char* facility, const char* text);
  static void on_error(rd_kafka_t* handle, int error, const char* text, void* self);

  Listener* const listener_;
  rd_kafka_t* handle_ = nullptr;
  rd_kafka_queue_t* queue_ = nullptr;
  std::mutex mutex_;
  std::condition_variable numbered_;
  bool is_numbered_ = false;  // guarded by mutex_
  std::atomic<rd_kafka_resp_err_t> trouble_ = RD_KAFKA_RESP_ERR_NO_ERROR;
};

// What a trouble means to us: TOPIC_MISSING, or, with librdkafka's own code, KAFKA_DENIED, RECORD_TOO_LARGE or
// KAFKA_UNAVAILABLE; in a sentence for people. `topic` is what it was about; empty: perhaps several.
Error error_of(rd_kafka_resp_err_t trouble, const std::string& topic = "");
// The topic is not there; what to do about it.
Error topic_missing(const std::string& topic);
// The topic has several partitions; what to do about it.
Error topic_partitioned(const std::string& topic, int partition_count);

}  // namespace opora::kafka
