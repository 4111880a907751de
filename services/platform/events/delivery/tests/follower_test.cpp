// What a follower does about a log that is, or seems to be, another one than it has read.
#include "platform/events/delivery/follower.h"

#include "platform/events/log/history.h"
#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

const std::string kKey(kHistoryKeyBytes, 's');

// A log as its owner, or somebody between, tells it.
class ToldLog final : public EventLog {
 public:
  const std::string& name() const override { return name_; }
  LogHead head() override { return {epoch, static_cast<std::int64_t>(records.size()) + head_is_beyond}; }
  std::vector<LogRecord> read(std::int64_t position, int limit) override {
    const auto& all = carried.empty() ? records : carried;
    const auto size = static_cast<std::int64_t>(all.size());
    std::vector<LogRecord> found(all.begin() + std::min(position, size),
                                 all.begin() + std::min(position + limit, size));
    std::erase_if(found, [this](const LogRecord& record) { return record.position == lacks; });
    return found;
  }
  std::string history_key() override { return kKey; }
  Compared compare(const HistoryPoint& read) override {
    compared.push_back(read);
    const auto at = static_cast<std::size_t>(read.position);
    const bool is_here = standing == Standing::same && at > 0 && at <= records.size();
    const Standing told = at > records.size() ? Standing::differs : standing;
    return {told, owners_head.value_or(head()), is_here ? records[at - 1].digest : ""};
  }
  void distrust() override { carried.clear(); }
  Subscription subscribe(std::function<void()>) override { return nullptr; }

  void append(const std::string& key) {
    LogRecord record{static_cast<std::int64_t>(records.size()) + 1, {7}, "test.Happened", key, ""};
    record.digest = digest_of(kKey, records.empty() ? "" : records.back().digest, record);
    records.push_back(std::move(record));
  }

  std::string epoch = "epoch-1";
  std::vector<LogRecord> records, carried;  // the owner's; instead of them, until they are distrusted
  Standing standing = Standing::same;
  std::optional<LogHead> owners_head;  // where the owner knows better than what was told before
  std::vector<HistoryPoint> compared;
  std::int64_t lacks = 0;  // the record of this position
  std::int64_t head_is_beyond = 0;

 private:
  std::string name_ = "source";
};

class FollowerTest : public LaneFixture {
 protected:
  FollowerTest() {
    steady += std::chrono::hours(1);
    options.delivery_count_max = 256;  // a transaction; a log of 600 takes several
  }
  void start() {
    follower.reset();
    open();
    follower = std::make_unique<Follower>(log, *lane, 0,
                                          Follower::Calls{.moved = [](std::int64_t, std::int64_t) {},
                                                          .stopped = [this](const Error& why) { stopped = why.reason; },
                                                          .distrusted = [this] { ++distrusted; },
                                                          .steady_now = [this] { return steady; }});
  }
  void follow() {
    for (bool busy = true; busy;) {
      busy = follower->step();
      while (lane->run_once()) busy = true;
    }
  }
  // What the database says of it, to whoever asks there.
  std::string noted() {
    static const Statement kStopped{"SELECT COALESCE(stopped, '') FROM consumed"};
    return database->read()->sql().query(kStopped).at(0).text(0);
  }

  std::shared_ptr<ToldLog> log = std::make_shared<ToldLog>();
  std::unique_ptr<Follower> follower;
  std::string stopped;
  int distrusted = 0;
};

TEST_P(FollowerTest, TellsTheOwnerWhatItHasRead) {
  for (const char* key : {"a", "b"}) log->append(key);
  start();
  follow();
  start();  // again
  follow();
  ASSERT_FALSE(log->compared.empty());
  EXPECT_EQ(log->compared.back().epoch, "epoch-1");
  EXPECT_EQ(log->compared.back().position, 2);
  EXPECT_EQ(log->compared.back().digest, log->records.back().digest);
}

TEST_P(FollowerTest, GoesOnInAnotherEpochWhoseOwnerHoldsWhatWasRead) {
  for (const char* key : {"a", "b"}) log->append(key);
  start();
  follow();
  log->epoch = "epoch-2";
  start();
  follow();
  EXPECT_EQ(follower->position().epoch, "epoch-2") << "before anything new comes";
  log->append("a");
  follow();
  EXPECT_EQ(values(), (std::vector<std::string>{"a=2", "b=1"}));
  EXPECT_EQ(stopped, "");
}

