// One reader of a log: history in pages, then live. Holds one page at most, whatever the reader's speed, and is read by
// a pool's thread: neither a callback of gRPC nor the thread that commits ever waits for it.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include "opora/platform/v1/event_log_service.pb.h"
#include "platform/event_log/event_log.h"
#include "platform/result/result.h"
#include "platform/rpc/work_pool.h"

namespace opora {

class EventStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                          public std::enable_shared_from_this<EventStream> {
 public:
  // `ended` is called once when gRPC is done with it.
  EventStream(std::shared_ptr<EventLog> log, platform::v1::ReadRequest request, WorkPool& pool,
              std::function<void(EventStream*)> ended);

  // Begins to read; keeps itself alive until gRPC is done with it.
  void start();
  // Ends it with SERVER_STOPPING as soon as a page under way is written. Thread-safe.
  void stop();

 private:
  enum class Doing { reading, writing, waiting, finished };
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  void wake();
  void schedule();
  void read();
  std::optional<grpc::Status> reason_to_end();
  Result<std::optional<platform::v1::ReadResponse>> next_page();
  Result<void> check_start(const LogHead& head) const;
  void write(const platform::v1::ReadResponse& page);
  bool rest();
  void finish(const grpc::Status& status);

  const std::shared_ptr<EventLog> log_;
  const platform::v1::ReadRequest request_;
  WorkPool& pool_;
  const std::function<void(EventStream*)> ended_;
  std::shared_ptr<EventStream> self_;

  // Touched by the one piece of work that reads or writes.
  std::string epoch_;      // empty until the first page
  std::int64_t position_;  // sent so far
  std::int64_t told_head_ = -1;
  grpc::ByteBuffer buffer_;
  EventLog::Subscription subscription_;

  std::mutex mutex_;
  Doing doing_ = Doing::reading;
  bool again_ = false;  // something was committed since the last look
  bool cancelled_ = false;
  bool stopping_ = false;
};

}  // namespace opora
