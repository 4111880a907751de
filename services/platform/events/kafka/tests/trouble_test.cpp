// A broker that dies, comes back, or comes back with nothing. Each test has one of its own.
#include <chrono>
#include <memory>

#include "platform/events/kafka/tests/place.h"
#include "platform/testing/kafka_test_broker.h"

namespace opora::testing {
namespace {

class BrokerTrouble : public ::testing::Test {
 protected:
  BrokerTrouble() : options_{broker_.address(), {}}, service_(new_service()) { make_topic_of(options_, service_); }

  std::unique_ptr<KafkaPublisher> new_publisher(Acks& acks) {
    auto publisher = KafkaPublisher::make(options_, service_, acks.callbacks());
    if (!publisher) throw std::runtime_error(publisher.error().message);
    if (const auto checked = (*publisher)->check(kSoon); !checked) throw std::runtime_error(checked.error().message);
    return *std::move(publisher);
  }

  KafkaTestBroker broker_;
  KafkaOptions options_;
  std::string service_;
};

// The tail may have lost its share and some records with it; from some moment on it hears again.
void expect_heard_again(const Heard& heard, KafkaPublisher& publisher, Acks& acks, std::int64_t last) {
  const auto deadline = std::chrono::steady_clock::now() + kSoon;
  while (heard.records().back().position != last && std::chrono::steady_clock::now() < deadline) {
    last++;
    publish_all(publisher, acks, records_from(last, last));
    ASSERT_EQ(acks.wait_for(last), last);
  }
  EXPECT_EQ(heard.records().back().position, last);
}

TEST_F(BrokerTrouble, DeathIsWaitedFor) {
  Heard heard;
  const auto tail = *KafkaTail::make(options_, service_, "group", heard.callbacks());
  ASSERT_TRUE(heard.wait_until_assigned());
  Acks acks;
  const auto publisher = new_publisher(acks);
  publish_all(*publisher, acks, records_from(1, 100));
  ASSERT_EQ(acks.wait_for(100), 100);
  ASSERT_TRUE(heard.wait_for_position(100));

  broker_.kill();
  EXPECT_EQ(publisher->publish(kEpoch, records_from(101, 200)), 100u);
  broker_.restart();
  EXPECT_EQ(acks.wait_for(200), 200);
  expect_heard_again(heard, *publisher, acks, 200);
}

// The publisher goes on or says that it can't; its owner makes another then. The tail hears what comes afterwards.
TEST_F(BrokerTrouble, AWipedBrokerIsUsedAgain) {
  Heard heard;
  const auto tail = *KafkaTail::make(options_, service_, "group", heard.callbacks());
  ASSERT_TRUE(heard.wait_until_assigned());
  auto acks = std::make_unique<Acks>();
  auto publisher = new_publisher(*acks);
  publish_all(*publisher, *acks, records_from(1, 100));
  ASSERT_EQ(acks->wait_for(100), 100);
  ASSERT_TRUE(heard.wait_for_position(100));

  broker_.wipe();
  publisher->publish(kEpoch, records_from(101, 110));
  make_topic_of(options_, service_);
  if (acks->wait_for(110) != 110) {
    const auto failure = acks->wait_for_failure();
    ASSERT_TRUE(failure);
    const std::int64_t acked = std::max<std::int64_t>(acks->acked(), 100);
    publisher.reset();
    acks = std::make_unique<Acks>();
    publisher = new_publisher(*acks);
    publish_all(*publisher, *acks, records_from(acked + 1, 110));
    ASSERT_EQ(acks->wait_for(110), 110);
  }
  expect_heard_again(heard, *publisher, *acks, 110);
}

TEST_F(BrokerTrouble, DoesNotKeepATailFromEnding) {
  Heard heard;
  const auto tail = *KafkaTail::make(options_, service_, "group", heard.callbacks());
  ASSERT_TRUE(heard.wait_until_assigned());
  broker_.kill();
  const auto began = std::chrono::steady_clock::now();
  tail->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, kSoon / 2);
  EXPECT_FALSE(heard.is_assigned());
}

}  // namespace
}  // namespace opora::testing
