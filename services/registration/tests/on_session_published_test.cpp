#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class OnSessionPublished : public RegistrationTest {};

TEST_F(OnSessionPublished, OpensTheSessionToRegistration) {
  auto request = registration(1, 5);
  request.set_session_id(test_id(60));
  EXPECT_EQ(refusal(request), "UNKNOWN_SESSION");
  publish(test_id(60), 5);
  EXPECT_EQ(events_since_last(), Types{}) << "hearing of a session is no news of ours";
  request.set_request_id(fresh_request_id());
  EXPECT_EQ(refusal(request), "");
}

TEST_F(OnSessionPublished, HeardAgainKeepsTheSeatsTaken) {
  register_group(1, 5);
  publish(kSession, 10);
  EXPECT_EQ(seats_now().confirmed_count(), 5);
  EXPECT_EQ(register_group(2, 6).status(), v1::GROUP_STATUS_WAITING);
}

TEST_F(OnSessionPublished, MayComeAfterTheFirstScans) {
  open_doors();
  auto early = scan_of(1, 1);
  early.set_session_id(test_id(60));
  EXPECT_EQ(refusal(early), "");
  publish(test_id(60), 5);
  EXPECT_EQ(events_since_last(), (Types{"ScanSetAside", "ScanSettled", "AttendanceRecorded"}))
      << "the session is known: the scan counts";
  auto later = scan_of(2, 1);
  later.set_session_id(test_id(60));
  const auto response = service.call<v1::CheckInResponse>(later).value();
  EXPECT_EQ(std::vector<int>(response.flags().begin(), response.flags().end()),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN}));
}

}  // namespace
}  // namespace opora::registration::testing
