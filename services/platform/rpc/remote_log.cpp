#include "platform/rpc/remote_log.h"

#include <algorithm>
#include <condition_variable>
#include <utility>

#include <pthread.h>

#include "platform/sql/sql.h"

namespace opora {
namespace {

using std::chrono::milliseconds, std::chrono::steady_clock;

constexpr std::size_t kNewestCountMax = 16'384;
constexpr std::size_t kNewestBytesMax = 16 << 20;
constexpr milliseconds kHeadHolds{200};
constexpr milliseconds kAskWithin{2'000}, kReadWithin{10'000};
constexpr milliseconds kFirstPause{50}, kPauseMax{1'000};
// How long something that the head promises may be on its way before the owner is asked for it.
constexpr milliseconds kOnItsWay{200}, kInOthersHands{2'000};
// Whoever brings what the owner never wrote may go on doing so; each time it is found out costs a transaction.
constexpr milliseconds kDistrust{1'000};

[[noreturn]] void out_of_reach(const std::string& name, const Error& error) {
  throw EngineError(EngineError::Kind::busy, "the log of " + name + " can't be read: " + error.message);
}

LogRecord record_of(const platform::v1::LogEvent& event) {
  return {event.position(), Instant{event.time_us()}, event.type(), event.key(), event.payload(), event.digest()};
}

Standing from_wire(platform::v1::HistoryStanding standing) {
  if (standing == platform::v1::HISTORY_STANDING_SAME) return Standing::same;
  return standing == platform::v1::HISTORY_STANDING_DIFFERS ? Standing::differs : Standing::unknown;
}

std::size_t size_of(const LogRecord& record) {
  return sizeof record + record.type.size() + record.key.size() + record.payload.size();
}

}  // namespace

RemoteLog::RemoteLog(std::string name, std::unique_ptr<Client> client, Newest newest)
    : name_(std::move(name)), client_(std::move(client)), newest_kind_(newest) {
  if (newest_kind_ == Newest::shared) return;
  following_ = std::thread([this] {
    pthread_setname_np(pthread_self(), ("from " + name_).substr(0, 15).c_str());
    follow();
  });
}

RemoteLog::~RemoteLog() {
  leave();
  if (following_.joinable()) following_.join();
}

void RemoteLog::follow() {
  const std::stop_token stop = leaving_.get_token();
  std::mutex waiting;
  std::condition_variable_any stopped;
  milliseconds pause = kFirstPause;
  while (!stop.stop_requested()) {
    pause = follow_once() ? kFirstPause : std::min(2 * pause, kPauseMax);
    std::unique_lock lock(waiting);
    stopped.wait_for(lock, stop, pause, [] { return false; });
  }
}

// From the head on: what lies before it is read by whoever needs it.
bool RemoteLog::follow_once() try {
  const LogHead head = ask_head();
  platform::v1::ReadRequest request;
  request.set_log(name_);
  request.set_after_position(head.position);
  request.set_epoch(head.epoch);
  request.set_follow(true);
  bool heard = false;
  const auto ended = client_->read_events(
      request,
      [&](const platform::v1::ReadResponse& page) {
        heard = true;
        std::vector<LogRecord> records;
        for (const auto& event : page.events()) records.push_back(record_of(event));
        if (!records.empty()) append(page.epoch(), std::move(records));
        tell({page.epoch(), page.head()});
        return true;
      },
      leaving_.get_token());
  return ended.has_value() || heard;
} catch (const EngineError&) {
  return false;
}

LogHead RemoteLog::ask_head() {
  ask({});
  return known_head();  // it may be more than what this replica of the owner's told
}

platform::v1::GetHeadResponse RemoteLog::ask(const platform::v1::GetHeadRequest& request) {
  platform::v1::GetHeadRequest asked = request;
  asked.set_log(name_);
  auto answer = client_->call_where<platform::v1::GetHeadResponse>(name_, asked, kAskWithin);
  if (!answer) out_of_reach(name_, answer.error());
  tell({answer->epoch(), answer->head()});
  const std::lock_guard lock(mutex_);
  // A replica of an older build tells none.
  if (!answer->history_key().empty()) history_key_ = answer->history_key();
  return *std::move(answer);
}

std::string RemoteLog::history_key() {
  const std::lock_guard lock(mutex_);
  return history_key_;
}

Compared RemoteLog::compare(const HistoryPoint& read) {
  platform::v1::GetHeadRequest request;
  request.set_read_epoch(read.epoch);
  request.set_read_position(read.position);
  request.set_read_digest(read.digest);
  const auto told = ask(request);
  return {from_wire(told.standing()), {told.epoch(), told.head()}, told.read_digest()};
}

void RemoteLog::distrust() {
  const std::lock_guard lock(mutex_);
  forget_newest();
  trusted_again_at_ = steady_clock::now() + kDistrust;
}

void RemoteLog::forget_newest() {
  newest_.clear();
  newest_bytes_ = 0;
  catching_up_ = true;  // what they should have been is asked for at once
}

LogHead RemoteLog::known_head() {
  const std::lock_guard lock(mutex_);
  return head_;
}

void RemoteLog::tell(const LogHead& head) {
  bool goes_further = false;
  {
    const std::lock_guard lock(mutex_);
    if (head.epoch != head_.epoch) {
      forget_newest();
      head_ = {head.epoch, 0};
    }
    // Answers may overtake each other, and a replica of the owner's may know less than another.
    goes_further = head.position > head_.position;
    head_.position = std::max(head_.position, head.position);
    head_seen_at_ = steady_clock::now();
  }
  if (goes_further) wakes_.wake_all();
}

LogHead RemoteLog::head() {
  {
    const std::lock_guard lock(mutex_);
    if (steady_clock::now() - head_seen_at_ < kHeadHolds) return head_;
  }
  return ask_head();
}

void RemoteLog::append(const std::string& epoch, std::vector<LogRecord> records) {
  add(epoch, std::move(records));
  wakes_.wake_all();
}

// What does not join on at the end takes the place of all before it: those who need that read history.
void RemoteLog::add(const std::string& epoch, std::vector<LogRecord> records) {
  const std::lock_guard lock(mutex_);
  if (records.empty() || epoch != head_.epoch || steady_clock::now() < trusted_again_at_) return;
  for (LogRecord& record : records) {
    record.is_carried = newest_kind_ == Newest::shared;
    if (record.is_carried && record.digest.empty()) continue;  // an older build's, which nobody could believe
    if (!newest_.empty() && record.position <= newest_.back().position) continue;
    if (!newest_.empty() && record.position > newest_.back().position + 1) {
      newest_.clear();
      newest_bytes_ = 0;
    }
    newest_bytes_ += size_of(record);
    newest_.push_back(std::move(record));
    while (newest_.size() > kNewestCountMax || (newest_bytes_ > kNewestBytesMax && newest_.size() > 1)) {
      newest_bytes_ -= size_of(newest_.front());
      newest_.pop_front();
    }
  }
  // Whoever else brings events may call them anything.
  if (newest_kind_ == Newest::shared || newest_.empty() || newest_.back().position <= head_.position) return;
  head_.position = newest_.back().position;
  head_seen_at_ = steady_clock::now();
}

void RemoteLog::share(bool is_ours) {
  {
    const std::lock_guard lock(mutex_);
    is_ours_ = is_ours;
    catching_up_ = is_ours;  // what came before is in nobody's hands now
  }
  wakes_.wake_all();
}

std::vector<LogRecord> RemoteLog::newest_after(const std::string& epoch, std::int64_t position, int limit) {
  const std::lock_guard lock(mutex_);
  if (epoch != head_.epoch) return {};
  if (newest_.empty() || newest_.front().position > position + 1 || newest_.back().position <= position) return {};
  const auto first = newest_.begin() + (position + 1 - newest_.front().position);
  const auto count = std::min<std::ptrdiff_t>(newest_.end() - first, limit);
  return {first, first + count};
}

// The owner's own word.
std::vector<LogRecord> RemoteLog::read(std::int64_t position, int limit) {
  const std::string epoch = known_head().epoch;
  if (newest_kind_ == Newest::shared) return history(epoch, position, limit);
  auto records = newest_after(epoch, position, limit);
  return records.empty() ? history(epoch, position, limit) : records;
}

std::vector<LogRecord> RemoteLog::next(const std::string& epoch, std::int64_t position, int limit) {
  note_read(epoch, position);
  auto records = newest_after(epoch, position, limit);
  if (!records.empty()) return records;
  forget_what_lies_beyond();
  if (known_head().position <= position || !is_due(position)) return records;
  records = history(epoch, position, limit);
  const std::lock_guard lock(mutex_);
  catching_up_ = records.size() == static_cast<std::size_t>(limit);
  return records;
}

// What a follower has taken has been found to be the owner's.
void RemoteLog::note_read(const std::string& epoch, std::int64_t position) {
  const std::lock_guard lock(mutex_);
  if (epoch != head_.epoch || position <= head_.position) return;
  head_.position = position;
  head_seen_at_ = steady_clock::now();
}

// What has come and doesn't join on lies behind the end that the owner told last. If that is still the end, it is none
// of this log's, and would keep those from coming in.
void RemoteLog::forget_what_lies_beyond() {
  {
    const std::lock_guard lock(mutex_);
    if (newest_.empty() || newest_.back().position <= head_.position) return;
  }
  ask_head();
  const std::lock_guard lock(mutex_);
  if (!newest_.empty() && newest_.front().position > head_.position) forget_newest();
}

bool RemoteLog::is_due(std::int64_t position) {
  if (newest_kind_ == Newest::streamed) return true;
  const std::lock_guard lock(mutex_);
  if (catching_up_) return true;
  const auto now = steady_clock::now();
  if (position != std::exchange(stuck_at_, position)) stuck_since_ = now;
  // A gap before what has come is not on its way any more.
  const bool is_gap = is_ours_ && !newest_.empty() && newest_.front().position > position + 1;
  return is_gap || now - stuck_since_ >= (is_ours_ ? kOnItsWay : kInOthersHands);
}

// The owner refuses another epoch than its own.
std::vector<LogRecord> RemoteLog::history(const std::string& epoch, std::int64_t position, int limit) {
  platform::v1::ReadRequest request;
  request.set_log(name_);
  request.set_after_position(position);
  request.set_epoch(epoch);
  std::vector<LogRecord> records;
  const auto read = client_->read_events(
      request,
      [&](const platform::v1::ReadResponse& page) {
        for (const auto& event : page.events())
          if (records.size() < static_cast<std::size_t>(limit)) records.push_back(record_of(event));
        return records.size() < static_cast<std::size_t>(limit);
      },
      leaving_.get_token(), kReadWithin);
  if (leaving_.stop_requested()) throw EngineError(EngineError::Kind::busy, "the log of " + name_ + " has been left");
  if (!read && read.error().reason != "POSITION_AHEAD") out_of_reach(name_, read.error());
  return records;
}

EventLog::Subscription RemoteLog::subscribe(std::function<void()> wake) { return wakes_.subscribe(std::move(wake)); }

}  // namespace opora
