#include "platform/kafka/last_published.h"

#include <algorithm>
#include <map>

#include <librdkafka/rdkafka.h>

#include "platform/event_log/history.h"
#include "platform/kafka/client.h"
#include "platform/kafka/message.h"

namespace opora {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr std::int64_t kLookBack = 100;  // messages

const kafka::Settings kOurs = {
    {"enable.auto.commit", "false"},
    {"enable.partition.eof", "true"},
    {"allow.auto.create.topics", "false"},
};

using Topic = kafka::Owned<rd_kafka_topic_t, rd_kafka_topic_destroy>;
using Message = kafka::Owned<rd_kafka_message_t, rd_kafka_message_destroy>;
using Records = std::map<std::int64_t, LogRecord>;  // by position

// What this epoch's events there are: of those that came twice, the later one.
Records read_end(rd_kafka_t* client, rd_kafka_topic_t* topic, const std::string& service, const std::string& epoch,
                 SteadyClock::time_point until) {
  const auto left = [until] {
    const auto time = std::chrono::ceil<milliseconds>(until - SteadyClock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(time, 0));
  };
  Records records;
  std::int64_t low = 0;
  std::int64_t high = 0;
  const auto asked = rd_kafka_query_watermark_offsets(client, rd_kafka_topic_name(topic), 0, &low, &high, left());
  if (asked != RD_KAFKA_RESP_ERR_NO_ERROR || low >= high) return records;
  if (rd_kafka_consume_start(topic, 0, std::max(low, high - kLookBack)) != 0) return records;
  while (left() > 0) {
    const Message message(rd_kafka_consume(topic, 0, left()));
    if (!message || message->err != RD_KAFKA_RESP_ERR_NO_ERROR) break;  // its end is one, too
    auto event = kafka::parse_message(kafka::source_of(service), *message);
    if (event && event->epoch == epoch) records.insert_or_assign(event->record.position, std::move(event->record));
    if (message->offset + 1 >= high) break;
  }
  rd_kafka_consume_stop(topic, 0);
  return records;
}

bool is_proved(const Records& records, const LogRecord& record, const std::string& history_key) {
  if (record.digest.empty()) return false;
  if (record.position == 1) return record.digest == digest_of(history_key, "", record);
  const auto before = records.find(record.position - 1);
  return before != records.end() && !before->second.digest.empty() &&
         record.digest == digest_of(history_key, before->second.digest, record);
}

}  // namespace

std::optional<HistoryPoint> last_published(const KafkaOptions& options, const std::string& service,
                                           const std::string& epoch, const std::string& history_key,
                                           std::chrono::milliseconds within) {
  if (history_key.empty()) return std::nullopt;
  const auto until = SteadyClock::now() + within;
  const auto client = kafka::Client::make(RD_KAFKA_CONSUMER, options, {}, kOurs, nullptr);
  if (!client) return std::nullopt;
  const Topic topic(rd_kafka_topic_new((*client)->get(), topic_of(service).c_str(), nullptr));
  if (!topic) return std::nullopt;
  const Records records = read_end((*client)->get(), topic.get(), service, epoch, until);
  const auto last = std::find_if(records.rbegin(), records.rend(),
                                 [&](const auto& each) { return is_proved(records, each.second, history_key); });
  if (last == records.rend()) return std::nullopt;
  return HistoryPoint{epoch, last->first, last->second.digest};
}

}  // namespace opora
