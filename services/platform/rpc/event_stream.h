// One reader of a log: history in pages, then live. Holds one page at most, whatever the reader's speed, and is read by
// a pool's thread: neither the loop that serves calls nor the thread that commits ever waits for it.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "opora/platform/v1/event_log_service.pb.h"
#include "platform/events/log/event_log.h"
#include "platform/result/result.h"
#include "platform/rpc/byte_service.h"
#include "platform/rpc/work_pool.h"

namespace opora {

class EventStream final : public StreamSource, public std::enable_shared_from_this<EventStream> {
 public:
  // `on_ended` is called once, when the call is gone. A service's pages are read before those of others, whose first
  // page is read before they are all told of what is new: many who follow a log keep nobody waiting who reads it once.
  EventStream(std::shared_ptr<EventLog> log, platform::v1::ReadRequest request, bool is_service, WorkPool& pool,
              StreamCall& call, std::function<void(EventStream*)> on_ended);

  // Begins to read. The call keeps it alive.
  void start();
  // Ends it with SERVER_STOPPING as soon as a page under way is written. Thread-safe.
  void stop();

 private:
  enum class Doing { reading, writing, waiting, finished };
  void written(bool ok) override;
  void cancelled() override;
  void ended() override;

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
  const bool is_service_;
  WorkPool& pool_;
  StreamCall& call_;  // until it is finished
  const std::function<void(EventStream*)> on_ended_;

  // Touched by the one piece of work that reads or writes.
  std::string epoch_;      // empty until the first page
  std::int64_t position_;  // sent so far
  std::int64_t sent_head_ = -1;
  EventLog::Subscription subscription_;

  std::mutex mutex_;
  Doing doing_ = Doing::reading;
  bool again_ = false;  // something was committed since the last look
  bool cancelled_ = false;
  bool stopping_ = false;
};

}  // namespace opora
