// What rows reporting's types become.
#include "platform/testing/stored_rows.h"
#include "reporting/store/merges.h"
#include "reporting/store/names.h"
#include "reporting/store/people.h"
#include "reporting/store/rounds.h"
#include "reporting/store/scans.h"
#include "reporting/store/sessions.h"
#include "reporting_migrations.h"

namespace opora::reporting {
namespace {

class ReportingRows : public opora::testing::StoredRows {
 protected:
  ReportingRows() : StoredRows(reporting_migrations()) {}
};

TEST_F(ReportingRows, Name) {
  expect_rows<Name>({"names"}, {"round", "r1", {{{"ru", "Раунд"}, {"en", "Round"}}}},
                    R"(names {subject: "round", id: "r1", text: "{\"en\":\"Round\",\"ru\":\"Раунд\"}"}
)",
                    {"round", "r1", {{{"en", "Autumn"}}}},
                    R"(names {subject: "round", id: "r1", text: "{\"en\":\"Autumn\"}"}
)");
}

TEST_F(ReportingRows, FormerName) {
  expect_rows<FormerName>({"former_names"}, {"round", "r1", {{{"en", "Sunrise"}}}, Instant{5}},
                          R"(former_names {subject: "round", id: "r1", text: "{\"en\":\"Sunrise\"}", until_us: 5}
)",
                          {"round", "r1", {{{"en", "Dawn"}}}, Instant{6}},
                          R"(former_names {subject: "round", id: "r1", text: "{\"en\":\"Dawn\"}", until_us: 6}
)");
}

TEST_F(ReportingRows, Round) {
  expect_rows<Round>({"rounds"}, {{"round"}, {"programme"}, 2023},
                     R"(rounds {round_id: "round", programme_id: "programme", year: 2023}
)",
                     {{"round"}, {"another"}, 2024},
                     R"(rounds {round_id: "round", programme_id: "another", year: 2024}
)");
}

TEST_F(ReportingRows, RoundProject) {
  const std::string row = R"(round_projects {round_id: "round", project_id: "project"}
)";
  expect_rows<RoundProject>({"round_projects"}, {{"round"}, {"project"}}, row, {{"round"}, {"project"}}, row);
}

TEST_F(ReportingRows, RoundRegion) {
  const std::string row = R"(round_regions {round_id: "round", region_id: "region"}
)";
  expect_rows<RoundRegion>({"round_regions"}, {{"round"}, {"region"}}, row, {{"round"}, {"region"}}, row);
}

TEST_F(ReportingRows, Partnership) {
  expect_rows<Partnership>(
      {"partnerships"}, {{"partnership"}, {"project"}, {"charity"}, "funder"},
      R"(partnerships {partnership_id: "partnership", project_id: "project", organisation_id: "charity", role: "funder"}
)",
      {{"partnership"}, {"another"}, {"ministry"}, "host"},
      R"(partnerships {partnership_id: "partnership", project_id: "another", organisation_id: "ministry", role: "host"}
)");
}

TEST_F(ReportingRows, Session) {
  expect_rows<Session>(
      {"sessions"},
      {{"session"}, {"round"}, {"project"}, {"site"}, {"region"}, "seminar", "burnout", "teachers", "2023-10-11", 90,
       false},
      R"(sessions {session_id: "session", round_id: "round", project_id: "project", site_id: "site", )"
      R"(region_id: "region", kind: "seminar", topic: "burnout", audience: "teachers", local_date: "2023-10-11", )"
      R"(duration_minutes: 90, cancelled: 0}
)",
      {{"session"}, {"r2"}, {"p2"}, {"s2"}, {"g2"}, "k2", "t2", "a2", "2024-01-01", 1, true},
      R"(sessions {session_id: "session", round_id: "r2", project_id: "p2", site_id: "s2", )"
      R"(region_id: "g2", kind: "k2", topic: "t2", audience: "a2", local_date: "2024-01-01", )"
      R"(duration_minutes: 1, cancelled: 1}
)");
}

TEST_F(ReportingRows, SessionDetails) {
  const Place place{"2023-10-11T10:00", "Asia/Yakutsk", {"site"}, {"room"}};
  expect_rows<SessionDetails>(
      {"session_details"}, {{"session"}, place, std::nullopt, Instant{5}, 90, 30, Instant{}, ""},
      R"(session_details {session_id: "session", local_start: "2023-10-11T10:00", time_zone: "Asia/Yakutsk", )"
      R"(site_id: "site", room_id: "room", first_local_start: null, first_time_zone: null, first_site_id: null, )"
      R"(first_room_id: null, starts_at_us: 5, duration_minutes: 90, capacity: 30, changed_at_us: 0, reason: ""}
)",
      {{"session"}, {"2023-10-12T10:00", "Europe/Sofia", {"s2"}, {"r2"}}, place, Instant{6}, 60, 20, Instant{7}, "why"},
      R"(session_details {session_id: "session", local_start: "2023-10-12T10:00", time_zone: "Europe/Sofia", )"
      R"(site_id: "s2", room_id: "r2", first_local_start: "2023-10-11T10:00", first_time_zone: "Asia/Yakutsk", )"
      R"(first_site_id: "site", first_room_id: "room", starts_at_us: 6, duration_minutes: 60, capacity: 20, )"
      R"(changed_at_us: 7, reason: "why"}
)");
}

