#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class ListUnsettledScans : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    open_doors();
  }
  v1::ListUnsettledScansRequest request_for(const std::string& session, int size = 0, const std::string& token = "") {
    v1::ListUnsettledScansRequest request;
    request.set_session_id(session);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
};

TEST_F(ListUnsettledScans, ShowsWhatWasScannedAndNobodyWhoCounts) {
  register_named(1, 1, {1});
  upload(scans_at(kSession, {scan_of(1, 1).scan(), scan_of_code(scan(2), "\u202emenu\n№1", -5)}));
  const auto scans = unsettled(kSession);
  ASSERT_EQ(scans.size(), 1U);
  EXPECT_EQ(scans[0].check_in_id(), scan(2));
  EXPECT_EQ(scans[0].person_id(), "");
  EXPECT_EQ(scans[0].code(), "\uFFFDmenu\uFFFD№1") << "nothing that would hide or rearrange";
  EXPECT_EQ(scans[0].scanned_at_us(), -5);
  EXPECT_EQ(std::vector<int>(scans[0].flags().begin(), scans[0].flags().end()),
            (std::vector<int>{v1::CHECK_IN_FLAG_OUTSIDE_SESSION, v1::CHECK_IN_FLAG_UNREADABLE_CODE}));
}

TEST_F(ListUnsettledScans, ByTimePageByPage) {
  std::vector<v1::Scan> scans;
  for (const int number : {1, 2, 3, 4, 5})
    scans.push_back(scan_of_code(scan(number), "code " + std::to_string(number), number == 5 ? -1 : kStartsAtUs));
  upload(scans_at(kSession, scans));
  for (const int size : {1, 2, 3, 5}) {
    std::vector<std::string> codes;
    std::string token;
    do {
      const auto page = service.call<v1::ListUnsettledScansResponse>(request_for(kSession, size, token)).value();
      for (const auto& each : page.scans()) codes.push_back(each.code());
      token = page.next_page_token();
    } while (!token.empty());
    EXPECT_EQ(codes, (std::vector<std::string>{"code 5", "code 1", "code 2", "code 3", "code 4"}));
  }
}

TEST_F(ListUnsettledScans, HoldsThoseThatWaitForTheirSession) {
  upload(scans_at(test_id(60), {scan_of(1, 1).scan()}));
  const auto scans = unsettled(test_id(60));
  ASSERT_EQ(scans.size(), 1U);
  EXPECT_EQ(scans[0].person_id(), person(1));
  EXPECT_EQ(scans[0].code(), "");
  publish(test_id(60), 5);
  EXPECT_TRUE(unsettled(test_id(60)).empty()) << "it counts";
}

TEST_F(ListUnsettledScans, OfAllDoorsAreForAdministrators) {
  upload(scans_at(test_id(60), {scan_of(1, 1, -7).scan()}));
  upload(scans_at(kSession, {scan_of_code(scan(2), "menu"), scan_of(3, 3).scan()}));
  upload(scans_at(test_id(61), {scan_of(4, 4).scan()}));
  std::vector<std::string> all;
  std::string token;
  do {
    const auto page = service.call<v1::ListUnsettledScansResponse>(request_for("", 2, token)).value();
    for (const auto& each : page.scans()) all.push_back(each.session_id() + " " + each.check_in_id());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(all, (std::vector<std::string>{test_id(60) + " " + scan(1), kSession + " " + scan(2),
                                           test_id(61) + " " + scan(4)}));
  EXPECT_EQ(refusal(request_for(""), coordinator(kRegion)), "UNKNOWN_SESSION");
}

TEST_F(ListUnsettledScans, OfManyDoorsComeInSmallPages) {
  for (int number = 0; number < 45; ++number)
    upload(scans_at(test_id(100 + number), {scan_of(number, number, kStartsAtUs + number).scan()}));
  std::vector<int> sizes;
  std::string token;
  do {
    const auto page = service.call<v1::ListUnsettledScansResponse>(request_for("", 500, token)).value();
    sizes.push_back(page.scans_size());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(sizes, (std::vector<int>{20, 20, 5}));
}

TEST_F(ListUnsettledScans, IsRefusedForATokenOfAnotherList) {
  for (const std::string token : {"nonsense", "5."})
    EXPECT_EQ(refusal(request_for(kSession, 0, token)), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
