// Rounds of databases from before rounds named regions: they are held where their sessions have been planned, if that
// is one region. In several anybody may have planned.
#include <algorithm>

#include <gtest/gtest.h>

#include "platform/testing/engines.h"
#include "scheduling/store/rounds.h"
#include "scheduling_migrations.h"

namespace opora::scheduling {
namespace {

const Statement kSites("INSERT INTO sites (id, region_id, name, time_zone) VALUES (:id, :region, '{}', 'Etc/UTC')");
const Statement kRounds("INSERT INTO rounds (id, programme_id, name, year) VALUES (:id, 'programme', '{}', 2020)");
const Statement kSessions(
    "INSERT INTO sessions (id, round_id, project_id, room_id, site_id, kind, title, topic, audience, local_start, "
    "local_registration_end, time_zone, duration_minutes, capacity, starts_at_us, ends_at_us, registration_ends_at_us, "
    "published) VALUES (:id, :round, 'project', 'room', :site, 1, '{}', '', '', '', '', 'Etc/UTC', 1, 1, 1, 1, 1, 0)");

TEST(OlderRounds, AreHeldWhereTheirSessionsWerePlanned) {
  const auto place = opora::testing::chosen_engine().make_database();
  Migrations before = scheduling_migrations();
  before.steps = before.steps.first(1);
  {
    const auto database = place->open(std::array{before}).value();
    database->begin();
    Sql& sql = database->writer();
    for (const char* site : {"one", "two", "three"})
      sql.execute(kSites, {{"id", site}, {"region", site == std::string("three") ? "south" : "north"}});
    for (const char* round : {"shared", "northern", "empty"}) sql.execute(kRounds, {{"id", round}});
    sql.execute(kSessions, {{"id", "a"}, {"round", "shared"}, {"site", "one"}});
    sql.execute(kSessions, {{"id", "b"}, {"round", "shared"}, {"site", "three"}});
    sql.execute(kSessions, {{"id", "c"}, {"round", "northern"}, {"site", "one"}});
    sql.execute(kSessions, {{"id", "d"}, {"round", "northern"}, {"site", "two"}});
    database->commit();
  }
  const auto database = place->open(std::array{scheduling_migrations()}).value();
  const std::vector<RoundId> ids{{"shared"}, {"northern"}, {"empty"}};
  const auto view = database->read();
  const auto rounds = Stored<Round>::load(view->sql(), ids);
  ASSERT_EQ(rounds.size(), 3u);
  EXPECT_EQ(rounds[0].regions, std::set<RegionId>());
  EXPECT_EQ(rounds[1].regions, (std::set<RegionId>{{"north"}}));
  EXPECT_EQ(rounds[2].regions, std::set<RegionId>());
}

}  // namespace
}  // namespace opora::scheduling
