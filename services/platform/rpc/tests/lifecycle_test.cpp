// A server beside its calls: where it listens, what it says about itself, and how it ends.
#include "platform/rpc/server.h"

#include <thread>

#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/rpc_method.h>
#include <grpcpp/support/sync_stream.h>

#include "grpc/health/v1/health.pb.h"
#include "opora/platform/v1/operations_service.pb.h"
#include "opora/testing/v1/desk_service.pb.h"
#include "platform/rpc/bytes.h"
#include "platform/rpc/status.h"
#include "platform/rpc/tests/fixture.h"
#include "platform/rpc/tests/harm.h"

namespace opora::testing {
namespace {

using namespace opora::registration::v1;
using grpc::health::v1::HealthCheckRequest, grpc::health::v1::HealthCheckResponse;

class LifecycleTest : public ServerTest {
 protected:
  // Asks the standard health service: 1 is SERVING, 2 is NOT_SERVING, -1 that nobody answered.
  int health(const std::string& service) { return health(service, address()); }
  int health(const std::string& service, const std::string& where, std::chrono::milliseconds within = kLong) {
    grpc::GenericStub stub(grpc::CreateChannel(where, grpc::InsecureChannelCredentials()));
    // HealthCheckRequest and HealthCheckResponse have one field each, of number 1.
    std::string request;
    if (!service.empty()) request = std::string("\x0a") + static_cast<char>(service.size()) + service;
    const auto sent = to_buffer(request);
    grpc::ByteBuffer received;
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + within);
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &sent, &received,
                   [&done](grpc::Status status) { done.set_value(std::move(status)); });
    if (!done.get_future().get().ok()) return -1;
    const std::string bytes = to_string(received);
    return bytes.size() == 2 ? bytes[1] : 0;
  }
};

