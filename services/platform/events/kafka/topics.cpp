#include "platform/events/kafka/topics.h"

#include <algorithm>
#include <cstdlib>
#include <thread>

#include <librdkafka/rdkafka.h>

#include "platform/events/kafka/client.h"

namespace opora {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;
using kafka::Owned;

using NewTopic = Owned<rd_kafka_NewTopic_t, rd_kafka_NewTopic_destroy>;
using Queue = Owned<rd_kafka_queue_t, rd_kafka_queue_destroy>;
using Event = Owned<rd_kafka_event_t, rd_kafka_event_destroy>;

class Deadline {
 public:
  explicit Deadline(milliseconds within) : at_(SteadyClock::now() + within) {}
  milliseconds left() const {
    return std::max(milliseconds(1), std::chrono::ceil<milliseconds>(at_ - SteadyClock::now()));
  }
  bool is_over() const { return SteadyClock::now() >= at_; }

 private:
  SteadyClock::time_point at_;
};

// What the brokers say of a description may name its values; none of these is secret.
tl::unexpected<Error> refused(const std::string& topic, const char* why) {
  return refuse(Code::invalid, "TOPIC_REFUSED",
                "Kafka does not take the topic " + topic + " as it is described: " + (why ? why : "") + ".");
}

// Whether it is there; refuses one that is there with several partitions.
Result<bool> is_there(kafka::Client& client, const std::string& topic, const Deadline& deadline) {
  TRY(shape, client.shape_of(topic, deadline.left(), true));
  if (shape.exists && shape.partition_count != 1)
    return tl::unexpected(kafka::topic_partitioned(topic, shape.partition_count));
  return shape.exists;
}

Result<NewTopic> to_new_topic(const TopicDescription& topic) {
  char text[512];
  NewTopic made(rd_kafka_NewTopic_new(topic.name.c_str(), 1, topic.replication_factor, text, sizeof text));
  if (!made) return refused(topic.name, text);
  for (const auto& [name, value] : topic.config) {
    if (rd_kafka_NewTopic_set_config(made.get(), name.c_str(), value.c_str()) != RD_KAFKA_RESP_ERR_NO_ERROR)
      return refused(topic.name, name.c_str());
  }
  return made;
}

Result<void> create(kafka::Client& client, const TopicDescription& topic, const Deadline& deadline) {
  TRY(wanted, to_new_topic(topic));
  const Queue queue(rd_kafka_queue_new(client.get()));
  const Owned<rd_kafka_AdminOptions_t, rd_kafka_AdminOptions_destroy> options(
      rd_kafka_AdminOptions_new(client.get(), RD_KAFKA_ADMIN_OP_CREATETOPICS));
  char text[512];
  rd_kafka_AdminOptions_set_request_timeout(options.get(), static_cast<int>(deadline.left().count()), text,
                                            sizeof text);
  rd_kafka_NewTopic_t* list[] = {wanted.get()};
  rd_kafka_CreateTopics(client.get(), list, 1, options.get(), queue.get());
  // It answers by its own time limit; a little later at most.
  const Event event(rd_kafka_queue_poll(queue.get(), static_cast<int>(deadline.left().count()) + 1000));
  if (!event) return tl::unexpected(kafka::error_of(RD_KAFKA_RESP_ERR__TIMED_OUT));
  if (const auto trouble = rd_kafka_event_error(event.get()); trouble != RD_KAFKA_RESP_ERR_NO_ERROR)
    return tl::unexpected(kafka::error_of(trouble, topic.name));
  std::size_t count = 0;
  const auto* results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event.get()), &count);
  const auto trouble = rd_kafka_topic_result_error(results[0]);
  switch (trouble) {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
    case RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS:  // somebody else made it meanwhile
      return {};
    case RD_KAFKA_RESP_ERR_INVALID_CONFIG:
    case RD_KAFKA_RESP_ERR_INVALID_REPLICATION_FACTOR:
    case RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION:
    case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
    case RD_KAFKA_RESP_ERR_INVALID_REQUEST:
      return refused(topic.name, rd_kafka_topic_result_error_string(results[0]));
    default:
      return tl::unexpected(kafka::error_of(trouble, topic.name));
  }
}

// A topic is known to all brokers a moment after it was made.
Result<void> wait_for(kafka::Client& client, const std::string& topic, const Deadline& deadline) {
  while (!deadline.is_over()) {
    TRY(there, is_there(client, topic, deadline));
    if (there) return {};
    client.serve(milliseconds(20));
  }
  return tl::unexpected(kafka::error_of(RD_KAFKA_RESP_ERR__TIMED_OUT));
}

}  // namespace

Result<std::vector<AppliedTopic>> apply_topics(const KafkaOptions& options, std::span<const TopicDescription> topics,
                                               milliseconds within) {
  const Deadline deadline(within);
  TRY(client, kafka::Client::make(RD_KAFKA_PRODUCER, options, {}, {{"allow.auto.create.topics", "false"}}, nullptr));
  std::vector<AppliedTopic> applied;
  for (const auto& topic : topics) {
    TRY(there, is_there(*client, topic.name, deadline));
    applied.push_back({topic.name, there ? AppliedTopic::Outcome::kept : AppliedTopic::Outcome::created});
  }
  for (std::size_t i = 0; i < topics.size(); i++) {
    if (applied[i].outcome == AppliedTopic::Outcome::kept) continue;
    TRY_DO(create(*client, topics[i], deadline));
    TRY_DO(wait_for(*client, topics[i].name, deadline));
  }
  return applied;
}

}  // namespace opora
