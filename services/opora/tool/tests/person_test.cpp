#include "opora/tool/person.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

v1::RosterMember time_there(const std::string& from, const std::string& until) {
  v1::RosterMember member;
  member.set_from_date(from);
  member.set_until_date(until);
  return member;
}

struct MeantRule {
  const char* rule;
  std::vector<v1::RosterMember> times;
  std::string from;
  std::string expected;  // the first day of which is meant, or a refusal
};

const MeantRule kMeantRules[] = {
    {"the only one", {time_there("2020-01-01", "")}, "", "2020-01-01"},
    {"the only one, that has ended", {time_there("2020-01-01", "2020-12-31")}, "", "2020-01-01"},
    {"the open one", {time_there("2020-01-01", "2020-12-31"), time_there("2022-01-01", "")}, "", "2022-01-01"},
    {"one by its day",
     {time_there("2020-01-01", "2020-12-31"), time_there("2022-01-01", "")},
     "2020-01-01",
     "2020-01-01"},
    {"none of a day", {time_there("2020-01-01", "")}, "2021-01-01", "MEMBERSHIP_NOT_NAMED"},
    {"two that have ended",
     {time_there("2020-01-01", "2020-12-31"), time_there("2022-01-01", "2022-12-31")},
     "",
     "MEMBERSHIP_NOT_NAMED"},
    {"nobody there", {}, "", "UNKNOWN_MEMBERSHIP"},
};

TEST(Person, WhichTimeIsMeant) {
  for (const MeantRule& row : kMeantRules) {
    const auto meant = membership_meant(row.times, row.from);
    EXPECT_EQ(meant ? meant->from_date() : meant.error().reason, row.expected) << row.rule;
  }
}

TEST(Person, OccupationsAreCalledAsInFolders) {
  EXPECT_EQ(occupation_named("social-worker").value(), v1::OCCUPATION_SOCIAL_WORKER);
  EXPECT_EQ(occupation_named("other").value(), v1::OCCUPATION_OTHER);
  for (const char* word : {"", "unspecified", "Teacher"})
    EXPECT_EQ(occupation_named(word).error().reason, "UNKNOWN_OCCUPATION") << word;
}

TEST(Person, EachCorrectionIsALine) {
  v1::PersonCorrection correction;
  correction.set_person_id("person");
  correction.set_number(2);
  correction.set_corrected_by("olga");
  correction.mutable_corrected_at()->set_seconds(1'697'014'800);
  correction.set_former_name("An\nna");
  correction.set_former_occupation(v1::OCCUPATION_SOCIAL_WORKER);
  correction.set_reason("married");
  const std::string line = to_line(correction);
  EXPECT_EQ(line.find('\n'), std::string::npos) << "somebody else has written that";
  EXPECT_EQ(line.substr(0, 39), "2023-10-11T09:00:00Z  person  2  by olg");
  EXPECT_NE(line.find("was social-worker"), std::string::npos);

  v1::PersonCorrection merged;
  merged.set_identity(v1::IDENTITY_CHANGE_MERGED_AWAY);
  merged.set_other_person_id("anna");
  EXPECT_NE(to_line(merged).find("  goes on as anna"), std::string::npos);
  merged.set_identity(v1::IDENTITY_CHANGE_MERGED_HERE);
  EXPECT_NE(to_line(merged).find("  is anna as well"), std::string::npos);
  merged.set_identity(v1::IDENTITY_CHANGE_TAKEN_APART);
  EXPECT_NE(to_line(merged).find("  is not anna after all"), std::string::npos);

  v1::PersonCorrection of_day;
  of_day.set_list("amur");
  of_day.set_from_date("2020-01-01");
  EXPECT_NE(to_line(of_day).find(", list amur  from 2020-01-01, last day was open"), std::string::npos);
}

TEST(Person, WhatWasSaidOfAnOrganisationIsALine) {
  v1::OrganisationIdentity said;
  said.set_identity(v1::IDENTITY_CHANGE_MERGED_HERE);
  said.set_other_organisation_id("dawn");
  said.set_said_by("olga");
  said.mutable_said_at()->set_seconds(1'697'014'800);
  said.set_reason("One\nhouse");
  const std::string line = to_line(said);
  EXPECT_EQ(line.find('\n'), std::string::npos) << "somebody else has written that";
  EXPECT_TRUE(line.starts_with("2023-10-11T09:00:00Z  the organisation  by olga  is dawn as well  One")) << line;
  said.set_identity(v1::IDENTITY_CHANGE_MERGED_AWAY);
  EXPECT_NE(to_line(said).find("  goes on as dawn  "), std::string::npos);
  said.set_identity(v1::IDENTITY_CHANGE_TAKEN_APART);
  EXPECT_NE(to_line(said).find("  is not dawn after all  "), std::string::npos);
}

}  // namespace
}  // namespace opora::tool
