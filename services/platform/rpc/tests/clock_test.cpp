// Operators see how a machine's clock stands and confirm it; tokens that are right by either clock are taken while the
// two differ.
#include "opora/platform/v1/operations_service.pb.h"
#include "platform/rpc/tests/fixture.h"
#include "platform/testing/manual_clock.h"

namespace opora::testing {
namespace {

using namespace platform::v1;

class ClockTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    const ServerOptions options{.observer = &observer_, .wall = &wall_};
    server_ = Server::start(options, {&host_, &other_host_}, *keys_, believed_).value();
  }
  void TearDown() override {
    server_.reset();  // before what it decides by
    ServerTest::TearDown();
  }
  std::string reason_with_token_of(Instant issued_at) {
    const auto token = keys_->issue({"somebody", network::v1::ROLE_ADMINISTRATOR}, 60s, issued_at);
    const auto answer = get_seats(*client_with(token));
    return answer ? "" : answer.error().reason;
  }

  const Instant now_ = clock_.now();
  ManualClock believed_{now_};
  ManualClock wall_{now_};
};

TEST_F(ClockTest, IsToldForEachService) {
  host_.clock_state = {ClockState::Standing::contradicted, {9}, {5}, 4us};
  other_host_.clock_state = {ClockState::Standing::aside, {7}, {6}, 1us};
  const auto told = client(network::v1::ROLE_OPERATOR)->call<GetClockResponse>(GetClockRequest(), kLong);
  ASSERT_TRUE(told) << told.error().message;
  ASSERT_EQ(told->clocks_size(), 2);
  EXPECT_EQ(told->clocks(0).service(), "registration");
  EXPECT_EQ(told->clocks(0).standing(), CLOCK_STANDING_CONTRADICTED);
  EXPECT_EQ(told->clocks(0).wall_us(), 9);
  EXPECT_EQ(told->clocks(0).believed_us(), 5);
  EXPECT_EQ(told->clocks(1).standing(), CLOCK_STANDING_ASIDE);
}

TEST_F(ClockTest, IsConfirmedByAnOperatorForAllServices) {
  for (FakeHost* host : {&host_, &other_host_})
    host->clock_state = {ClockState::Standing::unconfirmed, {9}, {9}, 0us};
  ConfirmTimeRequest request;
  request.set_now_us(8);
  const auto refused = client(network::v1::ROLE_OPERATOR)->call<ConfirmTimeResponse>(request, kLong);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "CLOCK_DIFFERS");
  request.set_now_us(9);
  EXPECT_TRUE(client(network::v1::ROLE_OPERATOR)->call<ConfirmTimeResponse>(request, kLong));
  EXPECT_EQ(host_.clock_state.standing, ClockState::Standing::agreed);
  EXPECT_EQ(other_host_.clock_state.standing, ClockState::Standing::agreed);
}

TEST_F(ClockTest, IsNobodyElsesBusiness) {
  for (const auto role : {network::v1::ROLE_COORDINATOR, network::v1::ROLE_FACILITATOR}) {
    EXPECT_EQ(client(role)->call<GetClockResponse>(GetClockRequest(), kLong).error().code, Code::denied);
    EXPECT_EQ(client(role)->call<ConfirmTimeResponse>(ConfirmTimeRequest(), kLong).error().code, Code::denied);
  }
}

TEST_F(ClockTest, ATokenIsRightByEitherClock) {
  wall_.set_wrong(std::chrono::hours(240));
  EXPECT_EQ(reason_with_token_of(believed_.now()), "") << "people go on";
  EXPECT_EQ(reason_with_token_of(wall_.now()), "") << "so does who comes to put it right";
  EXPECT_EQ(reason_with_token_of(believed_.now() - 61s), "TOKEN_EXPIRED");
  EXPECT_EQ(reason_with_token_of(wall_.now() + std::chrono::hours(1)), "TOKEN_NOT_YET_VALID");
}

}  // namespace
}  // namespace opora::testing
