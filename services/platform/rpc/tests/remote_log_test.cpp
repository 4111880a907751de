// A log of another process, followed through its owner.
#include "platform/rpc/remote_log.h"

#include <future>

#include "platform/rpc/tests/fixture.h"

namespace opora::testing {
namespace {

class RemoteLogTest : public ServerTest {
 protected:
  std::unique_ptr<RemoteLog> remote(RemoteLog::Newest newest) {
    return std::make_unique<RemoteLog>("registration", client(network::v1::ROLE_SERVICE), newest);
  }
  // Waits until the log wakes its followers and `is_so` then holds.
  void wait_for(RemoteLog& log, const std::function<bool()>& is_so) {
    std::mutex mutex;
    std::condition_variable woken;
    const auto subscription = log.subscribe([&] {
      const std::lock_guard lock(mutex);
      woken.notify_all();
    });
    const auto until = std::chrono::steady_clock::now() + kLong;
    // Asked without the lock: asking may itself find what is new, and wake us.
    while (!is_so() && std::chrono::steady_clock::now() < until) {
      std::unique_lock lock(mutex);
      woken.wait_for(lock, 10ms);
    }
    EXPECT_TRUE(is_so());
  }
  static std::vector<std::int64_t> positions(const std::vector<LogRecord>& records) {
    std::vector<std::int64_t> all;
    for (const LogRecord& record : records) all.push_back(record.position);
    return all;
  }
  static std::vector<LogRecord> records(std::int64_t first, std::int64_t last) {
    std::vector<LogRecord> made;
    for (std::int64_t position = first; position <= last; ++position)
      made.push_back({position, {position * 10}, "opora.x.v1.Happened", "key", "x", std::string(32, 'd')});
    return made;
  }
};

TEST_F(RemoteLogTest, ReadsHistoryAndThenWhatComes) {
  host_.fake_log->append(5);
  const auto log = remote(RemoteLog::Newest::streamed);
  EXPECT_EQ(log->head().position, 5);
  EXPECT_EQ(log->head().epoch, "epoch-1");
  EXPECT_EQ(positions(log->read(2, 2)), (std::vector<std::int64_t>{3, 4}));
  EXPECT_EQ(positions(log->read(5, 10)), std::vector<std::int64_t>());
  host_.fake_log->append(2);
  wait_for(*log, [&] { return log->head().position == 7; });
  EXPECT_EQ(positions(log->next("epoch-1", 0, 100)), (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(positions(log->next("epoch-1", 5, 100)), (std::vector<std::int64_t>{6, 7}));
  EXPECT_EQ(log->read(6, 1).at(0).time.us, 70);
}

TEST_F(RemoteLogTest, SaysSoWhenItsOwnerIsGone) {
  const auto log = remote(RemoteLog::Newest::streamed);
  EXPECT_EQ(log->head().position, 0);
  server_->stop(0ms);
  wait_for(*log, [&] {
    try {
      log->head();
      return false;
    } catch (const EngineError&) {
      return true;
    }
  });
  EXPECT_THROW(log->read(0, 1), EngineError);
}

TEST_F(RemoteLogTest, NoticesANewEpoch) {
  host_.fake_log->append(3);
  const auto log = remote(RemoteLog::Newest::streamed);
  EXPECT_EQ(log->head().epoch, "epoch-1");
  host_.fake_log->restore("epoch-2");
  wait_for(*log, [&] { return log->head().epoch == "epoch-2"; });
}

// A follower that saw the head of one life is not given events of the next.
TEST_F(RemoteLogTest, GivesNothingOfAnotherEpoch) {
  host_.fake_log->append(3);
  const auto log = remote(RemoteLog::Newest::shared);
  log->head();
  log->share(true);
  EXPECT_EQ(log->next("epoch-1", 0, 10).size(), 3U);  // history has ended
  log->append("epoch-1", records(4, 4));
  EXPECT_TRUE(log->next("epoch-0", 3, 10).empty()) << "of what came";
  EXPECT_THROW(log->next("epoch-0", 0, 10), EngineError) << "of history";
}

TEST_F(RemoteLogTest, ThatIsLeftLetsGoOfWhoReads) {
  host_.fake_log->append(1);
  host_.fake_log->hold_reads(true);
  const auto log = remote(RemoteLog::Newest::shared);
  log->head();
  auto reading = std::async(std::launch::async, [&]() -> std::string {
    try {
      return std::to_string(log->read(0, 10).size()) + " events";
    } catch (const EngineError& error) {
      return error.what();
    }
  });
  host_.fake_log->wait_until_read();
  log->leave();
  EXPECT_EQ(reading.get(), "the log of registration has been left") << "and not: could not be read in time";
  host_.fake_log->hold_reads(false);
}

TEST_F(RemoteLogTest, WhoseItIsTakesWhatComesWithoutAskingTheOwner) {
  host_.fake_log->append(3);
  const auto log = remote(RemoteLog::Newest::shared);
  log->head();
  log->share(true);
  // What came before is read at once.
  EXPECT_EQ(positions(log->next("epoch-1", 0, 2)), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(positions(log->next("epoch-1", 2, 2)), (std::vector<std::int64_t>{3}));
  log->append("epoch-1", records(4, 6));  // the owner itself knows nothing of these
  EXPECT_EQ(positions(log->next("epoch-1", 3, 100)), (std::vector<std::int64_t>{4, 5, 6}));
  EXPECT_EQ(log->head().position, 3) << "whoever brings events may call them anything";
  log->append("epoch-1", records(5, 7));  // once more, and one that is new
  EXPECT_EQ(positions(log->next("epoch-1", 5, 100)), (std::vector<std::int64_t>{6, 7}));
  log->append("epoch-0", records(8, 9));  // of another life of the log
  EXPECT_TRUE(log->next("epoch-1", 7, 100).empty());
}

TEST_F(RemoteLogTest, WhatLiesBehindTheLogsEndKeepsNothingFromComingIn) {
  host_.fake_log->append(3);
  const auto log = remote(RemoteLog::Newest::shared);
  log->head();
  log->share(true);
  EXPECT_EQ(log->next("epoch-1", 0, 100).size(), 3U);  // history has ended
  log->append("epoch-1", records(1'000'000'000, 1'000'000'001));
  EXPECT_TRUE(log->next("epoch-1", 3, 100).empty());
  EXPECT_EQ(log->head().position, 3);
  log->append("epoch-1", records(4, 5));
  EXPECT_EQ(positions(log->next("epoch-1", 3, 100)), (std::vector<std::int64_t>{4, 5}));
}

TEST_F(RemoteLogTest, SaysWhatItsOwnerDidNotSayItself) {
  host_.fake_log->append(2);
  host_.fake_log->append({3, {30}, "opora.x.v1.Happened", "key", "x", std::string(32, 'd'), false});
  const auto log = remote(RemoteLog::Newest::shared);
  log->head();
  log->share(true);
  const auto history = log->next("epoch-1", 0, 100);
  ASSERT_EQ(history.size(), 3U);
  EXPECT_FALSE(history[2].is_carried);
  EXPECT_EQ(history[2].digest, std::string(32, 'd'));
  log->append("epoch-1", records(4, 5));
  EXPECT_TRUE(log->next("epoch-1", 3, 100).at(0).is_carried);
  EXPECT_TRUE(log->read(3, 100).empty()) << "a doctor is told the owner's events alone";
  log->distrust();
  log->append("epoch-1", records(4, 5));  // once more, at once
  host_.fake_log->append(2);
  log->compare({"epoch-1", 3, ""});  // also tells the head
  const auto once_more = log->next("epoch-1", 3, 100);
  ASSERT_EQ(once_more.size(), 2U);
  EXPECT_FALSE(once_more[0].is_carried) << "it is the owner's own word now";
}

TEST_F(RemoteLogTest, WhatIsBroughtWithoutADigestIsNobodys) {
  host_.fake_log->append(3);
  const auto log = remote(RemoteLog::Newest::shared);
  log->head();
  log->share(true);
  EXPECT_EQ(log->next("epoch-1", 0, 100).size(), 3U);  // history has ended
  auto without = records(4, 5);
  for (LogRecord& record : without) record.digest.clear();
  log->append("epoch-1", without);
  EXPECT_TRUE(log->next("epoch-1", 3, 100).empty());
}

// So that what comes quickly is not asked for as well.
TEST_F(RemoteLogTest, WhatWasTakenTellsHowFarTheLogGoes) {
  host_.fake_log->append(3);
  const auto log = remote(RemoteLog::Newest::shared);
  EXPECT_EQ(log->head().position, 3);
  log->share(true);
  log->append("epoch-1", records(4, 6));
  EXPECT_EQ(log->next("epoch-1", 3, 100).size(), 3U);
  EXPECT_TRUE(log->next("epoch-1", 6, 100).empty());  // they were found to be the owner's
  EXPECT_EQ(log->head().position, 6);
}

TEST_F(RemoteLogTest, TellsTheOwnerWhatWasRead) {
  host_.fake_log->append(3);
  const auto log = remote(RemoteLog::Newest::shared);
  EXPECT_EQ(log->compare({"epoch-0", 2, "digest"}).standing, Standing::unknown);
  EXPECT_EQ(host_.fake_log->compared(), "epoch-0 2 digest");
  host_.fake_log->standing = Standing::differs;
  EXPECT_EQ(log->compare({"epoch-1", 9, ""}).standing, Standing::differs);
  host_.fake_log->standing = Standing::same;
  const Compared told = log->compare({"epoch-1", 3, ""});
  EXPECT_EQ(told.standing, Standing::same);
  EXPECT_EQ(told.head.epoch, "epoch-1");
  EXPECT_EQ(told.head.position, 3);
  EXPECT_EQ(told.digest, "digest of 3");
  EXPECT_EQ(log->history_key(), "key of registration");
}

// Else anybody who may read could say that something was lost.
TEST_F(RemoteLogTest, OnlyServicesAreWitnessesAndHaveTheKey) {
  host_.fake_log->append(3);
  host_.fake_log->standing = Standing::differs;
  RemoteLog log("registration", client(network::v1::ROLE_OPERATOR), RemoteLog::Newest::shared);
  EXPECT_EQ(log.compare({"epoch-1", 9, "digest"}).standing, Standing::unknown);
  EXPECT_EQ(host_.fake_log->compared(), "");
  EXPECT_EQ(log.history_key(), "");
  EXPECT_EQ(log.head().position, 3);
}

TEST_F(RemoteLogTest, AGapIsReadFromTheOwnerAtOnce) {
  host_.fake_log->append(9);
  const auto log = remote(RemoteLog::Newest::shared);
  log->head();
  log->share(true);
  EXPECT_EQ(positions(log->next("epoch-1", 0, 100)).size(), 9U);  // history has ended
  host_.fake_log->append(3);
  log->append("epoch-1", records(12, 12));  // 10 and 11 were lost on the way
  EXPECT_EQ(positions(log->next("epoch-1", 9, 100)), (std::vector<std::int64_t>{10, 11, 12}));
}

TEST_F(RemoteLogTest, WhoseItIsNotWaitsUntilNobodyMoves) {
  host_.fake_log->append(3);
  const auto log = remote(RemoteLog::Newest::shared);
  log->head();
  log->share(false);
  EXPECT_TRUE(log->next("epoch-1", 0, 10).empty());
  EXPECT_TRUE(log->next("epoch-1", 1, 10).empty());  // somebody else moved it
  EXPECT_EQ(log->read(1, 10).size(), 2U);  // a doctor reads all the same
  // Nobody does any more. The wait is the log's own: whoever follows comes back until it is over.
  wait_for(*log, [&] { return log->next("epoch-1", 1, 10).size() == 2; });
}

}  // namespace
}  // namespace opora::testing
