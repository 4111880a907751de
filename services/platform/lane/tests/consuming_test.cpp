// What a lane promises about other services' events: each takes effect once, in order, whatever is delivered.
#include <map>

#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

using Strings = std::vector<std::string>;

class Consuming : public LaneFixture {
 protected:
  RetriedEvents retry(EventRetry retry) {
    while (lane->retry_parked(retry)) {
    }
    return retry.so_far;
  }

  // Events of "key-0", "key-1" … and again, all of them parked; from then on they could be applied.
  struct ToPark {
    int keys_count;
    int events_each;
  };
  void park_all(ToPark wanted) {
    std::vector<std::string> keys;
    for (int round = 0; round < wanted.events_each; ++round)
      for (int i = 0; i < wanted.keys_count; ++i) keys.push_back("key-" + std::to_string(i));
    poison = "all";
    ASSERT_EQ(deliver(delivery(1, keys)), "ok");
    poison = "nothing";
    ASSERT_EQ(lane->parked(10'000).size(), keys.size());
  }
};

TEST_P(Consuming, EachEventTakesEffectOnceWhateverIsDelivered) {
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

TEST_P(Consuming, APoisonousEventIsParkedWithItsKeysLaterOnesAndOthersGoOn) {
  EXPECT_EQ(deliver(delivery(1, {"a", "poison", "b", "poison", "a"})), "ok");
  EXPECT_EQ(values(), (Strings{"a=2", "b=1"}));
  EXPECT_EQ(lane->consumed("source").position, 5);
  const auto parked = lane->parked(10);
  ASSERT_EQ(parked.size(), 2u);
  EXPECT_EQ(parked[0].record.position, 2);
  EXPECT_EQ(parked[0].reason, "POISON");
  EXPECT_EQ(parked[1].record.position, 4);
  EXPECT_EQ(parked[1].reason, "BEHIND_PARKED");

  EXPECT_EQ(retry({}).parked_count, 2) << "it can't be applied yet";
  poison = "nothing";
  EXPECT_EQ(retry({"source", "poison"}).applied_count, 2);
  EXPECT_EQ(values(), (Strings{"a=2", "b=1", "poison=2"}));
  EXPECT_TRUE(lane->parked(10).empty());
}

TEST_P(Consuming, AKeyParkedOfOneSourceHoldsUpNobodyElses) {
  park_all({.keys_count = 1, .events_each = 1});
  Delivery of_another = delivery(1, {"key-0"});
  of_another.source = "another source";
  EXPECT_EQ(deliver(of_another), "ok");
  EXPECT_EQ(values(), Strings{"key-0=1"});
  EXPECT_EQ(lane->parked(10).size(), 1u);
}

// While versions change there may be thousands, and each must not cost what finding a poisonous one costs.
TEST_P(Consuming, EventsOfUnknownTypesAreParkedWithoutTryingTheOthersAgain) {
  EXPECT_EQ(deliver(delivery(1, {"a", "unknown-1", "b", "unknown-2", "unknown-1", "a"})), "ok");
  EXPECT_EQ(apply_count, 5) << "each once, and not at all behind a parked one";
  EXPECT_EQ(values(), (Strings{"a=2", "b=1"}));
  Strings reasons;
  for (const Parked& each : lane->parked(10)) reasons.push_back(each.record.key + " " + each.reason);
  EXPECT_EQ(reasons,
            (Strings{"unknown-1 UNKNOWN_EVENT_TYPE", "unknown-2 UNKNOWN_EVENT_TYPE", "unknown-1 BEHIND_PARKED"}));

  apply_count = 0;
  EXPECT_EQ(retry({.reason = kUnknownEventType}).parked_count, 3);
  EXPECT_EQ(apply_count, 2);
  unknown = "nothing";
  EXPECT_EQ(retry({.reason = kUnknownEventType}).applied_count, 3);
  EXPECT_EQ(values(), (Strings{"a=2", "b=1", "unknown-1=2", "unknown-2=1"}));
}

TEST_P(Consuming, AnEventThatBreaksAConstraintIsParkedAlone) {
  EXPECT_EQ(deliver(delivery(1, {"a", "b", "poison-constraint", "c"})), "ok");
  EXPECT_EQ(values(), (Strings{"a=1", "b=1", "c=1"}));
  ASSERT_EQ(lane->parked(10).size(), 1u);
  EXPECT_EQ(lane->parked(10)[0].reason, "EVENT_BREAKS_CONSTRAINT");
}

TEST_P(Consuming, ASkippedEventIsGoneAndThoseBehindItGoOn) {
  deliver(delivery(1, {"poison", "poison"}));
  EXPECT_FALSE(lane->skip_parked("source", 7));
  EXPECT_EQ(lane->skip_parked("source", 1), "poison");
  EXPECT_EQ(lane->parked(10).at(0).reason, "NOT_TRIED_SINCE");
  poison = "nothing";
  EXPECT_EQ(retry({"source", "poison"}).applied_count, 1);
  EXPECT_EQ(values(), Strings{"poison=1"});
}

TEST_P(Consuming, WhatIsNotBehindASkippedEventKeepsItsReason) {
  deliver(delivery(1, {"poison", "poison"}));
  EXPECT_EQ(lane->skip_parked("source", 2), "poison");
  ASSERT_EQ(lane->parked(10).size(), 1u);
  EXPECT_EQ(lane->parked(10)[0].reason, "POISON");
}

TEST_P(Consuming, OnlyKeysParkedForAReasonAreTriedForThatReason) {
  deliver(delivery(1, {"poison", "poison-constraint", "poison"}));
  poison = "nothing";
  EXPECT_EQ(retry({.reason = "POISON"}).applied_count, 2);
  EXPECT_EQ(lane->parked(10).size(), 1u);
}

// 400 keys with two events each: a piece ends inside the first half.
TEST_P(Consuming, ManyParkedEventsAreTriedInPiecesWithOthersTurnsBetween) {
  park_all({.keys_count = 400, .events_each = 2});
  EventRetry retry;
  ASSERT_TRUE(lane->retry_parked(retry));
  EXPECT_EQ(retry.so_far.applied_count, 256);
  EXPECT_EQ(lane->parked(1000).size(), 544u);

  ASSERT_TRUE(lane->offer(add_to("a command", "r1")));
  EXPECT_EQ(deliver(delivery(801, {"key-100", "new"})), "ok");
  EXPECT_EQ(answers, Strings{"1"});
  EXPECT_EQ(lane->parked(1000).size(), 545u) << "what comes behind a parked event waits, also between two pieces";

  while (lane->retry_parked(retry)) {
  }
  EXPECT_EQ(retry.so_far.applied_count, 801);
  EXPECT_EQ(retry.so_far.parked_count, 0);
  EXPECT_TRUE(lane->parked(1).empty());
}

TEST_P(Consuming, AKeyThatFailsInOnePieceIsNotTriedInTheNext) {
  park_all({.keys_count = 400, .events_each = 2});
  poison = "key-100";
  EventRetry retry;
  ASSERT_TRUE(lane->retry_parked(retry));
  EXPECT_EQ(retry.so_far.applied_count, 255);
  EXPECT_EQ(retry.so_far.parked_count, 1);
  poison = "nothing";  // its second event could be applied from here on, but not before its first
  while (lane->retry_parked(retry)) {
  }
  EXPECT_EQ(retry.so_far.applied_count, 798);
  EXPECT_EQ(retry.so_far.parked_count, 2);
  ASSERT_EQ(lane->parked(10).size(), 2u);
  EXPECT_EQ(lane->parked(10)[0].reason, "POISON");
  EXPECT_EQ(lane->parked(10)[1].reason, "BEHIND_PARKED");
}

TEST_P(Consuming, ARetryCutShortLeavesNothingBehindNothing) {
  park_all({.keys_count = 400, .events_each = 2});
  EventRetry cut_short;
  ASSERT_TRUE(lane->retry_parked(cut_short));
  std::map<std::string, int> reasons;
  for (const Parked& each : lane->parked(1000)) ++reasons[each.reason];
  EXPECT_EQ(reasons, (std::map<std::string, int>{{"POISON", 144}, {"BEHIND_PARKED", 144}, {"NOT_TRIED_SINCE", 256}}));
  EXPECT_EQ(retry({.reason = "POISON"}).applied_count, 544) << "they go the way of what they waited for";
}

TEST_P(Consuming, ARetryInTroubleChangesNoReason) {
  park_all({.keys_count = 3, .events_each = 2});
  database->trouble = EngineError::Kind::full;
  EXPECT_EQ(retry({}).parked_count, 6);
  database->trouble.reset();
  EXPECT_EQ(lane->parked(10).at(0).reason, "POISON");
  EXPECT_EQ(retry({}).applied_count, 6);
}

TEST_P(Consuming, ARetryOfOneKeySaysWhatCameOfThatKey) {
  park_all({.keys_count = 3, .events_each = 2});
  const RetriedEvents retried = retry({"source", "key-1"});
  EXPECT_EQ(retried.applied_count, 2);
  EXPECT_EQ(retried.parked_count, 0);
  EXPECT_EQ(retry({"source", "key-1"}).parked_count, 0);
  EXPECT_EQ(retry({"another source"}).parked_count, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, Consuming, ::testing::ValuesIn(quick_engines()), name_of);

}  // namespace
}  // namespace opora::testing