TEST_F(LifecycleTest, HealthFollowsTheHost) {
  EXPECT_EQ(health(""), 1);
  EXPECT_EQ(health("opora.registration.v1.RegistrationService"), 1);
  host_.is_ready = false;
  const auto end = std::chrono::steady_clock::now() + kLong;
  while (health("") != 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(health(""), 2);
  EXPECT_EQ(health("opora.registration.v1.RegistrationService"), 2);
  EXPECT_EQ(health("live"), 1) << "what is not ready is not restarted";
}

TEST_F(LifecycleTest, EachContractOfAHostIsServed) {
  const auto* file = testing::v1::LeaveNoteRequest::descriptor()->file();
  FakeHost desk("desk", file->FindServiceByName("DeskService"));
  desk.add_contract(file->FindServiceByName("DeskKeepingService"));
  auto beside = Server::start({}, {&desk}, *keys_, clock_);
  ASSERT_TRUE(beside) << beside.error().message;
  const std::string where = "127.0.0.1:" + std::to_string((*beside)->port());
  EXPECT_EQ(health("opora.testing.v1.DeskService", where), 1);
  EXPECT_EQ(health("opora.testing.v1.DeskKeepingService", where), 1);
  EXPECT_EQ(health("opora.testing.v1.OtherDeskService", where), -1) << "which nobody serves";
  const auto caller = Client::make({.address = where, .token = token()});
  EXPECT_TRUE((*caller)->call<testing::v1::LeaveNoteResponse>(testing::v1::LeaveNoteRequest(), kLong));
  EXPECT_TRUE((*caller)->call<testing::v1::CountNotesResponse>(testing::v1::CountNotesRequest(), kLong));
}

TEST_F(LifecycleTest, HealthSaysOfWhichBuildItIs) {
  auto beside = Server::start({.health_address = "127.0.0.1:0", .build = "1.2.3 contracts 3f2a9c01"}, {&host_}, *keys_,
                              clock_);
  ASSERT_TRUE(beside) << beside.error().message;
  for (const int port : {(*beside)->port(), (*beside)->health_port()}) {
    AnswerDetails details;
    const auto client = Client::make({.address = "127.0.0.1:" + std::to_string(port)});
    const auto answer = (*client)->call<HealthCheckResponse>(HealthCheckRequest(), kLong, &details);
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(details.build, "1.2.3 contracts 3f2a9c01");
  }
  AnswerDetails details;
  ASSERT_TRUE(client()->call<HealthCheckResponse>(HealthCheckRequest(), kLong, &details));
  EXPECT_EQ(details.build, "") << "an older build says nothing";
}

// A kubelet speaks no TLS.
TEST_F(LifecycleTest, HealthAloneIsToldInPlaintextBeside) {
  auto beside = Server::start({.health_address = "0.0.0.0:0"}, {&host_}, *keys_, clock_);
  ASSERT_TRUE(beside) << beside.error().message;
  const std::string there = "127.0.0.1:" + std::to_string((*beside)->health_port());
  EXPECT_EQ(health("", there), 1);
  EXPECT_EQ(health("live", there), 1);
  const auto others = (*Client::make({.address = there, .token = token()}))
                          ->call<registration::v1::GetSeatsResponse>(registration::v1::GetSeatsRequest(), kLong);
  EXPECT_FALSE(others);
  host_.is_ready = false;
  const auto end = std::chrono::steady_clock::now() + kLong;
  while (health("", there) != 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(health("", there), 2);
  EXPECT_EQ(health("live", there), 1);
  const auto taken = Server::start({.health_address = there}, {&host_}, *keys_, clock_);
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().reason, "ADDRESS_UNAVAILABLE");
  (*beside)->stop(0ms);
  EXPECT_EQ(health("", there), -1);
}

// Its hosts are as well as before: only who comes through the door can tell.
TEST_F(LifecycleTest, NobodyIsToldOfHealthThatNobodyCanReach) {
  std::promise<void> dead;
  auto shut = Server::start({.health_address = "127.0.0.1:0",
                             .on_dead = [&, told = false](const char*) mutable {
                               if (!std::exchange(told, true)) dead.set_value();
                             }},
                            {&host_}, *keys_, clock_);
  ASSERT_TRUE(shut) << shut.error().message;
  const std::string there = "127.0.0.1:" + std::to_string((*shut)->health_port());
  EXPECT_EQ(health("", there), 1);
  EXPECT_TRUE((*shut)->is_open());
  end_listening((*shut)->port());
  EXPECT_EQ(dead.get_future().wait_for(kLong), std::future_status::ready);
  const auto end = std::chrono::steady_clock::now() + kLong;
  while (health("", there) != 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(health("", there), 2);
  EXPECT_EQ(health("opora.registration.v1.RegistrationService", there), 2);
  EXPECT_FALSE((*shut)->is_open());
}

TEST_F(LifecycleTest, HealthIsToldWhereAllConnectionsAreTaken) {
  auto full = Server::start({.health_address = "127.0.0.1:0", .connections = {1, 1}}, {&host_}, *keys_, clock_);
  ASSERT_TRUE(full) << full.error().message;
  const auto inside = *Client::make({.address = "127.0.0.1:" + std::to_string((*full)->port()), .token = token()});
  ASSERT_TRUE(get_seats(*inside));
  const auto& counts = (*full)->connections();
  const std::string door = "127.0.0.1:" + std::to_string((*full)->port());
  // Somebody is turned away, over and over, while the server asks itself.
  const auto end = std::chrono::steady_clock::now() + kLong;
  while (counts.refused_peer < 50 && std::chrono::steady_clock::now() < end) health("", door, 200ms);
  EXPECT_GE(counts.refused_peer, 50U);
  EXPECT_EQ(health("", "127.0.0.1:" + std::to_string((*full)->health_port())), 1);
  EXPECT_TRUE((*full)->is_open());
  EXPECT_TRUE(get_seats(*inside));
}

TEST_F(LifecycleTest, WhoWatchesHealthIsToldOfEachChangeAndOfTheEnd) {
  const auto channel = grpc::CreateChannel(address(), grpc::InsecureChannelCredentials());
  const grpc::internal::RpcMethod method("/grpc.health.v1.Health/Watch", grpc::internal::RpcMethod::SERVER_STREAMING);
  using Factory = grpc::internal::ClientReaderFactory<grpc::ByteBuffer>;
  grpc::ClientContext context, unknown_context;
  for (auto* each : {&context, &unknown_context}) each->set_deadline(std::chrono::system_clock::now() + kLong);
  const std::unique_ptr<grpc::ClientReader<grpc::ByteBuffer>> stream(
      Factory::Create(channel.get(), method, &context, to_buffer("")));
  const std::unique_ptr<grpc::ClientReader<grpc::ByteBuffer>> unknown(
      Factory::Create(channel.get(), method, &unknown_context, to_buffer("\x0a\x01x")));
  const auto told = [](auto& reader) {
    grpc::ByteBuffer bytes;
    return reader->Read(&bytes) ? static_cast<int>(to_string(bytes).at(1)) : -1;
  };
  constexpr int kServing = 1, kNotServing = 2, kServiceUnknown = 3;
  EXPECT_EQ(told(stream), kServing);
  EXPECT_EQ(told(unknown), kServiceUnknown) << "and it may come to be";
  host_.is_ready = false;
  EXPECT_EQ(told(stream), kNotServing);
  host_.is_ready = true;
  EXPECT_EQ(told(stream), kServing);
  server_->stop(kLong);
  EXPECT_EQ(told(stream), kNotServing);
  EXPECT_EQ(told(stream), -1);
  EXPECT_EQ(from_status(stream->Finish()).reason, "SERVER_STOPPING");
}

TEST_F(LifecycleTest, ReflectionListsAndDescribesEverything) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + kLong);
  const auto channel = grpc::CreateChannel(address(), grpc::InsecureChannelCredentials());
  const grpc::internal::RpcMethod method("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
                                         grpc::internal::RpcMethod::BIDI_STREAMING);
  using Factory = grpc::internal::ClientReaderWriterFactory<grpc::ByteBuffer, grpc::ByteBuffer>;
  const std::unique_ptr<grpc::ClientReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>> stream(
      Factory::Create(channel.get(), method, &context));
  // A question is one text field of ServerReflectionRequest.
  const auto ask = [&](int field, const std::string& text) {
    const std::string tag = {static_cast<char>(field << 3 | 2), static_cast<char>(text.size())};
    grpc::ByteBuffer answer;
    EXPECT_TRUE(stream->Write(to_buffer(tag + text)));
    EXPECT_TRUE(stream->Read(&answer));
    return to_string(answer);
  };
  constexpr int kFileByFilename = 3, kFileContainingSymbol = 4, kListServices = 7;
  const std::string services = ask(kListServices, "");
  for (const char* service :
       {"opora.registration.v1.RegistrationService", "opora.scheduling.v1.SchedulingService",
        "opora.platform.v1.EventLogService", "opora.platform.v1.OperationsService", "grpc.health.v1.Health"})
    EXPECT_NE(services.find(service), std::string::npos) << service;
  const std::string file = ask(kFileContainingSymbol, "opora.registration.v1.RegistrationService");
  EXPECT_NE(file.find("RegisterGroup"), std::string::npos);
  EXPECT_NE(file.find("opora/options/v1/options.proto"), std::string::npos) << "what it depends on is named";
  EXPECT_NE(ask(kFileByFilename, "opora/options/v1/options.proto").find("MethodOptions"), std::string::npos);
  EXPECT_NE(ask(kFileByFilename, "google/protobuf/descriptor.proto").find("FileDescriptorProto"), std::string::npos);
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(LifecycleTest, StoppingAnswersCallsUnderWayAndThenStopsTheHost) {
  std::function<void(Answer)> held;
  Signal reached;
  std::atomic<bool> host_stopped = false;
  host_.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) {
    held = std::move(done);
    reached.set();
  };
  host_.on_stop = [&] { host_stopped = true; };
  const auto caller = client();
  auto answer = std::async(std::launch::async, [&] { return get_seats(*caller); });
  reached.wait();
  auto stopped = std::async(std::launch::async, [&] { server_->stop(kLong); });
  // New calls are refused while the old one is waited for. One that comes in the moment gRPC begins to shut down is
  // neither taken nor refused before all is over (seen with 1.51), so nobody is asked for long.
  const auto end = std::chrono::steady_clock::now() + kLong;
  while (health("", address(), 1s) == 1 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_NE(health("", address(), 1s), 1);
  EXPECT_FALSE(host_stopped);
  held({std::string(), {}});
  EXPECT_TRUE(answer.get());
  stopped.get();
  EXPECT_TRUE(host_stopped);
}

TEST_F(LifecycleTest, AReplicaThatIsOfNoUseIsLeftForTheNext) {
  FakeHost cut_off;
  std::atomic<int> asked_count = 0;
  cut_off.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) {
    ++asked_count;
    done({refuse(Code::unavailable, "STORAGE_UNAVAILABLE", "Cut off from its database."), {}});
  };
  const auto other = *Server::start({.observer = &observer_}, {&cut_off}, *keys_, clock_);
  const auto caller = *Client::make(
      {.address = "127.0.0.1:" + std::to_string(other->port()) + "," + address(), .token = token()});
  const auto settled =
      caller->call_until_settled<GetSeatsResponse>(opora::registration::v1::GetSeatsRequest(), kLong);
  EXPECT_TRUE(settled) << settled.error().reason;
  EXPECT_EQ(asked_count, 2);
  EXPECT_TRUE(get_seats(*caller)) << "and it stays there";
  EXPECT_EQ(asked_count, 2);
}

