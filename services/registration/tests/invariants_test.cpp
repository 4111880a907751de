// The invariants find what they say they find: each bug that can be planted in seats breaks one on a live database.
#include "registration/invariants.h"

#include <set>

#include "platform/faults/planted.h"
#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class Invariants : public RegistrationTest {
 protected:
  // The planted bugs break what TearDown() expects to hold.
  void TearDown() override {}
  void resolve_keys(const std::vector<std::string>& keys) {
    v1::ResolveKeysRequest request;
    request.set_request_id(fresh_request_id());
    request.set_list("amur");
    for (const std::string& key : keys) request.add_keys(key);
    ASSERT_EQ(refusal(request), "");
  }
  bool finds(const std::string& sentence) {
    for (const std::string& violation : service.violations())
      if (violation.starts_with(sentence)) return true;
    return false;
  }
};

TEST_F(Invariants, HoldAndCountWhatTheyChecked) {
  register_named(1, 8, {1, 2});
  register_group(2, 4);
  add_to_roster(kSchool, 3, "2023-01-01");
  open_doors();
  check_in(1, 1);
  check_in(2, 9);
  check_in(3, 2, kStartsAtUs - 40 * kHourUs);
  resolve_keys({"a", "b"});
  std::set<std::string> sentences;
  for (const auto& checked : service.host().check_invariants()) {
    EXPECT_EQ(checked.finding.violations, std::vector<std::string>{}) << checked.invariant;
    sentences.insert(checked.invariant);
  }
  for (const Invariant& invariant : invariants()) EXPECT_TRUE(sentences.contains(invariant.sentence));
}

// A scan that was set aside was uploaded again to a build from before, which counts it.
TEST_F(Invariants, KnowWhatAnOlderBuildLetCount) {
  open_doors();
  check_in(1, 1, kStartsAtUs - 40 * kHourUs);
  service.restart_after(Statement("INSERT INTO check_ins (check_in_id, session_id, person_id, scanned_at, flags) "
                                  "SELECT check_in_id, session_id, person_id, scanned_at, flags FROM unsettled_scans"));
  service.restart_after(Statement("INSERT INTO attendances (session_id, person_id, organisation_id, scanned_at) "
                                  "SELECT session_id, person_id, '', scanned_at FROM unsettled_scans"));
  EXPECT_EQ(service.violations(), std::vector<std::string>{});
  v1::TakeBackAttendanceRequest mistaken;
  mistaken.set_session_id(kSession);
  mistaken.set_person_id(person(1));
  mistaken.set_code(v1::CORRECTION_CODE_DID_NOT_COME);
  mistaken.set_reason("The wrong line of the list.");
  EXPECT_EQ(refusal(mistaken), "");
  EXPECT_EQ(service.violations(), std::vector<std::string>{}) << "nor is it one once it is taken back";
  service.restart_after(Statement("DELETE FROM attendance_corrections"));
  EXPECT_TRUE(finds("No scan that is set aside, or was discarded, is a check-in.")) << "this one does not";
}

TEST_F(Invariants, FindAnIdThatDerivesFromItsKey) {
  resolve_keys({"a"});
  service.restart_after(Statement("UPDATE person_keys SET person_id = '016f5e66-e800-8fa8-9f68-e2a8f2267146'"));
  EXPECT_TRUE(finds("Nobody's id can be told from a key, but theirs whom an older build recorded."));
}

TEST_F(Invariants, FindANameThatStaysForTooLong) {
  const std::string sentence = "No name stays for 60 days after its time, once it was told that it goes.";
  register_named(1, 2, {1});
  const Instant over{kStartsAtUs + std::int64_t{731} * 24 * kHourUs};  // the 24 months
  service.clock().set(over - std::chrono::days(20));
  service.settle();
  service.clock().set(over + std::chrono::days(60));  // and nobody looks
  EXPECT_FALSE(finds(sentence));
  service.clock().set(over + std::chrono::days(61));
  EXPECT_TRUE(finds(sentence));
}

TEST_F(Invariants, FindAKeyThatOutlivesItsName) {
  resolve_keys({"a"});
  service.restart_after(Statement("INSERT INTO people (person_id, name, occupation, derivable, expired_at) "
                                  "SELECT person_id, '', 1, 0, 5 FROM person_keys"));
  EXPECT_TRUE(finds("A name that has expired is gone, and with it the keys of lists."));
}

