#include "platform/events/kafka/publisher.h"

#include <atomic>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include <librdkafka/rdkafka.h>

#include "platform/events/kafka/client.h"
#include "platform/events/kafka/message.h"

namespace opora {
namespace {

using std::chrono::milliseconds;

// What order and durability rest on. Idempotence makes a resent batch count once and keeps batches in order; acks are
// those of all in-sync replicas. A record that a minute can't deliver fails the publisher, which is how one that got
// stuck is replaced; until then librdkafka tries again by itself.
const kafka::Settings kOurs = {
    {"enable.idempotence", "true"},
    {"acks", "all"},
    {"message.timeout.ms", "60000"},
    {"allow.auto.create.topics", "false"},
    {"debug", "eos"},  // tells when the producer has its number
    {"queue.buffering.max.messages", std::to_string(KafkaPublisher::kMostWaiting)},
    {"queue.buffering.max.kbytes", std::to_string(KafkaPublisher::kMostBytesWaiting >> 10)},
};

// What measuring chose: a lone record is sent at once, and records that come together still share batches, since a
// batch grows while the ones before it are under way; lz4 makes batches cheaper to send than it costs, since headers
// are much alike.
const kafka::Settings kInitial = {
    {"linger.ms", "0"},
    {"compression.type", "lz4"},
    {"request.timeout.ms", "10000"},
    {"topic.metadata.propagation.max.ms", "10000"},  // how long a topic may be unknown before that is a failure
    {"message.max.bytes", "8388608"},
};

class Publisher final : public KafkaPublisher, private kafka::Listener {
 public:
  Publisher(const std::string& service, PublisherCallbacks callbacks)
      : topic_(topic_of(service)), source_(kafka::source_of(service)), callbacks_(std::move(callbacks)) {}
  ~Publisher() override {
    stopping_ = true;
    if (client_) client_->wake();
    if (thread_.joinable()) thread_.join();
    client_.reset();  // it knows us as its listener
  }

  Result<void> start(const KafkaOptions& options) {
    TRY(client, kafka::Client::make(RD_KAFKA_PRODUCER, options, kInitial, kOurs, this));
    client_ = std::move(client);
    thread_ = std::thread([this] { run(); });
    return {};
  }

  Result<void> check(milliseconds within) override;
  std::size_t publish(const std::string& epoch, std::span<const LogRecord> records) override;
  std::optional<Error> trouble() const override { return client_->trouble(); }

 private:
  struct Waiting {
    std::int64_t position;
    bool acked = false;
  };

  void run();
  bool send(const std::string& epoch, const LogRecord& record);
  void on_delivery(const rd_kafka_message_t& message) override;
  void on_fatal(const Error& error) override { fail(error); }
  void fail(const Error& error);

  const std::string topic_;
  const std::string source_;
  const PublisherCallbacks callbacks_;
  std::unique_ptr<kafka::Client> client_;
  std::thread thread_;
  std::atomic<bool> stopping_ = false;

