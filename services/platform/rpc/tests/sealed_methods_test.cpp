// What a client sends beside the request of a sealed method is not looked at, and nobody counts that it called.
#include <algorithm>

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>

#include "opora/testing/v1/ballot_service.pb.h"
#include "platform/rpc/bytes.h"
#include "platform/rpc/tests/fixture.h"

namespace opora::testing {
namespace {

using registration::v1::GetGroupRequest;
using registration::v1::GetSeatsRequest;
using Metadata = std::vector<std::pair<std::string, std::string>>;

// One method that anybody may call, one for callers, and others as ever.
class SealedMethods : public ServerTest {
 protected:
  void SetUp() override {
    host_.seal(index_of("GetSeats"), false);
    host_.seal(index_of("GetGroup"), true);
    host_.on_call = [this](std::size_t, Call call, std::function<void(Answer)> done) {
      reached_.push_back(std::move(call));
      done({std::string(), {}});  // a sealed method has no head to tell
    };
    ServerTest::SetUp();
    auto started = Server::start({.observer = &observer_, .limits = &limits_}, {&host_}, *keys_, clock_);
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }
  void TearDown() override {
    server_.reset();  // before what it decides by
    ServerTest::TearDown();
  }
  std::size_t index_of(const std::string& name) {
    const auto found = std::ranges::find(host_.methods(), name, &Method::name);
    return found->index;
  }
  // As any client of anybody's might.
  grpc::Status call(const std::string& path, const Metadata& metadata, std::string request = "") {
    grpc::GenericStub stub(grpc::CreateChannel(address(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext context;
    for (const auto& [name, value] : metadata) context.AddMetadata(name, value);
    const auto bytes = to_buffer(std::move(request));
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, path, {}, &bytes, &response,
                   [&done](grpc::Status status) { done.set_value(std::move(status)); });
    return done.get_future().get();
  }
  const std::string for_anybody_ = method_path(GetSeatsRequest::descriptor());
  const std::string for_callers_ = method_path(GetGroupRequest::descriptor());
  CallLimits limits_{1, clock_};
  std::vector<Call> reached_;
};

TEST_F(SealedMethods, ForAnybodyAskNobodyWhoTheyAre) {
  const Metadata cases[] = {
      {},
      {{"authorization", "Bearer " + token()}},
      {{"authorization", "Bearer nonsense"}},
      {{"opora-seen", "nonsense"}, {"opora-seen", "registration=epoch-1:9"}},
      {{"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}, {"x-request-id", "7"}},
  };
  for (const Metadata& metadata : cases) {
    const grpc::Status status = call(for_anybody_, metadata, "request");
    EXPECT_TRUE(status.ok()) << status.error_message();
  }
  ASSERT_EQ(reached_.size(), std::size(cases)) << "none was too many of somebody's";
  for (const Call& each : reached_) {
    EXPECT_EQ(each.request, "request");
    EXPECT_EQ(each.caller.subject, "");
    EXPECT_EQ(each.caller.role, network::v1::ROLE_UNSPECIFIED);
    EXPECT_TRUE(each.seen.empty());
  }
  EXPECT_EQ(limits_.caller_count(), 0U);
}

TEST_F(SealedMethods, ForCallersTakeTheirTokenAndCountNothing) {
  const Metadata known{{"authorization", "Bearer " + token()}, {"opora-seen", "nonsense"}};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(call(for_callers_, known).ok());
  ASSERT_EQ(reached_.size(), 3U);
  EXPECT_EQ(reached_.front().caller.subject, "somebody");
  EXPECT_TRUE(reached_.front().seen.empty());
  EXPECT_EQ(call(for_callers_, {}).error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(call(for_callers_, {{"authorization", "Bearer nonsense"}}).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(reached_.size(), 3U);
  EXPECT_EQ(limits_.caller_count(), 0U);
  EXPECT_EQ(observer_.refused_count, 0) << "nor that somebody was turned away";
}

TEST_F(SealedMethods, AreOfBearableSize) {
  EXPECT_EQ(call(for_anybody_, {}, std::string(kRequestBytesMax + 1, 'x')).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(reached_.size(), 0U);
  EXPECT_EQ(observer_.refused_count, 0);
}

// Our own programs don't even send it: a token would tell the network, and whoever ends its TLS, who answers.
TEST_F(SealedMethods, AreToldNothingBesidesByOurClients) {
  FakeHost ballots("ballots", v1::CastBallotRequest::descriptor()->file()->FindServiceByName("BallotService"));
  auto started = Server::start({.observer = &observer_}, {&ballots}, *keys_, clock_);
  ASSERT_TRUE(started) << started.error().message;
  ballots.on_call = [this](std::size_t, Call call, std::function<void(Answer)> done) {
    reached_.push_back(std::move(call));
    done({std::string(), {}});
  };
  const auto client =
      *Client::make({.address = "127.0.0.1:" + std::to_string((*started)->port()), .token = token()});
  // The fake takes a token of all, so that a refusal shows that none was sent.
  const auto cast = client->call<v1::CastBallotResponse>(v1::CastBallotRequest(), kLong);
  ASSERT_FALSE(cast);
  EXPECT_EQ(cast.error().reason, "TOKEN_MISSING");
  EXPECT_TRUE(client->call<v1::OpenBoxResponse>(v1::OpenBoxRequest(), kLong));
  EXPECT_TRUE(client->call<v1::CountSlipsResponse>(v1::CountSlipsRequest(), kLong));
}

}  // namespace
}  // namespace opora::testing
