#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class ListConflicts : public RegistrationTest {
 protected:
  std::vector<v1::Conflict> conflicts(const std::string& region = "", const std::string& token = "", int size = 0) {
    v1::ListConflictsRequest request;
    request.set_region_id(region);
    request.set_page_token(token);
    request.set_page_size(size);
    const auto page = answer<v1::ListConflictsResponse>(request);
    next_ = page.next_page_token();
    return {page.conflicts().begin(), page.conflicts().end()};
  }
  void fill(const std::string& session, int number, int head_count) {
    auto request = registration(number, head_count);
    request.set_session_id(session);
    ASSERT_EQ(refusal(request), "");
  }
  std::string next_;
};

using Kinds = std::vector<int>;
Kinds kinds_of(const v1::Conflict& conflict) { return {conflict.kinds().begin(), conflict.kinds().end()}; }

TEST_F(ListConflicts, SayWhoNoLongerFits) {
  register_group(1, 8);
  register_group(2, 6);
  EXPECT_TRUE(conflicts().empty());
  change_capacity(kSession, 7);
  ASSERT_EQ(conflicts().size(), 1U);
  EXPECT_EQ(conflicts()[0].session_id(), kSession);
  EXPECT_EQ(kinds_of(conflicts()[0]), Kinds{v1::CONFLICT_KIND_ROOM_SMALLER_THAN_REGISTERED});
  EXPECT_EQ(conflicts()[0].capacity(), 7);
  EXPECT_EQ(conflicts()[0].confirmed_count(), 8);
  change_capacity(kSession, 5);
  EXPECT_EQ(kinds_of(conflicts()[0]), (Kinds{v1::CONFLICT_KIND_ROOM_SMALLER_THAN_REGISTERED,
                                             v1::CONFLICT_KIND_GROUP_LARGER_THAN_ROOM}));
  cancel(1);
  EXPECT_EQ(kinds_of(conflicts()[0]), Kinds{v1::CONFLICT_KIND_GROUP_LARGER_THAN_ROOM});
  EXPECT_EQ(conflicts()[0].largest_waiting_count(), 6);
  cancel(2);
  EXPECT_TRUE(conflicts().empty());
}

TEST_F(ListConflicts, AreOverOnceTheSessionBeginsOrIsCancelled) {
  publish(test_id(60), 10);
  register_group(1, 8);
  fill(test_id(60), 2, 8);
  change_capacity(kSession, 7);
  change_capacity(test_id(60), 7);
  ASSERT_EQ(conflicts().size(), 2U);
  call_off(kSession);
  ASSERT_EQ(conflicts().size(), 1U);
  EXPECT_EQ(conflicts()[0].session_id(), test_id(60));
  service.clock().set(Instant{kStartsAtUs});
  service.settle();
  EXPECT_TRUE(conflicts().empty());
}

TEST_F(ListConflicts, OfARegionPageByPage) {
  publish(test_id(60), 10);
  register_group(1, 8);
  fill(test_id(60), 2, 8);
  change_capacity(kSession, 7);
  change_capacity(test_id(60), 7);
  EXPECT_EQ(conflicts(kRegion, "", 1).size(), 1U);
  EXPECT_EQ(conflicts(kRegion, next_, 1)[0].session_id(), test_id(60));
  EXPECT_TRUE(conflicts(test_id(70)).empty());
  v1::ListConflictsRequest request;
  EXPECT_EQ(refusal(request, coordinator(kRegion)), "PERMISSION_DENIED") << "a coordinator names their region";
  request.set_region_id(kRegion);
  EXPECT_EQ(refusal(request, coordinator(kRegion)), "");
}

}  // namespace
}  // namespace opora::registration::testing
