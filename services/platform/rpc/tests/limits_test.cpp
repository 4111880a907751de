// A caller's limit over a real connection.
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>

#include "opora/platform/v1/operations_service.pb.h"
#include "platform/rpc/bytes.h"
#include "platform/rpc/tests/fixture.h"

namespace opora::testing {
namespace {

using registration::v1::GetSeatsRequest;

class LimitedCallsTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    auto started = Server::start({.observer = &observer_, .limits = &limits_}, {&host_}, *keys_, clock_);
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }
  void TearDown() override {
    server_.reset();  // before what it decides by
    ServerTest::TearDown();
  }

  // The clock stands still, so no window ends in the middle of a test.
  struct StoppedClock final : Clock {
    Instant now() const override { return {60'000'000LL * 28'000'000}; }
  };
  const StoppedClock stopped_;
  CallLimits limits_{3, stopped_};
};

TEST_F(LimitedCallsTest, ACallTooManyIsRefusedBeforeItReachesTheHost) {
  std::atomic<int> reached = 0;
  host_.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) {
    ++reached;
    done({std::string(), {}});
  };
  const auto caller = client();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(get_seats(*caller)) << "queries count as every call";
  const auto refused = get_seats(*caller);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::overloaded);
  EXPECT_EQ(refused.error().reason, "RATE_LIMITED");
  EXPECT_EQ(refused.error().retry_after, 80s);
  EXPECT_EQ(reached, 3);
  EXPECT_EQ(observer_.refused_count, 1);
  const auto other = keys_->issue({"somebody else", network::v1::ROLE_ADMINISTRATOR}, 60s, clock_.now());
  EXPECT_TRUE(get_seats(*client_with(other)));
}

TEST_F(LimitedCallsTest, GrpcSaysThatTheResourceIsExhausted) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(limits_.pass("somebody"));
  grpc::GenericStub stub(grpc::CreateChannel(address(), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + token());
  const auto request = to_buffer("");
  grpc::ByteBuffer response;
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, method_path(GetSeatsRequest::descriptor()), {}, &request, &response,
                 [&done](grpc::Status status) { done.set_value(std::move(status)); });
  EXPECT_EQ(done.get_future().get().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(LimitedCallsTest, ServicesAndOperatorsAreNotLimited) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(limits_.pass("somebody"));
  for (const auto role : {network::v1::ROLE_SERVICE, network::v1::ROLE_OPERATOR})
    EXPECT_TRUE(get_seats(*client(role))) << role;
  for (const auto role : {network::v1::ROLE_ADMINISTRATOR, network::v1::ROLE_COORDINATOR,
                          network::v1::ROLE_ORGANISATION, network::v1::ROLE_FACILITATOR})
    EXPECT_FALSE(get_seats(*client(role))) << role;
}

TEST_F(LimitedCallsTest, OperatorsCallsAndLogsPassTheSameGate) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(limits_.pass("somebody"));
  const auto checked =
      client()->call<platform::v1::CheckInvariantsResponse>(platform::v1::CheckInvariantsRequest(), kLong);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().reason, "RATE_LIMITED") << "who may not is limited as well";
}

TEST_F(LimitedCallsTest, AForgedTokenUsesUpNobodysLimit) {
  const auto other_keys = *KeyFolder::open(folder_ / "other");
  const auto forged = other_keys->issue({"somebody", network::v1::ROLE_ADMINISTRATOR}, 60s, clock_.now());
  for (int i = 0; i < 10; ++i) EXPECT_EQ(get_seats(*client_with(forged)).error().reason, "TOKEN_FOREIGN");
  EXPECT_EQ(limits_.caller_count(), 0u);
}

}  // namespace
}  // namespace opora::testing
