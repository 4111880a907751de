#include "reporting/domain/reach.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace opora::reporting {
namespace {

struct Came {
  std::string session, person, organisation;
  std::string site = "here", date = "2023-10-03";
  bool unverified = false;
};

Visits visits(const std::vector<Came>& round) {
  std::map<std::string, std::pair<Session, std::vector<Visits::Visitor>>> by_session;
  for (const Came& came : round) {
    auto& [session, visitors] = by_session[came.session];
    session.id = {came.session};
    session.round = {"round"};
    session.site = {came.site};
    session.local_date = came.date;
    session.duration_minutes = 90;
    visitors.push_back({{came.person}, {came.organisation}, came.unverified});
  }
  Visits visits;
  for (const auto& [id, held] : by_session) visits.add(held.first, held.second);
  return visits;
}

Reach reach_at(const std::vector<Came>& round, Dimension dimension, const std::string& key) {
  for (const KeyedReach& row : visits(round).reach_by(dimension)) {
    if (row.key == key) return row.reach;
  }
  return {};
}

struct Whole {
  const char* rule;
  std::vector<Came> round;
  Reach expected;  // people, attendances, organisations, sessions, minutes, days
};

class ReachOfARound : public ::testing::TestWithParam<Whole> {};

TEST_P(ReachOfARound, CountsTheWhole) {
  const Whole& c = GetParam();
  EXPECT_EQ(visits(c.round).reach(), c.expected) << c.rule;
}

INSTANTIATE_TEST_SUITE_P(Rules, ReachOfARound,
                         ::testing::Values(Whole{"nobody", {}, {}},
                                           Whole{"one person once", {Came{"s1", "ann", "school"}}, {1, 1, 1, 1, 90, 1}},
                                           Whole{"one person at two sessions",
                                                {Came{"s1", "ann", "school"}, Came{"s2", "ann", "school"}},
                                                {1, 2, 1, 2, 180, 1}},
                                           Whole{"two people: the session's minutes once",
                                                {Came{"s1", "ann", "school"}, Came{"s1", "bob", "school"}},
                                                {2, 2, 1, 1, 90, 1}},
                                           Whole{"a guest belongs to no organisation",
                                                {Came{"s1", "ann", "school"}, Came{"s1", "guest", ""}},
                                                {2, 2, 1, 1, 90, 1}},
                                           Whole{"one person with two organisations",
                                                {Came{"s1", "ann", "school"}, Came{"s2", "ann", "club"}},
                                                {1, 2, 2, 2, 180, 1}},
                                           Whole{"days are dates, over all sites",
                                                {Came{"s1", "ann", "school", "here", "2023-10-03"},
                                                 Came{"s2", "bob", "school", "there", "2023-10-03"},
                                                 Came{"s3", "bob", "school", "there", "2023-10-04"}},
                                                {2, 3, 1, 3, 270, 2}}));

Came unknown(const std::string& session, const std::string& person) {
  return {.session = session, .person = person, .unverified = true};
}

TEST(Reach, PeopleAreVerifiedByOneSession) {
  struct Row {
    const char* rule;
    std::vector<Came> round;
    std::int64_t unverified, people;
  };
  const Row rows[] = {
      {"nobody", {}, 0, 0},
      {"known", {{"s1", "ann", "school"}}, 0, 1},
      {"a guest who is known", {{"s1", "ann", ""}}, 0, 1},
      {"unknown, once a person", {unknown("s1", "ann"), unknown("s2", "ann"), unknown("s2", "bob")}, 2, 2},
      {"known later", {unknown("s1", "ann"), {"s2", "ann", "school"}}, 0, 1},
      {"known earlier", {{"s1", "ann", "school"}, unknown("s2", "ann")}, 0, 1},
      {"each for themselves", {{"s1", "ann", "school"}, unknown("s1", "bob"), {"s1", "eve", ""}}, 1, 3},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(visits(row.round).people_unverified(), row.unverified) << row.rule;
    EXPECT_EQ(visits(row.round).reach().people, row.people) << row.rule;
  }
}

// Each session's people with names, and those besides who were only counted.
TEST(Reach, PeopleAreARangeOnceSomeAreCountedWithoutNames) {
  struct OfSession {
    std::vector<std::string> people;
    std::vector<Visits::Unnamed> unnamed;
  };
  struct Row {
    const char* rule;
    std::vector<OfSession> sessions;
    Reach expected;
  };
  const Row rows[] = {
      {"nobody by name", {{{}, {{{"school"}, 5}}}}, {5, 5, 1, 1, 90, 1, 0}},
      {"besides those with names", {{{"ann", "bob"}, {{{"school"}, 5}}}}, {7, 7, 1, 1, 90, 1, 0}},
      {"maybe somebody of another session", {{{"ann", "bob", "eve"}, {}}, {{}, {{{"school"}, 2}}}},
       {3, 5, 1, 2, 180, 1, 2}},
      {"more than there are with names", {{{"ann"}, {}}, {{}, {{{"school"}, 3}}}}, {3, 4, 1, 2, 180, 1, 1}},
      {"guests are of no organisation", {{{}, {{{}, 2}, {{"school"}, 1}}}}, {3, 3, 1, 1, 90, 1, 0}},
  };
  for (const Row& row : rows) {
    Visits visits;
    for (const OfSession& each : row.sessions) {
      Session session;
      session.id = {"s" + std::to_string(&each - row.sessions.data())};
      session.round = {"round"};
      session.local_date = "2023-10-03";
      session.duration_minutes = 90;
      std::vector<Visits::Visitor> visitors;
      for (const std::string& person : each.people) visitors.push_back({{person}, {"school"}});
      visits.add(session, visitors, each.unnamed);
    }
    EXPECT_EQ(visits.reach(), row.expected) << row.rule;
    EXPECT_EQ(visits.reach().people_at_most(), row.expected.people + row.expected.people_unsure) << row.rule;
  }
}

// While it goes on whoever came counts, and it has a row.
TEST(Reach, ASessionIsHeldOnceItIsOver) {
  Visits visits;
  for (const bool is_over : {true, false}) {
    Session session;
    session.id = {is_over ? "over" : "under way"};
    session.round = {"round"};
    session.local_date = is_over ? "2023-10-03" : "2023-10-04";
    session.duration_minutes = 90;
    const std::vector<Visits::Visitor> visitors = {{{"ann"}, {"school"}}, {{session.id.value}, {"school"}}};
    visits.add(session, visitors, {}, is_over);
  }
  EXPECT_EQ(visits.reach(), (Reach{3, 4, 1, 1, 90, 1}));
  const std::vector<KeyedReach> rows = visits.reach_by(Dimension::session);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].reach, (Reach{2, 2, 1, 1, 90, 1}));
  EXPECT_EQ(rows[1].key, "under way");
  EXPECT_EQ(rows[1].reach, (Reach{2, 2, 1, 0, 0, 0}));
  EXPECT_EQ(visits.came().size(), 2U);
}

