#include "bench/servers.h"

#include <array>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <mutex>
#include <thread>

#include <fcntl.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>
#include <unistd.h>

#include "platform/rpc/bytes.h"

namespace opora::bench {
namespace {

using Finish = std::function<void(std::function<void()>)>;  // runs the answer when it may go out

// One byte-buffer method, as the platform's adapter has them.
class EchoService final : public grpc::Service {
 public:
  EchoService(std::size_t response_bytes, Finish finish) : response_bytes_(response_bytes), finish_(std::move(finish)) {
    using Handler = grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
    AddMethod(new grpc::internal::RpcServiceMethod(kEchoMethod, grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodCallback(0, new Handler([this](grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) {
      auto* reactor = context->DefaultReactor();
      const std::string bytes = to_string(*request);
      finish_([this, reactor, response] {
        *response = to_buffer(std::string(response_bytes_, 'x'));
        reactor->Finish(grpc::Status::OK);
      });
      return reactor;
    }));
  }

 private:
  const std::size_t response_bytes_;
  const Finish finish_;
};

int serve(grpc::Service& service) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const auto server = builder.BuildAndStart();
  std::cout << "ready on 127.0.0.1:" << port << std::endl;
  int signal = 0;
  sigwait(&signals, &signal);
  server->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(2));
  return 0;
}

// Writes 4 KB for all that wait, syncs, then lets their answers go.
class Journal {
 public:
  explicit Journal(const std::string& file) : file_(open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600)) {
    writer_ = std::thread([this] { write_until_stopped(); });
  }
  ~Journal() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    work_.notify_one();
    writer_.join();
    close(file_);
  }
  void add(std::function<void()> answer) {
    bool was_idle = false;
    {
      const std::lock_guard lock(mutex_);
      was_idle = waiting_.empty();
      waiting_.push_back(std::move(answer));
    }
    if (was_idle) work_.notify_one();
  }

 private:
  void write_until_stopped() {
    std::array<char, 4096> block{};
    std::vector<std::function<void()>> taken;
    for (off_t offset = 0;; offset += 4096) {
      {
        std::unique_lock lock(mutex_);
        work_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        taken.swap(waiting_);
      }
      if (pwrite(file_, block.data(), block.size(), offset) != 4096 || fdatasync(file_) != 0) std::abort();
      for (const auto& answer : taken) answer();
      taken.clear();
    }
  }
  const int file_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::vector<std::function<void()>> waiting_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace

int serve_echo(std::size_t response_bytes) {
  EchoService service(response_bytes, [](const std::function<void()>& answer) { answer(); });
  return serve(service);
}

int serve_journal(const std::string& folder, std::size_t response_bytes) {
  Journal journal(folder + "/journal");
  EchoService service(response_bytes, [&](std::function<void()> answer) { journal.add(std::move(answer)); });
  return serve(service);
}

}  // namespace opora::bench
