// When names go, as a table: what was told when, the last activity, and the day it is.
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
  const char* now;
  const char* becomes;  // "told DAY", "seen" of one still told, "not told", "expired", or "" for as it was
};

class NamesGo : public ::testing::TestWithParam<AgingCase> {};

std::string described(const std::optional<Person>& person, const std::optional<Instant>& told_before) {
  if (!person) return "";
  if (person->expiry_seen_at.has_value() != person->expiry_told_at.has_value()) return "half told";
  if (!person->expired_at && person->expiry_told_at && person->expiry_told_at == told_before) return "seen";
  if (person->expired_at) return person->name.empty() ? "expired" : "expired, and named";
  return person->expiry_told_at ? "told " + date_of(to_rfc3339(*person->expiry_told_at)) : "not told";
}

TEST_P(NamesGo, ByTheirRules) {
  const AgingCase& given = GetParam();
  Person person{{"anna"}, "Anna", Occupation::teacher};
  if (*given.told != '\0') person.expiry_told_at = noon(given.told);
  if (*given.seen != '\0') person.expiry_seen_at = noon(given.seen);
  EXPECT_EQ(described(aged(person, {.registered_for = given.last}, noon(given.now)), person.expiry_told_at),
            given.becomes)
      << given.rule;
}

INSTANTIATE_TEST_SUITE_P(
    Rules, NamesGo,
    ::testing::Values(
        //         rule                       last          told          seen          now           becomes
        AgingCase{"lately active", "2023-10-11", "", "", "2024-10-11", ""},
        AgingCase{"31 days before", "2023-10-11", "", "", "2025-09-11", ""},
        AgingCase{"30 days before", "2023-10-11", "", "", "2025-09-12", "told 2025-09-12"},
        AgingCase{"told already", "2023-10-11", "2025-09-12", "2025-10-10", "2025-10-11", "seen"},
        AgingCase{"and looked at today", "2023-10-11", "2025-09-12", "2025-10-11", "2025-10-11", ""},
        AgingCase{"24 months are over", "2023-10-11", "2025-09-12", "2025-10-11", "2025-10-12", "expired"},
        AgingCase{"with two days between", "2023-10-11", "2025-09-12", "2025-10-09", "2025-10-12", "expired"},
        AgingCase{"but told too late", "2023-10-11", "2025-09-13", "2025-10-11", "2025-10-12", "seen"},
        AgingCase{"and told long enough", "2023-10-11", "2025-09-13", "2025-10-12", "2025-10-13", "expired"},
        AgingCase{"years too late, never told", "2010-01-01", "", "", "2025-10-12", "told 2025-10-12"},
        AgingCase{"active since", "2025-09-20", "2025-09-12", "2025-09-20", "2025-09-21", "not told"},
        AgingCase{"active to come", "2026-09-20", "2025-09-12", "2025-09-20", "2025-09-21", "not told"},
        AgingCase{"told by a clock that was wrong", "2023-10-11", "2028-01-01", "2028-01-01", "2025-10-12",
                  "told 2025-10-12"},
        AgingCase{"a clock that leaps over the thirty days", "2023-10-11", "2025-09-12", "2025-09-12", "2025-10-13",
                  "told 2025-10-13"},
        AgingCase{"a look by a clock that was ahead", "2023-10-11", "2025-09-12", "2025-10-13", "2025-09-13",
                  "told 2025-09-13"},
        AgingCase{"nobody looked for days", "2023-10-11", "2025-09-12", "2025-10-08", "2025-10-12",
                  "told 2025-10-12"},
        AgingCase{"told by an older build, that noted no look", "2023-10-11", "2025-09-12", "", "2025-10-12",
                  "told 2025-10-12"},
        AgingCase{"nothing is known of them", "", "2025-09-12", "2025-10-11", "2025-10-12", "expired"},
        AgingCase{"active on a leap day", "2024-02-29", "2026-01-01", "2026-02-27", "2026-02-28", "seen"},
        AgingCase{"and a day later", "2024-02-29", "2026-01-01", "2026-02-28", "2026-03-01", "expired"},
        AgingCase{"it is a leap day", "2026-02-28", "2028-01-20", "2028-02-28", "2028-02-29", "expired"}),
    [](const auto& info) { return "Row" + std::to_string(info.index); });

TEST(NamesGoOn, TheLaterOfBothDays) {
  const auto goes = [](const char* last, const char* told) {
    Person person{{"anna"}, "Anna", Occupation::teacher};
    person.expiry_told_at = noon(told);
    return goes_on(person, {.attended = last});
  };
  EXPECT_EQ(goes("2023-10-11", "2025-09-12"), "2025-10-12");
  EXPECT_EQ(goes("2023-10-11", "2025-10-01"), "2025-10-31");
  EXPECT_EQ(goes("2024-02-29", "2026-01-01"), "2026-03-01");
  EXPECT_EQ(goes("", "2025-10-01"), "2025-10-31");
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
  EXPECT_FALSE(is_overdue(person, {}, noon("2030-01-01"), std::chrono::days(0)));
}

// What is kept for how long stands in the contracts, for people to read.
TEST(NamesGoOn, AsTheContractsSay) {
  const auto& record =
      v1::GroupMember::descriptor()->file()->options().GetExtension(options::v1::record);
  EXPECT_EQ(record.retention(), std::to_string(kYearsKept * 12) + " months after the last activity.");
}

}  // namespace
}  // namespace opora::registration