TEST(Reach, RowsOfPeopleOverlap) {
  const std::vector<Came> round = {{"s1", "ann", "school", "here"}, {"s2", "ann", "school", "there"}};
  EXPECT_EQ(reach_at(round, Dimension::site, "here").people, 1);
  EXPECT_EQ(reach_at(round, Dimension::site, "there").people, 1);
  EXPECT_EQ(visits(round).reach().people, 1);
}

TEST(Reach, APersonWithTwoOrganisationsIsInBothRows) {
  const std::vector<Came> round = {{"s1", "ann", "school"}, {"s2", "ann", "club"}, {"s3", "ann", "school"}};
  EXPECT_EQ(reach_at(round, Dimension::organisation, "school"), (Reach{1, 2, 1, 2, 180, 1}));
  EXPECT_EQ(reach_at(round, Dimension::organisation, "club"), (Reach{1, 1, 1, 1, 90, 1}));
}

TEST(Reach, GuestsHaveARowOnlyIfThereAreAny) {
  const std::vector<Came> with_guest = {{"s1", "ann", "school"}, {"s1", "guest", ""}};
  EXPECT_EQ(reach_at(with_guest, Dimension::organisation, ""), (Reach{1, 1, 0, 1, 90, 1}));
  EXPECT_EQ(visits({{"s1", "ann", "school"}}).reach_by(Dimension::organisation).size(), 1U);
}

TEST(Reach, RowsWithMostPeopleComeFirstThenByKey) {
  const std::vector<Came> round = {{"s3", "ann", ""}, {"s2", "ann", ""}, {"s1", "ann", ""}, {"s3", "bob", ""}};
  std::vector<std::string> keys;
  for (const KeyedReach& row : visits(round).reach_by(Dimension::session)) keys.push_back(row.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"s3", "s1", "s2"}));
}

// People are counted by number: a thousand at two sessions would show numbers that are mixed up.
TEST(Reach, ManyPeopleAreKeptApart) {
  std::vector<Came> round;
  for (int who = 0; who < 1000; ++who) {
    const std::string person = "p" + std::to_string(who);
    round.push_back({"s1", person, "o" + std::to_string(who % 7), "here"});
    round.push_back({"s2", person, "o" + std::to_string(who % 7), "there"});
  }
  EXPECT_EQ(visits(round).reach(), (Reach{1000, 2000, 7, 2, 180, 1}));
  EXPECT_EQ(reach_at(round, Dimension::organisation, "o0"), (Reach{143, 286, 1, 2, 180, 1}));
}

}  // namespace
}  // namespace opora::reporting
