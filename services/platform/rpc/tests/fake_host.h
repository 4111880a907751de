// A service that answers what a test tells it to: what the adapter's tests call.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "opora/registration/v1/registration_service.pb.h"
#include "platform/service/service_host.h"
#include "platform/sql/sql.h"

namespace opora::testing {

// A log in memory.
class FakeLog final : public EventLog {
 public:
  explicit FakeLog(std::string name) : name_(std::move(name)) {}

  const std::string& name() const override { return name_; }
  LogHead head() override {
    const std::lock_guard lock(mutex_);
    if (broken_) throw EngineError(EngineError::Kind::io, "broken");
    return {epoch_, static_cast<std::int64_t>(records_.size())};
  }
  std::vector<LogRecord> read(std::int64_t position, int limit) override {
    std::unique_lock lock(mutex_);
    ++read_count_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !holds_reads_; });
    const auto first = std::min<std::size_t>(static_cast<std::size_t>(position), records_.size());
    const auto last = std::min(records_.size(), first + static_cast<std::size_t>(limit));
    return {records_.begin() + static_cast<std::ptrdiff_t>(first),
            records_.begin() + static_cast<std::ptrdiff_t>(last)};
  }
  Subscription subscribe(std::function<void()> wake) override {
    const std::lock_guard lock(mutex_);
    auto kept = std::make_shared<std::function<void()>>(std::move(wake));
    wakes_.push_back(kept);
    return kept;
  }

  std::string history_key() override { return "key of " + name_; }
  Compared compare(const HistoryPoint& read) override {
    const LogHead now = head();
    const std::lock_guard lock(mutex_);
    compared_ = read.epoch + " " + std::to_string(read.position) + " " + read.digest;
    return {standing, now, "digest of " + std::to_string(read.position)};
  }
  std::atomic<Standing> standing = Standing::unknown;
  std::string compared() {  // last
    const std::lock_guard lock(mutex_);
    return compared_;
  }

  void append(LogRecord record) {
    const std::lock_guard lock(mutex_);
    records_.push_back(std::move(record));
  }
  void append(int count, std::size_t payload_bytes = 1) {
    std::vector<std::shared_ptr<std::function<void()>>> wakes;
    {
      const std::lock_guard lock(mutex_);
      for (int i = 0; i < count; ++i) {
        const auto position = static_cast<std::int64_t>(records_.size()) + 1;
        records_.push_back({position, {position * 10}, "opora.x.v1.Happened", "key", std::string(payload_bytes, 'x')});
      }
      for (auto& wake : wakes_)
        if (auto held = wake.lock()) wakes.push_back(std::move(held));
    }
    for (const auto& wake : wakes) (*wake)();
  }
  std::size_t subscription_count() {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(wakes_.begin(), wakes_.end(), [](auto& w) { return !w.expired(); }));
  }
  void restore(std::string epoch) {
    const std::lock_guard lock(mutex_);
    epoch_ = std::move(epoch);
  }
  // From now on readers wait, or go on.
  void hold_reads(bool holds) {
    const std::lock_guard lock(mutex_);
    holds_reads_ = holds;
    changed_.notify_all();
  }
  void wait_until_read() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return read_count_ > 0; });
  }
  void break_down() {
    const std::lock_guard lock(mutex_);
    broken_ = true;
  }

 private:
  const std::string name_;
  std::string compared_;
  std::mutex mutex_;
  std::string epoch_ = "epoch-1";
  bool broken_ = false;
  bool holds_reads_ = false;
  int read_count_ = 0;
  std::condition_variable changed_;
  std::vector<LogRecord> records_;
  std::vector<std::weak_ptr<std::function<void()>>> wakes_;
};

