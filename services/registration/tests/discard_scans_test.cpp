#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class DiscardScans : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    open_doors();
    upload(scans_at(kSession, {scan_of(1, 1, kStartsAtUs - 40 * kHourUs).scan(), scan_of_code(scan(2), "menu"),
                               scan_of(3, 3).scan()}));
    events_since_last();
  }
  std::string refused(const v1::DiscardScansRequest& request,
                      const Caller& caller = opora::testing::administrator()) {
    return refusal(request, caller);
  }
};

TEST_F(DiscardScans, TakesThemOffTheListForGood) {
  EXPECT_EQ(refused(discarding(kSession, {scan(1), scan(2)})), "");
  EXPECT_EQ(events_since_last(), (Types{"ScanSettled", "ScanSettled"}));
  EXPECT_EQ(last_event().scan_settled().outcome(), v1::SCAN_OUTCOME_DISCARDED);
  EXPECT_EQ(last_event().scan_settled().attended_session_id(), "");
  EXPECT_TRUE(unsettled(kSession).empty());
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(3)});

  EXPECT_EQ(refused(discarding(kSession, {scan(2)})), "");
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
  EXPECT_EQ(refusal(confirmation(kSession, {scan(1)})), "SCAN_DISCARDED");
  EXPECT_EQ(check_in(1, 1, kStartsAtUs - 40 * kHourUs),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_OUTSIDE_SESSION}))
      << "its device is answered as it was first";
  EXPECT_EQ(check_in(4, 1), std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED}) << "another scan of theirs counts";
}

TEST_F(DiscardScans, IsRefusedByRuleAllOrNone) {
  EXPECT_EQ(refused(discarding(kSession, {scan(1), scan(3)})), "UNKNOWN_SCAN") << "it counts, and was never set aside";
  ASSERT_EQ(refusal(confirmation(kSession, {scan(1)})), "");
  EXPECT_EQ(refused(discarding(kSession, {scan(1), scan(2)})), "SCAN_SETTLED");
  auto without_reason = discarding(kSession, {scan(2)});
  without_reason.set_reason("...");
  EXPECT_EQ(refused(without_reason), "INVALID_REQUEST");
  EXPECT_EQ(unsettled(kSession).size(), 1U);
}

TEST_F(DiscardScans, OfASessionNobodyKnowsIsForAdministrators) {
  const std::string unheard_of = test_id(60);
  upload(scans_at(unheard_of, {scan_of(5, 5).scan()}));
  EXPECT_EQ(refused(discarding(unheard_of, {scan(5)}), coordinator(kRegion)), "UNKNOWN_SESSION");
  EXPECT_EQ(refused(discarding(kSession, {scan(1)}), coordinator(kRegion)), "");
  EXPECT_EQ(refused(discarding(kSession, {scan(2)}), coordinator(test_id(70))), "PERMISSION_DENIED");
  EXPECT_EQ(refused(discarding(unheard_of, {scan(5)})), "");
  publish(unheard_of, 5);
  EXPECT_EQ(attending(unheard_of), std::vector<std::string>{}) << "it waits for nothing any more";
}

}  // namespace
}  // namespace opora::registration::testing