#ifdef OPORA_TESTING
TEST_F(Invariants, FindTwoKeysOfOnePerson) {
  const opora::testing::Planted planted("key_of_somebody_else");
  resolve_keys({"a", "b"});
  EXPECT_TRUE(finds("No two keys of a list are one person's."));
}

TEST_F(Invariants, FindSeatsSoldTwice) {
  const opora::testing::Planted planted("capacity_off_by_one");
  register_group(1, 9);
  register_group(2, 2);
  EXPECT_TRUE(
      finds("No session has more confirmed seats than its capacity, but for those taken before it became smaller."));
}

TEST_F(Invariants, FindAGroupOvertaken) {
  const opora::testing::Planted planted("waitlist_overtaken");
  register_group(1, 9);
  register_group(2, 2);
  register_group(3, 1);
  EXPECT_TRUE(finds("No group that waits is overtaken by one that came later, but by late entries after the start"));
}

TEST_F(Invariants, FindASeatLeftFree) {
  const opora::testing::Planted planted("no_promotion");
  register_group(1, 9);
  register_group(2, 2);
  cancel(1);
  EXPECT_TRUE(finds("Until its session starts, no seat stays free that the first waiting group fits."));
}

// A crowd moves up elsewhere, a portion at a time.
TEST_F(Invariants, FindASeatLeftFreeWhileThoseOfAnotherSessionAreFilled) {
  const opora::testing::Planted planted("no_promotion");
  publish(test_id(60), 10);
  auto elsewhere = registration(3, 1);
  elsewhere.set_session_id(test_id(60));
  ASSERT_EQ(refusal(elsewhere), "");
  register_group(1, 9);
  register_group(2, 2);
  cancel(1);
  const std::string sentence = "Until its session starts, no seat stays free that the first waiting group fits.";
  // For later, with what any timer of a session has in it.
  service.restart_after(Statement("INSERT INTO timers (id, due_at, try_at, method, request) "
                                  "SELECT '00000000-0000-7000-8000-000000000060/seats', due_at, try_at, "
                                  "'opora.registration.v1.FillSeats', request FROM timers "
                                  "WHERE id = '00000000-0000-7000-8000-000000000060'"));
  EXPECT_TRUE(finds(sentence));
  service.restart_after(Statement("UPDATE timers SET id = '00000000-0000-7000-8000-000000000002/seats' "
                                  "WHERE id LIKE '%/seats'"));
  EXPECT_FALSE(finds(sentence)) << "a timer fills this one's";
}

TEST_F(Invariants, FindADoubtfulScanThatCounts) {
  const opora::testing::Planted planted("odd_scan_counts");
  open_doors();
  check_in(1, 1, kStartsAtUs - 40 * kHourUs);
  EXPECT_TRUE(finds("Nobody is in attendance by a doubtful scan alone that nobody has confirmed."));
}

TEST_F(Invariants, FindADiscardedScanThatCounts) {
  const opora::testing::Planted planted("discarded_scan_counts");
  open_doors();
  check_in(1, 1, kStartsAtUs - 40 * kHourUs);
  ASSERT_EQ(refusal(discarding(kSession, {scan(1)})), "");
  EXPECT_TRUE(finds("No scan that is set aside, or was discarded, is a check-in."));
}

TEST_F(Invariants, FindMorePeopleNobodyKnowsThanThereIsRoom) {
  const opora::testing::Planted planted("unknown_people_unbounded");
  open_doors();
  for (int number = 0; number < 31; ++number) check_in(number, number);
  EXPECT_TRUE(finds("No more people count unconfirmed whom nobody knew than a session has seats, or thirty."));
}

TEST_F(Invariants, FindAGroupThatPassedOthersOverWithoutAWord) {
  const opora::testing::Planted planted("passed_over_forgotten");
  register_group(1, 9);
  register_group(2, 2);
  open_doors();
  service.clock().set(Instant{kStartsAtUs});
  register_group(3, 1);
  EXPECT_TRUE(finds("No group that waits is overtaken by one that came later, but by late entries"));
}

TEST_F(Invariants, FindPromotionOutOfOrder) {
  const opora::testing::Planted planted("promotion_out_of_order");
  register_group(1, 10);
  register_group(2, 6);
  register_group(3, 5);
  cancel(1);
  EXPECT_TRUE(finds("No group that waits is overtaken by one that came later, but by late entries after the start"));
}
#endif

}  // namespace
}  // namespace opora::registration::testing