  mutable std::mutex mutex_;  // guards what follows
  std::deque<Waiting> waiting_;       // in the order they were published
  std::uintptr_t first_waiting_ = 1;  // the number of waiting_.front(); every record has the next
  std::int64_t acked_ = 0;
  std::optional<Error> failure_;
};

Result<void> Publisher::check(milliseconds within) {
  const auto deadline = std::chrono::steady_clock::now() + within;
  const auto left = [&] {
    return std::max(milliseconds(1), std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now()));
  };
  TRY(shape, client_->shape_of(topic_, within, false));
  if (!shape.exists) return tl::unexpected(kafka::topic_missing(topic_));
  if (shape.partition_count != 1) return tl::unexpected(kafka::topic_partitioned(topic_, shape.partition_count));
  // The partition's leader is asked for something, so that the connection to it is there.
  std::int64_t low = 0;
  std::int64_t high = 0;
  const auto asked = rd_kafka_query_watermark_offsets(client_->get(), topic_.c_str(), 0, &low, &high,
                                                      static_cast<int>(left().count()));
  if (asked != RD_KAFKA_RESP_ERR_NO_ERROR) return tl::unexpected(kafka::error_of(asked, topic_));
  // A broker that has just started gives out its first number half a second late. Without it all works, only later.
  client_->wait_until_numbered(std::min(left(), milliseconds(1000)));
  client_->trouble_is_over();
  return {};
}

std::size_t Publisher::publish(const std::string& epoch, std::span<const LogRecord> records) {
  std::size_t taken = 0;
  while (taken < records.size() && send(epoch, records[taken])) taken++;
  return taken;
}

// The record waits before it is sent: its acknowledgement may come before the call returns.
bool Publisher::send(const std::string& epoch, const LogRecord& record) {
  std::uintptr_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    if (failure_ || waiting_.size() >= kMostWaiting) return false;
    number = first_waiting_ + waiting_.size();
    waiting_.push_back({record.position});
  }
  rd_kafka_headers_t* headers = kafka::headers_of(source_, epoch, record);
  // librdkafka copies key and value, and doesn't write to them.
  const auto result = rd_kafka_producev(
      client_->get(), RD_KAFKA_V_TOPIC(topic_.c_str()), RD_KAFKA_V_PARTITION(0),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
      RD_KAFKA_V_VALUE(const_cast<char*>(record.payload.data()), record.payload.size()),  // NOLINT
      RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_OPAQUE(reinterpret_cast<void*>(number)), RD_KAFKA_V_END);
  if (result == RD_KAFKA_RESP_ERR_NO_ERROR) return true;
  rd_kafka_headers_destroy(headers);
  const std::lock_guard lock(mutex_);
  waiting_.pop_back();
  // A full queue empties again. Nothing else gets better by itself; the thread tells of it.
  if (result != RD_KAFKA_RESP_ERR__QUEUE_FULL && !failure_) {
    failure_ = kafka::error_of(result, topic_);
    client_->wake();
  }
  return false;
}

void Publisher::run() {
  std::int64_t told = 0;
  bool told_of_failure = false;
  while (!stopping_) {
    client_->serve(milliseconds(1000));
    std::int64_t acked = 0;
    std::optional<Error> failure;
    {
      const std::lock_guard lock(mutex_);
      acked = acked_;
      failure = failure_;
    }
    if (acked != told && !stopping_) {
      told = acked;
      client_->trouble_is_over();
      if (callbacks_.acked) callbacks_.acked(acked);
    }
    if (failure && !told_of_failure && !stopping_) {
      told_of_failure = true;
      // What waits behind the failed record is not sent any more, as far as it can be helped.
      rd_kafka_purge(client_->get(),
                     RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING);
      if (callbacks_.failed) callbacks_.failed(*failure);
    }
  }
}

void Publisher::on_delivery(const rd_kafka_message_t& message) {
  if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    fail(kafka::error_of(message.err, topic_));
    return;
  }
  const auto number = reinterpret_cast<std::uintptr_t>(message._private);
  const std::lock_guard lock(mutex_);
  if (failure_ || number < first_waiting_ || number - first_waiting_ >= waiting_.size()) return;
  waiting_[number - first_waiting_].acked = true;
  while (!waiting_.empty() && waiting_.front().acked) {
    acked_ = waiting_.front().position;
    waiting_.pop_front();
    first_waiting_++;
  }
}

void Publisher::fail(const Error& error) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = error;
}

}  // namespace

Result<std::unique_ptr<KafkaPublisher>> KafkaPublisher::make(const KafkaOptions& options, const std::string& service,
                                                             PublisherCallbacks callbacks) {
  auto publisher = std::make_unique<Publisher>(service, std::move(callbacks));
  TRY_DO(publisher->start(options));
  return publisher;
}

}  // namespace opora
