#include "platform/events/kafka/kafka_options.h"

#include <cstdio>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "platform/events/kafka/publisher.h"

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

class KafkaLogins : public ::testing::Test {
 protected:
  std::string password(const char* service, const char* text) {
    const std::string path = ::testing::TempDir() + "kafka_" + service + "_" + std::to_string(getpid());
    std::ofstream(path) << text;
    files_.push_back(path);
    return ::testing::TempDir() + "kafka_{service}_" + std::to_string(getpid());
  }
  ~KafkaLogins() override {
    for (const std::string& path : files_) std::remove(path.c_str());
  }
  std::vector<std::string> files_;
};

TEST_F(KafkaLogins, AreOfEachServiceAndByTls) {
  const std::string file = password("registration", "S3cret with spaces\r\nand more\n");
  const auto made = for_service({"a:1", {{"linger.ms", "5"}}, {"opora-{service}", file, "/ca.pem"}}, "registration");
  ASSERT_TRUE(made) << made.error().message;
  const std::map<std::string, std::string> expected = {
      {"linger.ms", "5"},          {"sasl.mechanism", "PLAIN"},       {"sasl.password", "S3cret with spaces"},
      {"sasl.username", "opora-registration"}, {"security.protocol", "sasl_ssl"}, {"ssl.ca.location", "/ca.pem"}};
  EXPECT_EQ(made->settings, expected);
}

TEST_F(KafkaLogins, MayBeByAnotherMechanismOrByNone) {
  const std::string file = password("x", "p");
  EXPECT_EQ(for_service({"a:1", {{"sasl.mechanism", "SCRAM-SHA-512"}}, {"u", file, ""}}, "x")
                ->settings.at("sasl.mechanism"),
            "SCRAM-SHA-512");
  const auto only_tls = for_service({"a:1", {}, {"", "", "/ca.pem"}}, "x");
  EXPECT_EQ(only_tls->settings,
            (std::map<std::string, std::string>{{"security.protocol", "ssl"}, {"ssl.ca.location", "/ca.pem"}}));
  EXPECT_TRUE(for_service({"a:1", {}}, "x")->settings.empty());
}

TEST_F(KafkaLogins, AreRefusedWhereTheyAreHalf) {
  const std::string file = password("x", "S3cret"), empty = password("y", "\nS3cret");
  struct Row {
    const char* rule;
    KafkaOptions options;
    const char* service;
    const char* part;
  };
  for (const Row& row : {Row{"no file", {"a:1", {}, {"u", "", ""}}, "x", "belong together"},
                         Row{"no user", {"a:1", {}, {"", file, ""}}, "x", "belong together"},
                         Row{"no such file", {"a:1", {}, {"u", file, ""}}, "nobody", "can't be read"},
                         Row{"an empty line", {"a:1", {}, {"u", empty, ""}}, "y", "is empty"},
                         Row{"an endless line", {"a:1", {}, {"u", "/dev/zero", ""}}, "x", "4 kB"},
                         Row{"a user twice", {"a:1", {{"sasl.username", "v"}}, {"u", file, ""}}, "x", "sasl.username"},
                         Row{"an authority twice", {"a:1", {{"ssl.ca.location", "/v"}}, {"", "", "/u"}}, "x", "ssl.ca"},
                         Row{"without TLS", {"a:1", {{"security.protocol", "sasl_plaintext"}}, {"u", file, ""}}, "x",
                             "security.protocol"}}) {
    const auto made = for_service(row.options, row.service);
    ASSERT_FALSE(made) << row.rule;
    EXPECT_EQ(made.error().reason, "SETTING_INVALID");
    EXPECT_NE(made.error().message.find(row.part), std::string::npos) << made.error().message;
    EXPECT_EQ(made.error().message.find("S3cret"), std::string::npos) << made.error().message;
  }
}

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
