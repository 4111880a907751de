#include "platform/events/kafka/tail.h"

#include <atomic>
#include <thread>
#include <utility>

#include <librdkafka/rdkafka.h>

#include "platform/events/kafka/client.h"
#include "platform/events/kafka/message.h"

namespace opora {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

const kafka::Settings kOurs = {
    {"enable.auto.commit", "false"},
    {"enable.auto.offset.store", "true"},  // what was handed out is what commit() tells operators' tools
    {"auto.offset.reset", "latest"},
    {"enable.partition.eof", "false"},
    {"allow.auto.create.topics", "false"},
    // Not cooperative-sticky: with it Debian's librdkafka ends the process when a member that has never had a share
    // leaves (its issue 4312).
    {"partition.assignment.strategy", "range"},
};

// A dead member's share moves after its session, 6 s: brokers allow no less. What is fetched ahead is bounded, since a
// slow consumer leaves it lying in memory.
const kafka::Settings kInitial = {
    {"session.timeout.ms", "6000"},
    {"heartbeat.interval.ms", "1500"},
    {"max.poll.interval.ms", "30000"},
    {"queued.max.messages.kbytes", "16384"},
    {"fetch.message.max.bytes", "4194304"},
    {"fetch.error.backoff.ms", "100"},
};

constexpr milliseconds kEndWithin{3000};      // to learn where the topic ends
constexpr milliseconds kBetweenCommits{1000};

class Tail final : public KafkaTail, private kafka::Listener {
 public:
  Tail(const std::string& service, TailCallbacks callbacks)
      : topic_(topic_of(service)), source_(kafka::source_of(service)), callbacks_(std::move(callbacks)) {}
  ~Tail() override { stop(); }

  Result<void> start(const KafkaOptions& options, const std::string& group);
  void stop() override;
  std::int64_t passed_over_count() const override { return passed_over_; }
  std::optional<Error> trouble() const override { return client_->trouble(); }

 private:
  // A message is destroyed before its client, so it owns itself only inside the loop.
  using Message = kafka::Owned<rd_kafka_message_t, rd_kafka_message_destroy>;

  void run();
  void take_batch();
  void take(const rd_kafka_message_t& message);
  void hand_out();
  void commit();
  void on_rebalance(rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t& partitions) override;
  void begin_at_end(rd_kafka_topic_partition_list_t& partitions);
  void assign(rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t& partitions);
  void tell(bool is_assigned);

  const std::string topic_;
  const std::string source_;
  const TailCallbacks callbacks_;
  std::unique_ptr<kafka::Client> client_;
  std::thread thread_;
  std::atomic<bool> stopping_ = false;
  std::atomic<std::int64_t> passed_over_ = 0;

  // The thread's own.
  std::string epoch_;
  std::vector<LogRecord> records_;  // of epoch_, not handed out yet
  bool is_assigned_ = false;
  bool is_uncommitted_ = false;
  SteadyClock::time_point committed_at_ = {};
};

Result<void> Tail::start(const KafkaOptions& options, const std::string& group) {
  kafka::Settings ours = kOurs;
  ours.insert({"group.id", group});
  TRY(client, kafka::Client::make(RD_KAFKA_CONSUMER, options, kInitial, ours, this));
  client_ = std::move(client);
  rd_kafka_poll_set_consumer(client_->get());
  const kafka::OwnedPartitions topics(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(topics.get(), topic_.c_str(), RD_KAFKA_PARTITION_UA);
  if (const auto result = rd_kafka_subscribe(client_->get(), topics.get()); result != RD_KAFKA_RESP_ERR_NO_ERROR)
    return refuse(Code::invalid, "SETTING_INVALID", "Kafka can have no topic " + topic_ + ". Choose another name.");
  thread_ = std::thread([this] { run(); });
  return {};
}

void Tail::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void Tail::run() {
  while (!stopping_) {
    take_batch();
    commit();
  }
  if (is_assigned_) rd_kafka_commit(client_->get(), nullptr, 1);
  rd_kafka_consumer_close(client_->get());  // gives the partition back, within on_rebalance
  tell(false);
}

// Waits for one message, then takes what has come with it.
void Tail::take_batch() {
  constexpr int kWaitMs = 50;  // until stop() is noticed
  int wait = kWaitMs;
  while (records_.size() < kMostRecords && !stopping_) {
    const Message message(rd_kafka_consumer_poll(client_->get(), wait));
    if (!message) break;
    take(*message);
    wait = 0;
  }
  hand_out();
}

void Tail::take(const rd_kafka_message_t& message) {
  if (message.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    // A position that a wiped topic no longer has: reading goes on at its end.
    if (message.err != RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET) client_->note(message.err);
    return;
  }
  client_->trouble_is_over();
  is_uncommitted_ = true;
  auto event = kafka::parse_message(source_, message);
  if (!event) {
    passed_over_++;
    return;
  }
  if (event->epoch != epoch_) {
    hand_out();
    epoch_ = std::move(event->epoch);
  }
  records_.push_back(std::move(event->record));
}

void Tail::hand_out() {
  if (records_.empty()) return;
  if (callbacks_.on_records) callbacks_.on_records(epoch_, std::exchange(records_, {}));
  records_.clear();
}

// For operators' tools alone, so neither often nor waited for.
void Tail::commit() {
  const auto now = SteadyClock::now();
  if (!is_uncommitted_ || now - committed_at_ < kBetweenCommits) return;
  rd_kafka_commit(client_->get(), nullptr, 1);
  is_uncommitted_ = false;
  committed_at_ = now;
}

// Within a poll of our own thread. What was read before the partition went is handed out first.
void Tail::on_rebalance(rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t& partitions) {
  hand_out();
  const bool is_ours = rd_kafka_topic_partition_list_find(&partitions, topic_.c_str(), 0) != nullptr;
  if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    begin_at_end(partitions);
    assign(what, partitions);
    if (is_ours) tell(true);
    return;
  }
  if (is_ours) tell(false);
  assign(what, partitions);
}

// The end as it is now, not as it will be when the first fetch begins: what is published meanwhile is not to be missed.
void Tail::begin_at_end(rd_kafka_topic_partition_list_t& partitions) {
  for (int i = 0; i < partitions.cnt; i++) {
    auto& partition = partitions.elems[i];
    std::int64_t low = 0;
    std::int64_t high = 0;
    const auto asked =
        rd_kafka_query_watermark_offsets(client_->get(), partition.topic, partition.partition, &low, &high,
                                         static_cast<int>(kEndWithin.count()));
    partition.offset = asked == RD_KAFKA_RESP_ERR_NO_ERROR ? high : RD_KAFKA_OFFSET_END;
  }
}

void Tail::assign(rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t& partitions) {
  const bool is_gain = what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS;
  const auto result = rd_kafka_assign(client_->get(), is_gain ? &partitions : nullptr);
  if (result != RD_KAFKA_RESP_ERR_NO_ERROR) client_->note(result);
}

void Tail::tell(bool is_assigned) {
  if (is_assigned == is_assigned_) return;
  is_assigned_ = is_assigned;
  if (is_assigned) client_->trouble_is_over();
  if (callbacks_.on_assigned) callbacks_.on_assigned(is_assigned);
}

}  // namespace

Result<std::unique_ptr<KafkaTail>> KafkaTail::make(const KafkaOptions& options, const std::string& service,
                                                   const std::string& group, TailCallbacks callbacks) {
  auto tail = std::make_unique<Tail>(service, std::move(callbacks));
  TRY_DO(tail->start(options, group));
  return tail;
}

}  // namespace opora
