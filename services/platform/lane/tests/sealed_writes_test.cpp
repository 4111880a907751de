// What sealed methods write goes together, beside everything else, and its own rows settle what nobody knows.
#include "platform/lane/sealed_work.h"

#include <map>

#include "platform/lane/tests/lane_fixture.h"
#include "platform/testing/table_dump.h"

namespace opora::testing {
namespace {

using Kind = EngineError::Kind;

const Statement kSpend{
    "INSERT INTO counters (name, value) VALUES (:name, 1) ON CONFLICT (name) DO NOTHING"};
const Statement kBreakConstraint{"INSERT INTO counters (name, value) VALUES (:name, -1)"};

class SealedWriting : public LaneFixture {
 protected:
  // "refuses" before it writes, "late" after it; "breaks" a constraint; "throws".
  void spend(const std::string& name, const std::string& how = "",
             std::optional<std::chrono::steady_clock::time_point> deadline = std::nullopt) {
    SealedWork work;
    work.deadline = deadline;
    work.run = [this, name, how](Sql& sql) -> Result<void> {
      ++run_count;
      if (how == "refuses") return refuse(Code::conflict, "REFUSED", "This is refused.");
      if (how == "throws") throw std::runtime_error("a mistake");
      if (how == "breaks") sql.execute(kBreakConstraint, {{"name", name}});
      was_first[name] = sql.execute(kSpend, {{"name", name}}) == 1;
      if (how == "late") return refuse(Code::conflict, "LATE", "Too late to refuse.");
      return {};
    };
    work.done = [this, name](const Result<void>& outcome) { done[name] = outcome ? "" : outcome.error().reason; };
    ASSERT_TRUE(lane->offer_sealed(std::move(work)));
  }
  void count_commits() {
    database->before_commit = [this] { ++commit_count; };
  }

