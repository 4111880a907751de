// The invariants find what breaks them: rows are written past the rules, straight into the tables.
#include "scheduling/invariants.h"

#include <gtest/gtest.h>

#include "platform/sql/database.h"
#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "scheduling/store/corrections.h"
#include "scheduling/store/places.h"
#include "scheduling/store/programmes.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling_migrations.h"

namespace opora::scheduling {
namespace {

class Invariants : public ::testing::Test {
 protected:
  Invariants() {
    const Migrations migrations[] = {scheduling_migrations()};
    database_ = open_sqlite({.path = memory_path("scheduling_invariants")}, migrations).value();
    write(Country{{"country"}, "ru", {{{"en", "Russia"}}}});
    write(Region{{"region"}, {"country"}, {{{"en", "Amur"}}}});
    write(Site{{"site"}, {"region"}, {{{"en", "Svobodny"}}}, "Asia/Yakutsk"});
    write(Venue{{"venue"}, {"site"}, {{{"en", "House"}}}});
    write(Room{{"room"}, {"venue"}, {{{"en", "Hall"}}}, 20});
    write(Programme{{"programme"}, {{{"en", "Care"}}}});
    write(Project{{"project"}, {"programme"}, {{{"en", "Points"}}}});
    write(Round{{"round"}, {"programme"}, {{"project"}}, {{{"en", "2023"}}}, 2023});
  }

  template <class T>
  void write(const T& value) {
    database_->begin();
    Stored<T>::save(database_->writer(), std::span(&value, 1));
    database_->commit();
  }

  template <class T>
  std::vector<T> read(const typename Stored<T>::Key& key) {
    return Stored<T>::load(database_->read()->sql(), std::span(&key, 1));
  }

  // The ids each broken invariant names, in the invariants' order.
  std::vector<std::string> violations() {
    const auto view = database_->read();
    IdentityMap identity_map(view->sql());
    Snapshot snapshot(identity_map, {}, "");
    std::vector<std::string> all;
    for (const Invariant& invariant : invariants())
      for (const std::string& id : invariant.check(snapshot).violations) all.push_back(invariant.sentence + " " + id);
    return all;
  }

  std::int64_t checked_count(std::size_t number) {
    const auto view = database_->read();
    IdentityMap identity_map(view->sql());
    Snapshot snapshot(identity_map, {}, "");
    return invariants().at(number).check(snapshot).checked_count;
  }

