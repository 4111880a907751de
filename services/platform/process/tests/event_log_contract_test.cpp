// What every log promises those who follow it, whatever engine holds it and whichever way it comes to them.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <numeric>
#include <tuple>

#include <gtest/gtest.h>

#include "platform/events/delivery/relay.h"
#include "platform/events/kafka/kafka_carrier.h"
#include "platform/events/kafka/topics.h"
#include "platform/ids/ids.h"
#include "platform/lane/lane.h"
#include "platform/process/sources.h"
#include "platform/rpc/server.h"
#include "platform/rpc/tests/fake_host.h"
#include "platform/testing/engines.h"
#include "platform/testing/kafka_test_broker.h"

namespace opora::testing {
namespace {

enum class Carriage { in_place, streamed, kafka };
constexpr const char* kCarriageNames[] = {"in_place", "streamed", "kafka"};
constexpr std::chrono::seconds kSoon{60};  // far more than anything here takes

struct Way {
  const Engine* engine;
  Carriage carriage;
};
void PrintTo(const Way& way, std::ostream* out) {
  *out << way.engine->name << " " << kCarriageNames[static_cast<int>(way.carriage)];
}

// Follows a log as a consumer does: by its head and next(), woken or not.
class Reader {
 public:
  Reader(std::shared_ptr<EventLog> log, std::int64_t position) : log_(std::move(log)), position_(position) {
    woken_ = log_->subscribe([this] {
      const std::lock_guard lock(mutex_);
      is_woken_ = true;
      changed_.notify_one();
    });
  }
  ~Reader() { woken_.reset(); }

  // What comes, up to the last of these positions.
  std::vector<LogRecord> read_to(std::int64_t last) {
    constexpr std::int64_t kPage = 7;
    std::vector<LogRecord> all;
    const auto until = std::chrono::steady_clock::now() + kSoon;
    while (position_ < last && std::chrono::steady_clock::now() < until) {
      const LogHead head = log_->head();
      const int page = static_cast<int>(std::min(kPage, last - position_));
      for (LogRecord& record : log_->next(head.epoch, position_, page)) {
        EXPECT_EQ(record.position, ++position_);
        all.push_back(std::move(record));
      }
      std::unique_lock lock(mutex_);
      if (position_ < last) changed_.wait_for(lock, std::chrono::milliseconds(10), [&] { return is_woken_; });
      is_woken_ = false;
    }
    EXPECT_EQ(position_, last);
    return all;
  }
  // Whether the next commit wakes who follows.
  bool wait_until_woken() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kSoon, [&] { return is_woken_; });
  }
  LogHead head() { return log_->head(); }
  EventLog& log() { return *log_; }

 private:
  const std::shared_ptr<EventLog> log_;
  std::int64_t position_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_woken_ = false;
  EventLog::Subscription woken_;
};

class LogHost final : public FakeHost {
 public:
  LogHost(const std::string& name, std::shared_ptr<EventLog> log)
      : FakeHost(name, registration::v1::RegisterGroupRequest::descriptor()->file()->service(0)),
        log_(std::move(log)) {}
  std::shared_ptr<EventLog> log() override { return log_; }

 private:
  const std::shared_ptr<EventLog> log_;
};

// The lease is another test's.
class AlwaysHeld final : public RelayLeaseStore {
 public:
  std::optional<RelayLease> hold(const RelayLease& known, std::chrono::microseconds) override {
    RelayLease held = known;
    held.is_held = true;
    return held;
  }
  void leave(const RelayLease&) override {}
};

class EventLogContract : public ::testing::TestWithParam<Way> {
 protected:
  EventLogContract() { open(); }
  ~EventLogContract() override { close(); }