class FakeHost : public ServiceHost {
 public:
  FakeHost() : FakeHost("registration", registration::v1::RegisterGroupRequest::descriptor()->file()->service(0)) {}
  FakeHost(const std::string& name, const google::protobuf::ServiceDescriptor* described)
      : fake_log(std::make_shared<FakeLog>(name)) {
    service_.name = name;
    add_contract(described);
  }
  void add_contract(const google::protobuf::ServiceDescriptor* described) {
    service_.contracts.push_back(described->full_name());
    for (int i = 0; i < described->method_count(); ++i)
      methods_.push_back({"/" + described->full_name() + "/" + described->method(i)->name(),
                          described->method(i)->name(), methods_.size()});
  }

  // From a server's start on.
  void seal(std::size_t method, bool takes_token) {
    methods_.at(method).is_sealed = true;
    methods_.at(method).takes_token = takes_token;
  }

  // What a call does; until told otherwise it answers an empty message.
  std::function<void(std::size_t method, Call, std::function<void(Answer)>)> on_call =
      [](std::size_t, Call, std::function<void(Answer)> done) {
        done({std::string(), {"epoch-1", 7}});
      };
  std::vector<Checked> checks;
  std::vector<Parked> parked_events;
  std::function<void()> on_check = [] {};
  std::function<void()> on_stop = [] {};
  std::atomic<bool> is_ready = true;
  ClockState clock_state;
  const std::shared_ptr<FakeLog> fake_log;

  const Service& service() const override { return service_; }
  const std::vector<Method>& methods() const override { return methods_; }
  void call(std::size_t method, Call call, std::function<void(Answer)> done) override {
    on_call(method, std::move(call), std::move(done));
  }
  std::shared_ptr<EventLog> log() override { return fake_log; }
  void follow(std::shared_ptr<EventLog>) override {}
  std::vector<std::string> sources() const override { return {}; }
  std::optional<std::int64_t> parked_lately() override { return parked_count(); }
  std::optional<std::int64_t> late_jobs_lately() override { return 3; }
  std::vector<std::pair<std::string, std::int64_t>> overdue_lately() override { return {{"things_to_do", 2}}; }
  Consumed consumed(const std::string&) override { return {}; }
  void start() override {}
  void stop() override { on_stop(); }
  bool step_lane() override { return false; }
  bool step_query() override { return false; }
  bool step_job() override { return false; }
  bool step_sealed() override { return false; }
  bool step_follow(const std::string&) override { return false; }
  std::vector<Checked> check_invariants() override {
    on_check();
    return checks;
  }
  std::vector<Parked> parked(int limit) override {
    const auto count = std::min(parked_events.size(), static_cast<std::size_t>(limit));
    return {parked_events.begin(), parked_events.begin() + static_cast<std::ptrdiff_t>(count)};
  }
  std::int64_t parked_count() override { return static_cast<std::int64_t>(parked_events.size()); }
  Result<RetriedEvents> retry_parked(const std::string& source, const std::string& key) override {
    if (source != "scheduling") return refuse(Code::not_found, "NOT_PARKED", "Nothing is parked there.");
    return RetriedEvents{key.empty() ? 2 : 1, 3};
  }
  Result<std::int64_t> republish(std::int64_t) override { return 0; }
  Result<RetriedEvents> skip_parked(const std::string&, std::int64_t position) override {
    return RetriedEvents{position, 0};
  }
  std::optional<Instant> sealed_turned_away_at() const override { return Instant{3'600'000'000}; }
  std::int64_t wal_bytes() const override { return 4096; }
  std::size_t waiting_count() const override { return 5; }
  bool ready() const override { return is_ready; }
  ClockState clock() const override { return clock_state; }
  std::optional<Instant> commits_lost_at() const override { return std::nullopt; }
  std::optional<Instant> server_changed_at() const override { return std::nullopt; }
  Result<void> confirm_time(Instant told) override {
    if (told.us != clock_state.wall.us) return refuse(Code::conflict, "CLOCK_DIFFERS", "It is another time.");
    clock_state.standing = ClockState::Standing::agreed;
    return {};
  }

 private:
  Service service_;
  std::vector<Method> methods_;
};

}  // namespace opora::testing
