#include "platform/events/kafka/last_published.h"

#include <algorithm>
#include <map>

#include <librdkafka/rdkafka.h>

#include "platform/events/kafka/client.h"
#include "platform/events/kafka/message.h"
#include "platform/events/log/history.h"

namespace opora {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t kLookBack = 1'000;  // messages

// What is fetched ahead lies in memory, and anybody who may write there may have written much.
const kafka::Settings kOurs = {
    {"enable.auto.commit", "false"},          {"enable.partition.eof", "true"},  {"allow.auto.create.topics", "false"},
    {"queued.max.messages.kbytes", "16384"},  {"fetch.message.max.bytes", "4194304"},
};

using Topic = kafka::Owned<rd_kafka_topic_t, rd_kafka_topic_destroy>;
using Message = kafka::Owned<rd_kafka_message_t, rd_kafka_message_destroy>;

// Looks at events as they come; of each it keeps the digest alone.
class Proof {
 public:
  Proof(const std::string& epoch, const std::string& history_key) : key_(history_key) { best_.epoch = epoch; }
  void look_at(const kafka::EventMessage& event) {
    const LogRecord& record = event.record;
    if (event.epoch != best_.epoch || record.digest.empty()) return;
    const auto before = digests_.find(record.position - 1);
    const bool follows = record.position == 1 ? record.digest == digest_of(key_, "", record)
                                              : before != digests_.end() &&
                                                    record.digest == digest_of(key_, before->second, record);
    if (follows && record.position > best_.position) {
      best_.position = record.position;
      best_.digest = record.digest;
    }
    digests_.insert_or_assign(record.position, record.digest);
  }
  std::optional<HistoryPoint> best() const { return best_.position == 0 ? std::nullopt : std::optional(best_); }

 private:
  const std::string& key_;
  std::map<std::int64_t, std::string> digests_;  // by position
  HistoryPoint best_;
};

Result<std::optional<HistoryPoint>> read_end(rd_kafka_t* client, rd_kafka_topic_t* topic, const std::string& service,
                                             Proof proof, SteadyClock::time_point until) {
  const auto left = [until] {
    const auto time = std::chrono::ceil<milliseconds>(until - SteadyClock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(time, 0));
  };
  std::int64_t low = 0;
  std::int64_t high = 0;
  const auto asked = rd_kafka_query_watermark_offsets(client, rd_kafka_topic_name(topic), 0, &low, &high, left());
  if (asked != RD_KAFKA_RESP_ERR_NO_ERROR) return tl::unexpected(kafka::error_of(asked, rd_kafka_topic_name(topic)));
  if (low >= high) return std::nullopt;
  if (rd_kafka_consume_start(topic, 0, std::max(low, high - kLookBack)) != 0)
    return tl::unexpected(kafka::error_of(rd_kafka_last_error(), rd_kafka_topic_name(topic)));
  auto trouble = RD_KAFKA_RESP_ERR__TIMED_OUT;
  while (left() > 0 && trouble == RD_KAFKA_RESP_ERR__TIMED_OUT) {
    const Message message(rd_kafka_consume(topic, 0, left()));
    if (!message) break;
    if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) trouble = RD_KAFKA_RESP_ERR_NO_ERROR;
    else if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) trouble = message->err;
    if (trouble != RD_KAFKA_RESP_ERR__TIMED_OUT) break;
    if (const auto event = kafka::parse_message(kafka::source_of(service), *message)) proof.look_at(*event);
    if (message->offset + 1 >= high) trouble = RD_KAFKA_RESP_ERR_NO_ERROR;
  }
  rd_kafka_consume_stop(topic, 0);
  if (trouble != RD_KAFKA_RESP_ERR_NO_ERROR)
    return tl::unexpected(kafka::error_of(trouble, rd_kafka_topic_name(topic)));
  return proof.best();
}

}  // namespace

Result<std::optional<HistoryPoint>> last_published(const KafkaOptions& options, const std::string& service,
                                                   const std::string& epoch, const std::string& history_key,
                                                   std::chrono::milliseconds within) {
  if (history_key.empty()) return std::nullopt;
  const auto until = SteadyClock::now() + within;
  TRY(client, kafka::Client::make(RD_KAFKA_CONSUMER, options, {}, kOurs, nullptr));
  const Topic topic(rd_kafka_topic_new(client->get(), topic_of(service).c_str(), nullptr));
  if (!topic) return tl::unexpected(kafka::error_of(rd_kafka_last_error(), topic_of(service)));
  return read_end(client->get(), topic.get(), service, Proof(epoch, history_key), until);
}

}  // namespace opora
