// Who asks a log's owner whether it holds what was read is not kept waiting by those who read.
#include "platform/rpc/event_log_service.h"

#include <grpcpp/security/server_credentials.h>

#include "platform/rpc/tests/fixture.h"

namespace opora::testing {
namespace {

// Says that it was asked: whoever calls has come as far as the gate.
class AskedClock final : public Clock {
 public:
  explicit AskedClock(Signal& asked) : asked_(asked) {}
  Instant now() const override {
    if (!was_asked_.exchange(true)) asked_.set();
    return SystemClock().now();
  }

 private:
  Signal& asked_;
  mutable std::atomic<bool> was_asked_ = false;
};

TEST_F(ServerTest, WhatWasReadIsComparedBeforeOthersWhoStandInLineRead) {
  Signal asked, begun, go;
  const AskedClock clock(asked);
  const Gate gate(*keys_, clock, nullptr, nullptr);
  WorkPool pool(1, 10);
  EventLogService logs({&host_}, gate, pool);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&logs);
  CallLoop loop(builder, 1 << 20);
  const auto server = builder.BuildAndStart();
  ASSERT_NE(server, nullptr);
  logs.serve(loop);
  loop.start();

  pool.run([&] {
    begun.set();
    go.wait();
  });
  begun.wait();
  std::string compared_by_then = "nobody read";
  pool.run([&] { compared_by_then = host_.fake_log->compared(); });

  const auto service = *Client::make(
      {.address = "127.0.0.1:" + std::to_string(port), .token = token(network::v1::ROLE_SERVICE)});
  platform::v1::GetHeadRequest request;
  request.set_log("registration");
  request.set_read_epoch("epoch-1");
  request.set_read_position(7);
  auto answer = std::async(std::launch::async,
                           [&] { return service->call<platform::v1::GetHeadResponse>(request, kLong); });
  asked.wait();
  loop.pass();  // and what the call has to wait for is queued
  go.set();
  EXPECT_TRUE(answer.get());
  pool.stop();
  EXPECT_EQ(compared_by_then, "epoch-1 7 ");
  server->Shutdown();
  loop.stop();
}

}  // namespace
}  // namespace opora::testing