// As where one name stands for all replicas, and only a new connection leads to another of them.
TEST_F(LifecycleTest, AReplicaThatIsOfNoUseIsLeftForAnotherUnderTheSameName) {
  const std::string path = folder_ / "socket";
  FakeHost cut_off;
  std::atomic<int> asked_count = 0;
  cut_off.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) {
    ++asked_count;
    done({refuse(Code::unavailable, "STORAGE_UNAVAILABLE", "Cut off from its database."), {}});
  };
  const auto first = *Server::start({.address = "unix:" + path}, {&cut_off}, *keys_, clock_);
  const auto caller = *Client::make({.address = "unix:" + path, .token = token()});
  EXPECT_FALSE(get_seats(*caller));  // connected
  std::filesystem::rename(path, path + ".first");
  FakeHost well;
  const auto second = *Server::start({.address = "unix:" + path}, {&well}, *keys_, clock_);
  const auto settled = caller->call_until_settled<GetSeatsResponse>(opora::registration::v1::GetSeatsRequest(), kLong);
  EXPECT_TRUE(settled) << settled.error().reason;
  EXPECT_EQ(asked_count, 2);
}

TEST_F(LifecycleTest, ACallThatNeverEndsIsAnsweredByStoppingTheHost) {
  std::function<void(Answer)> held;
  Signal reached;
  host_.on_call = [&](std::size_t, Call, std::function<void(Answer)> done) {
    held = std::move(done);
    reached.set();
  };
  host_.on_stop = [&] {
    if (held) std::exchange(held, nullptr)({refuse(Code::unavailable, "STOPPING", ""), {}});
  };
  const auto caller = client();
  auto answer = std::async(std::launch::async, [&] { return get_seats(*caller); });
  reached.wait();
  server_->stop(20ms);
  EXPECT_FALSE(answer.get());
}

