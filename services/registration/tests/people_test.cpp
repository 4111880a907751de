// Who is new, who may be named, and who works where.
#include <gtest/gtest.h>

#include "registration/domain/name_group_members.h"
#include "registration/domain/organisation.h"
#include "registration/domain/person.h"
#include "registration/domain/roster.h"

namespace opora::registration {
namespace {

const auto kTeacher = Occupation::teacher;

template <class Value>
std::string reason(const Result<Value>& result) {
  return result ? "" : result.error().reason;
}

struct NewcomerCase {
  const char* rule;
  std::vector<Mention> mentions;
  std::string refusal;
  std::vector<std::string> added;
};

TEST(People, AreNewOnceAndKeepTheirName) {
  const std::vector<Person> known = {{{"a"}, "Айыына", kTeacher}};
  const NewcomerCase cases[] = {
      {"known by id alone", {{{"a"}, "", {}}}, "", {}},
      {"known, with the same name", {{{"a"}, "Айыына", kTeacher}}, "", {}},
      {"another occupation is no other person", {{{"a"}, "Айыына", Occupation::manager}}, "", {}},
      {"known, with the name in other code points", {{{"a"}, "Айыы\u200bна\u00a0", kTeacher}}, "", {}},
      {"known, with the name in capitals", {{{"a"}, "АЙЫЫНА", kTeacher}}, "", {}},
      {"й as two code points", {{{"a"}, "Аи\u0306ыына", kTeacher}}, "", {}},
      {"known under another name", {{{"a"}, "Мария", kTeacher}}, "PERSON_NAMED_DIFFERENTLY", {}},
      {"new, with a name", {{{"b"}, "Мария", kTeacher}}, "", {"b"}},
      {"new, without a name", {{{"b"}, "", kTeacher}}, "UNKNOWN_PERSON", {}},
      {"new, without an occupation", {{{"b"}, "Мария", {}}}, "OCCUPATION_MISSING", {}},
      {"new twice is new once", {{{"b"}, "Мария", kTeacher}, {{"b"}, "Мария", kTeacher}}, "", {"b"}},
      {"new under two names", {{{"b"}, "Мария", kTeacher}, {{"b"}, "Ольга", kTeacher}}, "PERSON_NAMED_DIFFERENTLY", {}},
      {"namesakes are two people", {{{"b"}, "Айыына", kTeacher}}, "", {"b"}},
  };
  for (const NewcomerCase& row : cases) {
    const auto added = newcomers(row.mentions, known);
    EXPECT_EQ(reason(added), row.refusal) << row.rule;
    const std::string message = added ? "" : added.error().message;
    EXPECT_EQ(message.find("Айыына"), std::string::npos) << "a message holds no name";
    std::vector<std::string> ids;
    for (const Person& person : added.value_or(std::vector<Person>{})) ids.push_back(person.id.value);
    EXPECT_EQ(ids, row.added) << row.rule;
  }
}

TEST(People, AreNamedOnceAndWithinTheSeats) {
  const Mention a{{"a"}, "", {}}, b{{"b"}, "", {}};
  EXPECT_EQ(reason(check_members(2, std::vector{a, b})), "");
  EXPECT_EQ(reason(check_members(3, std::vector<Mention>{})), "");
  EXPECT_EQ(reason(check_members(1, std::vector{a, b})), "MORE_NAMES_THAN_SEATS");
  EXPECT_EQ(reason(check_members(2, std::vector{a, a})), "NAMED_TWICE");
}

TEST(People, AreInOneLiveGroupOfASession) {
  const Group confirmed{{"c"}, {"s"}, {"o"}, 3, GroupStatus::confirmed, 1, 1};
  const Group waiting{{"w"}, {"s"}, {"o"}, 3, GroupStatus::waiting, 2, 1};
  const Group cancelled{{"x"}, {"s"}, {"o"}, 3, GroupStatus::cancelled, 3, 1};
  EXPECT_EQ(reason(check_elsewhere({"new"}, std::vector{cancelled})), "");
  EXPECT_EQ(reason(check_elsewhere({"c"}, std::vector{confirmed, cancelled})), "");
  EXPECT_EQ(reason(check_elsewhere({"new"}, std::vector{confirmed})), "ALREADY_REGISTERED");
  EXPECT_EQ(reason(check_elsewhere({"new"}, std::vector{cancelled, waiting})), "ALREADY_REGISTERED");
}

TEST(People, NamedBeforeStayAndOnlyTheOthersAreTold) {
  NameGroupMembersFacts facts{
      .group = {{"g"}, {"s"}, {"o"}, 3, GroupStatus::confirmed, 1, 1},
      .placements = {{{{"s"}, {"a"}, {"g"}}, {{"s"}, {"z"}, {"other"}}}, {}},
  };
  const auto name = [&](const std::vector<std::string>& people) {
    std::vector<Mention> members;
    for (const std::string& person : people) members.push_back({{person}, "Name", kTeacher});
    Strangers told;
    return decide(facts, members, told);
  };
  const auto two_more = name({"a", "b", "c", "b"});
  ASSERT_EQ(reason(two_more), "");
  EXPECT_EQ(two_more->events, (Events{GroupMembersNamed{{"g"}, {{"b"}, {"c"}}}}));
  EXPECT_EQ(fold(facts.group, two_more->events).named_count, 3);
  EXPECT_EQ(name({"a"})->events, Events{});
  EXPECT_EQ(name({"z"})->events, (Events{GroupMembersNamed{{"g"}, {{"z"}}}}))
      << "who was in another group, now cancelled, is named in this one";
  EXPECT_EQ(reason(name({"b", "c", "d"})), "MORE_NAMES_THAN_SEATS");
  facts.group.status = GroupStatus::cancelled;
  EXPECT_EQ(reason(name({"a"})), "GROUP_CANCELLED");
}

// `colleague` works at the school; `stranger` is known, and works elsewhere.
TEST(Rosters, LetAnOrganisationNameByIdAloneOnlyItsOwn) {
  const std::vector<Person> known = {{{"colleague"}, "Айыына", kTeacher}, {{"stranger"}, "Мария", kTeacher}};
  const std::vector<Career> careers = {{{"colleague"}, {{{"school"}, "2020-09-01", ""}}},
                                       {{"stranger"}, {{{"clinic"}, "2020-09-01", ""}}}};
  const Mention colleague{{"colleague"}, "", {}}, stranger{{"stranger"}, "", {}}, said{{"stranger"}, "Мария", kTeacher};
  const auto outcome = [&](const std::vector<Mention>& mentions) {
    return reason(check_acquaintance({"school"}, mentions, known, careers));
  };
  EXPECT_EQ(outcome({colleague}), "");
  EXPECT_EQ(outcome({stranger}), "UNKNOWN_PERSON");
  EXPECT_EQ(outcome({colleague, stranger}), "UNKNOWN_PERSON") << "a colleague vouches for nobody else";
  EXPECT_EQ(outcome({colleague, said}), "");
}

struct MembershipCase {
  const char* rule;
  Membership wanted;
  std::string expected;  // "added", "nothing" or a reason
};

TEST(Rosters, KeepOneMembershipAtATime) {
  const Career career{{"p"}, {{{"school"}, "2020-09-01", "2021-06-30"}, {{"clinic"}, "2021-01-01", ""}}};
  const MembershipCase cases[] = {
      {"the same again", {{"school"}, "2020-09-01", "2021-06-30"}, "nothing"},
      {"the same days elsewhere", {{"centre"}, "2020-09-01", "2021-06-30"}, "added"},
      {"back after a pause", {{"school"}, "2021-07-01", ""}, "added"},
      {"before the first time", {{"school"}, "2019-09-01", "2020-08-31"}, "added"},
      {"one day overlaps", {{"school"}, "2021-06-30", ""}, "ID_TAKEN"},
      {"another last day", {{"school"}, "2020-09-01", ""}, "ID_TAKEN"},
      {"one without an end overlaps all later ones", {{"clinic"}, "2025-01-01", "2025-02-01"}, "ID_TAKEN"},
      {"one day long", {{"centre"}, "2020-09-01", "2020-09-01"}, "added"},
      {"the last day before the first", {{"centre"}, "2020-09-02", "2020-09-01"}, "DATES_REVERSED"},
  };
  for (const MembershipCase& row : cases) {
    const auto events = decide_membership(career, row.wanted);
    const std::string outcome = !events ? events.error().reason : events->empty() ? "nothing" : "added";
    EXPECT_EQ(outcome, row.expected) << row.rule;
  }
}

TEST(Rosters, SayWhereSomebodyWorkedOnADay) {
  Career career{{"p"}, {}};
  for (const Membership& membership : {Membership{{"clinic"}, "2021-01-01", ""},
                                       Membership{{"school"}, "2020-09-01", "2021-06-30"}})
    career = fold(career, decide_membership(career, membership).value());
  EXPECT_EQ(career.organisation_on("2020-08-31"), OrganisationId{});
  EXPECT_EQ(career.organisation_on("2020-09-01"), OrganisationId{"school"});
  EXPECT_EQ(career.organisation_on("2021-06-30"), OrganisationId{"school"}) << "whom they joined first";
  EXPECT_EQ(career.organisation_on("2021-07-01"), OrganisationId{"clinic"});
}

TEST(Organisations, AreAddedOnceUnderTheirId) {
  const Organisation school{{"o"}, {{{"ru", "Школа"}}}, OrganisationKind::school, {"r"}};
  Organisation other = school;
  other.name.by_language["ru"] = "Лицей";
  EXPECT_EQ(decide_addition({}, school),
            (Events{OrganisationAdded{{"o"}, {{{"ru", "Школа"}}}, OrganisationKind::school, {"r"}}}));
  EXPECT_EQ(decide_addition(school, school), Events{});
  EXPECT_EQ(reason(decide_addition(school, other)), "ID_TAKEN");
}

}  // namespace
}  // namespace opora::registration
