#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class ListWithdrawals : public RegistrationTest {
 protected:
  std::vector<v1::Withdrawal> listed(const std::string& region, std::int64_t since_us = 0, int page_size = 0) {
    std::vector<v1::Withdrawal> all;
    v1::ListWithdrawalsRequest request;
    request.set_region_id(region);
    request.set_since_us(since_us);
    request.set_page_size(page_size);
    do {
      const auto page = answer<v1::ListWithdrawalsResponse>(request);
      all.insert(all.end(), page.withdrawals().begin(), page.withdrawals().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty() && all.size() < 100);
    return all;
  }
  void cancel_for(int number, const std::string& note) {
    v1::CancelGroupRequest request;
    request.set_group_id(group(number));
    request.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
    request.set_note(note);
    ASSERT_EQ(refusal(request), "");
    let_a_second_pass();
  }
  // They are listed by when they were made.
  void let_a_second_pass() { service.clock().set(service.clock().now() + std::chrono::seconds(1)); }
  void change_head_count(int number, int head_count) {
    v1::ChangeHeadCountRequest request;
    request.set_group_id(group(number));
    request.set_head_count(head_count);
    request.set_reason(v1::GROUP_CHANGE_REASON_NUMBERS_CHANGED);
    ASSERT_EQ(refusal(request), "");
    let_a_second_pass();
  }
};

TEST_F(ListWithdrawals, TellsWhatWasGivenBack) {
  register_group(1, 5);
  register_group(2, 4);
  change_head_count(1, 6);
  register_group(3, 4);
  cancel_for(2, "A holiday.");
  cancel(3);
  let_a_second_pass();
  change_head_count(1, 2);
  for (const int page_size : {0, 1, 2}) {
    const auto all = listed("", 0, page_size);
    ASSERT_EQ(all.size(), 3U) << "raising gives nothing back";
    EXPECT_EQ(all[0].group_id(), group(2));
    EXPECT_EQ(all[0].session_id(), kSession);
    EXPECT_EQ(all[0].organisation_id(), kSchool);
    EXPECT_EQ(all[0].kind(), v1::GROUP_CHANGE_KIND_CANCELLED);
    EXPECT_EQ(all[0].reason(), v1::GROUP_CHANGE_REASON_CANNOT_COME);
    EXPECT_EQ(all[0].note(), "A holiday.");
    EXPECT_EQ(all[0].changed_by(), v1::GROUP_CHANGED_BY_ADMINISTRATOR);
    EXPECT_EQ(all[0].head_count_before(), 4);
    EXPECT_EQ(all[0].head_count(), 0);
    EXPECT_EQ(all[0].freed_count(), 4);
    EXPECT_EQ(all[1].reason(), v1::GROUP_CHANGE_REASON_UNSPECIFIED) << "nobody has said why";
    EXPECT_EQ(all[2].kind(), v1::GROUP_CHANGE_KIND_HEAD_COUNT);
    EXPECT_EQ(all[2].head_count(), 2);
  }
}

TEST_F(ListWithdrawals, TellsThoseOfARegionAndOfATime) {
  register_group(1, 5);
  register_group(2, 4);
  cancel(1);
  const Instant later = service.clock().now() + std::chrono::hours(1);
  service.clock().set(later);
  cancel(2);
  EXPECT_EQ(listed(kRegion).size(), 2U);
  EXPECT_EQ(listed(test_id(70)).size(), 0U);
  ASSERT_EQ(listed(kRegion, later.us).size(), 1U);
  EXPECT_EQ(listed(kRegion, later.us)[0].group_id(), group(2));
  v1::ListWithdrawalsRequest of_others;
  of_others.set_region_id(test_id(70));
  EXPECT_EQ(refusal(of_others, coordinator(kRegion)), "PERMISSION_DENIED");
  v1::ListWithdrawalsRequest of_all;
  EXPECT_EQ(refusal(of_all, coordinator(kRegion)), "PERMISSION_DENIED");
  v1::ListWithdrawalsRequest bad;
  bad.set_page_token("no token");
  EXPECT_EQ(refusal(bad), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
