#include "platform/events/kafka/tail.h"

#include <algorithm>

#include "platform/events/kafka/tests/place.h"

namespace opora::testing {
namespace {

class Tailing : public KafkaTest {
 protected:
  Tailing() { make_topic_of(options_, service_); }
  // As it has to be, without a digest.
  RawMessage an_event() const {
    return {{{"ce_specversion", "1.0"},
             {"ce_source", "/opora/" + service_},
             {"ce_type", "opora.test.v1.Told"},
             {"ce_time", "2023-09-14T07:30:00.000001Z"},
             {"ce_sequence", "1"},
             {"ce_epoch", "e"},
             {"content-type", "application/protobuf"}},
            "key",
            "value"};
  }
};

void expect_same(const std::vector<LogRecord>& found, const std::vector<LogRecord>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); i++) {
    EXPECT_EQ(found[i].position, expected[i].position);
    EXPECT_EQ(found[i].time, expected[i].time);
    EXPECT_EQ(found[i].type, expected[i].type);
    EXPECT_EQ(found[i].key, expected[i].key);
    EXPECT_EQ(found[i].payload, expected[i].payload);
    EXPECT_EQ(found[i].digest, expected[i].digest);
    EXPECT_TRUE(found[i].is_carried) << "it is Kafka's word, and not its owner's";
  }
}

TEST_F(Tailing, HearsWhatIsPublishedAfterItWasAssigned) {
  Acks acks;
  const auto publisher = new_publisher(acks);
  publish_all(*publisher, acks, records_from(1, 100));
  ASSERT_EQ(acks.wait_for(100), 100);
  Heard heard;
  const auto tail = new_tail(heard);
  ASSERT_TRUE(heard.wait_until_assigned());
  publish_all(*publisher, acks, records_from(101, 2600));
  ASSERT_TRUE(heard.wait_for(2500));
  expect_same(heard.records(), records_from(101, 2600));
  EXPECT_FALSE(tail->trouble());
  tail->stop();
  EXPECT_FALSE(heard.is_assigned());
}

TEST_F(Tailing, HearsEachEpochApart) {
  Heard heard;
  const auto tail = new_tail(heard);
  ASSERT_TRUE(heard.wait_until_assigned());
  Acks acks;
  const auto publisher = new_publisher(acks);
  publish_all(*publisher, acks, records_from(1, 5), "first");
  ASSERT_EQ(acks.wait_for(5), 5);
  publish_all(*publisher, acks, records_from(6, 9), "second");
  ASSERT_TRUE(heard.wait_for(9));
  auto epochs = heard.epochs();
  epochs.erase(std::unique(epochs.begin(), epochs.end()), epochs.end());
  EXPECT_EQ(epochs, (std::vector<std::string>{"first", "second"}));
}

TEST_F(Tailing, PassesOverWhatIsNoEvent) {
  Heard heard;
  const auto tail = new_tail(heard);
  ASSERT_TRUE(heard.wait_until_assigned());
  const RawMessage right = an_event();
  std::vector<RawMessage> messages = {{{}, "", ""}, {{}, "key", "no headers"}, {{{"", ""}}, "key", "an empty one"}};
  const std::vector<std::pair<int, std::string>> wrong = {
      {0, "2.0"}, {1, "/opora/another"}, {2, ""},  {3, "yesterday"}, {4, "one"}, {4, "0"},
      {4, "-1"},  {4, "1x"},             {4, " 1"}, {4, "99999999999999999999"},  {5, ""},
      {6, "application/json"}};
  for (const auto& [place, value] : wrong) {
    messages.push_back(right);
    messages.back().headers[static_cast<std::size_t>(place)].second = value;
  }
  for (std::size_t missing = 0; missing < right.headers.size(); missing++) {
    messages.push_back(right);
    messages.back().headers.erase(messages.back().headers.begin() + static_cast<std::ptrdiff_t>(missing));
  }
  const auto wrong_count = static_cast<std::int64_t>(messages.size());
  messages.push_back(right);
  send_raw(options_, topic_, messages);
  ASSERT_TRUE(heard.wait_for(1));
  EXPECT_EQ(heard.records().size(), 1u);
  EXPECT_EQ(heard.records()[0].payload, "value");
  EXPECT_EQ(tail->passed_over_count(), wrong_count);
}