  int run_count = 0, commit_count = 0;
  std::map<std::string, bool> was_first;
  std::map<std::string, std::string> done;  // why it was refused, by name
};

using Outcomes = std::map<std::string, std::string>;

TEST_P(SealedWriting, WhatWaitsIsCommittedTogether) {
  count_commits();
  for (const char* name : {"a", "b", "c"}) spend(name);
  EXPECT_EQ(lane->sealed_waiting_count(), 3U);
  EXPECT_EQ(lane->waiting_count(), 0U) << "nobody measures how much of it waits";
  EXPECT_TRUE(lane->run_once());
  EXPECT_EQ(commit_count, 1);
  EXPECT_EQ(done, (Outcomes{{"a", ""}, {"b", ""}, {"c", ""}}));
  EXPECT_EQ(values(), (std::vector<std::string>{"a=1", "b=1", "c=1"}));
  EXPECT_FALSE(lane->run_once());
}

// A row of theirs would say when that was, or what else was written by the same transaction.
TEST_P(SealedWriting, SharesItsCommitWithNothingElse) {
  count_commits();
  ASSERT_TRUE(lane->offer(add_to("command", "1")));
  spend("a");
  EXPECT_TRUE(lane->run_once());
  EXPECT_EQ(commit_count, 2);
  EXPECT_EQ(values(), (std::vector<std::string>{"a=1", "command=1"}));
}

TEST_P(SealedWriting, MovesNothingElseAndTellsNobody) {
  ASSERT_TRUE(lane->offer(add_to("command", "1")));
  run();
  database->announced.clear();
  const LogHead head = lane->head();
  const std::string before = dump_without(*database, {"counters"});
  ASSERT_NE(before.find("lane {"), std::string::npos);
  const std::size_t batch_count = observer.commands_each.size();
  clock.advance(std::chrono::hours(3));
  spend("a");
  run();
  EXPECT_EQ(values(), (std::vector<std::string>{"a=1", "command=1"}));
  EXPECT_EQ(dump_without(*database, {"counters"}), before);
  EXPECT_EQ(lane->head().position, head.position);
  EXPECT_EQ(database->announced, std::vector<std::string>());
  EXPECT_EQ(observer.commands_each.size(), batch_count);
  EXPECT_EQ(observer.failures, std::vector<std::string>());
}

TEST_P(SealedWriting, OneThatCantBeWrittenFailsNoOther) {
  spend("first");
  spend("broken", "breaks");
  spend("second");
  spend("thrown", "throws");
  spend("refused", "refuses");
  spend("late", "late");
  spend("third");
  run();
  EXPECT_EQ(done, (Outcomes{{"first", ""},
                            {"broken", "INTERNAL"},
                            {"second", ""},
                            {"thrown", "INTERNAL"},
                            {"refused", "REFUSED"},
                            {"late", "INTERNAL"},
                            {"third", ""}}));
  EXPECT_EQ(values(), (std::vector<std::string>{"first=1", "second=1", "third=1"}));
}

TEST_P(SealedWriting, AnOutcomeThatNobodyKnowsIsSettledByItsRows) {
  for (const auto lost : {TroubledDatabase::Lost::before, TroubledDatabase::Lost::after}) {
    const std::string name = lost == TroubledDatabase::Lost::after ? "saved" : "lost";
    database->lost = lost;
    spend(name);
    run();
    EXPECT_EQ(done[name], "") << name;
    EXPECT_EQ(was_first[name], lost == TroubledDatabase::Lost::before) << "what was saved is found by its row";
  }
  EXPECT_EQ(values(), (std::vector<std::string>{"lost=1", "saved=1"}));
}

TEST_P(SealedWriting, AnOutcomeThatStaysUnknownIsToldAsThat) {
  database->trouble = Kind::outcome_unknown;
  spend("a");
  run();
  EXPECT_EQ(done, (Outcomes{{"a", "OUTCOME_UNKNOWN"}}));
  EXPECT_EQ(run_count, 2) << "once more, and then it is for whoever sends it again";
}

TEST_P(SealedWriting, TroubleIsAnsweredAtOnceAndToldOnceAnHour) {
  const std::pair<Kind, const char*> cases[] = {{Kind::busy, "STORAGE_UNAVAILABLE"},
                                                {Kind::full, "STORAGE_FULL"},
                                                {Kind::too_slow, "TOOK_TOO_LONG"}};
  for (const auto& [kind, reason] : cases) {
    database->trouble = kind;
    for (const char* name : {"a", "b"}) spend(name);
    run();
    EXPECT_EQ(done, (Outcomes{{"a", reason}, {"b", reason}}));
  }
  EXPECT_EQ(run_count, 6) << "none is tried alone";
  EXPECT_EQ(observer.failures, std::vector<std::string>{"trouble"});
  database->trouble.reset();
  EXPECT_EQ(values(), std::vector<std::string>());
}

TEST_P(SealedWriting, ADiskThatFailsWhileCommittingEndsTheProcess) {
  spend("a");
  EXPECT_TRUE(ends_the_process([this] { run(); }));
  EXPECT_EQ(done, Outcomes()) << "nobody knows what the disk holds";
}

TEST_P(SealedWriting, WhoseDeadlinePassedIsNotBegun) {
  spend("late", "", std::chrono::steady_clock::now() - std::chrono::seconds(1));
  spend("in time", "", std::chrono::steady_clock::now() + std::chrono::hours(1));
  run();
  EXPECT_EQ(done, (Outcomes{{"late", "DEADLINE_PASSED"}, {"in time", ""}}));
  EXPECT_EQ(run_count, 1);
}

TEST_P(SealedWriting, WhatWasTakenIsDoneWhenTheLaneDrains) {
  spend("taken");
  lane->drain();
  SealedWork more;
  const auto refused = lane->offer_sealed(std::move(more));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "SHUTTING_DOWN");
  run();
  EXPECT_EQ(done, (Outcomes{{"taken", ""}}));
}

INSTANTIATE_TEST_SUITE_P(Engines, SealedWriting, ::testing::ValuesIn(quick_engines()), name_of);

}  // namespace
}  // namespace opora::testing
