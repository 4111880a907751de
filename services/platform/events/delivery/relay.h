// Carries a service's log to others: one of its replicas at a time, whichever holds the lease. Woken by each commit,
// and looks each second anyway. What arrived is noted with the lease; what did not is sent once more, in order, by
// whoever holds it next. Nothing is ever skipped; what comes twice is passed over by those who read.
#pragma once

#include <chrono>
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

// Where a service's replicas agree on which of them carries. Called from the relay's thread, which may wait for it.
class RelayLeaseStore {
 public:
  virtual ~RelayLeaseStore() = default;
  // Takes or renews the lease for this process, as hold_relay_lease() does. Nothing when it can't be asked for now.
  virtual std::optional<RelayLease> hold(const RelayLease& known, std::chrono::microseconds lasts) = 0;
  // Gives it back, or leaves it to expire.
  virtual void leave(const RelayLease& known) = 0;
};

struct RelayOptions {
  MakeCarrier make_carrier;
  // Each second, and when it has ended to carry: how much has arrived, of how much; whether this process carries.
  std::function<void(std::int64_t arrived, std::int64_t head, bool is_held)> moved;
  std::function<void(const Error&)> troubled;  // once a trouble
};

class Relay {
 public:
  Relay(std::shared_ptr<EventLog> log, std::unique_ptr<RelayLeaseStore> leases, RelayOptions options);
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
  const std::unique_ptr<RelayLeaseStore> leases_;
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