TEST_F(Tailing, ADigestThatIsNoneIsNone) {
  Heard heard;
  const auto tail = new_tail(heard);
  ASSERT_TRUE(heard.wait_until_assigned());
  RawMessage right = an_event();
  right.headers.emplace_back("ce_digest", std::string(64, 'a'));
  std::vector<RawMessage> messages = {right};
  for (const std::string& digest : {std::string(62, 'a'), std::string(66, 'a'), std::string(64, 'x'),
                                    std::string(63, 'a') + " ", std::string(100'000, 'a')}) {
    messages.push_back(right);
    messages.back().headers.back().second = digest;
  }
  send_raw(options_, topic_, messages);
  ASSERT_TRUE(heard.wait_for(messages.size()));
  EXPECT_EQ(heard.records()[0].digest, std::string(32, '\xaa'));
  for (std::size_t i = 1; i < messages.size(); i++) EXPECT_EQ(heard.records()[i].digest, "") << i;
}

TEST_F(Tailing, OneMemberHasThePartitionAndAnotherTakesOver) {
  Heard first_heard;
  Heard second_heard;
  const auto first = new_tail(first_heard);
  ASSERT_TRUE(first_heard.wait_until_assigned());
  Acks acks;
  const auto publisher = new_publisher(acks);
  publish_all(*publisher, acks, records_from(1, 50));
  ASSERT_TRUE(first_heard.wait_for_position(50));

  auto second = new_tail(second_heard);
  first->stop();
  EXPECT_FALSE(first_heard.is_assigned());
  ASSERT_TRUE(second_heard.wait_until_assigned());
  publish_all(*publisher, acks, records_from(51, 90));
  ASSERT_TRUE(second_heard.wait_for_position(90));
  expect_same(second_heard.records(), records_from(51, 90));
  EXPECT_EQ(first_heard.records().size(), 50u);
}

// Some of them while the group is sharing out: an assignment of librdkafka's ended the process then.
TEST_F(Tailing, MembersMayLeaveBeforeTheyHaveAShare) {
  Heard heard;
  const auto staying = new_tail(heard, "group");
  ASSERT_TRUE(heard.wait_until_assigned());
  for (int i = 0; i < 3; ++i) {
    std::vector<Heard> others(3);
    std::vector<std::unique_ptr<KafkaTail>> tails;
    for (Heard& each : others) tails.push_back(new_tail(each, "group"));
  }
  EXPECT_TRUE(heard.wait_until_assigned());
}

TEST_F(Tailing, GroupsHearAllOfThemEach) {
  Heard reporting;
  Heard feedback;
  const auto one = new_tail(reporting, "reporting-" + service_);
  const auto other = new_tail(feedback, "feedback-" + service_);
  ASSERT_TRUE(reporting.wait_until_assigned());
  ASSERT_TRUE(feedback.wait_until_assigned());
  Acks acks;
  const auto publisher = new_publisher(acks);
  publish_all(*publisher, acks, records_from(1, 20));
  EXPECT_TRUE(reporting.wait_for(20));
  EXPECT_TRUE(feedback.wait_for(20));
}

// While a callback runs nothing else is heard, and nothing is lost.
TEST_F(Tailing, WaitsForASlowConsumer) {
  Heard heard;
  auto callbacks = heard.callbacks();
  std::mutex mutex;
  std::condition_variable changed;
  bool may_go_on = false;
  int under_way = 0;
  auto slow = callbacks;
  slow.on_records = [&](const std::string& epoch, std::vector<LogRecord> records) {
    {
      std::unique_lock lock(mutex);
      under_way++;
      changed.notify_all();
      changed.wait(lock, [&] { return may_go_on; });
    }
    callbacks.on_records(epoch, std::move(records));
  };
  const auto tail = KafkaTail::make(options_, service_, "group-" + service_, slow);
  ASSERT_TRUE(heard.wait_until_assigned());
  Acks acks;
  const auto publisher = new_publisher(acks);
  publish_all(*publisher, acks, records_from(1, 5000));
  ASSERT_EQ(acks.wait_for(5000), 5000);
  {
    std::unique_lock lock(mutex);
    ASSERT_TRUE(changed.wait_for(lock, kSoon, [&] { return under_way == 1; }));
    EXPECT_EQ(heard.records().size(), 0u);
    may_go_on = true;
    changed.notify_all();
  }
  ASSERT_TRUE(heard.wait_for(5000));
  expect_same(heard.records(), records_from(1, 5000));
}

TEST_F(Tailing, HearsATopicThatIsMadeLater) {
  service_ = new_service();
  Heard heard;
  const auto tail = new_tail(heard);
  make_topic_of(options_, service_);
  EXPECT_TRUE(heard.wait_until_assigned());
}

TEST_F(Tailing, EndsWithoutKafka) {
  options_.servers = "127.0.0.1:1";
  Heard heard;
  const auto tail = new_tail(heard);
  const auto began = std::chrono::steady_clock::now();
  tail->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, kSoon / 4);
}

}  // namespace
}  // namespace opora::testing
