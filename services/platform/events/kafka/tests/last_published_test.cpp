// What a topic holds last: only what its log's owner wrote, whatever else was put there.
#include "platform/events/kafka/last_published.h"

#include "platform/events/kafka/tests/place.h"
#include "platform/events/log/history.h"

namespace opora::testing {
namespace {

const std::string kKey(kHistoryKeyBytes, 'k');

class LastPublished : public KafkaTest {
 protected:
  LastPublished() { make_topic_of(options_, service_); }

  // Records with digests as their owner makes them, from the beginning on.
  static std::vector<LogRecord> chained(std::int64_t last) {
    std::vector<LogRecord> records = records_from(1, last);
    std::string digest;
    for (LogRecord& record : records) digest = record.digest = digest_of(kKey, digest, record);
    return records;
  }
  void publish(const std::vector<LogRecord>& records, const std::string& epoch = kEpoch) {
    Acks acks;
    const auto publisher = new_publisher(acks);
    publish_all(*publisher, acks, records, epoch);
    ASSERT_EQ(acks.wait_for(records.back().position), records.back().position);
  }
  std::optional<HistoryPoint> found(const std::string& key = kKey) const {
    return last_published(options_, service_, kEpoch, key, kSoon).value();
  }
};

TEST_F(LastPublished, IsNothingInAnEmptyTopic) { EXPECT_EQ(found(), std::nullopt); }

TEST_F(LastPublished, IsTheFirstWhileThatIsAll) {
  const auto records = chained(1);
  publish(records);
  EXPECT_EQ(found(), (HistoryPoint{kEpoch, 1, records[0].digest}));
}

TEST_F(LastPublished, IsTheLastOfMany) {
  const auto records = chained(700);
  publish(records);
  EXPECT_EQ(found(), (HistoryPoint{kEpoch, 700, records[699].digest}));
  EXPECT_EQ(found(std::string(kHistoryKeyBytes, 'x')), std::nullopt) << "another log's key proves nothing";
  EXPECT_EQ(found(""), std::nullopt);
}

// Whoever may write to the topic knows the digests that stand there, and can make none.
TEST_F(LastPublished, IsNoneThatSomebodyElseWrote) {
  auto records = chained(5);
  publish(records);
  LogRecord forged = records_from(6, 6).front();
  LogRecord after = records_from(7, 7).front();
  forged.digest = records[4].digest;
  after.digest = digest_of(std::string(kHistoryKeyBytes, 'x'), forged.digest, after);
  LogRecord far = records_from(1, 1).front();
  far.position = 1'000'000;
  far.digest = records[0].digest;
  publish({forged, after, far});
  EXPECT_EQ(found(), (HistoryPoint{kEpoch, 5, records[4].digest}));
}

TEST_F(LastPublished, IsNoneOfAnotherEpoch) {
  const auto records = chained(8);
  publish({records.begin(), records.begin() + 5});
  publish({records.begin() + 5, records.end()}, "0191-epoch");
  EXPECT_EQ(found(), (HistoryPoint{kEpoch, 5, records[4].digest}));
}

TEST_F(LastPublished, IsNotToldWhileKafkaIsAway) {
  options_.servers = "127.0.0.1:1";
  const auto told = last_published(options_, service_, kEpoch, kKey, std::chrono::milliseconds(300));
  ASSERT_FALSE(told);
  EXPECT_EQ(told.error().reason, "KAFKA_UNAVAILABLE");
}

}  // namespace
}  // namespace opora::testing
