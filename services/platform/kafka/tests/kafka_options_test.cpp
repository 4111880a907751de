#include "platform/kafka/kafka_options.h"

#include <gtest/gtest.h>

#include "platform/kafka/publisher.h"

namespace opora {
namespace {

TEST(KafkaOptions, AreReadFromText) {
  const auto options =
      parse_kafka_options("a:1,b:2", "  security.protocol=SASL_SSL\nsasl.username=opora sasl.password=a=b ");
  ASSERT_TRUE(options);
  EXPECT_EQ(options->servers, "a:1,b:2");
  const std::map<std::string, std::string> expected = {
      {"security.protocol", "SASL_SSL"}, {"sasl.username", "opora"}, {"sasl.password", "a=b"}};
  EXPECT_EQ(options->settings, expected);
}

struct Case {
  const char* rule;
  const char* settings;
  const char* part;  // of the message
};

class RefusedKafkaOptions : public ::testing::TestWithParam<Case> {};

TEST_P(RefusedKafkaOptions, AreRefusedAndKeepPasswords) {
  const auto options = parse_kafka_options("a:1", GetParam().settings);
  ASSERT_FALSE(options) << GetParam().rule;
  EXPECT_EQ(options.error().reason, "SETTING_INVALID");
  EXPECT_NE(options.error().message.find(GetParam().part), std::string::npos) << options.error().message;
  EXPECT_EQ(options.error().message.find("S3cret"), std::string::npos) << options.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, RefusedKafkaOptions,
    ::testing::Values(Case{"no name", "=x", "word 1"}, Case{"no value", "sasl.username", "word 1"},
                      Case{"a password with a space", "sasl.password=one S3cret", "word 2"},
                      Case{"a password with a space and =", "sasl.password=one S3cret=two", "word 2"},
                      Case{"twice", "sasl.password=S3cret1 sasl.password=S3cret2", "sasl.password is set twice"},
                      Case{"acks", "acks=1", "acks can't be set"},
                      Case{"its other name", "request.required.acks=1", "can't be set"},
                      Case{"idempotence", "enable.idempotence=false", "can't be set"},
                      Case{"in flight", "max.in.flight.requests.per.connection=100", "can't be set"},
                      Case{"in flight, short", "max.in.flight=100", "can't be set"},
                      Case{"commits", "enable.auto.commit=true", "can't be set"},
                      Case{"group", "group.id=x", "can't be set"},
                      Case{"static member", "group.instance.id=x", "can't be set"},
                      Case{"reset", "auto.offset.reset=earliest", "can't be set"},
                      Case{"servers", "bootstrap.servers=x:1", "can't be set"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(KafkaOptions, NeedAServer) { EXPECT_FALSE(parse_kafka_options("", "")); }

// What librdkafka doesn't take is refused when a client is made, without its value.
TEST(KafkaOptions, AreCheckedByTheLibrary) {
  const KafkaOptions cases[] = {
      {"a:1", {{"sasl.pasword", "S3cret"}}},
      {"a:1", {{"security.protocol", "S3cret"}}},
      {"a:1", {{"security.protocol", "ssl"}, {"ssl.ca.location", "/nowhere/S3cret"}}},
      {"a:1", {{"security.protocol", "ssl"}, {"ssl.key.pem", "S3cret"}}},
  };
  for (const auto& options : cases) {
    const auto publisher = KafkaPublisher::make(options, "test", {});
    ASSERT_FALSE(publisher);
    EXPECT_EQ(publisher.error().reason, "SETTING_INVALID");
    EXPECT_EQ(publisher.error().message.find("S3cret"), std::string::npos) << publisher.error().message;
  }
}

TEST(KafkaOptions, NameATopicForAService) { EXPECT_EQ(topic_of("registration"), "opora.registration.v1"); }

}  // namespace
}  // namespace opora
