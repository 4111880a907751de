#include "platform/events/kafka/topics.h"

#include <filesystem>
#include <fstream>

#include "platform/events/kafka/tests/place.h"

namespace opora::testing {
namespace {

using Outcome = AppliedTopic::Outcome;

class Topics : public KafkaTest {};

TEST_F(Topics, AreMadeOnceAndThenLeftAlone) {
  const std::vector<TopicDescription> topics = {{topic_, 1, {{"retention.ms", "60000"}}}, {topic_ + ".other"}};
  const auto first = apply_topics(options_, topics, kSoon);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(*first, (std::vector<AppliedTopic>{{topic_, Outcome::created}, {topic_ + ".other", Outcome::created}}));
  const auto second = apply_topics(options_, topics, kSoon);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(*second, (std::vector<AppliedTopic>{{topic_, Outcome::kept}, {topic_ + ".other", Outcome::kept}}));
}

TEST_F(Topics, WithSeveralPartitionsAreRefusedBeforeAnythingIsMade) {
  make_topic(options_, topic_, 2);
  const std::vector<TopicDescription> topics = {{topic_ + ".other"}, {topic_}};
  for (int i = 0; i < 2; i++) {
    const auto applied = apply_topics(options_, topics, kSoon);
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().reason, "TOPIC_PARTITIONED");
  }
  const auto other = apply_topics(options_, std::span(topics).first(1), kSoon);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->front().outcome, Outcome::created);
}

TEST_F(Topics, AreRefusedAsTheBrokersSay) {
  const std::vector<TopicDescription> cases = {
      {topic_, -1, {{"no.such.setting", "1"}}}, {topic_, -1, {{"retention.ms", "long"}}}, {topic_, 3}};
  for (const auto& topic : cases) {
    const auto applied = apply_topics(options_, std::span(&topic, 1), kSoon);
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().reason, "TOPIC_REFUSED") << applied.error().message;
  }
}

TEST_F(Topics, NeedKafka) {
  const TopicDescription topic{topic_};
  const auto applied = apply_topics({"127.0.0.1:1", {}}, std::span(&topic, 1), std::chrono::milliseconds(700));
  ASSERT_FALSE(applied);
  EXPECT_EQ(applied.error().reason, "KAFKA_UNAVAILABLE");
}

TEST_F(Topics, OfTheProjectAreTaken) {
  auto topics = read_topics(OPORA_TOPICS_FILE);
  ASSERT_TRUE(topics) << topics.error().message;
  std::vector<std::string> names;
  for (auto& topic : *topics) {
    names.push_back(topic.name);
    topic.name += "." + service_;
  }
  EXPECT_EQ(names, (std::vector<std::string>{"opora.scheduling.v1", "opora.registration.v1", "opora.feedback.v1"}));
  const auto applied = apply_topics(options_, *topics, kSoon);
  ASSERT_TRUE(applied) << applied.error().message;
}

struct Case {
  const char* text;
  const char* part;  // of the message
};

class TopicsFile : public ::testing::TestWithParam<Case> {};

TEST_P(TopicsFile, IsRefusedWithThePlace) {
  const auto path = std::filesystem::temp_directory_path() / new_service();
  std::ofstream(path) << GetParam().text;
  const auto topics = read_topics(path.string());
  std::filesystem::remove(path);
  ASSERT_FALSE(topics);
  EXPECT_EQ(topics.error().reason, "TOPICS_FILE_INVALID");
  EXPECT_NE(topics.error().message.find(GetParam().part), std::string::npos) << topics.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, TopicsFile,
    ::testing::Values(
        Case{"", "is not JSON"}, Case{"[]", "has to be an object"}, Case{"{}", "topics has to be a list"},
        Case{R"({"topics": {}})", "topics has to be a list"}, Case{R"({"topics": [], "more": 1})", "more is not known"},
        Case{R"({"topics": [1]})", "topics[0] has to be an object"}, Case{R"({"topics": [{}]})", "topics[0].name"},
        Case{R"({"topics": [{"name": ""}]})", "topics[0].name"},
        Case{R"({"topics": [{"name": "a"}, {"name": "a"}]})", "topics[1].name is there twice"},
        Case{R"({"topics": [{"name": "a", "partitions": 3}]})", "topics[0].partitions can't be chosen"},
        Case{R"({"topics": [{"name": "a", "replication_factor": 0}]})", "topics[0].replication_factor"},
        Case{R"({"topics": [{"name": "a", "replication_factor": "3"}]})", "topics[0].replication_factor"},
        Case{R"({"topics": [{"name": "a", "config": []}]})", "topics[0].config has to be an object"},
        Case{R"({"topics": [{"name": "a", "config": {"retention.ms": 1}}]})", "topics[0].config.retention.ms"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(TopicsFileMissing, IsSaid) {
  const auto topics = read_topics("/nowhere/topics.json");
  ASSERT_FALSE(topics);
  EXPECT_EQ(topics.error().reason, "TOPICS_FILE_UNREADABLE");
  EXPECT_EQ(read_topics("/").error().reason, "TOPICS_FILE_UNREADABLE") << "a folder";
  const auto path = std::filesystem::temp_directory_path() / new_service();
  std::ofstream(path) << std::string(1 << 20, ' ') << R"({"topics": []})";
  const auto longer = read_topics(path.string());
  std::filesystem::remove(path);
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().reason, "TOPICS_FILE_INVALID");
}

}  // namespace
}  // namespace opora::testing
