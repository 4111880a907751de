// What a lane promises about other services' events: each takes effect once, in order, whatever is delivered.
#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

using Strings = std::vector<std::string>;

class Consuming : public LaneFixture {
 protected:
  std::string deliver(Delivery delivery) {
    std::string outcome = "not done";
    lane->offer(std::move(delivery),
                [&](const Result<void>& result) { outcome = result ? "ok" : result.error().reason; });
    run();
    return outcome;
  }
};

TEST_F(Consuming, EachEventTakesEffectOnceWhateverIsDelivered) {
  struct Case {
    const char* rule;
    Delivery delivery;
    const char* outcome;
    std::int64_t position;
    const char* value;
  };
  Delivery restored = delivery(4, {"a"});
  restored.epoch = "epoch-2";
  const Case cases[] = {
      {"the first events", delivery(1, {"a", "a"}), "ok", 2, "a=2"},
      {"the same again", delivery(1, {"a", "a"}), "ok", 2, "a=2"},
      {"some known, one new", delivery(1, {"a", "a", "a"}), "ok", 3, "a=3"},
      {"a gap", delivery(5, {"a"}), "EVENT_GAP", 3, "a=3"},
      {"another epoch", restored, "EPOCH_CHANGED", 3, "a=3"},
      {"what was missing", delivery(4, {"a", "a"}), "ok", 5, "a=5"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    EXPECT_EQ(deliver(each.delivery), each.outcome);
    EXPECT_EQ(lane->consumed("source").position, each.position);
    EXPECT_EQ(values(), Strings{each.value});
  }
}

TEST_F(Consuming, APoisonousEventIsParkedWithItsKeysLaterOnesAndOthersGoOn) {
  EXPECT_EQ(deliver(delivery(1, {"a", "poison", "b", "poison", "a"})), "ok");
  EXPECT_EQ(values(), (Strings{"a=2", "b=1"}));
  EXPECT_EQ(lane->consumed("source").position, 5);
  const auto parked = lane->parked(10);
  ASSERT_EQ(parked.size(), 2u);
  EXPECT_EQ(parked[0].record.position, 2);
  EXPECT_EQ(parked[0].reason, "POISON");
  EXPECT_EQ(parked[1].record.position, 4);
  EXPECT_EQ(parked[1].reason, "BEHIND_PARKED");

  EXPECT_EQ(lane->retry_parked("", "").parked_count, 2) << "it can't be applied yet";
  poison = "nothing";
  EXPECT_EQ(lane->retry_parked("source", "poison").applied_count, 2);
  EXPECT_EQ(values(), (Strings{"a=2", "b=1", "poison=2"}));
  EXPECT_TRUE(lane->parked(10).empty());
}

TEST_F(Consuming, AnEventThatBreaksAConstraintIsParkedAlone) {
  EXPECT_EQ(deliver(delivery(1, {"a", "b", "poison-constraint", "c"})), "ok");
  EXPECT_EQ(values(), (Strings{"a=1", "b=1", "c=1"}));
  ASSERT_EQ(lane->parked(10).size(), 1u);
  EXPECT_EQ(lane->parked(10)[0].reason, "EVENT_BREAKS_CONSTRAINT");
}

TEST_F(Consuming, ASkippedEventIsGoneAndThoseBehindItGoOn) {
  deliver(delivery(1, {"poison", "poison"}));
  EXPECT_FALSE(lane->skip_parked("source", 7));
  EXPECT_TRUE(lane->skip_parked("source", 1));
  poison = "nothing";
  EXPECT_EQ(lane->retry_parked("source", "poison").applied_count, 1);
  EXPECT_EQ(values(), Strings{"poison=1"});
}

TEST_F(Consuming, OnlyKeysParkedForAReasonAreTriedForThatReason) {
  deliver(delivery(1, {"poison", "poison-constraint", "poison"}));
  poison = "nothing";
  EXPECT_EQ(lane->retry_parked("", "", "POISON").applied_count, 2);
  EXPECT_EQ(lane->parked(10).size(), 1u);
}

}  // namespace
}  // namespace opora::testing
