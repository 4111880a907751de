#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

struct CapacityRule {
  const char* rule;
  int capacity;
  const char* reason;
  const char* told;
};

// The session is for 12, in a room for 20.
class ChangeCapacity : public SchedulingTest, public ::testing::WithParamInterface<CapacityRule> {};

TEST_P(ChangeCapacity, IsAtMostTheRooms) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  EXPECT_EQ(refusal(change_capacity(GetParam().capacity)), GetParam().reason) << GetParam().rule;
  EXPECT_EQ(service.event_types().back(), GetParam().told) << GetParam().rule;
  EXPECT_EQ(service.violations(), std::vector<std::string>());
  if (service.event_types().back() == "SessionPublished") return;
  const auto body = last_event().session_capacity_changed();
  EXPECT_EQ(body.session_id(), test_id(kSession));
  EXPECT_EQ(body.capacity(), GetParam().capacity);
  EXPECT_EQ(body.version(), 1);
  EXPECT_EQ(body.reason(), "More chairs were found.");
}

INSTANTIATE_TEST_SUITE_P(
    Rules, ChangeCapacity,
    ::testing::Values(CapacityRule{"more", 13, "", "SessionCapacityChanged"},
                      CapacityRule{"all that it holds", 20, "", "SessionCapacityChanged"},
                      CapacityRule{"one more", 21, "CAPACITY_LARGER_THAN_ROOM", "SessionPublished"},
                      CapacityRule{"as many", 12, "", "SessionPublished"},
                      CapacityRule{"nobody", 0, "", "SessionCapacityChanged"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

using ChangedCapacity = SchedulingTest;

TEST_F(ChangedCapacity, OfAPlanIsPublishedWithIt) {
  add_places();
  add_programme_and_round();
  EXPECT_EQ(refusal(change_capacity(7)), "UNKNOWN_SESSION");
  ASSERT_EQ(refusal(session()), "");
  ASSERT_EQ(refusal(change_capacity(7)), "");
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  EXPECT_EQ(last_event().session_published().capacity(), 7);
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

}  // namespace
}  // namespace opora::scheduling::testing