TEST_F(ReportingRows, SessionMove) {
  expect_rows<SessionMove>(
      {"session_moves"}, {{"session"}, 2, {"2023-10-11T10:00", "Asia/Yakutsk", {"site"}, {"room"}}, Instant{5}, "why"},
      R"(session_moves {session_id: "session", version: 2, local_start: "2023-10-11T10:00", )"
      R"(time_zone: "Asia/Yakutsk", site_id: "site", room_id: "room", told_at_us: 5, reason: "why"}
)",
      {{"session"}, 2, {"2023-10-12T10:00", "Europe/Sofia", {"s2"}, {"r2"}}, Instant{6}, "no"},
      R"(session_moves {session_id: "session", version: 2, local_start: "2023-10-12T10:00", )"
      R"(time_zone: "Europe/Sofia", site_id: "s2", room_id: "r2", told_at_us: 6, reason: "no"}
)");
}

TEST_F(ReportingRows, Room) {
  expect_rows<Room>({"rooms"}, {{"room"}, {"venue"}}, R"(rooms {room_id: "room", venue_id: "venue"}
)",
                    {{"room"}, {"another"}}, R"(rooms {room_id: "room", venue_id: "another"}
)");
}

TEST_F(ReportingRows, GroupSeats) {
  expect_rows<GroupSeats>(
      {"group_seats"}, {{"group"}, {"session"}, 7, GroupStatus::confirmed, {"school"}, 1, Instant{5}},
      R"(group_seats {group_id: "group", session_id: "session", head_count: 7, standing: 2, )"
      R"(organisation_id: "school", change_number: 1, told_at_us: 5}
)",
      {{"group"}, {"another"}, 8, GroupStatus::cancelled, {"clinic"}, 2, Instant{6}},
      R"(group_seats {group_id: "group", session_id: "another", head_count: 8, standing: 3, )"
      R"(organisation_id: "clinic", change_number: 2, told_at_us: 6}
)");
}

TEST_F(ReportingRows, Attendance) {
  expect_rows<Attendance>(
      {"attendances"}, {{"session"}, {"anna"}, {"school"}, true, 0, false, Instant{5}},
      R"(attendances {session_id: "session", person_id: "anna", organisation_id: "school", unverified: 1, change: 0, )"
      R"(told_at_us: 5, moved: 0}
)",
      {{"session"}, {"anna"}, {"clinic"}, false, 3, true, Instant{6}},
      R"(attendances {session_id: "session", person_id: "anna", organisation_id: "clinic", unverified: 0, change: 3, )"
      R"(told_at_us: 6, moved: 1}
)");
}

TEST_F(ReportingRows, UnnamedCount) {
  expect_rows<UnnamedCount>(
      {"unnamed_counts"}, {{"session"}, {"school"}, 5, 1, Instant{5}},
      R"(unnamed_counts {session_id: "session", organisation_id: "school", person_count: 5, change: 1, told_at_us: 5}
)",
      {{"session"}, {"school"}, 4, 2, Instant{6}},
      R"(unnamed_counts {session_id: "session", organisation_id: "school", person_count: 4, change: 2, told_at_us: 6}
)");
}

TEST_F(ReportingRows, GroupMember) {
  expect_rows<GroupMember>({"group_members"}, {{"group"}, {"anna"}},
                           R"(group_members {group_id: "group", person_id: "anna", change_number: 0, has_left: 0}
)",
                           {{"group"}, {"anna"}, 1, true},
                           R"(group_members {group_id: "group", person_id: "anna", change_number: 1, has_left: 1}
)");
}

TEST_F(ReportingRows, RosterMember) {
  expect_rows<RosterMember>(
      {"roster"}, {{"anna"}, "2020-01-01", {"school"}, ""},
      R"(roster {person_id: "anna", from_date: "2020-01-01", organisation_id: "school", until_date: "", )"
      R"(changed_until_date: null}
)",
      {{"anna"}, "2020-01-01", {"school"}, "2021-06-30", "2022-12-31"},
      R"(roster {person_id: "anna", from_date: "2020-01-01", organisation_id: "school", until_date: "2021-06-30", )"
      R"(changed_until_date: "2022-12-31"}
)");
}

TEST_F(ReportingRows, MergedPerson) {
  expect_rows<MergedPerson>({"merged_people"}, {{"anya"}, {"anna"}, 1, Instant{5}},
                            R"(merged_people {person_id: "anya", kept_id: "anna", change: 1, told_at_us: 5}
)",
                            {{"anya"}, {""}, 2, Instant{6}},
                            R"(merged_people {person_id: "anya", kept_id: "", change: 2, told_at_us: 6}
)");
}

TEST_F(ReportingRows, MergedOrganisation) {
  expect_rows<MergedOrganisation>(
      {"merged_organisations"}, {{"dawn"}, {"zarya"}, 1, Instant{5}},
      R"(merged_organisations {organisation_id: "dawn", kept_id: "zarya", change: 1, told_at_us: 5}
)",
      {{"dawn"}, {""}, 2, Instant{6}},
      R"(merged_organisations {organisation_id: "dawn", kept_id: "", change: 2, told_at_us: 6}
)");
}

TEST_F(ReportingRows, OrganisationsApart) {
  const std::string row = R"(organisations_apart {first_id: "dawn", second_id: "zarya"}
)";
  expect_rows<OrganisationsApart>({"organisations_apart"}, {{"dawn"}, {"zarya"}}, row, {{"dawn"}, {"zarya"}}, row);
}

// At whose door it was made stays.
TEST_F(ReportingRows, ScanSetAside) {
  expect_rows<ScanSetAside>({"scans_set_aside"}, {{"scan"}, {"session"}, ScanStanding::set_aside},
                            R"(scans_set_aside {check_in_id: "scan", session_id: "session", standing: 1}
)",
                            {{"scan"}, {"another"}, ScanStanding::settled},
                            R"(scans_set_aside {check_in_id: "scan", session_id: "session", standing: 2}
)");
}

}  // namespace
}  // namespace opora::reporting
