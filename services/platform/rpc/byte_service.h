// A gRPC service whose methods take and give bytes. What generated code would do for messages, done once for all of
// ours; the contract's descriptors say which methods there are.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/impl/rpc_method.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/status.h>

#include "platform/lane/lane.h"
#include "platform/rpc/call_loop.h"

namespace opora {

// A call that gets one answer.
class UnaryCall {
 public:
  virtual const grpc::ServerContextBase& context() const = 0;
  virtual const grpc::ByteBuffer& request() const = 0;
  // Beside the answer, and before it is given: metadata at its end.
  virtual void tell(const char* name, const std::string& value) = 0;
  // Exactly once, from any thread. The call may be gone when it returns.
  virtual void answer(Answer answer) = 0;

 protected:
  ~UnaryCall() = default;
};

// Whoever sends a stream's messages. Told on the loop's thread; must not block.
class StreamSource {
 public:
  virtual ~StreamSource() = default;
  virtual void written(bool ok) = 0;  // the message is on its way, or nobody reads any more
  virtual void cancelled() = 0;       // nobody reads any more: finish
  virtual void ended() = 0;           // the last thing it hears; the call is gone
};

// A call that gets messages until it is finished.
class StreamCall {
 public:
  virtual const grpc::ServerContextBase& context() const = 0;
  virtual const grpc::ByteBuffer& request() const = 0;
  // Before anything is written. Without a source, a stream can only be finished.
  virtual void feed_from(std::shared_ptr<StreamSource> source) = 0;
  // One at a time: the next after written(). From any thread.
  virtual void write(std::string bytes) = 0;
  // Exactly once, and not while a message is being written. From any thread.
  virtual void finish(const grpc::Status& status) = 0;

 protected:
  ~StreamCall() = default;
};

class ByteService : public grpc::Service {
 public:
  // Lets calls in, from the loop's start on.
  void serve(CallLoop& loop);

 protected:
  // `log` names the log that answers' heads are of; empty, if they have none.
  explicit ByteService(std::string log = "") : log_(std::move(log)) {}

  // Both run on a loop's thread and must not block. `path` is "/package.Service/Method".
  void add_unary(std::string path, std::function<void(UnaryCall&)> handle);
  void add_stream(std::string path, std::function<void(StreamCall&)> open);

 private:
  class OneUnary;
  class OneStream;
  struct Handling {
    std::function<void(UnaryCall&)> unary;  // one of the two
    std::function<void(StreamCall&)> stream;
  };
  void add(std::string path, grpc::internal::RpcMethod::RpcType type, Handling handling);

  const std::string log_;
  std::deque<std::string> paths_;  // gRPC keeps pointers to them
  std::vector<Handling> methods_;
};

}  // namespace opora