  static Session session(const char* id, int from_minute, int minutes) {
    Session session;
    session.plan.id = {id};
    session.plan.round = {"round"};
    session.plan.project = {"project"};
    session.plan.room = {"room"};
    session.plan.title = {{{"en", "Title"}, {"bg", "Заглавие"}}};
    session.plan.kind = SessionKind::group_supervision;
    session.plan.topic = "burnout";
    session.plan.audience = "teachers";
    session.plan.local_start = "2023-10-17T10:00";
    session.plan.local_registration_end = "2023-10-16T10:00";
    session.plan.duration = std::chrono::minutes(minutes);
    session.plan.capacity = 20;
    session.site = {"site"};
    session.time_zone = "Asia/Yakutsk";
    session.starts_at = Instant{1'000'000'000'000'000} + std::chrono::minutes(from_minute);
    session.registration_ends_at = Instant{999'000'000'000'000};
    session.published = true;
    return session;
  }

  std::unique_ptr<Database> database_;
};

using Violations = std::vector<std::string>;

TEST_F(Invariants, HoldWhereNothingIsWrong) {
  write(session("a", 0, 60));
  write(session("b", 60, 60));
  EXPECT_EQ(violations(), Violations());
  EXPECT_EQ(checked_count(0), 2);
  EXPECT_EQ(checked_count(5), 6) << "a region, site, venue, room, project and round";
}

TEST_F(Invariants, FindSessionsThatOverlap) {
  write(session("a", 0, 600));
  write(session("b", 10, 20));
  write(session("c", 700, 20));
  EXPECT_EQ(violations(), Violations{"Published sessions of one room never overlap, unless they were cancelled. b"});
}

TEST_F(Invariants, LeavePlansAlone) {
  auto plan = session("a", 0, 600);
  plan.published = false;
  write(plan);
  write(session("b", 10, 20));
  EXPECT_EQ(violations(), Violations());
}

TEST_F(Invariants, LeaveCancelledSessionsAlone) {
  auto cancelled = session("a", 0, 600);
  cancelled.cancelled = true;
  cancelled.version = 1;
  write(cancelled);
  write(Correction{{"c"}, "a", CorrectionKind::cancelled, "Why", "who", Instant{1}});
  write(session("b", 10, 20));
  EXPECT_EQ(violations(), Violations());
}

TEST_F(Invariants, FindChangesThatNobodyMade) {
  auto changed = session("a", 0, 60);
  changed.version = 1;
  write(changed);
  auto cancelled = session("b", 60, 60);
  cancelled.cancelled = true;
  write(cancelled);
  const std::string sentence = "Every change of a session is recorded, with who made it and why.";
  EXPECT_EQ(violations(), (Violations{sentence + " a", sentence + " b"}));
  write(Correction{{"c"}, "a", CorrectionKind::moved, "Why", "who", Instant{1}});
  EXPECT_EQ(violations(), Violations{sentence + " b"});
}

TEST_F(Invariants, FindSessionsLargerThanTheirRoom) {
  auto crowd = session("a", 0, 60);
  crowd.plan.capacity = 21;
  write(crowd);
  EXPECT_EQ(violations(), Violations{"No session is planned for more people than its room holds. a"});
}

TEST_F(Invariants, FindProjectsOutsideTheirRound) {
  auto stray = session("a", 0, 60);
  stray.plan.project = {"another"};
  write(stray);
  EXPECT_EQ(violations(), Violations{"Every session's project is one of its round's. a"});
}

TEST_F(Invariants, FindSessionsOutsideTheirRoundsRegions) {
  write(Region{{"other"}, {"country"}, {{{"en", "Elsewhere"}}}});
  write(session("a", 0, 60));
  EXPECT_EQ(violations(), Violations()) << "the round names none";
  write(Round{{"round"}, {"programme"}, {{"project"}}, {{{"en", "2023"}}}, 2023, {{"other"}}});
  const char* sentence = "Every published session is in one of its round's regions, if the round names any.";
  EXPECT_EQ(violations(), Violations{sentence + std::string(" a")});
  write(Round{{"round"}, {"programme"}, {{"project"}}, {{{"en", "2023"}}}, 2023, {{"other"}, {"region"}}});
  EXPECT_EQ(violations(), Violations());
}

TEST_F(Invariants, FindSessionsAwayFromTheirRoom) {
  auto stray = session("a", 0, 60);
  stray.site = {"another"};
  write(stray);
  EXPECT_EQ(violations(), Violations{"Every session is at the site of its room. a"});
}

TEST_F(Invariants, FindPartsOfNothing) {
  write(Venue{{"lost"}, {"nowhere"}, {{{"en", "House"}}}});
  write(Partnership{{"alone"}, {"nothing"}, {"organisation"}, PartnerRole::host});
  EXPECT_EQ(violations(),
            (Violations{"Every place, project, partnership and round is part of something that exists. lost",
                        "Every place, project, partnership and round is part of something that exists. alone"}));
}

TEST_F(Invariants, WhatIsWrittenIsWhatIsRead) {
  const Session one = session("a", 0, 60);
  write(one);
  EXPECT_EQ(read<Session>({"a"}), std::vector{one});
  const Round shared{
      {"shared"}, {"programme"}, {{"project"}, {"second"}}, {{{"ru", "Осень"}}}, 2020, {{"region"}, {"south"}}};
  write(shared);
  EXPECT_EQ(read<Round>({"shared"}), std::vector{shared});
  auto fewer = shared;
  fewer.projects = {{"second"}};
  write(fewer);
  EXPECT_EQ(read<Round>({"shared"}), std::vector{fewer});
  const Partnership host{{"host"}, {"project"}, {"organisation"}, PartnerRole::host};
  write(host);
  EXPECT_EQ(read<Partnership>({"host"}), std::vector{host});
  EXPECT_EQ(read<Session>({"nothing"}), std::vector<Session>());
}

}  // namespace
}  // namespace opora::scheduling
