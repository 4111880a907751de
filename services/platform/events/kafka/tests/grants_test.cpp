// Who may do what in a Kafka that asks who comes: on a real broker, with accounts and grants as they are deployed.
#include "platform/events/kafka/grants.h"

#include <array>

#include "platform/events/kafka/tests/place.h"
#include "platform/testing/kafka_test_broker.h"

namespace opora::testing {
namespace {

using std::chrono::milliseconds;

class Guarded : public ::testing::Test {
 protected:
  Guarded() : broker_(KafkaTestBroker::Kind::guarded) {}

  KafkaOptions with(KafkaLogin login) const {
    const auto made = for_service({broker_.address(), {}, std::move(login)}, "nobody");
    EXPECT_TRUE(made) << made.error().message;
    return *made;
  }
  KafkaOptions as(const std::string& account) const {
    return with({account, broker_.password_file(account), broker_.authority()});
  }
  void make_topics_and_grants() const {
    const std::array<TopicDescription, 2> topics{{{topic_of("scheduling")}, {topic_of("registration")}}};
    ASSERT_TRUE(apply_topics(as("opora"), topics, kSoon));
    const std::array<Grant, 3> grants{{{"scheduling", "scheduling", true, {}},
                                       {"registration", "registration", true, {"scheduling"}},
                                       {"reporting", "reporting", false, {"scheduling", "registration"}}}};
    for (int turn = 0; turn < 2; ++turn) {
      const auto applied = apply_grants(as("opora"), grants, kSoon);
      ASSERT_TRUE(applied) << applied.error().message;
    }
    const auto by_another = apply_grants(as("registration"), grants, kSoon);
    ASSERT_FALSE(by_another);
    EXPECT_EQ(by_another.error().reason, "KAFKA_DENIED") << "nobody grants themselves anything";
  }
  // What comes of writing there: nothing, or why it is refused.
  std::string writing(const KafkaOptions& options, const std::string& service, std::int64_t position = 1,
                      milliseconds within = kSoon) const {
    Acks acks;
    const auto publisher = *KafkaPublisher::make(options, service, acks.callbacks());
    if (const auto checked = publisher->check(within); !checked) return said(checked.error());
    publisher->publish(kEpoch, records_from(position, position));
    if (acks.wait_for(position) == position) return "";
    const auto failure = acks.wait_for_failure();
    return failure ? said(*failure) : "nothing was heard of it";
  }
  std::string reading(const KafkaOptions& options, const std::string& service, const std::string& group) const {
    Heard heard;
    const auto tail = *KafkaTail::make(options, service, group, heard.callbacks());
    if (heard.wait_until_assigned_or([&] { return tail->trouble().has_value(); })) return "";
    const auto trouble = tail->trouble();
    return trouble ? said(*trouble) : "nothing was heard of it";
  }
  static std::string said(const Error& error) { return error.reason + ": " + error.message; }

  KafkaTestBroker broker_;
};

TEST_F(Guarded, EachMayDoWhatItsServiceDoesAndNothingElse) {
  make_topics_and_grants();
  const auto registration = as("registration"), reporting = as("reporting");
  EXPECT_EQ(writing(as("scheduling"), "scheduling"), "");
  EXPECT_EQ(writing(registration, "registration"), "");
  EXPECT_EQ(reading(registration, "scheduling", group_of("registration")), "");
  EXPECT_EQ(reading(reporting, "registration", group_of("reporting")), "");

  const std::string not_granted = "KAFKA_DENIED: Kafka lets this user not do that";
  EXPECT_EQ(writing(registration, "scheduling", 7).find(not_granted), 0U) << writing(registration, "scheduling", 7);
  EXPECT_EQ(writing(reporting, "registration").find(not_granted), 0U);
  EXPECT_EQ(reading(as("scheduling"), "registration", group_of("scheduling")).find(not_granted), 0U);
  EXPECT_EQ(reading(registration, "scheduling", group_of("reporting")).find(not_granted), 0U)
      << "nor take others' share of a group";
  EXPECT_EQ(writing(as("scheduling"), "scheduling", 2), "");
  const auto there = read_raw(as("opora"), topic_of("scheduling"), 2);
  ASSERT_EQ(there.size(), 2U);
  EXPECT_EQ(there[1].key, records_from(2, 2)[0].key) << "what was refused is not there";
}

TEST_F(Guarded, WhoIsNotKnownIsToldSoAndReadsNothing) {
  make_topics_and_grants();
  const std::string scheduling = "scheduling", group = group_of("reporting");
  const std::string unknown = "KAFKA_DENIED: Kafka does not know us by this user and password: check kafka.user";
  const auto wrong = with({"reporting", broker_.password_file("scheduling"), broker_.authority()});
  EXPECT_EQ(reading(wrong, scheduling, group).find(unknown), 0U) << reading(wrong, scheduling, group);
  EXPECT_EQ(writing(wrong, scheduling).find(unknown), 0U);
  const auto stranger = with({"stranger", broker_.password_file("reporting"), broker_.authority()});
  EXPECT_EQ(writing(stranger, scheduling).find(unknown), 0U);

  const auto distrustful = with({"reporting", broker_.password_file("reporting"), ""});
  EXPECT_EQ(writing(distrustful, scheduling).find("KAFKA_DENIED: Kafka and we can't speak TLS"), 0U);
  for (const KafkaOptions& nobody : {with({"", "", broker_.authority()}), KafkaOptions{broker_.address(), {}}}) {
    EXPECT_EQ(writing(nobody, scheduling, 1, milliseconds(2000)).find("KAFKA_"), 0U);  // nobody says why: it is closed
    EXPECT_EQ(reading(nobody, scheduling, group).find("KAFKA_"), 0U);
  }
}

}  // namespace
}  // namespace opora::testing