  void open() {
    const std::array migrations{platform_migrations()};
    database_ = test_database_->open(migrations).value();
    lane_ = std::make_unique<Lane>(
        *database_, clock_, ids_, LaneOptions{.name = name_, .asks_database_clock = false},
        [](Transaction&, const std::string&, const LogRecord&) -> Result<void> { return {}; },
        [](Transaction&, const Timer&) -> Result<std::string> { return ""; }, observer_);
    if (GetParam().carriage == Carriage::in_place) return;
    host_ = std::make_unique<LogHost>(name_, lane_->log());
    server_ = Server::start({}, {host_.get()}, *keys_, clock_).value();
    if (GetParam().carriage == Carriage::kafka) start_relay();
  }
  void start_relay() {
    const KafkaOptions kafka{kafka_address(), {}};
    const std::array topics{TopicDescription{topic_of(name_), 1, {{"max.message.bytes", "8388608"}}}};
    ASSERT_TRUE(apply_topics(kafka, topics, kSoon));
    relay_ = std::make_unique<Relay>(lane_->log(), std::make_unique<AlwaysHeld>(),
                                     RelayOptions{kafka_carrier(kafka, name_),
                                                  [](std::int64_t, std::int64_t, bool) {}, [](const Error&) {}});
    relay_->start();
  }
  void close() {
    relay_.reset();
    server_.reset();
    host_.reset();
    lane_.reset();
    database_.reset();
  }

  std::unique_ptr<Reader> reader(std::int64_t position = 0) {
    if (GetParam().carriage == Carriage::in_place) return std::make_unique<Reader>(lane_->log(), position);
    SourcesOptions options;
    options.peers = name_ + "=127.0.0.1:" + std::to_string(server_->port());
    if (GetParam().carriage == Carriage::kafka) options.kafka = KafkaOptions{kafka_address(), {}};
    options.token = [this] {
      return keys_->issue({"reader", network::v1::ROLE_SERVICE}, std::chrono::hours(1), clock_.now());
    };
    sources_ = std::make_unique<Sources>(std::move(options));
    return std::make_unique<Reader>(sources_->open(name_, name_).value(), position);
  }

  // One commit with these payloads.
  void commit(const std::vector<std::string>& payloads) {
    Command command;
    command.caller = "somebody";
    command.method = "Say";
    command.run = [&](Transaction& tx) -> Result<std::string> {
      std::size_t position = written_.size();
      for (const std::string& payload : payloads) tx.emit_draft({"opora.test.v1.Said", key_of(++position), payload});
      return std::string();
    };
    command.done = [](const Answer& answer) { EXPECT_TRUE(answer.response); };
    ASSERT_TRUE(lane_->offer(std::move(command)));
    const std::int64_t now_us = ++clock_.us;
    while (lane_->run_once()) {
    }
    for (const std::string& payload : payloads)
      written_.emplace_back(now_us, key_of(written_.size() + 1), payload);
  }
  static std::string key_of(std::size_t position) { return "clé-" + std::to_string(position); }
  void expect_written(const std::vector<LogRecord>& records, std::size_t from = 0) {
    std::vector<std::tuple<std::int64_t, std::string, std::string>> read;
    for (const LogRecord& record : records) {
      EXPECT_EQ(record.type, "opora.test.v1.Said");
      read.emplace_back(record.time.us, record.key, record.payload);
    }
    EXPECT_TRUE(read == std::vector(written_.begin() + static_cast<std::ptrdiff_t>(from), written_.end()));
  }
  static std::vector<std::string> numbered(int first, int last) {
    std::vector<std::string> all;
    for (int i = first; i <= last; ++i) all.push_back(std::to_string(i));
    return all;
  }

