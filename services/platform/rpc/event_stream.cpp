#include "platform/rpc/event_stream.h"

#include <algorithm>

#include "platform/rpc/status.h"
#include "platform/sql/sql.h"

namespace opora {
namespace {

constexpr int kPageCountMax = 500;
constexpr std::size_t kPageBytesMax = 1 << 20;

void add_event(platform::v1::ReadResponse& page, LogRecord record) {
  auto* event = page.add_events();
  event->set_position(record.position);
  event->set_time_us(record.time.us);
  event->set_type(std::move(record.type));
  event->set_key(std::move(record.key));
  event->set_payload(std::move(record.payload));
  event->set_digest(std::move(record.digest));
}

}  // namespace

EventStream::EventStream(std::shared_ptr<EventLog> log, platform::v1::ReadRequest request, bool is_service,
                         WorkPool& pool, StreamCall& call, std::function<void(EventStream*)> on_ended)
    : log_(std::move(log)),
      request_(std::move(request)),
      is_service_(is_service),
      pool_(pool),
      call_(call),
      on_ended_(std::move(on_ended)),
      position_(request_.after_position()) {}

void EventStream::start() {
  call_.feed_from(shared_from_this());
  schedule();
}

void EventStream::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake();
}

void EventStream::wake() {
  {
    const std::lock_guard lock(mutex_);
    again_ = true;
    if (doing_ != Doing::waiting) return;
    doing_ = Doing::reading;
  }
  schedule();
}

void EventStream::schedule() {
  // Streams are few and each has one piece of work at most, so the queue is full only when the server has stopped.
  const auto turn = is_service_ || epoch_.empty() ? WorkPool::Turn::first : WorkPool::Turn::in_line;
  if (!pool_.run([self = shared_from_this()] { self->read(); }, turn))
    finish(to_status({Code::unavailable, "SERVER_STOPPING", "The server is stopping; read on from another one."}));
}

// Sends the next page, or waits, or ends. The one step of a stream; only one is ever under way.
void EventStream::read() {
  do {
    if (const auto status = reason_to_end()) return finish(*status);
    auto page = next_page();
    if (!page) return finish(to_status(page.error()));
    if (*page) return write(**page);
    if (!request_.follow()) return finish(grpc::Status::OK);
  } while (!rest());
}

std::optional<grpc::Status> EventStream::reason_to_end() {
  const std::lock_guard lock(mutex_);
  again_ = false;
  if (cancelled_) return grpc::Status::CANCELLED;
  if (stopping_)
    return to_status({Code::unavailable, "SERVER_STOPPING", "The server is stopping; read on from another one."});
  return std::nullopt;
}

// Nothing, when everything was sent and the reader knows the head.
Result<std::optional<platform::v1::ReadResponse>> EventStream::next_page() try {
  const bool first = epoch_.empty();
  if (first && request_.follow())
    subscription_ = log_->subscribe([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->wake();
    });
  const LogHead head = log_->head();
  TRY_DO(check_start(head));
  epoch_ = head.epoch;
  platform::v1::ReadResponse page;
  std::size_t bytes = 0;
  for (auto& record : log_->read(position_, kPageCountMax)) {
    bytes += record.payload.size() + record.key.size() + record.type.size();
    if (page.events_size() > 0 && bytes > kPageBytesMax) break;
    position_ = record.position;
    add_event(page, std::move(record));
  }
  if (page.events().empty() && sent_head_ >= head.position) return std::optional<platform::v1::ReadResponse>();
  sent_head_ = std::max(head.position, position_);  // events may have come between the two reads
  page.set_epoch(epoch_);
  page.set_head(sent_head_);
  return page;
} catch (const EngineError&) {
  return refuse(Code::unavailable, "LOG_UNAVAILABLE", "The log can't be read now; try again later.");
}

Result<void> EventStream::check_start(const LogHead& head) const {
  const std::string& expected = epoch_.empty() ? request_.epoch() : epoch_;
  if (!expected.empty() && expected != head.epoch)
    return refuse(Code::conflict, "EPOCH_CHANGED",
                  "The log was restored since; what was read from it must be rebuilt.");
  if (position_ > head.position)
    return refuse(Code::conflict, "POSITION_AHEAD",
                  "The log ends at " + std::to_string(head.position) + ", before the position asked for.");
  return {};
}

void EventStream::write(const platform::v1::ReadResponse& page) {
  {
    const std::lock_guard lock(mutex_);
    doing_ = Doing::writing;
  }
  call_.write(page.SerializeAsString());
}

// False, if there is something to do already.
bool EventStream::rest() {
  const std::lock_guard lock(mutex_);
  if (again_ || cancelled_ || stopping_) return false;
  doing_ = Doing::waiting;
  return true;
}

void EventStream::written(bool ok) {
  {
    const std::lock_guard lock(mutex_);
    if (!ok) cancelled_ = true;
    doing_ = Doing::reading;
  }
  schedule();
}

void EventStream::cancelled() {
  {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
  }
  wake();
}

void EventStream::finish(const grpc::Status& status) {
  {
    const std::lock_guard lock(mutex_);
    doing_ = Doing::finished;
  }
  call_.finish(status);
}

void EventStream::ended() {
  // Dropping the subscription waits for a wake-up that is running, so it is not done here, and never by the wake-up
  // itself, which may hold the last reference to this. If the pool has stopped, nothing is committed any more.
  auto subscription = std::make_shared<EventLog::Subscription>(std::move(subscription_));
  pool_.run([subscription] { subscription->reset(); });
  on_ended_(this);
}

}  // namespace opora
