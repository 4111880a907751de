#include "platform/events/kafka/tests/place.h"

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <span>
#include <stdexcept>

#include "platform/events/kafka/client.h"
#include "platform/ids/ids.h"
#include "platform/testing/kafka_test_broker.h"

namespace opora::testing {
namespace {

using kafka::Client;
using kafka::Owned;

std::unique_ptr<Client> raw_client(const KafkaOptions& options, rd_kafka_type_t type, kafka::Listener* listener,
                                   const kafka::Settings& settings) {
  auto client = Client::make(type, options, {}, settings, listener);
  if (!client) throw std::runtime_error(client.error().message);
  return *std::move(client);
}

RawMessage to_raw(const rd_kafka_message_t& message) {
  RawMessage raw{{},
                 {static_cast<const char*>(message.key), message.key_len},
                 {static_cast<const char*>(message.payload), message.len}};
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return raw;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0; rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; i++)
    raw.headers.emplace_back(name, std::string(static_cast<const char*>(value), size));
  return raw;
}

class Counting final : public kafka::Listener {
 public:
  std::size_t delivered = 0;

 private:
  void on_delivery(const rd_kafka_message_t& message) override {
    if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) delivered++;
  }
};

}  // namespace

std::string new_service() { return "test-" + IdSource().next(SystemClock().now()); }

void make_topic(const KafkaOptions& options, const std::string& topic, int partition_count) {
  const auto client = raw_client(options, RD_KAFKA_PRODUCER, nullptr, {{"allow.auto.create.topics", "false"}});
  char text[512];
  const Owned<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy> wanted(
      rd_kafka_NewTopic_new(topic.c_str(), partition_count, -1, text, sizeof text));
  const Owned<rd_kafka_queue_t, rd_kafka_queue_destroy> queue(rd_kafka_queue_new(client->get()));
  rd_kafka_NewTopic_t* list[] = {wanted.get()};
  rd_kafka_CreateTopics(client->get(), list, 1, nullptr, queue.get());
  const Owned<rd_kafka_event_t, rd_kafka_event_destroy> event(rd_kafka_queue_poll(queue.get(), 60'000));
  if (!event || rd_kafka_event_error(event.get()) != RD_KAFKA_RESP_ERR_NO_ERROR)
    throw std::runtime_error("The topic could not be made.");
  // A broker's controller says that it is made before the broker that is asked next has heard of it.
  const auto deadline = std::chrono::steady_clock::now() + kSoon;
  while (std::chrono::steady_clock::now() < deadline) {
    const auto shape = client->shape_of(topic, kSoon, /*serving=*/true);
    if (!shape) throw std::runtime_error(shape.error().message);
    if (shape->exists) return;
    client->serve(std::chrono::milliseconds(20));
  }
  throw std::runtime_error("The topic is not to be seen.");
}

void make_topic_of(const KafkaOptions& options, const std::string& service) {
  const TopicDescription topic{topic_of(service)};
  const auto applied = apply_topics(options, std::span(&topic, 1), kSoon);
  if (!applied) throw std::runtime_error(applied.error().message);
}

void send_raw(const KafkaOptions& options, const std::string& topic, const std::vector<RawMessage>& messages) {
  Counting counting;
  const auto client = raw_client(options, RD_KAFKA_PRODUCER, &counting, {{"enable.idempotence", "true"}});
  for (const auto& message : messages) {
    rd_kafka_headers_t* headers = rd_kafka_headers_new(message.headers.size());
    for (const auto& [name, value] : message.headers)
      rd_kafka_header_add(headers, name.c_str(), -1, value.data(), static_cast<ssize_t>(value.size()));
    rd_kafka_producev(client->get(), RD_KAFKA_V_TOPIC(topic.c_str()), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                      RD_KAFKA_V_KEY(message.key.data(), message.key.size()),
                      RD_KAFKA_V_VALUE(const_cast<char*>(message.value.data()), message.value.size()),
                      RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
  }
  const auto deadline = std::chrono::steady_clock::now() + kSoon;
  while (counting.delivered < messages.size() && std::chrono::steady_clock::now() < deadline)
    client->serve(std::chrono::milliseconds(100));
  if (counting.delivered < messages.size()) throw std::runtime_error("Messages could not be sent.");
}

std::vector<RawMessage> read_raw(const KafkaOptions& options, const std::string& topic, std::size_t count) {
  kafka::Listener nobody;
  const auto client = raw_client(options, RD_KAFKA_CONSUMER, &nobody, {{"group.id", "nobody"}});
  rd_kafka_poll_set_consumer(client->get());
  const kafka::OwnedPartitions partitions(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(partitions.get(), topic.c_str(), 0)->offset = RD_KAFKA_OFFSET_BEGINNING;
  rd_kafka_assign(client->get(), partitions.get());
  std::vector<RawMessage> found;
  const auto deadline = std::chrono::steady_clock::now() + kSoon;
  while (found.size() < count && std::chrono::steady_clock::now() < deadline) {
    const Owned<rd_kafka_message_t, rd_kafka_message_destroy> message(rd_kafka_consumer_poll(client->get(), 100));
    if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) found.push_back(to_raw(*message));
  }
  rd_kafka_consumer_close(client->get());
  return found;
}

std::vector<LogRecord> records_from(std::int64_t first, std::int64_t last) {
  std::vector<LogRecord> records;
  for (std::int64_t position = first; position <= last; position++) {
    const std::string number = std::to_string(position);
    records.push_back({position, Instant{1'694'676'600'000'000 + position}, "opora.test.v1.Told", "key-" + number,
                       "payload " + number + std::string(1, '\0') + "and more",
                       std::string(31, '\xd1') + static_cast<char>(position)});
  }
  return records;
}

PublisherCallbacks Acks::callbacks() {
  return {[this](std::int64_t position) {
            const std::lock_guard lock(mutex_);
            EXPECT_GT(position, acked_);
            acked_ = position;
            changed_.notify_all();
          },
          [this](const Error& error) {
            const std::lock_guard lock(mutex_);
            EXPECT_FALSE(failure_) << "failed twice";
            failure_ = error;
            changed_.notify_all();
          }};
}

std::int64_t Acks::wait_for(std::int64_t position) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, kSoon, [&] { return acked_ >= position || failure_; });
  return acked_;
}

std::optional<Error> Acks::wait_for_failure() {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, 2 * kSoon, [&] { return failure_.has_value(); });
  return failure_;
}

std::int64_t Acks::acked() const {
  const std::lock_guard lock(mutex_);
  return acked_;
}

TailCallbacks Heard::callbacks() {
  return {[this](bool is_assigned) {
            const std::lock_guard lock(mutex_);
            EXPECT_NE(is_assigned_, is_assigned);
            is_assigned_ = is_assigned;
            changed_.notify_all();
          },
          [this](const std::string& epoch, std::vector<LogRecord> records) {
            const std::lock_guard lock(mutex_);
            EXPECT_TRUE(is_assigned_);
            EXPECT_LE(records.size(), KafkaTail::kMostRecords);
            epochs_.push_back(epoch);
            std::move(records.begin(), records.end(), std::back_inserter(records_));
            changed_.notify_all();
          }};
}

bool Heard::wait_until_assigned(bool wanted) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kSoon, [&] { return is_assigned_ == wanted; });
}