  struct SetClock final : MachineClock {
    Instant now() const override { return {us}; }
    std::chrono::microseconds since_boot() const override { return std::chrono::microseconds(us); }
    std::string boot() const override { return "one"; }
    bool is_synchronised() const override { return false; }
    std::atomic<std::int64_t> us = SystemClock().now().us;
  };
  SetClock clock_;
  IdSource ids_;
  LaneObserver observer_;
  const std::string name_ = "s" + ids_.next(clock_.now());
  std::unique_ptr<TestDatabase> test_database_ = GetParam().engine->make_database();
  TemporaryFolder folder_;
  std::unique_ptr<KeyFolder> keys_ = *KeyFolder::open(folder_.path());
  std::unique_ptr<Database> database_;
  std::unique_ptr<Lane> lane_;
  std::unique_ptr<LogHost> host_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Relay> relay_;
  std::unique_ptr<Sources> sources_;
  std::vector<std::tuple<std::int64_t, std::string, std::string>> written_;
};

TEST_P(EventLogContract, EveryEventComesOnceAndInOrder) {
  commit(numbered(1, 10));
  commit({});
  commit(numbered(11, 11));
  const auto reading = reader();
  std::vector<LogRecord> read = reading->read_to(11);
  EXPECT_EQ(reading->head().position, 11);
  for (int i = 12; i < 60; i += 2) {
    commit(numbered(i, i + 1));
    std::ranges::move(reading->read_to(i + 1), std::back_inserter(read));
  }
  expect_written(read);
}

TEST_P(EventLogContract, WhoComesAgainGoesOnWhereItWas) {
  commit(numbered(1, 20));
  reader()->read_to(5);
  commit(numbered(21, 30));
  expect_written(reader(5)->read_to(30), 5);
}

TEST_P(EventLogContract, BytesComeAsTheyWereWritten) {
  std::string every(256, '\0');
  std::iota(every.begin(), every.end(), '\0');
  commit({"", every, std::string(1 << 20, 'x'), "опора"});
  const auto reading = reader();
  std::vector<LogRecord> read = reading->read_to(4);
  commit({std::string("\0\0", 2), every});
  std::ranges::move(reading->read_to(6), std::back_inserter(read));
  expect_written(read);
}

TEST_P(EventLogContract, ACommitWakesWhoFollows) {
  commit(numbered(1, 1));
  const auto reading = reader();
  reading->read_to(1);
  commit(numbered(2, 2));
  EXPECT_TRUE(reading->wait_until_woken());
}

TEST_P(EventLogContract, AnOwnerThatComesBackHasTheSameLog) {
  commit(numbered(1, 9));
  const std::string epoch = reader()->head().epoch;
  sources_.reset();
  close();
  open();
  commit(numbered(10, 12));
  const auto reading = reader(4);
  EXPECT_EQ(reading->head().epoch, epoch);
  expect_written(reading->read_to(12), 4);
}

TEST_P(EventLogContract, NothingIsGivenBehindTheHead) {
  commit(numbered(1, 3));
  const auto reading = reader();
  reading->read_to(3);
  EXPECT_TRUE(reading->log().read(3, 10).empty());
  EXPECT_TRUE(reading->log().next(reading->head().epoch, 3, 10).empty());
  EXPECT_EQ(reading->log().read(1, 1).size(), 1U);
}

TEST_P(EventLogContract, NothingIsGivenOfAnotherEpoch) {
  commit(numbered(1, 3));
  const auto reading = reader();
  reading->read_to(3);
  commit(numbered(4, 5));
  reading->read_to(5);
  for (const std::int64_t position : {0, 3}) {
    try {
      EXPECT_TRUE(reading->log().next("another", position, 10).empty());
    } catch (const EngineError&) {
      // It may refuse as well.
    }
  }
}

std::vector<Way> every_way() {
  std::vector<Way> ways;
  for (const Engine& engine : quick_engines())
    for (const Carriage carriage : {Carriage::in_place, Carriage::streamed, Carriage::kafka})
      ways.push_back({&engine, carriage});
  return ways;
}

INSTANTIATE_TEST_SUITE_P(Ways, EventLogContract, ::testing::ValuesIn(every_way()), [](const auto& info) {
  return std::string(info.param.engine->name) + "_" + kCarriageNames[static_cast<int>(info.param.carriage)];
});

}  // namespace
}  // namespace opora::testing
