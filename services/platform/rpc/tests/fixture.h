// A server over a fake host, and clients to it, on this machine's loopback.
#pragma once

#include <filesystem>
#include <future>

#include <gtest/gtest.h>

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/rpc/client.h"
#include "platform/rpc/server.h"
#include "platform/rpc/tests/fake_host.h"

namespace opora::testing {

using namespace std::chrono_literals;

// Long enough that only a mistake reaches it.
constexpr std::chrono::milliseconds kLong{20'000};

class ServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "opora_rpc_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    keys_ = *KeyFolder::open(folder_ / "keys");
    auto started = Server::start({.observer = &observer_}, {&host_, &other_host_}, *keys_, clock_);
    ASSERT_TRUE(started) << started.error().message;
    server_ = std::move(*started);
  }
  void TearDown() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::string token(network::v1::Role role = network::v1::ROLE_ADMINISTRATOR) {
    return keys_->issue({"somebody", role}, 60s, clock_.now());
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(server_->port()); }
  std::unique_ptr<Client> client_with(std::string token) {
    return *Client::make({.address = address(), .token = std::move(token)});
  }
  std::unique_ptr<Client> client(network::v1::Role role = network::v1::ROLE_ADMINISTRATOR) {
    return client_with(token(role));
  }
  Result<registration::v1::GetSeatsResponse> get_seats(Client& client, AnswerDetails* details = nullptr) {
    return client.call<registration::v1::GetSeatsResponse>(registration::v1::GetSeatsRequest(), kLong, details);
  }

  struct Observer final : HostObserver {
    std::atomic<int> refused_count = 0;
    void call_ended(const std::string&, const std::string&, const Error* refusal, std::chrono::nanoseconds) override {
      if (refusal != nullptr) ++refused_count;
    }
  };
  SystemClock clock_;
  Observer observer_;
  FakeHost host_;
  FakeHost other_host_{"scheduling", scheduling::v1::AddCountryRequest::descriptor()->file()->service(0)};
  std::filesystem::path folder_;
  std::unique_ptr<KeyFolder> keys_;
  std::unique_ptr<Server> server_;
};

// A condition that other threads make true; waits for it, and fails if it never comes.
class Signal {
 public:
  void set() { promise_.set_value(); }
  void wait() { ASSERT_EQ(future_.wait_for(kLong), std::future_status::ready); }

 private:
  std::promise<void> promise_;
  std::future<void> future_ = promise_.get_future();
};

}  // namespace opora::testing