// gRPC lets go of a cancelled call before whoever works on it has answered.
TEST_F(LifecycleTest, AnOperationThatOutlastsTheDrainIsWaitedFor) {
  Signal reached, go_on;
  host_.on_check = [&] {
    reached.set();
    go_on.wait();
  };
  const auto caller = client(network::v1::ROLE_OPERATOR);
  auto answer = std::async(std::launch::async, [&] {
    return caller->call<platform::v1::CheckInvariantsResponse>(platform::v1::CheckInvariantsRequest(), kLong);
  });
  reached.wait();
  host_.on_stop = [&] { go_on.set(); };  // long after the call was cancelled
  server_->stop(1ms);
  answer.get();
}

TEST_F(LifecycleTest, ASecondServerOnThePortIsToldSo) {
  const auto second = Server::start({.address = address()}, {&host_}, *keys_, clock_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, "ADDRESS_UNAVAILABLE");
  const auto open = Server::start({.address = "0.0.0.0:0"}, {&host_}, *keys_, clock_);
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().reason, "TLS_REQUIRED");
}

TEST_F(LifecycleTest, AServerThatIsAwayLeavesTheOutcomeOpen) {
  const auto caller = client();
  server_->stop(0ms);
  const auto response = get_seats(*caller);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().reason, "SERVER_UNREACHABLE");
  EXPECT_EQ(response.error().code, Code::outcome_unknown);
}

TEST(ClientTest, ATokenNeverLeavesTheMachineInPlainText) {
  const auto client = Client::make({.address = "opora.example:7000", .token = "x"});
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().reason, "TLS_REQUIRED");
}

}  // namespace
}  // namespace opora::testing
