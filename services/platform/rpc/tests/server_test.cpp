// Calls over a real connection: what goes in reaches the host, what the host says comes out.
#include "platform/rpc/server.h"

#include <mutex>
#include <utility>

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>

#include "platform/rpc/bytes.h"
#include "platform/rpc/tests/fixture.h"

namespace opora::testing {
namespace {

using namespace opora::registration::v1;

class RpcTest : public ServerTest {};

TEST_F(RpcTest, ACallReachesItsMethodWithCallerRequestAndDeadline) {
  Call got;
  std::size_t method = 0;
  host_.on_call = [&](std::size_t m, Call call, std::function<void(Answer)> done) {
    method = m;
    got = std::move(call);
    RegisterGroupResponse response;
    response.set_waitlist_place(3);
    done({response.SerializeAsString(), {"epoch-1", 12}, true});
  };
  RegisterGroupRequest request;
  request.set_session_id("s1");
  request.set_head_count(3);
  AnswerDetails details;
  const auto before = std::chrono::steady_clock::now();
  const auto response = client(network::v1::ROLE_ORGANISATION)->call<RegisterGroupResponse>(request, kLong, &details);
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->waitlist_place(), 3);
  EXPECT_EQ(host_.methods()[method].name, "RegisterGroup");
  EXPECT_EQ(got.request, request.SerializeAsString());
  EXPECT_EQ(got.caller.subject, "somebody");
  EXPECT_EQ(got.caller.role, network::v1::ROLE_ORGANISATION);
  EXPECT_TRUE(got.seen.empty());
  ASSERT_TRUE(got.deadline);
  EXPECT_GT(*got.deadline, before);
  EXPECT_LE(*got.deadline, std::chrono::steady_clock::now() + kLong + 1s);
  EXPECT_TRUE(details.remembered);
  EXPECT_EQ(details.positions.at("registration").position, 12);
  EXPECT_EQ(details.positions.at("registration").epoch, "epoch-1");
}

TEST_F(RpcTest, EveryRefusalComesBackWhole) {
  const auto caller = client();
  for (const Code code : {Code::invalid, Code::not_found, Code::conflict, Code::unauthenticated, Code::denied,
                          Code::overloaded, Code::deadline, Code::unavailable, Code::outcome_unknown, Code::internal}) {
    const Error error{code, "SOME_REASON", "What was wrong.", {{"head_count", "too many"}}, 250ms};
    host_.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) { done({tl::unexpected(error), {}}); };
    AnswerDetails details;
    const auto response = get_seats(*caller, &details);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error(), error);
    EXPECT_FALSE(details.remembered);
    EXPECT_TRUE(details.positions.empty());
  }
}

TEST_F(RpcTest, WithoutAGoodTokenNobodyGetsIn) {
  bool reached = false;
  host_.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) {
    reached = true;
    done({std::string(), {}});
  };
  const auto other_keys = *KeyFolder::open(folder_ / "other");
  const Caller caller{"somebody", network::v1::ROLE_ADMINISTRATOR};
  const std::pair<std::string, const char*> cases[] = {
      {"", "TOKEN_MISSING"},
      {"nonsense", "TOKEN_MALFORMED"},
      {other_keys->issue(caller, 60s, clock_.now()), "TOKEN_FOREIGN"},
      {keys_->issue(caller, 60s, clock_.now() - 1h), "TOKEN_EXPIRED"},
      {keys_->issue(caller, 60s, clock_.now() + 1h), "TOKEN_NOT_YET_VALID"},
  };
  for (const auto& [token, reason] : cases) {
    const auto response = get_seats(*client_with(token));
    ASSERT_FALSE(response) << reason;
    EXPECT_EQ(response.error().code, Code::unauthenticated);
    EXPECT_EQ(response.error().reason, reason);
  }
  EXPECT_FALSE(reached);
  EXPECT_EQ(observer_.refused_count, static_cast<int>(std::size(cases)));
}

