#include "platform/events/kafka/publisher.h"

#include <random>

#include "platform/events/kafka/tests/place.h"

namespace opora::testing {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

class Publishing : public KafkaTest {};

TEST_F(Publishing, KeepsOrderAndSaysWhatEachEventIs) {
  make_topic_of(options_, service_);
  Acks acks;
  const auto publisher = new_publisher(acks);
  const auto records = records_from(1, 3000);
  EXPECT_EQ(publisher->publish(kEpoch, records), records.size());
  EXPECT_EQ(acks.wait_for(3000), 3000);
  EXPECT_FALSE(publisher->trouble());

  const auto raw = read_raw(options_, topic_, records.size());
  ASSERT_EQ(raw.size(), records.size());
  const std::vector<std::pair<std::string, std::string>> expected = {
      {"ce_specversion", "1.0"},
      {"ce_id", std::string(kEpoch) + ":1"},
      {"ce_source", "/opora/" + service_},
      {"ce_type", "opora.test.v1.Told"},
      {"ce_time", "2023-09-14T07:30:00.000001Z"},
      {"ce_sequence", "0000000000000000001"},
      {"ce_epoch", kEpoch},
      {"ce_partitionkey", "key-1"},
      {"ce_digest", "d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d101"},
      {"content-type", "application/protobuf"},
  };
  EXPECT_EQ(raw[0].headers, expected);
  for (std::size_t i = 0; i < raw.size(); i++) {
    ASSERT_EQ(std::stoull(raw[i].headers[5].second), i + 1);
    ASSERT_EQ(raw[i].key, records[i].key);
    ASSERT_EQ(raw[i].value, records[i].payload);
    if (i == 0) continue;
    EXPECT_LT(raw[i - 1].headers[5].second, raw[i].headers[5].second) << "they compare as texts";
  }
}

TEST_F(Publishing, TakesOnlySoManyBeforeTheyAreAcknowledged) {
  Acks acks;
  KafkaOptions nowhere = options_;
  nowhere.servers = "127.0.0.1:1";
  auto publisher = KafkaPublisher::make(nowhere, service_, acks.callbacks());
  ASSERT_TRUE(publisher);
  const auto records = records_from(1, KafkaPublisher::kMostWaiting + 500);
  EXPECT_EQ((*publisher)->publish(kEpoch, records), KafkaPublisher::kMostWaiting);
  EXPECT_EQ((*publisher)->publish(kEpoch, records), 0u);
  const auto began = SteadyClock::now();
  publisher->reset();
  EXPECT_LT(SteadyClock::now() - began, kSoon / 4) << "it ends without Kafka";
  EXPECT_EQ(acks.acked(), 0);
}

TEST_F(Publishing, GoesOnAsRoomComes) {
  make_topic_of(options_, service_);
  Acks acks;
  Heard heard;
  const auto tail = new_tail(heard);
  ASSERT_TRUE(heard.wait_until_assigned());
  const auto publisher = new_publisher(acks);
  const std::int64_t last = 3 * KafkaPublisher::kMostWaiting;
  publish_all(*publisher, acks, records_from(1, last));
  EXPECT_EQ(acks.wait_for(last), last);
  ASSERT_TRUE(heard.wait_for(static_cast<std::size_t>(last)));
  const auto records = heard.records();
  for (std::size_t i = 0; i < records.size(); i++) ASSERT_EQ(records[i].position, static_cast<std::int64_t>(i + 1));
}

TEST_F(Publishing, NeedsItsTopic) {
  Acks acks;
  const auto publisher = KafkaPublisher::make(options_, service_, acks.callbacks());
  const auto checked = (*publisher)->check(kSoon);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reason, "TOPIC_MISSING");
  EXPECT_NE(checked.error().message.find("opora topics apply"), std::string::npos);
}

TEST_F(Publishing, FailsOnceWithoutItsTopicAndAcknowledgesNothing) {
  Acks acks;
  const auto publisher = KafkaPublisher::make(options_, service_, acks.callbacks());
  EXPECT_EQ((*publisher)->publish(kEpoch, records_from(1, 10)), 10u);
  const auto failure = acks.wait_for_failure();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->reason, "TOPIC_MISSING");
  // Even with a topic: what comes later may not overtake what failed.
  make_topic_of(options_, service_);
  EXPECT_EQ((*publisher)->publish(kEpoch, records_from(11, 20)), 0u);
  EXPECT_EQ(acks.acked(), 0);
}

TEST_F(Publishing, NeedsOnePartition) {
  make_topic(options_, topic_, 3);
  Acks acks;
  const auto publisher = KafkaPublisher::make(options_, service_, acks.callbacks());
  const auto checked = (*publisher)->check(kSoon);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reason, "TOPIC_PARTITIONED");
}

TEST_F(Publishing, SaysThatNobodyAnswers) {
  options_.servers = "127.0.0.1:1";
  const auto publisher = KafkaPublisher::make(options_, service_, {});
  const auto began = SteadyClock::now();
  const auto checked = (*publisher)->check(milliseconds(700));
  EXPECT_LT(SteadyClock::now() - began, kSoon / 4);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reason, "KAFKA_UNAVAILABLE");
  EXPECT_TRUE((*publisher)->trouble());
}

TEST_F(Publishing, SaysThatKafkaRefusesUs) {
  make_topic_of(options_, service_);
  options_.settings = {{"security.protocol", "sasl_plaintext"},
                       {"sasl.mechanism", "PLAIN"},
                       {"sasl.username", "nobody"},
                       {"sasl.password", "S3cret"}};
  const auto publisher = KafkaPublisher::make(options_, service_, {});
  ASSERT_TRUE(publisher);
  const auto began = SteadyClock::now();
  const auto checked = (*publisher)->check(kSoon);
  EXPECT_LT(SteadyClock::now() - began, kSoon / 2) << "it is told as soon as it is known";
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reason, "KAFKA_DENIED");
  EXPECT_EQ(checked.error().message.find("S3cret"), std::string::npos);
}

// The topic takes no record of this size: nothing behind it may count as published.
TEST_F(Publishing, FailsAtARecordThatIsTooLarge) {
  const TopicDescription topic{topic_, -1, {{"max.message.bytes", "10000"}}};
  ASSERT_TRUE(apply_topics(options_, std::span(&topic, 1), kSoon));
  Acks acks;
  const auto publisher = new_publisher(acks);
  auto records = records_from(1, 30);
  // Noise, which compression doesn't make small enough.
  records[19].payload.resize(50'000);
  std::mt19937 random(7);
  for (char& each : records[19].payload) each = static_cast<char>(random());
  ASSERT_EQ(publisher->publish(kEpoch, std::span(records).first(10)), 10u);
  ASSERT_EQ(acks.wait_for(10), 10);
  publisher->publish(kEpoch, std::span(records).subspan(10));
  const auto failure = acks.wait_for_failure();
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->reason, "RECORD_TOO_LARGE");
  EXPECT_LT(acks.acked(), 20);
  EXPECT_EQ(publisher->publish(kEpoch, std::span(records).first(1)), 0u);
}

}  // namespace
}  // namespace opora::testing