TEST_P(FollowerTest, StopsWhereItsOwnerHoldsSomethingElseAndSaysSoInTheDatabase) {
  log->append("a");
  start();
  follow();
  log->epoch = "epoch-2";
  log->standing = Standing::differs;
  log->append("a");
  start();
  follow();
  EXPECT_EQ(stopped, "EPOCH_CHANGED");
  EXPECT_EQ(noted(), "EPOCH_CHANGED");
  EXPECT_EQ(values(), std::vector<std::string>{"a=1"});
}

TEST_P(FollowerTest, SaysThatItHasStoppedOnceTheDatabaseTakesIt) {
  log->append("a");
  start();
  follow();
  log->epoch = "epoch-2";
  log->standing = Standing::differs;
  start();
  database->trouble = EngineError::Kind::full;
  follower->step();
  while (lane->run_once()) {
  }
  EXPECT_EQ(stopped, "EPOCH_CHANGED");
  EXPECT_EQ(noted(), "");
  database->trouble.reset();
  follow();
  EXPECT_EQ(noted(), "EPOCH_CHANGED");
}

// A process that was led to another database for a while, and another one since.
TEST_P(FollowerTest, TakesBackThatItStoppedOnceItsOwnerHoldsWhatWasRead) {
  log->append("a");
  start();
  follow();
  lane->note_stopped("source", "EPOCH_CHANGED");
  ASSERT_EQ(noted(), "EPOCH_CHANGED");
  log->standing = Standing::unknown;
  start();
  follow();
  EXPECT_EQ(noted(), "EPOCH_CHANGED") << "nobody has said so";
  log->standing = Standing::same;
  start();
  follow();
  EXPECT_EQ(noted(), "");
}

TEST_P(FollowerTest, HasReadAllAtFirstOnceItHasComeToWhereTheLogWentThen) {
  for (int i = 0; i < 600; ++i) log->append("a");
  start();
  EXPECT_FALSE(lane->has_read_all_at_first("source")) << "nobody has asked how far it goes";
  follower->step();
  ASSERT_TRUE(lane->run_once());
  const std::int64_t read = lane->consumed("source").position;
  ASSERT_GT(read, 0);
  ASSERT_LT(read, 600);
  EXPECT_FALSE(lane->has_read_all_at_first("source"));
  EXPECT_FALSE(follower->caught_up());
  start();  // from there
  EXPECT_FALSE(lane->has_read_all_at_first("source"));
  follow();
  EXPECT_TRUE(lane->has_read_all_at_first("source"));
  log->append("a");
  EXPECT_TRUE(lane->has_read_all_at_first("source")) << "what came since is none of it";
}

TEST_P(FollowerTest, HasReadAllAtFirstWhereThereWasNothing) {
  start();
  EXPECT_FALSE(lane->has_read_all_at_first("source"));
  follow();
  EXPECT_TRUE(lane->has_read_all_at_first("source"));
  EXPECT_TRUE(follower->caught_up());
  EXPECT_EQ(lane->consumed("source").epoch, "") << "nothing of it was read";
  log->epoch = "epoch-2";  // its database was restored
  for (int i = 0; i < 600; ++i) log->append("a");
  start();
  follower->step();
  ASSERT_TRUE(lane->run_once());
  EXPECT_FALSE(lane->has_read_all_at_first("source")) << "this is another log";
  follow();
  EXPECT_TRUE(lane->has_read_all_at_first("source"));
}

TEST_P(FollowerTest, HasReadAllAtFirstOfALogThatHasLostItsEndSince) {
  for (int i = 0; i < 600; ++i) log->append("a");
  start();
  follower->step();
  ASSERT_TRUE(lane->run_once());
  ASSERT_LT(lane->consumed("source").position, 500);
  log->records.resize(500);
  log->epoch = "epoch-2";
  start();
  follow();
  EXPECT_EQ(lane->consumed("source").position, 500);
  EXPECT_TRUE(lane->has_read_all_at_first("source"));
}

