#include "registration/tests/corrections.h"

namespace opora::registration::testing {
namespace {

class ListAttendanceCorrections : public CorrectionsTest {
 protected:
  static v1::ListAttendanceCorrectionsRequest of(const std::string& session, int size = 0,
                                                 const std::string& token = "") {
    v1::ListAttendanceCorrectionsRequest request;
    request.set_session_id(session);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
  std::vector<v1::AttendanceCorrection> listed(const std::string& session, int size) {
    std::vector<v1::AttendanceCorrection> all;
    std::string token;
    do {
      const auto page = answer<v1::ListAttendanceCorrectionsResponse>(of(session, size, token));
      all.insert(all.end(), page.corrections().begin(), page.corrections().end());
      token = page.next_page_token();
    } while (!token.empty() && all.size() < 100);
    return all;
  }
};

TEST_F(ListAttendanceCorrections, TellsWhoSaidWhatWhenAndWhy) {
  check_in(1, 1);
  check_in(2, 2);
  ASSERT_EQ(refusal(taking_back(1), facilitator(kSession)), "");
  ASSERT_EQ(refusal(restoring(1), coordinator(kRegion)), "");
  ASSERT_EQ(refusal(moving(2, kBesideIt, "")), "");
  for (const int size : {1, 2, 3, 4}) {
    const auto all = listed(kSession, size);
    ASSERT_EQ(all.size(), 3U) << size;
    EXPECT_EQ(all[0].person_id(), person(1));
    EXPECT_EQ(all[0].change(), 1);
    EXPECT_EQ(all[0].kind(), v1::CORRECTION_KIND_TAKEN_BACK);
    EXPECT_EQ(all[0].code(), v1::CORRECTION_CODE_DID_NOT_COME);
    EXPECT_EQ(all[0].reason(), "The wrong line of the list.");
    EXPECT_EQ(all[0].corrected_by(), "facilitator of " + kSession);
    EXPECT_EQ(all[0].corrected_at().seconds(), kDoorsOpenAtUs / 1'000'000);
    EXPECT_EQ(all[1].kind(), v1::CORRECTION_KIND_RESTORED);
    EXPECT_EQ(all[1].corrected_by(), "coordinator of " + kRegion);
    EXPECT_EQ(all[2].kind(), v1::CORRECTION_KIND_MOVED_AWAY);
    EXPECT_EQ(all[2].other_session_id(), kBesideIt);
    EXPECT_EQ(all[2].other_person_id(), person(2));
  }
  const auto there = listed(kBesideIt, 5);
  ASSERT_EQ(there.size(), 1U);
  EXPECT_EQ(there[0].kind(), v1::CORRECTION_KIND_MOVED_HERE);
  EXPECT_EQ(there[0].other_session_id(), kSession);
}

TEST_F(ListAttendanceCorrections, IsForWhoAnswersForTheRegion) {
  EXPECT_EQ(refusal(of(kSession), facilitator(kSession)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of(kSession), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of(kSession), coordinator(kRegion)), "");
  EXPECT_EQ(refusal(of(kNobody)), "UNKNOWN_SESSION");
  EXPECT_EQ(refusal(of(kSession, 0, "none")), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
