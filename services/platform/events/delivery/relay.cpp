#include "platform/events/delivery/relay.h"

#include <algorithm>
#include <utility>

#include <pthread.h>

#include "platform/sql/sql.h"

namespace opora {
namespace {

using std::chrono::milliseconds, std::chrono::steady_clock;

// A holder that has died is followed by another replica after this; one that stops leaves at once.
constexpr std::chrono::seconds kLeaseLasts{5};
constexpr milliseconds kRenewEvery{1'000};
constexpr milliseconds kTryAgainAfter{500};
constexpr milliseconds kAskAgainAfter{5'000};
constexpr milliseconds kGoodbye{1'000};
constexpr int kPage = 4096;

}  // namespace

Relay::Relay(std::shared_ptr<EventLog> log, std::unique_ptr<RelayLeaseStore> leases, RelayOptions options)
    : log_(std::move(log)), leases_(std::move(leases)), options_(std::move(options)) {}

void Relay::start() {
  subscription_ = log_->subscribe([this] {
    {
      const std::lock_guard lock(mutex_);
      has_work_ = true;
    }
    changed_.notify_one();
  });
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), ("relay " + log_->name()).substr(0, 15).c_str());
    run();
  });
}

void Relay::stop() {
  subscription_.reset();
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Relay::run() {
  while (true) {
    wait();
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) break;
      has_work_ = false;
    }
    if (steady_clock::now() >= renew_at_) renew();
    if (lease_.is_held && steady_clock::now() >= try_at_) carry();
  }
  if (!lease_.is_held) return;
  {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kGoodbye, [this] { return arrived_ >= sent_ || failure_; });
  }
  lease_.position = arrived();
  carrier_.reset();
  leases_->leave(lease_);
}

void Relay::wait() {
  std::unique_lock lock(mutex_);
  const Time until = try_at_ > steady_clock::now() ? std::min(try_at_, renew_at_) : renew_at_;
  const bool may_carry = lease_.is_held && try_at_ <= steady_clock::now();
  changed_.wait_until(lock, until, [&] { return stopping_ || (may_carry && (has_work_ || failure_)); });
}

void Relay::renew() {
  renew_at_ = steady_clock::now() + kRenewEvery;
  if (const std::int64_t now_arrived = arrived(); now_arrived > lease_.position) {
    lease_.position = now_arrived;
    last_trouble_.clear();
  }
  const RelayLease known = lease_;
  const auto held = leases_->hold(known, kLeaseLasts);
  if (!held) return;  // it may still be ours: carrying on does no harm
  lease_ = *held;
  const bool is_new = lease_.is_held && (!known.is_held || lease_.rewind_count != known.rewind_count);
  if (is_new) {
    // From where the last holder, or an operator, has left it.
    drop_carrier();
    const std::lock_guard lock(mutex_);
    arrived_ = sent_ = lease_.position;
  } else if (!lease_.is_held) {
    drop_carrier();
  }
  try {
    options_.moved(lease_.is_held ? arrived() : lease_.position, log_->head().position, lease_.is_held);
  } catch (const EngineError&) {
    // How far the log goes is not known now.
  }
}

void Relay::carry() try {
  std::optional<Error> failure;
  {
    const std::lock_guard lock(mutex_);
    failure = std::exchange(failure_, std::nullopt);
  }
  if (failure) {
    trouble(*failure);
    return drop_carrier();
  }
  if (!ensure_carrier()) return;
  ask_what_was_carried();
  if (sent_ < log_->head().position) send_page();
} catch (const EngineError&) {
  // Whoever asks for health is told of this: the database's own words may say where it is, and as whom we come.
  trouble({Code::unavailable, "LOG_UNAVAILABLE", "The service's own database can't be read now."});
}

// What was read and not taken stays for when there is room: that comes a few records at a time.
void Relay::send_page() {
  const LogHead head = log_->head();
  // Where the log has begun another epoch, the row says from where on that is carried.
  if (const std::string before = std::exchange(epoch_, head.epoch); !before.empty() && before != head.epoch) {
    drop_carrier();
    renew_at_ = {};
    return;
  }
  if (page_sent_ == page_.size()) {
    page_ = log_->read(sent_, kPage);
    page_sent_ = 0;
  }
  const std::size_t taken = carrier_->send(head.epoch, std::span(page_).subspan(page_sent_));
  page_sent_ += taken;
  if (taken > 0) sent_ = page_[page_sent_ - 1].position;
  if (taken == 0 || page_sent_ < page_.size() || sent_ >= head.position) return;
  const std::lock_guard lock(mutex_);
  has_work_ = true;
}

bool Relay::ensure_carrier() {
  if (carrier_) return true;
  auto made = options_.make_carrier({.arrived =
                                         [this](std::int64_t position) {
                                           {
                                             const std::lock_guard lock(mutex_);
                                             arrived_ = std::max(arrived_, position);
                                             has_work_ = true;
                                           }
                                           changed_.notify_one();
                                         },
                                     .failed =
                                         [this](const Error& error) {
                                           {
                                             const std::lock_guard lock(mutex_);
                                             failure_ = error;
                                           }
                                           changed_.notify_one();
                                         }});
  if (!made) {
    trouble(made.error());
    return false;
  }
  carrier_ = std::move(*made);
  has_asked_ = false;
  return true;
}

// A database that took over without the last commits doesn't know of them, but they may have been carried: then this is
// a witness like any other. It is asked until it can tell.
void Relay::ask_what_was_carried() {
  if (has_asked_ || steady_clock::now() < ask_at_) return;
  ask_at_ = steady_clock::now() + kAskAgainAfter;
  const auto last = carrier_->last_carried(log_->head().epoch, log_->history_key());
  if (!last) {
    if (std::exchange(last_silence_, last.error().reason) != last.error().reason) options_.troubled(last.error());
    return;
  }
  if (*last) log_->compare(**last);
  last_silence_.clear();
  has_asked_ = true;
}

// What has not arrived is sent anew.
void Relay::drop_carrier() {
  carrier_.reset();
  page_.clear();
  page_sent_ = 0;
  const std::lock_guard lock(mutex_);
  failure_.reset();
  sent_ = arrived_;
}

void Relay::trouble(const Error& error) {
  try_at_ = steady_clock::now() + kTryAgainAfter;
  if (std::exchange(last_trouble_, error.reason) != error.reason) options_.troubled(error);
}

std::int64_t Relay::arrived() {
  const std::lock_guard lock(mutex_);
  return arrived_;
}

}  // namespace opora
