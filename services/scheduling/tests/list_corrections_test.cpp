#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class ListCorrections : public SchedulingTest {
 protected:
  void SetUp() override {
    add_places();
    add_programme_and_round();
    ASSERT_EQ(refusal(add_regions({test_id(kRegion)})), "");
    ASSERT_EQ(refusal(session()), "");
    ASSERT_EQ(refusal(publish(test_id(kSession))), "");
  }
  // They are listed by when they were made.
  void let_a_second_pass() { service.clock().advance(std::chrono::seconds(1)); }
  Result<v1::ListCorrectionsResponse> list(int of_thing, int page_size = 0, const std::string& token = "") {
    v1::ListCorrectionsRequest request;
    request.set_thing_id(test_id(of_thing));
    request.set_page_size(page_size);
    request.set_page_token(token);
    return service.call<v1::ListCorrectionsResponse>(request);
  }
};

TEST_F(ListCorrections, SayWhoWhenAndWhy) {
  const Instant now = service.clock().now();
  ASSERT_EQ(refusal(change_capacity(13), coordinator({test_id(kRegion)})), "");
  const auto one = list(kSession).value().corrections(0);
  EXPECT_EQ(one.kind(), v1::CORRECTION_KIND_CAPACITY_CHANGED);
  EXPECT_EQ(one.reason(), "More chairs were found.");
  EXPECT_EQ(one.corrected_by(), "coordinator");
  EXPECT_GE(one.corrected_at_us(), now.us);
}

TEST_F(ListCorrections, OfOneThingPageByPage) {
  ASSERT_EQ(refusal(move_to(test_id(kRoom), "2023-10-17T11:00")), "");
  let_a_second_pass();
  ASSERT_EQ(refusal(change_capacity(13)), "");
  let_a_second_pass();
  ASSERT_EQ(refusal(change_capacity(13)), "") << "no news, so no correction";
  let_a_second_pass();
  ASSERT_EQ(refusal(rename(v1::NAMED_THING_SESSION, test_id(kSession), "Dawn")), "");
  let_a_second_pass();
  ASSERT_EQ(refusal(rename(v1::NAMED_THING_ROOM, test_id(kRoom), "Green hall")), "");
  let_a_second_pass();
  ASSERT_EQ(refusal(cancel_session(test_id(kSession))), "");
  let_a_second_pass();
  const auto first = list(kSession, 3).value();
  ASSERT_EQ(first.corrections_size(), 3);
  EXPECT_EQ(first.corrections(0).kind(), v1::CORRECTION_KIND_MOVED);
  EXPECT_EQ(first.corrections(1).kind(), v1::CORRECTION_KIND_CAPACITY_CHANGED);
  EXPECT_EQ(first.corrections(2).kind(), v1::CORRECTION_KIND_RENAMED);
  const auto second = list(kSession, 3, first.next_page_token()).value();
  ASSERT_EQ(second.corrections_size(), 1);
  EXPECT_EQ(second.corrections(0).kind(), v1::CORRECTION_KIND_CANCELLED);
  EXPECT_EQ(list(kRoom).value().corrections_size(), 1);
  EXPECT_EQ(list(kVenue).value().corrections_size(), 0);
  EXPECT_EQ(list(kRoom, 3, first.next_page_token()).error().reason, "BAD_PAGE_TOKEN");
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

}  // namespace
}  // namespace opora::scheduling::testing
