// The platform as a real process whose machine's clock is set wrong while it runs, while it is stopped, and put right
// again: nobody's registration ends before its time, and nobody is sent away.
#include <fstream>

#include <gtest/gtest.h>

#include "opora/platform/v1/operations_service.pb.h"
#include "opora/registration/v1/events.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "process/must.h"
#include "process/planned_sessions.h"
#include "process/platform_under_test.h"

namespace opora::testing {
namespace {

using namespace std::chrono_literals;
using opora::platform::v1::ClockStanding;

constexpr std::chrono::seconds kPatience{30};

struct Case {
  const char* what;
  std::chrono::hours off;
};

class WrongClock : public ::testing::TestWithParam<Case> {
 protected:
  WrongClock() { set_clock(0h); }

  void set_clock(std::chrono::hours off) {
    std::ofstream(scratch_ / "off") << std::chrono::seconds(off).count() << std::flush;
  }
  std::vector<std::string> variables() const {
    const auto here = std::filesystem::canonical("/proc/self/exe").parent_path();
    return {"LD_PRELOAD=" + (here / "libwrong_clock.so").string(), "WRONG_CLOCK=" + (scratch_ / "off").string(),
            "ASAN_OPTIONS=verify_asan_link_order=0"};
  }
  void start() {
    if (platform_)
      platform_->restart(variables());
    else
      platform_.emplace(scratch_ / "data", std::vector<std::string>(), variables());
    registered_by_ = platform_->connect();
  }
  // A session whose registration ends within what the clock is wrong by, yet not within this test.
  void publish() {
    if (!sessions_) sessions_.emplace(platform_->administrator(), platform_->organisation());
    const auto off = std::chrono::abs(GetParam().off);
    const std::chrono::minutes left = session_.empty() ? off - 30min : off > 4h ? off - 4h : off + 4h;  // one room
    session_ = sessions_->publish_closing(10, SystemClock().now() + left);
    sessions_->wait_until_known(platform_->administrator());
  }
  std::string register_somebody() {
    registration::v1::RegisterGroupRequest request;
    request.ParseFromString(registration_of(session_, platform_->organisation(), ids_, SystemClock().now()));
    const auto answer = registered_by_->call<registration::v1::RegisterGroupResponse>(request, kPatience);
    return answer ? "" : answer.error().reason;
  }
  bool is_open() {
    registration::v1::GetSeatsRequest request;
    request.set_session_id(session_);
    return must(registered_by_->call<registration::v1::GetSeatsResponse>(request, kPatience), "seats").open();
  }
  ClockStanding standing() {
    const auto clocks = must(platform_->administrator().call<opora::platform::v1::GetClockResponse>(
                                 opora::platform::v1::GetClockRequest(), kPatience),
                             "the clock");
    return clocks.clocks(0).standing();
  }
  // Due timers go before a command, in its batch: once it is answered, whatever was taken for due has happened.
  void let_timers_run() {
    registration::v1::AddOrganisationRequest request;
    request.set_request_id(ids_.next(SystemClock().now()));
    request.set_organisation_id(ids_.next(SystemClock().now()));
    (*request.mutable_name()->mutable_by_language())["en"] = "Somebody else";
    request.set_kind(registration::v1::ORGANISATION_KIND_SCHOOL);
    must(platform_->administrator().call<registration::v1::AddOrganisationResponse>(request, kPatience), "adding");
  }
  void expect_it_goes_on() {
    let_timers_run();
    EXPECT_TRUE(is_open());
    EXPECT_EQ(register_somebody(), "");
  }

  ScratchFolder scratch_;
  IdSource ids_;
  std::optional<PlatformUnderTest> platform_;
  std::optional<PlannedSessions> sessions_;  // while it runs
  std::unique_ptr<Client> registered_by_;
  std::string session_;
};

TEST_P(WrongClock, ForAWhileEndsNobodysRegistration) {
  start();
  publish();
  expect_it_goes_on();
  set_clock(GetParam().off);
  EXPECT_EQ(standing(), opora::platform::v1::CLOCK_STANDING_CONTRADICTED);
  expect_it_goes_on();
  set_clock(0h);
  EXPECT_EQ(standing(), opora::platform::v1::CLOCK_STANDING_AGREED);
  expect_it_goes_on();
  // What is published afterwards, too: the lane's time has not stayed behind.
  publish();
  expect_it_goes_on();
  EXPECT_EQ(platform_->violations(), std::vector<std::string>());
}

TEST_P(WrongClock, AtAStartEndsNobodysRegistration) {
  start();
  publish();
  platform_->server().end(SIGTERM);
  set_clock(GetParam().off);
  start();
  EXPECT_EQ(standing(), opora::platform::v1::CLOCK_STANDING_CONTRADICTED);
  expect_it_goes_on();
  platform_->server().end(SIGTERM);
  set_clock(0h);
  start();
  expect_it_goes_on();
}

INSTANTIATE_TEST_SUITE_P(Jumps, WrongClock,
                         ::testing::Values(Case{"nine_hours_on", 9h}, Case{"thirty_one_hours_on", 31h},
                                           Case{"two_hours_back", -2h}, Case{"ten_days_on", 240h}),
                         [](const auto& info) { return std::string(info.param.what); });

}  // namespace
}  // namespace opora::testing
