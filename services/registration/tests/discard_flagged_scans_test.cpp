#include <algorithm>

#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

constexpr int kInvented = 140, kOnRoster = 5, kElsewhere = 6, kInList = 7;

// Thirty invented people count at the door, and it takes nobody more who isn't expected: not one more of them, nor
// somebody on a roster, nor somebody of whom only a list knows.
class DiscardFlaggedScans : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    add_to_roster(kClinic, kOnRoster, "2023-01-01");
    open_doors();
    std::vector<v1::Scan> scans;
    for (int number = 100; number < 130; ++number) scans.push_back(scan_of(number, number).scan());
    upload(scans_at(kSession, scans));
    listed_ = id_of_a_key();
    upload(scans_at(kSession, {scan_of(kInvented, kInvented).scan(), scan_of(kOnRoster, kOnRoster).scan(),
                               scan_of_code(scan(kInList), listed_), scan_of_code(scan(2), "menu")}));
    events_since_last();
  }

  v1::DiscardFlaggedScansRequest flagged(v1::CheckInFlag flag, const std::vector<std::string>& scans = {}) {
    v1::DiscardFlaggedScansRequest request;
    request.set_request_id(fresh_request_id());
    request.set_session_id(kSession);
    for (const std::string& scan : scans) request.add_check_in_ids(scan);
    if (scans.empty())
      for (const auto& each : unsettled(kSession)) request.add_check_in_ids(each.check_in_id());
    request.set_flag(flag);
    request.set_reason("Somebody has scanned invented people.");
    return request;
  }
  // How many are discarded, and how many of those with the flag stay.
  std::pair<int, int> discard(const v1::DiscardFlaggedScansRequest& request) {
    const auto response = answer<v1::DiscardFlaggedScansResponse>(request);
    return {response.discarded_count(), response.left_count()};
  }
  std::vector<std::string> listed_to(const Caller& caller) {
    v1::ListUnsettledScansRequest request;
    request.set_session_id(kSession);
    std::vector<std::string> scans;
    const auto page = service.call<v1::ListUnsettledScansResponse>(request, caller).value();
    for (const auto& each : page.scans()) scans.push_back(each.check_in_id());
    std::ranges::sort(scans);
    return scans;
  }

  const Caller at_door_ = facilitator(kSession);
  std::string listed_;  // whom a list calls by a key, and nobody has named

 private:
  std::string id_of_a_key() {
    v1::ResolveKeysRequest request;
    request.set_request_id(fresh_request_id());
    request.set_list("amur");
    request.add_keys("a");
    return answer<v1::ResolveKeysResponse>(request).person_ids(0);
  }
};

using Counts = std::pair<int, int>;
using Scans = std::vector<std::string>;

TEST_F(DiscardFlaggedScans, KeepWhoeverIsKnown) {
  EXPECT_EQ(discard(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN)), (Counts{1, 2}));
  EXPECT_EQ(events_since_last(), Types{"ScanSettled"});
  EXPECT_EQ(last_event().scan_settled().check_in_id(), scan(kInvented));
  EXPECT_EQ(last_event().scan_settled().outcome(), v1::SCAN_OUTCOME_DISCARDED);
  const Scans stay{scan(2), scan(kOnRoster), scan(kInList)};
  EXPECT_EQ(listed_to(opora::testing::administrator()), stay);
  EXPECT_EQ(listed_to(coordinator(kRegion)), stay);

  EXPECT_EQ(discard(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN)), (Counts{0, 2})) << "again changes nothing";
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(refusal(confirmation(kSession, {scan(kInvented)})), "SCAN_DISCARDED");
  EXPECT_EQ(refusal(confirmation(kSession, {scan(kOnRoster), scan(kInList)})), "") << "nothing is decided of them";
  const auto came = attending(kSession);
  EXPECT_EQ(std::ranges::count(came, person(kOnRoster)) + std::ranges::count(came, listed_), 2);
}

