// What tells two histories of a log apart, and what becomes of a log that has lost its end.
#include "platform/events/log/history.h"
#include "platform/lane/outbox.h"
#include "platform/lane/relay_lease.h"
#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

using Strings = std::vector<std::string>;

const std::string kSourcesKey(kHistoryKeyBytes, 's');

const Statement kForgetDigests{"UPDATE outbox SET digest = NULL WHERE position > :position"};
const Statement kForgetKey{"UPDATE lane SET history_key = NULL WHERE id = 1"};
const Statement kLoseEvents{"DELETE FROM outbox WHERE position > :position"};
const Statement kLoseHead{"UPDATE lane SET head = :position WHERE id = 1"};
const Statement kLostEnds{"SELECT epoch, after_position, up_to_position FROM lost_ends"};

class History : public LaneFixture {
 protected:
  void add(int count) {
    for (int i = 0; i < count; ++i) {
      ASSERT_TRUE(lane->offer(add_to("a", "")));
      run();
    }
  }
  void beneath(const std::function<void(Sql&)>& work) {
    database->begin();
    work(database->writer());
    database->commit();
  }
  // As if another database took over that had not heard of what came after.
  void lose_after(std::int64_t position) {
    beneath([&](Sql& sql) {
      sql.execute(kLoseEvents, {{"position", position}});
      sql.execute(kLoseHead, {{"position", position}});
    });
  }
  // Through another connection.
  void lose_beneath(std::int64_t position) {
    const auto other = open_database();
    other->begin();
    other->writer().execute(kLoseEvents, {{"position", position}});
    other->writer().execute(kLoseHead, {{"position", position}});
    other->commit();
  }
  Strings digests() {
    Strings all;
    for (const LogRecord& record : lane->log()->read(0, 10'000)) all.push_back(record.digest);
    return all;
  }
  // What they are by the description.
  Strings expected_digests() {
    Strings all;
    for (const LogRecord& record : lane->log()->read(0, 10'000))
      all.push_back(digest_of(lane->log()->history_key(), all.empty() ? "" : all.back(), record));
    return all;
  }
  HistoryPoint end_of_log() { return {lane->head().epoch, lane->head().position, digests().back()}; }
  Strings lost_ends() {
    Strings all;
    for (const Row& row : database->read()->sql().query(kLostEnds))
      all.push_back(row.text(0) + " " + std::to_string(row.integer(1)) + " " + std::to_string(row.integer(2)));
    return all;
  }
};

TEST_P(History, EveryEventHasTheDigestOfAllBeforeIt) {
  add(3);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(lane->offer(add_to("b", "")));
  run();
  open();
  add(1);
  ASSERT_EQ(digests().size(), 7U);
  EXPECT_EQ(digests(), expected_digests());
  EXPECT_EQ(lane->log()->history_key().size(), kHistoryKeyBytes);
}

TEST_P(History, EventsOfAnOlderBuildGetTheirDigestsBehindNewOnes) {
  add(1'203);
  beneath([](Sql& sql) {
    sql.execute(kForgetDigests, {{"position", 0}});
    sql.execute(kForgetKey);
  });
  open();
  ASSERT_TRUE(lane->offer(add_to("a", "")));
  EXPECT_TRUE(lane->run_once());
  EXPECT_EQ(digests().at(1'203), "") << "nobody waits until the others have theirs";
  EXPECT_NE(digests().at(50), "") << "though it goes on beside other work";
  ASSERT_TRUE(lane->offer(add_to("a", "")));
  EXPECT_TRUE(lane->run_once());
  EXPECT_EQ(digests().at(150), "") << "now and then";
  steady += std::chrono::seconds(1);
  for (int turn = 0; turn < 15; ++turn) lane->run_once();
  EXPECT_EQ(digests(), expected_digests());
  add(1);
  EXPECT_EQ(digests(), expected_digests());
}

// Its digests can't be made anew: who has read so far goes on from them, and who reads all again believes the owner.
TEST_P(History, ALogThatHasLostItsKeyGoesOnWithAnother) {
  add(3);
  const HistoryPoint read = end_of_log();
  const std::string lost = lane->log()->history_key();
  beneath([](Sql& sql) { sql.execute(kForgetKey); });
  open();
  add(2);
  EXPECT_NE(lane->log()->history_key(), lost);
  EXPECT_EQ(lane->head().epoch, read.epoch) << "it is the same log";
  EXPECT_EQ(lane->log()->compare(read).standing, Standing::same);
  const std::vector<LogRecord> told = lane->log()->read(0, 10);
  EXPECT_EQ(told[2].digest, "") << "nobody could tell whether it is right";
  EXPECT_EQ(told[3].digest, digest_of(lane->log()->history_key(), read.digest, told[3]));
  EXPECT_EQ(told[4].digest, digest_of(lane->log()->history_key(), told[3].digest, told[4]));
}

TEST_P(History, AKeyThatIsFoundAgainMakesItWhole) {
  add(3);
  const std::string lost = lane->log()->history_key();
  beneath([](Sql& sql) { sql.execute(kForgetKey); });
  open();
  beneath([&](Sql& sql) {
    EXPECT_FALSE(fits_history(sql, lane->log()->history_key()));
    ASSERT_TRUE(fits_history(sql, lost));
    put_history_key(sql, lost);
  });
  open();
  add(1);
  EXPECT_EQ(lane->log()->history_key(), lost);
  EXPECT_EQ(digests(), expected_digests());
}

TEST_P(History, AKeyThatIsFoundTooLateFitsNoMore) {
  add(3);
  const std::string lost = lane->log()->history_key();
  beneath([](Sql& sql) { sql.execute(kForgetKey); });
  open();
  add(1);
  beneath([&](Sql& sql) {
    EXPECT_FALSE(fits_history(sql, lost));
    EXPECT_TRUE(fits_history(sql, lane->log()->history_key()));
  });
}

TEST_P(History, WhatAnOlderReplicaWritesMeanwhileIsMadeGoodToo) {
  add(3);
  beneath([](Sql& sql) { sql.execute(kForgetDigests, {{"position", 2}}); });
  add(1);
  run();
  EXPECT_EQ(digests(), expected_digests());
}

TEST_P(History, ALogThatStillHoldsWhatWasReadIsTheSameInWhateverEpochItWas) {
  add(3);
  const HistoryPoint end = end_of_log();
  add(2);
  struct Case {
    const char* rule;
    HistoryPoint read;
    Standing standing;
  };
  const Case cases[] = {
      {"an earlier end", end, Standing::same},
      {"nothing", {"another epoch", 0, ""}, Standing::same},
      {"in another epoch", {"another epoch", 3, end.digest}, Standing::same},
      {"something else there", {"another epoch", 2, end.digest}, Standing::differs},
      {"more than there is", {"another epoch", 6, end.digest}, Standing::differs},
      {"without a digest, in this epoch", {end.epoch, 3, ""}, Standing::same},
      {"without a digest, in another epoch", {"another epoch", 3, ""}, Standing::unknown},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    EXPECT_EQ(lane->log()->compare(each.read).standing, each.standing);
  }
  run();
  EXPECT_EQ(lane->head().epoch, end.epoch) << "nobody has shown that anything was lost";
  EXPECT_EQ(lane->log()->compare({end.epoch, 3, ""}).digest, end.digest) << "for who has none";
}

TEST_P(History, ALogThatLostWhatSomebodyHasReadGoesOnInAnotherEpoch) {
  add(5);
  const HistoryPoint read = end_of_log();
  lose_after(3);
  open();  // nobody here remembers
  EXPECT_EQ(lane->commits_lost_at(), std::nullopt);
  EXPECT_EQ(lane->log()->compare(read).standing, Standing::differs);
  run();
  EXPECT_NE(lane->head().epoch, read.epoch);
  EXPECT_EQ(lane->head().position, 3);
  EXPECT_EQ(lane->commits_lost_at(), clock.now());
  EXPECT_EQ(lost_ends(), Strings{lane->head().epoch + " 3 5"});

  const LogHead after = lane->head();
  EXPECT_EQ(lane->log()->compare(read).standing, Standing::differs) << "who has read it has to read all again";
  run();
  EXPECT_EQ(lane->head().epoch, after.epoch) << "once told is enough";
  add(1);
  EXPECT_EQ(digests(), expected_digests());
  const Instant lost_at = clock.now();
  clock.advance(std::chrono::seconds(60));
  open();
  EXPECT_EQ(lane->commits_lost_at(), lost_at) << "also after a start";
}

// The one who has read furthest says how much is lost.
TEST_P(History, AnotherWitnessWhoHasReadLessChangesNothing) {
  add(4);
  const HistoryPoint less = end_of_log();
  add(1);
  const HistoryPoint read = end_of_log();
  lose_after(3);
  open();
  lane->log()->compare(read);
  lane->log()->compare(less);
  run();
  EXPECT_EQ(lost_ends(), Strings{lane->head().epoch + " 3 5"});
}

// Nobody may know what was lost with it; so it is told in itself, once, and by whoever looks.
TEST_P(History, AnotherServerBeneathTheDatabaseIsTold) {
  const auto look = [this](const std::string& server) {
    database->on_server = server;
    lane->poll_remote_commits();
    run();
    lane->poll_remote_commits();
  };
  look("");
  EXPECT_EQ(lane->server_changed_at(), std::nullopt) << "a file has none";
  look("7 1");
  EXPECT_EQ(lane->server_changed_at(), std::nullopt) << "the first is no change";
  clock.advance(std::chrono::seconds(5));
  look("7 1");
  EXPECT_EQ(observer.servers_told, Strings{});
  look("7 2");
  const Instant changed_at = clock.now();
  EXPECT_EQ(lane->server_changed_at(), changed_at);
  EXPECT_EQ(observer.servers_told, Strings{"7 1 to 7 2"});

  clock.advance(std::chrono::seconds(5));
  open();
  look("7 2");
  EXPECT_EQ(lane->server_changed_at(), changed_at) << "also after a start, and in other processes";
  look("8 1");
  EXPECT_EQ(lane->server_changed_at(), clock.now());
  EXPECT_EQ(observer.servers_told, (Strings{"7 1 to 7 2", "7 2 to 8 1"}));
  EXPECT_EQ(lost_ends(), Strings{}) << "as far as anybody knows nothing was lost";
}

TEST_P(History, SoDoesOneThatHasWrittenSomethingElseThereSince) {
  add(5);
  const HistoryPoint read = end_of_log();
  lose_after(3);
  open();
  clock.advance(std::chrono::seconds(1));
  add(4);
  EXPECT_EQ(lane->log()->compare(read).standing, Standing::differs);
  run();
  EXPECT_EQ(lost_ends(), Strings{lane->head().epoch + " 7 5"});
}

TEST_P(History, WhoSawThemCommittedGivesTheirPositionsToNoOtherEvents) {
  add(5);
  const HistoryPoint read = end_of_log();
  lose_after(3);
  answers.clear();
  ASSERT_TRUE(lane->offer(add_to("a", "")));
  lane->run_once();
  EXPECT_EQ(answers, Strings{"!STORAGE_UNAVAILABLE"});
  EXPECT_EQ(positions(), (std::vector<std::int64_t>{1, 2, 3}));
  add(1);
  EXPECT_EQ(lane->head().position, 4);
  EXPECT_NE(lane->head().epoch, read.epoch);
  EXPECT_EQ(lost_ends(), Strings{lane->head().epoch + " 3 5"});
}

// Else the next events would count as carried.
TEST_P(History, WhatWasCarriedOfALostEndIsForgotten) {
  add(5);
  const HistoryPoint read = end_of_log();
  RelayLease lease;
  const auto hold = [&] {
    lane->transact([&](Sql& sql) { lease = hold_relay_lease(sql, "us", lease, clock.now(), std::chrono::seconds(5)); });
  };
  hold();
  lease.position = 5;  // has arrived
  hold();
  ASSERT_EQ(lease.position, 5);
  lose_after(3);
  open();
  lane->log()->compare(read);
  run();
  hold();
  EXPECT_EQ(lease.position, 3);
}

TEST_P(History, WhoLooksAroundNoticesToo) {
  add(5);
  const std::string epoch = lane->head().epoch;
  lose_after(3);
  lane->poll_remote_commits();
  run();
  EXPECT_NE(lane->head().epoch, epoch);
  EXPECT_EQ(lane->head().position, 3);
}

// Whoever did not know has gone past what was lost.
TEST_P(History, WhoLooksAroundNoticesWhatAnotherHasWrittenThereSince) {
  add(5);
  const std::string epoch = lane->head().epoch;
  lose_after(3);
  clock.advance(std::chrono::seconds(1));
  const auto other = make_lane(*database);
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(other->offer(add_to("b", "")));
    other->run_once();
  }
  lane->poll_remote_commits();
  run();
  EXPECT_NE(lane->head().epoch, epoch);
  EXPECT_EQ(lost_ends(), Strings{lane->head().epoch + " 7 5"});
}

TEST_P(History, ADatabaseThatGoesBackBehindTheLossBeginsAThirdEpoch) {
  add(5);
  const std::string first = lane->head().epoch;
  lose_after(3);
  lane->poll_remote_commits();
  run();
  const std::string second = lane->head().epoch;
  beneath([&](Sql& sql) { renew_epoch(sql, first); });  // the database before it began the second
  add(1);
  add(1);
  EXPECT_NE(lane->head().epoch, first);
  EXPECT_NE(lane->head().epoch, second);
  EXPECT_EQ(positions().back(), 4) << "nothing is written before it is settled";
}

// What was committed, and then lost with the database, is not waited for.
TEST_P(History, AnOutcomeThatIsUnknownSettlesBehindALostEnd) {
  add(5);
  ASSERT_TRUE(lane->offer(add_to("a", ids.next(clock.now()))));
  database->lost = TroubledDatabase::Lost::before;
  database->before_next_begin = [this] {};
  int begun = 0;
  database->before_commit = [&] {
    if (++begun == 1) database->before_next_begin = [this] { lose_beneath(3); };
  };
  answers.clear();
  run();
  EXPECT_EQ(answers, Strings{"6"});
  EXPECT_EQ(lane->head().position, 4);
  EXPECT_EQ(lost_ends(), Strings{lane->head().epoch + " 3 5"});
}

class Reading : public History {
 protected:
  // With the digests that its owner would give them, after what was read.
  Delivery chained(const std::vector<std::string>& keys) {
    const Consumed read = lane->consumed("source");
    Delivery made = delivery(read.position + 1, keys);
    made.history_key = kSourcesKey;
    std::string before = read.digest;
    for (LogRecord& record : made.records) before = record.digest = digest_of(kSourcesKey, before, record);
    return made;
  }
  Delivery carried(const std::vector<std::string>& keys) {
    Delivery made = chained(keys);
    for (LogRecord& record : made.records) record.is_carried = true;
    return made;
  }
};

TEST_P(Reading, WhatSomebodyBetweenBringsIsBelievedByItsDigestAlone) {
  EXPECT_EQ(deliver(carried({"a", "a"})), "ok");
  struct Case {
    const char* rule;
    std::function<void(std::vector<LogRecord>&)> change;
  };
  const Case cases[] = {
      {"the bytes", [](auto& records) { records[1].payload = "forged"; }},
      {"the key", [](auto& records) { records[1].key = "b"; }},
      {"the type", [](auto& records) { records[1].type = "test.Other"; }},
      {"the time", [](auto& records) { records[1].time.us -= 1; }},
      {"no digest", [](auto& records) { records[1].digest.clear(); }},
      {"another's digest", [](auto& records) { records[1].digest = records[0].digest; }},
      {"one of another key", [](auto& records) {
         records[1].digest = digest_of(std::string(kHistoryKeyBytes, 'x'), records[0].digest, records[1]);
       }},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    const Consumed before = lane->consumed("source");
    Delivery changed = carried({"a", "a", "a"});
    const std::string good = changed.records[0].digest;
    each.change(changed.records);
    EXPECT_EQ(deliver(changed), "HISTORY_DIFFERS");
    const Consumed after = lane->consumed("source");
    EXPECT_EQ(after.position, before.position + 1) << "what comes before it is good";
    EXPECT_EQ(after.digest, good);
    EXPECT_TRUE(lane->parked(10).empty());
  }
  EXPECT_EQ(values(), Strings{"a=9"});
  EXPECT_EQ(deliver(carried({"a"})), "ok") << "the owner's go on";
}

TEST_P(Reading, AnOwnerOfAnOlderBuildIsBelievedAndASourceBetweenIsNot) {
  EXPECT_EQ(deliver(delivery(1, {"a", "a"})), "ok");
  Delivery without = delivery(3, {"a"});
  without.records[0].is_carried = true;
  EXPECT_EQ(deliver(without), "HISTORY_DIFFERS");
  EXPECT_EQ(deliver(carried({"a"})), "HISTORY_DIFFERS") << "what comes before it is not known";
  EXPECT_EQ(deliver(chained({"a"})), "ok") << "the owner says so";
  EXPECT_EQ(deliver(carried({"a"})), "ok") << "it is known now";
  EXPECT_EQ(values(), Strings{"a=4"});
}

// A source's key was lost, and it told those who read all again no digests of before: who had read so far goes on.
TEST_P(Reading, WhoHasReadSoFarGoesOnBehindAKeyThatWasLost) {
  EXPECT_EQ(deliver(chained({"a", "a"})), "ok");
  Delivery next = delivery(3, {"a"});
  next.history_key = std::string(kHistoryKeyBytes, 'n');
  next.records[0].digest = digest_of(next.history_key, lane->consumed("source").digest, next.records[0]);
  EXPECT_EQ(deliver(next), "ok");
  EXPECT_EQ(values(), Strings{"a=3"});
}

// An older build moves the position and knows nothing of digests.
TEST_P(Reading, ADigestOfAnotherPositionIsNone) {
  EXPECT_EQ(deliver(chained({"a", "a"})), "ok");
  static const Statement kMoveAsBefore{"UPDATE consumed SET position = 3, applied_count = 3"};
  beneath([](Sql& sql) { sql.execute(kMoveAsBefore); });
  EXPECT_EQ(lane->consumed("source").digest, "");
  EXPECT_EQ(deliver(chained({"a"})), "ok") << "its owner says so";
  EXPECT_NE(lane->consumed("source").digest, "");
}

TEST_P(Reading, AnEventThatIsNoneIsNotEvenParked) {
  EXPECT_EQ(deliver(chained({"a"})), "ok");
  Delivery forged = carried({"poison"});
  forged.records[0].payload = "forged";
  EXPECT_EQ(deliver(forged), "HISTORY_DIFFERS");
  EXPECT_TRUE(lane->parked(10).empty());
  EXPECT_EQ(lane->consumed("source").position, 1);
}

TEST_P(Reading, AnotherEpochIsTakenOverWhereItsOwnerHoldsWhatWasRead) {
  EXPECT_EQ(deliver(chained({"a", "a"})), "ok");
  const Consumed read = lane->consumed("source");
  const HistoryPoint there{"epoch-2", 2, read.digest};
  Delivery other{"source", "epoch-2", {}, kSourcesKey, Delivery::Renamed{{read.epoch, 1, read.digest}, there}};
  deliver(other);
  EXPECT_EQ(lane->consumed("source").epoch, "epoch-1") << "that was said of something else";
  other.renamed->from = read;
  EXPECT_EQ(deliver(other), "ok");
  EXPECT_EQ(lane->consumed("source").epoch, "epoch-2");
  EXPECT_EQ(lane->consumed("source").position, 2);
  Delivery next = chained({"a"});
  next.epoch = "epoch-2";
  EXPECT_EQ(deliver(next), "ok");
  EXPECT_EQ(values(), Strings{"a=3"});
}

INSTANTIATE_TEST_SUITE_P(Engines, History, ::testing::ValuesIn(quick_engines()), name_of);
INSTANTIATE_TEST_SUITE_P(Engines, Reading, ::testing::ValuesIn(quick_engines()), name_of);

}  // namespace
}  // namespace opora::testing
