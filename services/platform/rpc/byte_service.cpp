#include "platform/rpc/byte_service.h"

#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/support/async_stream.h>
#include <grpcpp/support/async_unary_call.h>

#include "platform/rpc/bytes.h"
#include "platform/rpc/metadata.h"
#include "platform/rpc/status.h"

namespace opora {
namespace {

// Calls that gRPC may hand over before the loop has taken the first of them; the others wait inside gRPC.
constexpr int kAwaitedCount = 8;
// Requests of this size are let in however full it is: probes, queries, what operators ask.
constexpr std::size_t kSmallBytes = 4096;

Error too_much() {
  return {Code::overloaded,
          "QUEUE_FULL",
          "Too many requests are waiting. Try again shortly.",
          {},
          std::chrono::milliseconds(100)};
}

}  // namespace

// One call, from before it comes until it is answered. Owns itself.
class ByteService::OneUnary final : public UnaryCall, private CallLoop::Signal {
 public:
  static void await(ByteService& service, int method, CallLoop& loop) {
    auto* call = new OneUnary(service, method, loop);
    service.RequestAsyncUnary(method, &call->context_, &call->request_, &call->writer_, loop.queue(), loop.queue(),
                              static_cast<CallLoop::Signal*>(call));
  }

  const grpc::ServerContextBase& context() const override { return context_; }
  const grpc::ByteBuffer& request() const override { return request_; }
  void tell(const char* name, const std::string& value) override { context_.AddTrailingMetadata(name, value); }
  void answer(Answer answer) override {
    answer_ = std::move(answer);
    stage_ = Stage::answered;
    loop_.post(*this);
  }

 private:
  enum class Stage { awaited, under_way, answered, sent };

  OneUnary(ByteService& service, int method, CallLoop& loop) : service_(service), method_(method), loop_(loop) {}

  void happened(bool ok) override {
    if (stage_ == Stage::answered) return send();
    if (stage_ == Stage::sent) end();
    if (stage_ == Stage::awaited && ok) return begin();
    delete this;  // sent, or the server stops and no call came
  }

  void begin() {
    await(service_, method_, loop_);
    stage_ = Stage::under_way;
    bytes_ = request_.Length();
    loop_.bytes_under_way += bytes_;
    ++loop_.calls_under_way;
    if (bytes_ > kSmallBytes && loop_.bytes_under_way > loop_.bytes_max)
      return answer({tl::unexpected(too_much()), {}});
    service_.methods_[static_cast<std::size_t>(method_)].unary(*this);
  }

  void end() {
    loop_.bytes_under_way -= bytes_;
    --loop_.calls_under_way;
  }

  void send() {
    stage_ = Stage::sent;
    if (!answer_.head.epoch.empty())
      context_.AddTrailingMetadata(kPosition, position_text(service_.log_, answer_.head));
    if (answer_.remembered) context_.AddTrailingMetadata(kRemembered, "1");
    auto* tag = static_cast<CallLoop::Signal*>(this);
    if (answer_.response)
      writer_.Finish(to_buffer(*std::move(answer_.response)), grpc::Status::OK, tag);
    else
      writer_.FinishWithError(to_status(answer_.response.error()), tag);
  }

  ByteService& service_;
  const int method_;
  CallLoop& loop_;
  Stage stage_ = Stage::awaited;
  std::size_t bytes_ = 0;
  Answer answer_;
  grpc::ServerContext context_;
  grpc::ByteBuffer request_;
  grpc::ServerAsyncResponseWriter<grpc::ByteBuffer> writer_{&context_};
};

// One stream, from before it comes until gRPC has let go of it: it is finished and its call is over. Owns itself.
class ByteService::OneStream final : public StreamCall {
 public:
  static void await(ByteService& service, int method, CallLoop& loop) {
    auto* call = new OneStream(service, method, loop);
    call->context_.AsyncNotifyWhenDone(&call->over_);
    service.RequestAsyncServerStreaming(method, &call->context_, &call->request_, &call->writer_, loop.queue(),
                                        loop.queue(), &call->came_);
  }

  const grpc::ServerContextBase& context() const override { return context_; }
  const grpc::ByteBuffer& request() const override { return request_; }
  void feed_from(std::shared_ptr<StreamSource> source) override { source_ = std::move(source); }
  void write(std::string bytes) override { writer_.Write(to_buffer(std::move(bytes)), &written_); }
  void finish(const grpc::Status& status) override { writer_.Finish(status, &finished_); }

 private:
  // One of the four things that gRPC reports of a stream.
  struct Report final : CallLoop::Signal {
    Report(OneStream& stream, void (OneStream::*what)(bool)) : stream(stream), what(what) {}
    void happened(bool ok) override { (stream.*what)(ok); }
    OneStream& stream;
    void (OneStream::*what)(bool);
  };

  OneStream(ByteService& service, int method, CallLoop& loop) : service_(service), method_(method), loop_(loop) {}

  void came(bool ok) {
    if (!ok) {  // the server stops, and no call came: gRPC reports nothing else of it
      delete this;
      return;
    }
    await(service_, method_, loop_);
    ++loop_.calls_under_way;
    service_.methods_[static_cast<std::size_t>(method_)].stream(*this);
  }
  void written(bool ok) { source_->written(ok); }
  void finished(bool) { let_go(); }
  void over(bool) {
    if (source_) source_->cancelled();
    let_go();
  }
  void let_go() {
    if (--holds_ > 0) return;
    if (source_) source_->ended();
    --loop_.calls_under_way;
    delete this;
  }

  ByteService& service_;
  const int method_;
  CallLoop& loop_;
  std::shared_ptr<StreamSource> source_;
  int holds_ = 2;  // that it is finished, and that its call is over
  grpc::ServerContext context_;
  grpc::ByteBuffer request_;
  grpc::ServerAsyncWriter<grpc::ByteBuffer> writer_{&context_};
  Report came_{*this, &OneStream::came}, written_{*this, &OneStream::written};
  Report finished_{*this, &OneStream::finished}, over_{*this, &OneStream::over};
};

void ByteService::add(std::string path, grpc::internal::RpcMethod::RpcType type, Handling handling) {
  paths_.push_back(std::move(path));
  AddMethod(new grpc::internal::RpcServiceMethod(paths_.back().c_str(), type, nullptr));
  MarkMethodAsync(static_cast<int>(methods_.size()));
  methods_.push_back(std::move(handling));
}

void ByteService::add_unary(std::string path, std::function<void(UnaryCall&)> handle) {
  add(std::move(path), grpc::internal::RpcMethod::NORMAL_RPC, {std::move(handle), nullptr});
}

void ByteService::add_stream(std::string path, std::function<void(StreamCall&)> open) {
  add(std::move(path), grpc::internal::RpcMethod::SERVER_STREAMING, {nullptr, std::move(open)});
}

void ByteService::serve(CallLoop& loop) {
  for (std::size_t i = 0; i < methods_.size(); ++i)
    for (int n = 0; n < kAwaitedCount; ++n) {
      if (methods_[i].unary)
        OneUnary::await(*this, static_cast<int>(i), loop);
      else
        OneStream::await(*this, static_cast<int>(i), loop);
    }
}

}  // namespace opora
