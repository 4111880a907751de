// What rows scheduling's types become.
#include "platform/testing/stored_rows.h"
#include "scheduling/store/corrections.h"
#include "scheduling/store/places.h"
#include "scheduling/store/programmes.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"
#include "scheduling_migrations.h"

namespace opora::scheduling {
namespace {

const LocalizedText kName{{{"ru", "Имя"}, {"en", "Name"}}};
const LocalizedText kOther{{{"en", "Other"}}};

class SchedulingRows : public opora::testing::StoredRows {
 protected:
  SchedulingRows() : StoredRows(scheduling_migrations()) {}
};

TEST_F(SchedulingRows, Country) {
  expect_rows<Country>({"countries"}, {{"country"}, "ru", kName},
                       R"(countries {id: "country", code: "ru", name: "{\"en\":\"Name\",\"ru\":\"Имя\"}"}
)",
                       {{"country"}, "bg", kOther},
                       R"(countries {id: "country", code: "bg", name: "{\"en\":\"Other\"}"}
)");
}

TEST_F(SchedulingRows, Region) {
  expect_rows<Region>({"regions"}, {{"region"}, {"country"}, kName},
                      R"(regions {id: "region", country_id: "country", name: "{\"en\":\"Name\",\"ru\":\"Имя\"}"}
)",
                      {{"region"}, {"another"}, kOther},
                      R"(regions {id: "region", country_id: "another", name: "{\"en\":\"Other\"}"}
)");
}

TEST_F(SchedulingRows, Site) {
  expect_rows<Site>(
      {"sites"}, {{"site"}, {"region"}, kOther, "Asia/Yakutsk"},
      R"(sites {id: "site", region_id: "region", name: "{\"en\":\"Other\"}", time_zone: "Asia/Yakutsk"}
)",
      {{"site"}, {"another"}, kName, "Etc/UTC"},
      R"(sites {id: "site", region_id: "another", name: "{\"en\":\"Name\",\"ru\":\"Имя\"}", time_zone: "Etc/UTC"}
)");
}

TEST_F(SchedulingRows, Venue) {
  expect_rows<Venue>({"venues"}, {{"venue"}, {"site"}, kOther},
                     R"(venues {id: "venue", site_id: "site", name: "{\"en\":\"Other\"}"}
)",
                     {{"venue"}, {"another"}, {}},
                     R"(venues {id: "venue", site_id: "another", name: "{}"}
)");
}

TEST_F(SchedulingRows, Room) {
  expect_rows<Room>({"rooms"}, {{"room"}, {"venue"}, kOther, 20},
                    R"(rooms {id: "room", venue_id: "venue", name: "{\"en\":\"Other\"}", capacity: 20}
)",
                    {{"room"}, {"another"}, {}, 0},
                    R"(rooms {id: "room", venue_id: "another", name: "{}", capacity: 0}
)");
}

TEST_F(SchedulingRows, Programme) {
  expect_rows<Programme>({"programmes"}, {{"programme"}, kOther},
                         R"(programmes {id: "programme", name: "{\"en\":\"Other\"}"}
)",
                         {{"programme"}, {}},
                         R"(programmes {id: "programme", name: "{}"}
)");
}

TEST_F(SchedulingRows, Project) {
  expect_rows<Project>({"projects"}, {{"project"}, {"programme"}, kOther},
                       R"(projects {id: "project", programme_id: "programme", name: "{\"en\":\"Other\"}"}
)",
                       {{"project"}, {"another"}, {}},
                       R"(projects {id: "project", programme_id: "another", name: "{}"}
)");
}

TEST_F(SchedulingRows, Partnership) {
  expect_rows<Partnership>(
      {"partnerships"}, {{"partnership"}, {"project"}, {"charity"}, PartnerRole::supporter},
      R"(partnerships {id: "partnership", project_id: "project", organisation_id: "charity", role: 3}
)",
      {{"partnership"}, {"another"}, {"ministry"}, PartnerRole::host},
      R"(partnerships {id: "partnership", project_id: "another", organisation_id: "ministry", role: 4}
)");
}

