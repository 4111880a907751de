// A log carried by relays that share a lease, to a carrier that the test holds.
#include "platform/events/delivery/relay.h"

#include <array>

#include <gtest/gtest.h>

#include "platform/events/log/wakes.h"
#include "platform/lane/lane.h"
#include "platform/sql/database.h"
#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora {
namespace {

constexpr std::chrono::seconds kLong{30};

class GrowingLog final : public EventLog {
 public:
  const std::string& name() const override { return name_; }
  LogHead head() override { return {"epoch", count_}; }
  std::vector<LogRecord> read(std::int64_t position, int limit) override {
    std::vector<LogRecord> records;
    for (std::int64_t next = position + 1; next <= std::min(count_.load(), position + limit); ++next)
      records.push_back({next, {}, "type", "key", "payload"});
    return records;
  }
  Subscription subscribe(std::function<void()> wake) override { return wakes_.subscribe(std::move(wake)); }
  Compared compare(const HistoryPoint& read) override {
    {
      const std::lock_guard lock(mutex_);
      witness_ = read;
    }
    changed_.notify_all();
    return {};
  }
  std::optional<HistoryPoint> wait_for_witness() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, kLong, [&] { return witness_.has_value(); });
    return witness_;
  }
  void grow(std::int64_t by) {
    count_ += by;
    wakes_.wake_all();
  }

 private:
  const std::string name_ = "test";
  std::atomic<std::int64_t> count_ = 0;
  Wakes wakes_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<HistoryPoint> witness_;
};

// What arrived, whoever carried it; as Kafka would hold it.
struct Arrived {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::int64_t> positions;
  int take_at_most = 1 << 20;
  std::int64_t lost_after = INT64_MAX;  // the carrier fails there, once
  std::optional<HistoryPoint> last;     // what it says it carried last

  void wait_for(std::int64_t position) {
    std::unique_lock lock(mutex);
    const bool came =
        changed.wait_for(lock, kLong, [&] { return !positions.empty() && positions.back() >= position; });
    EXPECT_TRUE(came) << "nothing up to " << position << " arrived";
  }
  // Every position once at least, and never a later one before an earlier one has come.
  void expect_whole(std::int64_t upto) {
    const std::lock_guard lock(mutex);
    std::int64_t last = 0;
    for (const std::int64_t position : positions) {
      EXPECT_LE(position, last + 1) << "something was skipped";
      last = std::max(last, position);
    }
    EXPECT_EQ(last, upto);
  }
};

class FakeCarrier final : public Carrier {
 public:
  FakeCarrier(Arrived& arrived, CarrierCalls calls) : arrived_(arrived), calls_(std::move(calls)) {}
  std::size_t send(const std::string&, std::span<const LogRecord> records) override {
    const auto taken = records.first(std::min<std::size_t>(records.size(), arrived_.take_at_most));
    bool is_lost = false;
    std::int64_t last = 0;
    {
      const std::lock_guard lock(arrived_.mutex);
      for (const LogRecord& record : taken) {
        if (record.position > arrived_.lost_after) {
          is_lost = true;
          arrived_.lost_after = INT64_MAX;
          break;
        }
        arrived_.positions.push_back(last = record.position);
      }
      arrived_.changed.notify_all();
    }
    if (last > 0) calls_.arrived(last);
    if (is_lost) calls_.failed({Code::unavailable, "LOST", "It is gone."});
    return taken.size();
  }
  Result<std::optional<HistoryPoint>> last_carried(const std::string&, const std::string&) override {
    return arrived_.last;
  }

 private:
  Arrived& arrived_;
  const CarrierCalls calls_;
};

class RelayTest : public ::testing::Test {
 protected:
  RelayTest() {
    const std::array migrations{platform_migrations()};
    database_ = open_sqlite({.path = path_}, migrations).value();
  }
  RelayLease in_transaction(const std::function<RelayLease(Sql&)>& work) {
    const std::lock_guard lock(mutex_);
    database_->begin();
    const RelayLease lease = work(database_->writer());
    database_->commit();
    return lease;
  }
  RelayLease lease_of(const std::string& holder, Instant now) {
    return in_transaction([&](Sql& sql) { return hold_relay_lease(sql, holder, {}, now, kLong); });
  }
  class Leases final : public RelayLeaseStore {
   public:
    Leases(RelayTest& test, std::string holder) : test_(test), holder_(std::move(holder)) {}
    std::optional<RelayLease> hold(const RelayLease& known, std::chrono::microseconds lasts) override {
      return test_.in_transaction(
          [&](Sql& sql) { return hold_relay_lease(sql, holder_, known, test_.clock_.now(), lasts); });
    }
    void leave(const RelayLease& known) override {
      test_.in_transaction([&](Sql& sql) {
        leave_relay_lease(sql, holder_, known);
        return known;
      });
    }