// gRPC would end the process, and print the token while it does.
TEST_F(RpcTest, ATokenThatCanNotBeSentIsRefusedBeforeItIs) {
  const std::string good = token();
  for (const std::string wrong : {"\r", "\n", "\r\n", " ", "\t", "\u00a0", "\ufeff", "\xff", "\x7f"}) {
    for (const std::string& each : {wrong + good, good + wrong, good.substr(0, 9) + wrong + good.substr(9)}) {
      const auto caller = client_with(each);
      const auto refused = get_seats(*caller);
      ASSERT_FALSE(refused) << ::testing::PrintToString(wrong);
      EXPECT_EQ(refused.error().code, Code::unauthenticated);
      EXPECT_EQ(refused.error().reason, "TOKEN_MALFORMED");
      EXPECT_EQ(refused.error().message.find(good.substr(0, 9)), std::string::npos) << "it is nobody's to read";
      const auto read = caller->read_events({}, [](const auto&) { return true; });
      EXPECT_EQ(read ? "" : read.error().reason, "TOKEN_MALFORMED");
    }
  }
  const auto asked = *Client::make({.address = address(), .token_source = [&] { return good + "\n"; }});
  EXPECT_EQ(get_seats(*asked).error().reason, "TOKEN_MALFORMED") << "of a process's own, too";
  EXPECT_EQ(get_seats(*client_with(std::string(kTokenBytesMax + 1, 'x'))).error().reason, "TOKEN_MALFORMED");
  EXPECT_TRUE(get_seats(*client_with(good)));
  EXPECT_EQ(observer_.refused_count, 0);
}

TEST_F(RpcTest, ALargeRequestIsRefusedWithItsReason) {
  std::string got;
  host_.on_call = [&](std::size_t, Call call, std::function<void(Answer)> done) {
    got = std::move(call.request);
    done({std::string(), {}});
  };
  const auto caller = client();
  GetSeatsRequest request;
  // Below 1 MiB, between our limit and gRPC's, and beyond both.
  for (const auto& [bytes, accepted] : {std::pair{(1 << 20) - 100, true}, {(1 << 20) + 1, false}, {5 << 20, false}}) {
    request.set_session_id(std::string(static_cast<std::size_t>(bytes), 'x'));
    const auto response = caller->call<GetSeatsResponse>(request, kLong);
    EXPECT_EQ(response.has_value(), accepted) << bytes;
    if (accepted) continue;
    EXPECT_EQ(response.error().reason, "REQUEST_TOO_LARGE") << bytes;
  }
  EXPECT_LT(got.size(), 1u << 20);
}

TEST_F(RpcTest, ALargeAnswerArrivesWhole) {
  GetSeatsResponse large;
  (*large.mutable_policy()->mutable_by_language())["en"] = std::string(3 << 20, 'x');
  host_.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) { done({large.SerializeAsString(), {}}); };
  const auto response = get_seats(*client());
  ASSERT_TRUE(response) << response.error().message;
  EXPECT_EQ(response->policy().by_language().at("en"), large.policy().by_language().at("en"));
}

TEST_F(RpcTest, PositionsOfOneServiceAreToldToTheOthers) {
  const auto caller = client();
  std::map<std::string, LogHead> seen_here, seen_there;
  std::int64_t position = 12;
  host_.on_call = [&](std::size_t, Call call, std::function<void(Answer)> done) {
    seen_here = call.seen;
    done({std::string(), {"epoch-1", position}});
  };
  other_host_.on_call = [&](std::size_t, Call call, std::function<void(Answer)> done) {
    seen_there = call.seen;
    done({refuse(Code::conflict, "X", ""), {"epoch-9", 3}});
  };
  const auto call_other = [&] {
    EXPECT_FALSE(caller->call<scheduling::v1::AddCountryResponse>(scheduling::v1::AddCountryRequest(), kLong));
  };
  ASSERT_TRUE(get_seats(*caller));
  call_other();
  ASSERT_EQ(seen_there.size(), 1u) << "a service needs no telling of its own positions";
  EXPECT_EQ(seen_there["registration"].position, 12);
  position = 11;  // an answer that was overtaken
  ASSERT_TRUE(get_seats(*caller));
  EXPECT_EQ(seen_here["scheduling"].position, 3) << "a refusal tells where it was decided too";
  EXPECT_EQ(seen_here["scheduling"].epoch, "epoch-9");
  call_other();
  EXPECT_EQ(seen_there["registration"].position, 12);
}