bool Heard::wait_until_assigned_or(const std::function<bool()>& other) {
  constexpr std::chrono::milliseconds kLookEvery{20};  // what else there is tells nobody
  const auto end = std::chrono::steady_clock::now() + kSoon;
  std::unique_lock lock(mutex_);
  while (!is_assigned_ && !other() && std::chrono::steady_clock::now() < end) changed_.wait_for(lock, kLookEvery);
  return is_assigned_;
}

bool Heard::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kSoon, [&] { return records_.size() >= count; });
}

bool Heard::wait_for_position(std::int64_t position) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, kSoon, [&] { return !records_.empty() && records_.back().position == position; });
}

std::vector<LogRecord> Heard::records() const {
  const std::lock_guard lock(mutex_);
  return records_;
}

std::vector<std::string> Heard::epochs() const {
  const std::lock_guard lock(mutex_);
  return epochs_;
}

bool Heard::is_assigned() const {
  const std::lock_guard lock(mutex_);
  return is_assigned_;
}

void publish_all(KafkaPublisher& publisher, Acks& acks, const std::vector<LogRecord>& records,
                 const std::string& epoch) {
  std::span<const LogRecord> left(records);
  while (!left.empty()) {
    const auto acked_before = acks.acked();
    const std::size_t taken = publisher.publish(epoch, left);
    left = left.subspan(taken);
    if (!left.empty() && acks.wait_for(acked_before + 1) <= acked_before) FAIL() << "No room came.";
  }
}

KafkaTest::KafkaTest() : options_{kafka_address(), {}}, service_(new_service()), topic_(topic_of(service_)) {}

std::unique_ptr<KafkaPublisher> KafkaTest::new_publisher(Acks& acks, std::chrono::seconds within) {
  auto publisher = KafkaPublisher::make(options_, service_, acks.callbacks());
  if (!publisher) throw std::runtime_error(publisher.error().message);
  if (const auto checked = (*publisher)->check(within); !checked) throw std::runtime_error(checked.error().message);
  return *std::move(publisher);
}

std::unique_ptr<KafkaTail> KafkaTest::new_tail(Heard& heard, const std::string& group) {
  auto tail = KafkaTail::make(options_, service_, group.empty() ? "group-" + service_ : group, heard.callbacks());
  if (!tail) throw std::runtime_error(tail.error().message);
  return *std::move(tail);
}

}  // namespace opora::testing
