#include "registration/tests/corrections.h"

namespace opora::registration::testing {
namespace {

class ListAttendanceCounts : public CorrectionsTest {
 protected:
  static v1::ListAttendanceCountsRequest of(const std::string& session, int size = 0, const std::string& token = "") {
    v1::ListAttendanceCountsRequest request;
    request.set_session_id(session);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
};

TEST_F(ListAttendanceCounts, TellsEachAsItWasSaid) {
  ASSERT_EQ(refusal(counting(5), facilitator(kSession)), "");
  ASSERT_EQ(refusal(counting(4, "One was named."), coordinator(kRegion)), "");
  ASSERT_EQ(refusal(counting(2, "", kClinic)), "");
  for (const int size : {1, 2, 3, 4}) {
    std::vector<std::string> all;
    std::string token;
    do {
      const auto page = answer<v1::ListAttendanceCountsResponse>(of(kSession, size, token), facilitator(kSession));
      for (const auto& each : page.counts())
        all.push_back(each.organisation_id() + " " + std::to_string(each.change()) + " " +
                      std::to_string(each.person_count()) + " " + each.reason());
      token = page.next_page_token();
    } while (!token.empty() && all.size() < 100);
    EXPECT_EQ(all, (std::vector<std::string>{kSchool + " 1 5 ", kSchool + " 2 4 One was named.", kClinic + " 1 2 "}))
        << size;
  }
  const auto first = answer<v1::ListAttendanceCountsResponse>(of(kSession)).counts(0);
  EXPECT_EQ(first.counted_by(), "facilitator of " + kSession);
  EXPECT_EQ(first.counted_at().seconds(), kDoorsOpenAtUs / 1'000'000);
}

TEST_F(ListAttendanceCounts, IsForWhoMayCount) {
  EXPECT_EQ(refusal(of(kSession), facilitator(kBesideIt)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of(kSession), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of(kSession), coordinator(kRegion)), "");
  EXPECT_EQ(refusal(of(kNobody)), "UNKNOWN_SESSION");
  EXPECT_EQ(refusal(of(kSession, 0, "none")), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