TEST_F(RpcTest, PositionsSeenReachTheHostAndBadOnesAreRefused) {
  std::map<std::string, LogHead> seen;
  host_.on_call = [&](std::size_t, Call call, std::function<void(Answer)> done) {
    seen = call.seen;
    done({std::string(), {}});
  };
  grpc::GenericStub stub(grpc::CreateChannel(address(), grpc::InsecureChannelCredentials()));
  const auto call = [&](std::initializer_list<const char*> positions) {
    grpc::ClientContext context;
    context.AddMetadata("authorization", "Bearer " + token());
    for (const auto* position : positions) context.AddMetadata("opora-seen", position);
    const auto request = to_buffer("");
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, method_path(GetSeatsRequest::descriptor()), {}, &request, &response,
                   [&done](grpc::Status status) { done.set_value(std::move(status)); });
    return done.get_future().get();
  };
  EXPECT_TRUE(call({"scheduling=e1:5", "reporting=e2:6"}).ok());
  EXPECT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen["scheduling"].epoch, "e1");
  EXPECT_EQ(seen["scheduling"].position, 5);
  EXPECT_EQ(seen["reporting"].position, 6);
  EXPECT_EQ(call({"scheduling=5"}).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(RpcTest, AnAnswerThatComesTooLateIsUnknown) {
  std::mutex mutex;
  std::vector<std::function<void(Answer)>> held;
  host_.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) {
    const std::lock_guard lock(mutex);
    held.push_back(std::move(done));
  };
  const auto reached = [&] {
    const std::lock_guard lock(mutex);
    return !held.empty();
  };
  const auto caller = client();
  // On a busy machine a short deadline may pass before the call even leaves.
  for (auto within = 50ms; !reached() && within < kLong; within *= 2) {
    const auto response = caller->call<GetSeatsResponse>(GetSeatsRequest(), within);
    ASSERT_FALSE(response);
    EXPECT_EQ(response.error().code, Code::outcome_unknown);
    EXPECT_EQ(response.error().reason, "ANSWER_LATE");
  }
  EXPECT_TRUE(reached());
  // Nobody listens to the answers any more, and nothing breaks.
  host_.on_stop = [&] {
    const std::lock_guard lock(mutex);
    for (const auto& done : std::exchange(held, {})) done({std::string(), {}});
  };
  server_->stop(0ms);
}

TEST_F(RpcTest, SettlingAsksAgainWithTheSameRequest) {
  std::vector<std::string> requests;
  const Error errors[] = {{Code::overloaded, "QUEUE_FULL", "", {}, 1ms},
                          {Code::unavailable, "X", ""},
                          {Code::outcome_unknown, "OUTCOME_UNKNOWN", ""},
                          {Code::deadline, "DEADLINE_PASSED", ""}};
  host_.on_call = [&](std::size_t, Call call, std::function<void(Answer)> done) {
    requests.push_back(call.request);
    if (requests.size() <= std::size(errors)) return done({tl::unexpected(errors[requests.size() - 1]), {}});
    done({std::string(), {}});
  };
  RegisterGroupRequest request;
  request.set_request_id("r1");
  EXPECT_TRUE(client()->call_until_settled<RegisterGroupResponse>(request, kLong));
  EXPECT_EQ(requests, std::vector<std::string>(std::size(errors) + 1, request.SerializeAsString()));
}

TEST_F(RpcTest, SettlingStopsAtADecisionAndAtItsTime) {
  int calls = 0;
  Error error{Code::conflict, "REGISTRATION_CLOSED", ""};
  host_.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) {
    ++calls;
    done({tl::unexpected(error), {}});
  };
  const auto caller = client();
  EXPECT_EQ(caller->call_until_settled<RegisterGroupResponse>(RegisterGroupRequest(), kLong).error(), error);
  EXPECT_EQ(calls, 1);
  error = {Code::unavailable, "X", ""};
  EXPECT_FALSE(caller->call_until_settled<RegisterGroupResponse>(RegisterGroupRequest(), 100ms));
  EXPECT_GT(calls, 1);
}

// An engine gives its containers the proxies of whoever runs it, and those are for the web.
TEST_F(RpcTest, AProxyIsNotAskedForPeers) {
  for (const char* name : {"http_proxy", "https_proxy", "grpc_proxy"}) setenv(name, "http://127.0.0.1:1", 1);
  const auto caller = client();
  for (const char* name : {"http_proxy", "https_proxy", "grpc_proxy"}) unsetenv(name);
  EXPECT_TRUE(get_seats(*caller));
}

TEST_F(RpcTest, NoTokenGoesInPlainText) {
  EXPECT_THROW((void)Client::make({.address = address(), .token = token(), .in_plain_text = true}), std::logic_error);
  EXPECT_TRUE(Client::make({.address = "10.0.0.1:7402", .tls = {.authority = "/nowhere"}, .in_plain_text = true}));
}

TEST(ClientTest, TheRequestsTypeNamesTheMethod) {
  EXPECT_EQ(method_path(RegisterGroupRequest::descriptor()),
            "/opora.registration.v1.RegistrationService/RegisterGroup");
  EXPECT_EQ(method_path(RegisterGroupResponse::descriptor()), "");
}

}  // namespace
}  // namespace opora::testing