// Nobody had read what it lost, so its owner doesn't know of it, and its epoch is the same.
TEST_P(FollowerTest, HasReadAllAtFirstOfALogThatHasLostItsEndAndDoesNotKnow) {
  for (int i = 0; i < 1'100; ++i) log->append("a");
  start();
  follower->step();
  while (lane->run_once()) {
  }
  ASSERT_EQ(lane->consumed("source").position, 1'024) << "as many as are read at once";
  log->records.resize(1'050);
  follow();
  EXPECT_EQ(lane->consumed("source").position, 1'050);
  EXPECT_TRUE(lane->has_read_all_at_first("source"));
  EXPECT_TRUE(follower->caught_up());
  log->append("a");
  follow();
  EXPECT_EQ(values(), std::vector<std::string>{"a=1051"}) << "and goes on";
}

// An older build's rebuild forgets what was read, and leaves how far the log went when that was first read.
TEST_P(FollowerTest, ReadsAllOfALogAgainWhateverItFirstWas) {
  static const Statement kLeftBehind{
      "INSERT INTO first_heads (source, epoch, position) VALUES ('source', 'epoch-1', :position) "
      "ON CONFLICT (source) DO UPDATE SET position = excluded.position"};
  for (int i = 0; i < 600; ++i) log->append("a");
  start();
  lane->transact([](Sql& sql) { sql.execute(kLeftBehind, {{"position", 1}}); });
  follower->step();
  ASSERT_TRUE(lane->run_once());
  ASSERT_LT(lane->consumed("source").position, 600);
  EXPECT_FALSE(lane->has_read_all_at_first("source")) << "there is more by now";
  EXPECT_EQ(lane->first_head("source"), 600);
}

// One server holds the databases of both: a standby that takes over lacks what was told and what was read of it.
TEST_P(FollowerTest, GoesBackWithItsOwnDatabase) {
  static const Statement kReadLess{
      "UPDATE consumed SET position = 2, digest = :digest, digest_position = 2, applied_count = 2"};
  static const Statement kCountLess{"UPDATE counters SET value = 1 WHERE name = 'b'"};
  for (const char* key : {"a", "b", "b"}) log->append(key);
  start();
  follow();
  ASSERT_EQ(values(), (std::vector<std::string>{"a=1", "b=2"}));
  log->records.pop_back();
  log->epoch = "epoch-2";
  lane->transact([&](Sql& sql) {
    sql.execute(kReadLess, {{"digest", Blob{log->records.back().digest}}});
    sql.execute(kCountLess);
  });
  log->append("a");
  for (int i = 0; i < 3; ++i) {
    steady += std::chrono::seconds(3);
    follow();
  }
  EXPECT_EQ(stopped, "");
  EXPECT_EQ(values(), (std::vector<std::string>{"a=2", "b=1"}));
}

// Its digests may still be made; for how long it waits, a test would have to wait.
TEST_P(FollowerTest, WaitsWhereItsOwnerCantTell) {
  log->append("a");
  start();
  follow();
  log->epoch = "epoch-2";
  log->standing = Standing::unknown;
  log->append("a");
  start();
  follow();
  EXPECT_EQ(stopped, "");
  EXPECT_EQ(values(), std::vector<std::string>{"a=1"});
  log->standing = Standing::same;
  start();
  follow();
  EXPECT_EQ(values(), std::vector<std::string>{"a=2"});
}

TEST_P(FollowerTest, TakesOverADigestThatItHasNot) {
  log->append("a");
  log->records[0].digest.clear();  // as an older build's
  start();
  follow();
  EXPECT_EQ(follower->position().digest, "");
  log->records.clear();
  log->append("a");
  start();
  follow();
  EXPECT_EQ(follower->position().digest, log->records[0].digest) << "though nothing new has come";
}

// Another process of its service has gone on to the next epoch, and the owner that was asked last doesn't know of it.
TEST_P(FollowerTest, DoesNotGoBackToAnEpochThatIsOver) {
  log->append("a");
  log->epoch = "epoch-2";
  start();
  follow();
  log->append("a");
  log->owners_head = LogHead{"epoch-2", 2};
  log->epoch = "epoch-1";
  start();
  follow();
  EXPECT_EQ(lane->consumed("source").epoch, "epoch-2");
  EXPECT_EQ(lane->consumed("source").position, 1);
  EXPECT_EQ(stopped, "");
  log->epoch = "epoch-2";
  start();
  follow();
  EXPECT_EQ(values(), std::vector<std::string>{"a=2"});
}

// What it had under way was of the epoch before.
TEST_P(FollowerTest, GoesOnWhenAnotherProcessWasFirstInANewEpoch) {
  log->append("a");
  start();
  follow();
  log->append("a");
  ASSERT_TRUE(follower->step());  // of epoch-1
  const auto other = make_lane(*database);
  const HistoryPoint read = other->consumed("source");
  other->offer(Delivery{"source", "epoch-2", {}, kKey, Delivery::Renamed{read, {"epoch-2", 1, read.digest}}},
               [](const Result<void>&) {});
  other->run_once();
  log->epoch = "epoch-2";
  while (lane->run_once()) {
  }
  EXPECT_EQ(stopped, "");
  start();
  follow();
  EXPECT_EQ(values(), std::vector<std::string>{"a=2"});
}

TEST_P(FollowerTest, ReadsFromTheOwnerWhatSomebodyBetweenHasMade) {
  for (const char* key : {"a", "b", "c"}) log->append(key);
  log->carried = log->records;
  for (LogRecord& record : log->carried) record.is_carried = true;
  std::swap(log->carried[1].key, log->carried[2].key);
  start();
  follow();
  EXPECT_EQ(distrusted, 1);
  EXPECT_EQ(values(), (std::vector<std::string>{"a=1", "b=1", "c=1"}));
  EXPECT_EQ(follower->position().digest, log->records.back().digest);
}

// While it is in doubt nothing is applied. What it says after ten seconds a test would have to wait for.
TEST_P(FollowerTest, AppliesNothingThatItsOwnerItselfTellsWrongly) {
  for (const char* key : {"a", "b"}) log->append(key);
  log->records[1].key = "forged";
  start();
  follow();
  EXPECT_EQ(values(), std::vector<std::string>{"a=1"});
  EXPECT_EQ(distrusted, 0);
  EXPECT_EQ(follower->position().position, 1);
}

// As after somebody's DELETE. What was read stands, and nobody takes it for all there is.
TEST_P(FollowerTest, StopsWhereItsOwnerLacksWhatComesNext) {
  for (const char* key : {"a", "b", "c"}) log->append(key);
  log->lacks = 2;
  start();
  follow();
  steady += std::chrono::seconds(9);
  follow();
  EXPECT_EQ(stopped, "") << "it may be on its way";
  steady += std::chrono::seconds(1);
  follow();
  EXPECT_EQ(stopped, "EVENTS_MISSING");
  EXPECT_EQ(noted(), "EVENTS_MISSING");
  EXPECT_EQ(values(), std::vector<std::string>{"a=1"});
}

TEST_P(FollowerTest, StopsWhereItsOwnerSaysThatThereIsMoreThanItHas) {
  log->append("a");
  log->head_is_beyond = 5;
  start();
  follow();
  steady += std::chrono::seconds(10);
  follow();
  EXPECT_EQ(stopped, "EVENTS_MISSING");
}

TEST_P(FollowerTest, GoesOnWhereWhatWasLackingComes) {
  for (const char* key : {"a", "b", "c"}) log->append(key);
  log->lacks = 2;
  start();
  follow();
  steady += std::chrono::seconds(9);
  log->lacks = 0;
  follow();
  log->lacks = 3;  // no longer of interest
  steady += std::chrono::seconds(9);
  follow();
  EXPECT_EQ(stopped, "");
  EXPECT_EQ(values(), (std::vector<std::string>{"a=1", "b=1", "c=1"}));
}

INSTANTIATE_TEST_SUITE_P(Engines, FollowerTest, ::testing::ValuesIn(quick_engines()), name_of);

}  // namespace
}  // namespace opora::testing
