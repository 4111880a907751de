// The log of a service in another process. Its owner is asked for history and for the head, and whatever brings the
// newest events (a stream of the owner's, or Kafka) fills a bounded piece of the log's end that is read from first.
// That the newest events arrive is never relied upon: what is missing is noticed by the head, and read from the owner.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "platform/events/log/event_log.h"
#include "platform/events/log/wakes.h"
#include "platform/rpc/client.h"

namespace opora {

// Thread-safe.
class RemoteLog final : public EventLog {
 public:
  // Who brings the newest events.
  enum class Newest {
    streamed,  // the owner: this process reads all there is
    shared,    // a consumer group: whoever has the log assigned takes what comes; see share()
  };
  RemoteLog(std::string name, std::unique_ptr<Client> client, Newest newest);
  ~RemoteLog() override;

  const std::string& name() const override { return name_; }
  // As the owner, or an event that was found to be its own, told it 200 ms ago at most. Throws EngineError when the
  // owner can't be asked.
  LogHead head() override;
  std::vector<LogRecord> read(std::int64_t position, int limit) override;
  std::vector<LogRecord> next(const std::string& epoch, std::int64_t position, int limit) override;
  std::string history_key() override;
  Compared compare(const HistoryPoint& read) override;
  void distrust() override;
  void leave() override { leaving_.request_stop(); }
  Subscription subscribe(std::function<void()> wake) override;

  // For Newest::shared. Events that have come, in order; whether they are the owner's is for their digests to say.
  void append(const std::string& epoch, std::vector<LogRecord> records);
  // Whether this process is the one that takes what comes. If not, it goes on reading only once nobody has moved the
  // position for two seconds.
  void share(bool is_ours);

 private:
  using Time = std::chrono::steady_clock::time_point;
  void follow();
  bool follow_once();
  LogHead ask_head();
  platform::v1::GetHeadResponse ask(const platform::v1::GetHeadRequest& request);
  void tell(const LogHead& head);
  void add(const std::string& epoch, std::vector<LogRecord> records);
  LogHead known_head();
  std::vector<LogRecord> newest_after(const std::string& epoch, std::int64_t position, int limit);
  bool is_due(std::int64_t position);
  std::vector<LogRecord> history(const std::string& epoch, std::int64_t position, int limit);
  void forget_newest();  // with the mutex held
  void forget_what_lies_beyond();
  void note_read(const std::string& epoch, std::int64_t position);

  const std::string name_;
  const std::unique_ptr<Client> client_;
  const Newest newest_kind_;

  std::mutex mutex_;  // guards what follows
  LogHead head_;               // as the owner told it
  std::string history_key_;
  Time head_seen_at_{};             // when the head was last heard of
  std::deque<LogRecord> newest_;  // without gaps, of head_'s epoch
  std::size_t newest_bytes_ = 0;
  bool is_ours_ = false;
  bool catching_up_ = true;    // in history: goes on without waiting for what may come
  Time trusted_again_at_{};    // who brings the newest events
  std::int64_t stuck_at_ = -1;
  Time stuck_since_{};

  Wakes wakes_;
  std::stop_source leaving_;
  std::thread following_;
};

}  // namespace opora
