// Carries a service's log to others: one of its replicas at a time, whichever holds the lease. Woken by each commit,
// and looks each second anyway. What arrived is noted with the lease; what did not is sent once more, in order, by
// whoever holds it next. Nothing is ever skipped; what comes twice is passed over by those who read.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "platform/events/log/carrier.h"
#include "platform/lane/relay_lease.h"

namespace opora {

struct RelayOptions {
  MakeCarrier make_carrier;
  // Takes, renews or (the second) leaves the lease; nothing when the database can't be asked now.
  std::function<std::optional<RelayLease>(const RelayLease& known, std::chrono::microseconds lasts)> hold;
  std::function<void(const RelayLease& known)> leave;
  // Each second, and when it has ended to carry: how much has arrived, of how much; whether this process carries.
  std::function<void(std::int64_t arrived, std::int64_t head, bool is_held)> moved;
  std::function<void(const Error&)> troubled;  // once a trouble
};

class Relay {
 public:
  Relay(std::shared_ptr<EventLog> log, RelayOptions options);
  ~Relay() { stop(); }

  void start();
  // Waits shortly for what is under way, leaves the lease. Idempotent.
  void stop();

 private:
  using Time = std::chrono::steady_clock::time_point;
  void run();
  void wait();
  void renew();
  void carry();
  void send_page();
  bool ensure_carrier();
  void ask_what_was_carried();
  void drop_carrier();
  void trouble(const Error& error);
  std::int64_t arrived();

  const std::shared_ptr<EventLog> log_;
  const RelayOptions options_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  bool has_work_ = true;
  bool stopping_ = false;
  std::int64_t arrived_ = 0;
  std::optional<Error> failure_;  // of the carrier

  // The thread's own.
  RelayLease lease_;
  Time renew_at_{};
  Time try_at_{};  // after trouble
  std::int64_t sent_ = 0;
  std::string epoch_;            // of what is being sent
  std::vector<LogRecord> page_;  // read
  std::size_t page_sent_ = 0;    // of these
  std::string last_trouble_;
  bool has_asked_ = false;   // this carrier, what it carried last
  Time ask_at_{};            // at the earliest
  std::string last_silence_;  // why it could not tell
  std::unique_ptr<Carrier> carrier_;
  EventLog::Subscription subscription_;
  std::thread thread_;
};

}  // namespace opora