// With its projects and regions, which are rows of their own: those of now, and no others.
TEST_F(SchedulingRows, Round) {
  expect_rows<Round>(
      {"rounds", "round_projects", "round_regions"},
      {{"round"}, {"programme"}, {{"p1"}, {"p2"}}, kOther, 2023, {{"amur"}}},
      R"(rounds {id: "round", programme_id: "programme", name: "{\"en\":\"Other\"}", year: 2023}
round_projects {round_id: "round", project_id: "p1"}
round_projects {round_id: "round", project_id: "p2"}
round_regions {round_id: "round", region_id: "amur"}
)",
      {{"round"}, {"another"}, {{"p2"}, {"p3"}}, {}, 2024, {}},
      R"(rounds {id: "round", programme_id: "another", name: "{}", year: 2024}
round_projects {round_id: "round", project_id: "p2"}
round_projects {round_id: "round", project_id: "p3"}
)");
}

TEST_F(SchedulingRows, Session) {
  using std::chrono::minutes;
  expect_rows<Session>(
      {"sessions"},
      {{{"session"}, {"round"}, {"project"}, {"room"}, SessionKind::seminar, kOther, "burnout", "teachers",
        "2023-10-11T09:00", minutes(90), 12, "2023-10-10T18:00"},
       {"site"}, "Asia/Yakutsk", Instant{1'000'000}, Instant{2'000'000}, true, 3, false},
      R"(sessions {id: "session", round_id: "round", project_id: "project", room_id: "room", site_id: "site", )"
      R"(kind: 4, title: "{\"en\":\"Other\"}", topic: "burnout", audience: "teachers", )"
      R"(local_start: "2023-10-11T09:00", )"
      R"(local_registration_end: "2023-10-10T18:00", time_zone: "Asia/Yakutsk", duration_minutes: 90, capacity: 12, )"
      R"(starts_at_us: 1000000, ends_at_us: 5401000000, registration_ends_at_us: 2000000, published: 1, )"
      R"(version: 3, cancelled: 0}
)",
      {{{"session"}, {"r2"}, {"p2"}, {"m2"}, SessionKind::training, {}, "t2", "a2", "2024-01-01T00:00", minutes(1), 13,
        "2024-01-01T01:00"},
       {"s2"}, "Etc/UTC", Instant{3'000'000}, Instant{4'000'000}, false, 4, true},
      R"(sessions {id: "session", round_id: "r2", project_id: "p2", room_id: "m2", site_id: "s2", kind: 5, )"
      R"(title: "{}", topic: "t2", audience: "a2", local_start: "2024-01-01T00:00", )"
      R"(local_registration_end: "2024-01-01T01:00", time_zone: "Etc/UTC", duration_minutes: 1, capacity: 13, )"
      R"(starts_at_us: 3000000, ends_at_us: 63000000, registration_ends_at_us: 4000000, published: 0, )"
      R"(version: 4, cancelled: 1}
)");
}

TEST_F(SchedulingRows, Correction) {
  expect_rows<Correction>(
      {"corrections"},
      {{"correction"}, "session", CorrectionKind::cancelled, "Nobody came.", "coordinator", Instant{5}},
      R"(corrections {id: "correction", thing_id: "session", kind: 3, reason: "Nobody came.", )"
      R"(corrected_by: "coordinator", corrected_at_us: 5}
)",
      {{"correction"}, "another", CorrectionKind::moved, "Other.", "other", Instant{6}},
      R"(corrections {id: "correction", thing_id: "session", kind: 3, reason: "Nobody came.", )"
      R"(corrected_by: "coordinator", corrected_at_us: 5}
)");
}

}  // namespace
}  // namespace opora::scheduling
