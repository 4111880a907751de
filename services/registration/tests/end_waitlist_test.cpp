#include <algorithm>

#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class EndWaitlist : public RegistrationTest {};

TEST_F(EndWaitlist, NobodyWaitsForWhatIsNotHeld) {
  register_group(1, 10);
  register_group(2, 3);
  register_group(3, 4);
  events_since_last();
  call_off(kSession);
  Types told = events_since_last();
  std::ranges::sort(told);
  EXPECT_EQ(told, (Types{"GroupCancelled", "GroupCancelled", "RegistrationEnded"}));
  EXPECT_EQ(group_now(1).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(group_now(2).status(), v1::GROUP_STATUS_CANCELLED);
  EXPECT_EQ(group_now(3).status(), v1::GROUP_STATUS_CANCELLED);
  EXPECT_EQ(seats_now().waiting_group_count(), 0);
  EXPECT_EQ(cancel(1), 0);
}

TEST_F(EndWaitlist, IsNoChangeOfTheirs) {
  register_group(1, 10);
  register_group(2, 3);
  v1::ChangeHeadCountRequest fewer;
  fewer.set_request_id(fresh_request_id());
  fewer.set_group_id(group(2));
  fewer.set_head_count(2);
  fewer.set_reason(v1::GROUP_CHANGE_REASON_NUMBERS_CHANGED);
  ASSERT_EQ(refusal(fewer), "");
  call_off(kSession);
  EXPECT_EQ(group_now(2).changes_size(), 1);
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
  EXPECT_EQ(register_group(2, 3).status(), v1::GROUP_STATUS_CANCELLED) << "asked again, as it was at first";
}

TEST_F(EndWaitlist, HoweverManyTheyAre) {
  register_group(1, 10);
  for (int number = 2; number <= 452; ++number) register_group(number, 1);
  events_since_last();
  call_off(kSession);
  EXPECT_EQ(events_since_last().size(), 452U) << "and one says that registration has ended";
  EXPECT_EQ(seats_now().waiting_group_count(), 0);
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
}

}  // namespace
}  // namespace opora::registration::testing
