// When names go, as a table: what was told when, the last activity, and the day it is.
#include <algorithm>

#include <gtest/gtest.h>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/options/v1/options.pb.h"
#include "platform/dates/dates.h"
#include "registration/domain/expiry.h"

namespace opora::registration {
namespace {

Instant noon(const std::string& day) { return from_rfc3339(day + "T12:00:00.000000Z").value(); }

struct AgingCase {
  const char* rule;
  const char* last;  // activity
  const char* told;  // on which day; "" if never
  const char* seen;  // on which day last
  int looked;        // for how many days they were told by then; -1: by an older build, that adds none up
  const char* now;
  const char* becomes;  // "told DAY", "told for N" days of one still told, "not told", "expired", or "" for as it was
};

class NamesGo : public ::testing::TestWithParam<AgingCase> {};

std::string described(const std::optional<Person>& person, const std::optional<Instant>& told_before) {
  if (!person) return "";
  if (person->expired_at) return person->name.empty() ? "expired" : "expired, and named";
  if (person->expiry_seen_at.has_value() != person->expiry_told_at.has_value()) return "half told";
  if (person->expiry_looked_since != person->expiry_told_at) return "told, and not for how long";
  if (!person->expiry_told_at) return person->expiry_looked.count() == 0 ? "not told" : "not told, but looked at";
  const auto looked = std::chrono::floor<std::chrono::days>(person->expiry_looked).count();
  if (person->expiry_told_at == told_before) return "told for " + std::to_string(looked);
  return "told " + date_of(to_rfc3339(*person->expiry_told_at)) + (looked == 0 ? "" : " for " + std::to_string(looked));
}

Person told_person(const char* told, const char* seen, int looked) {
  Person person{{"anna"}, "Anna", Occupation::teacher};
  if (*told != '\0') person.expiry_told_at = noon(told);
  if (*seen != '\0') person.expiry_seen_at = noon(seen);
  person.expiry_looked = std::chrono::days(std::max(looked, 0));
  if (looked >= 0) person.expiry_looked_since = person.expiry_told_at;
  return person;
}

TEST_P(NamesGo, ByTheirRules) {
  const AgingCase& given = GetParam();
  const Person person = told_person(given.told, given.seen, given.looked);
  EXPECT_EQ(described(aged(person, {.registered_for = given.last}, noon(given.now)), person.expiry_told_at),
            given.becomes)
      << given.rule;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, NamesGo,
    ::testing::Values(
        //         rule                       last          told          seen       looked  now        becomes
        AgingCase{"lately active", "2023-10-11", "", "", 0, "2024-10-11", ""},
        AgingCase{"31 days before", "2023-10-11", "", "", 0, "2025-09-11", ""},
        AgingCase{"30 days before", "2023-10-11", "", "", 0, "2025-09-12", "told 2025-09-12"},
        AgingCase{"told already", "2023-10-11", "2025-09-12", "2025-10-10", 28, "2025-10-11", "told for 29"},
        AgingCase{"and looked at today", "2023-10-11", "2025-09-12", "2025-10-11", 29, "2025-10-11", ""},
        AgingCase{"24 months are over", "2023-10-11", "2025-09-12", "2025-10-11", 29, "2025-10-12", "expired"},
        AgingCase{"but two days of looks are lacking", "2023-10-11", "2025-09-12", "2025-10-11", 28, "2025-10-12",
                  "told for 29"},
        AgingCase{"with a day between", "2023-10-11", "2025-09-12", "2025-10-09", 27, "2025-10-12", "told for 28"},
        AgingCase{"told for long, and 24 months are not over", "2023-10-11", "2025-09-12", "2025-10-10", 40,
                  "2025-10-11", "told for 41"},
        AgingCase{"told for 30 days of looks, however long ago", "2023-10-11", "2025-09-12", "2026-02-01", 29,
                  "2026-02-05", "expired"},
        AgingCase{"looked at each fourth day: each look is a day", "2023-10-11", "2025-09-12", "2025-10-10", 7,
                  "2025-10-14", "told for 8"},
        AgingCase{"years too late, never told", "2010-01-01", "", "", 0, "2025-10-12", "told 2025-10-12"},
        AgingCase{"active since", "2025-09-20", "2025-09-12", "2025-09-20", 8, "2025-09-21", "not told"},
        AgingCase{"active to come", "2026-09-20", "2025-09-12", "2025-09-20", 8, "2025-09-21", "not told"},
        AgingCase{"at a session that nobody knows yet", "9999-12-31", "2025-09-12", "2025-09-20", 8, "2025-09-21",
                  "not told"},
        AgingCase{"told by a clock that was wrong", "2023-10-11", "2028-01-01", "2028-01-01", 0, "2025-10-12",
                  "told 2025-10-12"},
        AgingCase{"and looks of which some were right", "2023-10-11", "2028-01-01", "2028-01-01", 12, "2025-10-12",
                  "told 2025-10-12 for 12"},
        AgingCase{"a clock that leaps over the thirty days", "2023-10-11", "2025-09-12", "2025-09-12", 0, "2025-10-13",
                  "told for 1"},
        AgingCase{"a clock that leaps by two days", "2023-10-11", "2025-09-12", "2025-09-22", 10, "2025-09-24",
                  "told for 11"},
        AgingCase{"a look by a clock that was ahead", "2023-10-11", "2025-09-12", "2025-10-13", 1, "2025-09-13",
                  "told for 1"},
        AgingCase{"told by an older build, that noted no look", "2023-10-11", "2025-09-12", "", -1, "2025-10-12",
                  "told 2025-10-12"},
        AgingCase{"told by an older build", "2023-10-11", "2025-09-12", "2025-10-11", -1, "2025-10-12",
                  "told 2025-10-12"},
        AgingCase{"nothing is known of them", "", "2025-09-12", "2025-10-11", 29, "2025-10-12", "expired"},
        AgingCase{"active on a leap day", "2024-02-29", "2026-01-01", "2026-02-27", 57, "2026-02-28", "told for 58"},
        AgingCase{"and a day later", "2024-02-29", "2026-01-01", "2026-02-28", 58, "2026-03-01", "expired"},
        AgingCase{"it is a leap day", "2026-02-28", "2028-01-20", "2028-02-28", 39, "2028-02-29", "expired"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

// An older build found an activity, and told them anew years later; what looks added up before counts no more.
TEST(NamesGoBy, NoSumOfAnEarlierTelling) {
  Person person = told_person("2025-09-12", "2025-10-11", 29);
  person.expiry_looked_since = noon("2022-01-01");
  EXPECT_EQ(described(aged(person, {.registered_for = "2023-10-11"}, noon("2025-10-12")), person.expiry_told_at),
            "told 2025-10-12");
}

// However seldom the service is started, and however often the clock steps back and forth in between.
TEST(NamesGoBy, ThirtyLooksAtLeast) {
  const auto looks_until_gone = [](std::chrono::hours forth, std::chrono::hours back) {
    Person person{{"anna"}, "Anna", Occupation::teacher};
    Instant now = noon("2030-01-01");
    for (int looks = 0; looks < 200; ++looks, now = now + forth) {
      for (const Instant at : {now - back, now})
        if (auto next = aged(person, {.registered_for = "2023-10-11"}, at)) person = *std::move(next);
      if (person.expired_at) return looks;
    }
    return 200;
  };
  using std::chrono::hours;
  EXPECT_EQ(looks_until_gone(hours(24), hours(0)), 30);
  EXPECT_EQ(looks_until_gone(hours(4 * 24), hours(0)), 30);
  EXPECT_EQ(looks_until_gone(hours(365 * 24), hours(0)), 30);
  EXPECT_EQ(looks_until_gone(hours(6), hours(0)), 120);
  EXPECT_GE(looks_until_gone(hours(1), hours(60)), 29) << "a clock that leaps to and fro by days";
}

struct GoingCase {
  const char* rule;
  const char* last;
  const char* told;
  const char* seen;
  int looked;
  const char* now;
  const char* goes_on;
};

TEST(NamesGoOn, TheFirstDayOnWhichBothAreOver) {
  const GoingCase cases[] = {
      {"told just now", "2023-10-11", "2025-09-12", "2025-09-12", 0, "2025-09-12", "2025-10-12"},
      {"told late", "2023-10-11", "2025-10-01", "2025-10-01", 0, "2025-10-01", "2025-10-31"},
      {"told, and looked at each day", "2023-10-11", "2025-10-01", "2025-10-20", 19, "2025-10-20", "2025-10-31"},
      {"of four days one counts", "2023-10-11", "2025-10-01", "2025-10-20", 19, "2025-10-24", "2025-11-03"},
      {"looked at seldom", "2023-10-11", "2025-10-01", "2026-01-20", 19, "2026-01-20", "2026-01-31"},
      {"the next look takes it", "2023-10-11", "2025-10-01", "2026-01-20", 29, "2026-01-22", "2026-01-22"},
      {"told by an older build", "2023-10-11", "2025-10-01", "2025-10-20", -1, "2025-10-20", "2025-11-19"},
      {"24 months last longer", "2023-12-11", "2025-10-01", "2025-10-20", 19, "2025-10-20", "2025-12-12"},
      {"of a leap day", "2024-02-29", "2026-01-01", "2026-01-01", 0, "2026-01-01", "2026-03-01"},
      {"never active", "", "2025-10-01", "2025-10-01", 0, "2025-10-01", "2025-10-31"},
  };
  for (const GoingCase& given : cases)
    EXPECT_EQ(goes_on(told_person(given.told, given.seen, given.looked), {.attended = given.last}, noon(given.now)),
              given.goes_on)
        << given.rule;
}

TEST(NamesGoOn, ForTooLongByTheirRules) {
  struct OverdueCase {
    const char* rule;
    const char* last;
    const char* told;
    const char* now;
    bool is_overdue;
  };
  const OverdueCase cases[] = {
      {"60 days after the 24 months", "2023-10-11", "2025-09-12", "2025-12-10", false},
      {"and a day later", "2023-10-11", "2025-09-12", "2025-12-11", true},
      {"entered late, and told 59 days ago", "2010-01-01", "2025-09-12", "2025-11-10", false},
      {"and 60 days ago", "2010-01-01", "2025-09-12", "2025-11-11", true},
      {"never told, as whoever was entered just now", "2010-01-01", "", "2025-12-11", false},
  };
  for (const OverdueCase& given : cases)
    EXPECT_EQ(is_overdue(told_person(given.told, given.told, 3), {.attended = given.last}, noon(given.now)),
              given.is_overdue)
        << given.rule;
}

TEST(NamesGoOn, AnActivityIsTheLatestOfAll) {
  EXPECT_EQ((Activity{"2023-01-01", "2022-01-01", "", ""}.last()), "2023-01-01");
  EXPECT_EQ((Activity{"2022-01-01", "2023-01-01", "", ""}.last()), "2023-01-01");
  EXPECT_EQ((Activity{"2022-01-01", "", "2023-01-01", ""}.last()), "2023-01-01");
  EXPECT_EQ((Activity{"2022-01-01", "", "2023-01-01", "9999-12-31"}.last()), "9999-12-31");
}

TEST(NamesGoOn, ThoseOfExpiredPeopleAreLeftAlone) {
  Person person{{"anna"}, "", Occupation::teacher};
  person.expiry_told_at = noon("2025-09-12");
  person.expired_at = noon("2025-10-12");
  EXPECT_FALSE(aged(person, {.registered_for = "2026-01-01"}, noon("2026-01-02")));
  EXPECT_FALSE(is_overdue(person, {}, noon("2030-01-01")));
}

// What is kept for how long stands in the contracts, for people to read.
TEST(NamesGoOn, AsTheContractsSay) {
  const auto& record =
      v1::GroupMember::descriptor()->file()->options().GetExtension(options::v1::record);
  EXPECT_EQ(record.retention(), std::to_string(kYearsKept * 12) + " months after the last activity.");
}

}  // namespace
}  // namespace opora::registration