// Who came once is all that an older build may have recorded of somebody whom it loaded.
TEST_F(DiscardFlaggedScans, KeepWhoeverAnOlderBuildMayHaveLoaded) {
  publish(test_id(60), 200);
  upload(scans_at(test_id(60), {scan_of(8, kInvented).scan()}));
  service.restart_after(Statement("UPDATE attendances SET derivable = NULL"));
  EXPECT_EQ(discard(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN)), (Counts{0, 3}));
}

// Whoever scans ids to learn whose they are sees the same of all.
TEST_F(DiscardFlaggedScans, TellNoDoorWhoIsKnown) {
  EXPECT_EQ(listed_to(at_door_), (Scans{scan(2), scan(kOnRoster), scan(kInList), scan(kInvented)}));
  discard(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN));
  EXPECT_EQ(listed_to(at_door_), Scans{scan(2)});
  for (const int number : {kOnRoster, kInvented})
    EXPECT_EQ(check_in(number, number), (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED,
                                                         v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN}));
  EXPECT_EQ(listed_to(at_door_), Scans{scan(2)}) << "nor when they are scanned again";
  EXPECT_EQ(refusal(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN), at_door_), "PERMISSION_DENIED");
}

// By this flag those who are known would be left on the door's list, and the others would not.
TEST_F(DiscardFlaggedScans, MeanNobodyByWhatNoListSays) {
  EXPECT_EQ(discard(flagged(v1::CHECK_IN_FLAG_UNKNOWN_PERSON)), (Counts{0, 0}));
  EXPECT_EQ(listed_to(at_door_).size(), 4U);
  EXPECT_EQ(refusal(flagged(v1::CHECK_IN_FLAG_UNSPECIFIED)), "INVALID_REQUEST");
}

TEST_F(DiscardFlaggedScans, MeanThoseAloneThatHaveTheFlag) {
  EXPECT_EQ(discard(flagged(v1::CHECK_IN_FLAG_UNREADABLE_CODE)), (Counts{1, 0})) << "a code is nobody";
  EXPECT_EQ(listed_to(at_door_), (Scans{scan(kOnRoster), scan(kInList), scan(kInvented)}));
  EXPECT_EQ(discard(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN, {scan(kOnRoster)})), (Counts{0, 1}));
  EXPECT_EQ(discard(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN, {scan(kInvented)})), (Counts{1, 0}));
}

// Between the list and this somebody else may have settled one.
TEST_F(DiscardFlaggedScans, PassOverWhatIsSettled) {
  const auto request = flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN);
  ASSERT_EQ(refusal(confirmation(kSession, {scan(kInvented)})), "");
  ASSERT_EQ(refusal(discarding(kSession, {scan(kOnRoster)})), "");
  events_since_last();
  EXPECT_EQ(discard(request), (Counts{0, 1}));
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_EQ(refusal(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN, {scan(77)})), "UNKNOWN_SCAN");
}

// Nor does the session's attendance tell it, when it is known.
TEST_F(DiscardFlaggedScans, LeaveWhatWaitsToSomebody) {
  const std::string unheard_of = test_id(60);
  upload(scans_at(unheard_of, {scan_of(11, kOnRoster).scan(), scan_of(12, kInvented).scan()}));
  auto request = flagged(v1::CHECK_IN_FLAG_UNKNOWN_SESSION, {scan(11), scan(12)});
  request.set_session_id(unheard_of);
  EXPECT_EQ(refusal(request, coordinator(kRegion)), "UNKNOWN_SESSION");
  request.set_request_id(fresh_request_id());
  EXPECT_EQ(discard(request), (Counts{1, 1}));
  publish(unheard_of, 5);
  EXPECT_EQ(attending(unheard_of), std::vector<std::string>{});
  EXPECT_EQ(refusal(confirmation(unheard_of, {scan(11)})), "");
  EXPECT_EQ(attending(unheard_of), std::vector<std::string>{person(kOnRoster)});
}

TEST_F(DiscardFlaggedScans, AreCountedLikeReadingNames) {
  discard(flagged(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN));
  EXPECT_EQ(service.names_read().back(), "administrator DiscardFlaggedScans 3");
}

}  // namespace
}  // namespace opora::registration::testing