   private:
    RelayTest& test_;
    const std::string holder_;
  };
  std::unique_ptr<Relay> relay(const std::string& holder) {
    RelayOptions options;
    options.make_carrier = [this](CarrierCalls calls) -> Result<std::unique_ptr<Carrier>> {
      return std::make_unique<FakeCarrier>(arrived_, std::move(calls));
    };
    options.moved = [](std::int64_t, std::int64_t, bool) {};
    options.troubled = [](const Error&) {};
    auto made = std::make_unique<Relay>(log_, std::make_unique<Leases>(*this, holder), std::move(options));
    made->start();
    return made;
  }

  const std::string path_ = memory_path("relay-" + IdSource().next(SystemClock().now()));
  MemoryKeepAlive alive_{path_};
  SystemClock clock_;
  std::mutex mutex_;
  std::unique_ptr<Database> database_;
  std::shared_ptr<GrowingLog> log_ = std::make_shared<GrowingLog>();
  Arrived arrived_;
};

TEST_F(RelayTest, CarriesEverythingInOrderAndLeavesWord) {
  log_->grow(10'000);
  auto only = relay("a");
  arrived_.wait_for(10'000);
  log_->grow(5);
  arrived_.wait_for(10'005);
  only->stop();
  arrived_.expect_whole(10'005);
  EXPECT_EQ(lease_of("b", clock_.now()).position, 10'005);
}

TEST_F(RelayTest, AnotherGoesOnWhereOneHasStopped) {
  log_->grow(100);
  auto first = relay("a");
  arrived_.wait_for(100);
  auto second = relay("b");
  first->stop();
  log_->grow(100);
  arrived_.wait_for(200);
  second->stop();
  arrived_.expect_whole(200);
  EXPECT_EQ(arrived_.positions.size(), 200U);  // it left word, so nothing came twice
}

TEST_F(RelayTest, WhatFailedIsSentAnew) {
  arrived_.lost_after = 70;
  log_->grow(100);
  auto only = relay("a");
  arrived_.wait_for(100);
  only->stop();
  arrived_.expect_whole(100);
}

TEST_F(RelayTest, GoesOnWhenThereIsRoomAgain) {
  arrived_.take_at_most = 7;
  log_->grow(1000);
  auto only = relay("a");
  arrived_.wait_for(1000);
  only->stop();
  arrived_.expect_whole(1000);
}

// Though it has nothing to carry: what took over without the last commits knows of none.
TEST_F(RelayTest, TellsTheLogWhatWasCarriedBefore) {
  arrived_.last = HistoryPoint{"epoch", 12, "digest"};
  auto only = relay("a");
  EXPECT_EQ(log_->wait_for_witness(), arrived_.last);
  only->stop();
}

TEST_F(RelayTest, IsSetBackByOperators) {
  log_->grow(10);
  auto only = relay("a");
  arrived_.wait_for(10);
  in_transaction([](Sql& sql) {
    rewind_relay(sql, 4);
    return RelayLease();
  });
  std::unique_lock lock(arrived_.mutex);
  EXPECT_TRUE(arrived_.changed.wait_for(lock, kLong, [&] { return arrived_.positions.size() >= 16; }));
  EXPECT_LE(arrived_.positions.at(10), 5);
  lock.unlock();
  only->stop();
}

TEST_F(RelayTest, ALeaseIsHeldByOneUntilItExpires) {
  const Instant now = clock_.now();
  EXPECT_TRUE(lease_of("a", now).is_held);
  EXPECT_FALSE(lease_of("b", now).is_held);
  EXPECT_FALSE(lease_of("b", now + kLong - std::chrono::microseconds(1)).is_held);
  EXPECT_TRUE(lease_of("b", now + kLong).is_held);
  EXPECT_FALSE(lease_of("a", now + kLong).is_held);
}

}  // namespace
}  // namespace opora
