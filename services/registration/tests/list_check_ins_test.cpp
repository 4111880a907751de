#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class ListCheckIns : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    open_doors();
  }
  static v1::ListCheckInsRequest of(const std::string& session, int size = 0, const std::string& token = "") {
    v1::ListCheckInsRequest request;
    request.set_session_id(session);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
  std::vector<std::string> listed(int size) {
    std::vector<std::string> ids;
    std::string token;
    do {
      const auto page = answer<v1::ListCheckInsResponse>(of(kSession, size, token));
      for (const auto& each : page.check_ins()) ids.push_back(each.check_in_id());
      token = page.next_page_token();
    } while (!token.empty() && ids.size() < 100);
    return ids;
  }
};

// The second scan of somebody is one too; what was set aside is none.
TEST_F(ListCheckIns, ByTheDevicesTimePageByPage) {
  check_in(1, 1, kStartsAtUs + 5);
  check_in(2, 2, kStartsAtUs);
  check_in(3, 1, kStartsAtUs + 5);
  check_in(4, 3, kStartsAtUs + 5);
  upload(scans_at(kSession, {scan_of_code(testing::scan(5), "a coffee mug")}));
  publish(test_id(5), 10);
  auto elsewhere = scan_of(6, 4);
  elsewhere.set_session_id(test_id(5));
  ASSERT_EQ(refusal(elsewhere), "");
  for (const int size : {1, 2, 3, 4, 5})
    EXPECT_EQ(listed(size), (std::vector<std::string>{testing::scan(2), testing::scan(1), testing::scan(3),
                                                      testing::scan(4)}))
        << size;
}

// So that whoever keeps a list of their own can tell what became of its rows.
TEST_F(ListCheckIns, OrThoseThatWereDiscarded) {
  check_in(1, 1);
  check_in(2, 2, kStartsAtUs + 100 * kHourUs);
  check_in(3, 3, kStartsAtUs + 90 * kHourUs);
  check_in(4, 4, kStartsAtUs + 80 * kHourUs);
  ASSERT_EQ(unsettled(kSession).size(), 3U);
  ASSERT_EQ(refusal(discarding(kSession, {testing::scan(2), testing::scan(3)})), "");
  std::vector<std::string> ids;
  v1::ListCheckInsRequest request = of(kSession, 1);
  request.set_discarded(true);
  do {
    const auto page = answer<v1::ListCheckInsResponse>(request);
    for (const auto& each : page.check_ins()) ids.push_back(each.check_in_id() + " " + each.person_id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && ids.size() < 100);
  EXPECT_EQ(ids, (std::vector<std::string>{testing::scan(3) + " " + person(3), testing::scan(2) + " " + person(2)}));
  EXPECT_EQ(listed(1), std::vector<std::string>{testing::scan(1)});
}

TEST_F(ListCheckIns, RefusesATokenOfTheOtherList) {
  check_in(1, 1);
  check_in(2, 2);
  v1::ListCheckInsRequest request =
      of(kSession, 1, answer<v1::ListCheckInsResponse>(of(kSession, 1)).next_page_token());
  request.set_discarded(true);
  EXPECT_EQ(refusal(request), "BAD_PAGE_TOKEN");
}

TEST_F(ListCheckIns, TellsWhoWasScannedAndWhen) {
  check_in(1, 7, kStartsAtUs + 1'500'000);
  const auto page = answer<v1::ListCheckInsResponse>(of(kSession));
  ASSERT_EQ(page.check_ins_size(), 1);
  EXPECT_EQ(page.check_ins(0).person_id(), person(7));
  EXPECT_EQ(page.check_ins(0).scanned_at().seconds(), 1'697'014'801);
  EXPECT_EQ(page.check_ins(0).scanned_at().nanos(), 500'000'000);
}

// A device's clock before 1970 and far beyond any calendar, confirmed all the same.
TEST_F(ListCheckIns, TellsWhateverTheDevicesClockSaid) {
  check_in(1, 1, -1);
  check_in(2, 2, 300'000'000'000'000'000);
  ASSERT_EQ(unsettled(kSession).size(), 2U);
  service.clock().set(Instant{kStartsAtUs});
  ASSERT_EQ(refusal(confirmation(kSession, {testing::scan(1), testing::scan(2)})), "");
  const auto page = answer<v1::ListCheckInsResponse>(of(kSession));
  ASSERT_EQ(page.check_ins_size(), 2);
  EXPECT_EQ(page.check_ins(0).scanned_at().seconds(), -1);
  EXPECT_EQ(page.check_ins(0).scanned_at().nanos(), 999'999'000);
  EXPECT_EQ(page.check_ins(1).scanned_at().seconds(), 253'402'300'799);
  EXPECT_EQ(page.check_ins(1).scanned_at().nanos(), 999'999'000);
}

TEST_F(ListCheckIns, IsForItsCoordinator) {
  EXPECT_EQ(refusal(of(kSession), coordinator(kRegion)), "");
  EXPECT_EQ(refusal(of(kSession), coordinator(test_id(70))), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of(kSession), facilitator(kSession)), "PERMISSION_DENIED");
}

TEST_F(ListCheckIns, IsRefusedForWhatIsNot) {
  EXPECT_EQ(refusal(of(kNobody)), "UNKNOWN_SESSION");
  EXPECT_EQ(refusal(of(kSession, 0, "nonsense")), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
