// What answers in Redis's place: whatever a test gives it, to every connection's first bytes.
#pragma once

#include <atomic>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace opora::testing {

class FakeRedis {
 public:
  // An empty answer is none: the connection stays open and silent.
  explicit FakeRedis(
      std::string answer, std::function<void()> before_answer = [] {})
      : answer_(std::move(answer)), before_answer_(std::move(before_answer)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "opora_fake_redis_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, (folder_ + "/socket").c_str(), sizeof address.sun_path - 1);
    listening_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ::bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(listening_, 8);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeRedis() {
    ::shutdown(listening_, SHUT_RDWR);
    thread_.join();
    ::close(listening_);
    std::filesystem::remove_all(folder_);
  }
  FakeRedis(const FakeRedis&) = delete;
  FakeRedis& operator=(const FakeRedis&) = delete;

  std::string address() const { return "unix:" + folder_ + "/socket"; }
  int connection_count() const { return connection_count_; }

 private:
  void serve() {
    for (int client = 0; (client = ::accept(listening_, nullptr, nullptr)) >= 0; ::close(client)) {
      ++connection_count_;
      std::string received(4096, '\0');
      if (::recv(client, received.data(), received.size(), 0) <= 0) continue;
      before_answer_();
      ::send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
      while (::recv(client, received.data(), received.size(), 0) > 0) {
      }
    }
  }

  const std::string answer_;
  const std::function<void()> before_answer_;
  std::string folder_;
  int listening_ = -1;
  std::atomic<int> connection_count_ = 0;
  std::thread thread_;
};

}  // namespace opora::testing
