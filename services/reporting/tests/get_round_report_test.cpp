#include <gtest/gtest.h>

#include <map>

#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

// Two projects at two sites: people 1 and 2 come with a school, 3 with a clinic, 4 as a guest.
class RoundReport : public ReportingTest {
 protected:
  RoundReport() {
    tell(region_added(1, "Amur"));
    tell(site_added(1, "Blagoveshchensk"));
    tell(programme_added(1, "Support"));
    tell(project_added(1, "Strength"));
    tell(round_planned(1, 1, {1, 2}, 2023));
    publish({1, 1, 1, 1, 1, scheduling::v1::SESSION_KIND_WORKSHOP, "burnout", "psychologists", "2023-10-03T10:00", 90});
    publish(
        {2, 1, 1, 1, 1, scheduling::v1::SESSION_KIND_ROUND_TABLE, "limits", "psychologists", "2023-10-04T10:00", 60});
    publish({3, 1, 1, 1, 1, scheduling::v1::SESSION_KIND_WORKSHOP, "burnout", "psychologists", "2023-10-05T10:00", 90});
    publish({4, 1, 2, 2, 1, scheduling::v1::SESSION_KIND_SEMINAR, "children", "preschool", "2023-10-05T14:00", 120});
    publish({5, 1, 2, 2, 1, scheduling::v1::SESSION_KIND_SEMINAR, "children", "preschool", "2023-10-06T14:00", 45});
    tell(organisation_added(1, "School 5"));
    for (const int which : {1, 2, 3, 4, 5}) tell(attended(1, which, 1));
    tell(attended(2, 1, 1));
    tell(attended(3, 1, 2));
    tell(attended(4, 1, 0));
    service.clock().set(in_yakutsk("2023-10-10T00:00"));  // when all are over
  }

  void publish(const PlannedSession& planned) { tell(session_published(planned)); }
  v1::RoundReport report() { return report_of(1).value(); }
};

TEST_F(RoundReport, APersonAtFiveSessionsCountsOnceAndFiveTimes) {
  const auto counted = report();
  EXPECT_EQ(figure(counted, v1::MEASURE_PEOPLE), 4);
  EXPECT_EQ(figure(counted, v1::MEASURE_ATTENDANCES), 8);
  EXPECT_EQ(figure(counted, v1::MEASURE_ORGANISATIONS), 2);
  EXPECT_EQ(figure(counted, v1::MEASURE_SESSIONS_HELD), 5);
  EXPECT_EQ(figure(counted, v1::MEASURE_SESSION_MINUTES), 90 + 60 + 90 + 120 + 45);
  EXPECT_EQ(figure(counted, v1::MEASURE_SESSION_DAYS), 4);
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(RoundReport, PeopleNobodyKnewCountAndAreToldApart) {
  EXPECT_EQ(figure(report(), v1::MEASURE_PEOPLE_UNVERIFIED), 0) << "events without flags tell of people who were known";
  for (const int which : {1, 2}) tell(attended_unknown(5, which));
  tell(attended_unknown(6, 1));
  auto odd = attended(7, 1, 0);  // who was in no group, but was known
  odd.mutable_attendance_recorded()->add_flags(registration::v1::CHECK_IN_FLAG_NOT_REGISTERED);
  tell(odd);
  auto counted = report();
  EXPECT_EQ(figure(counted, v1::MEASURE_PEOPLE), 7);
  EXPECT_EQ(figure(counted, v1::MEASURE_PEOPLE_UNVERIFIED), 2);
  EXPECT_EQ(figure(counted, v1::MEASURE_ATTENDANCES), 12);
  EXPECT_EQ(row(counted, v1::DIMENSION_ORGANISATION, "").people_count(), 4);

  publish({7, 2, 1, 1, 1, scheduling::v1::SESSION_KIND_WORKSHOP, "burnout", "psychologists", "2021-10-09T10:00", 60});
  tell(attended(5, 7, 1));
  EXPECT_EQ(figure(report(), v1::MEASURE_PEOPLE_UNVERIFIED), 2) << "known in another round";
  tell(attended(5, 3, 1));
  counted = report();
  EXPECT_EQ(figure(counted, v1::MEASURE_PEOPLE_UNVERIFIED), 1) << "known at another session";
  EXPECT_EQ(figure(counted, v1::MEASURE_PEOPLE), 7);
  tell(attended(6, 1, 0));
  tell(attended_unknown(1, 6));
  EXPECT_EQ(figure(report(), v1::MEASURE_PEOPLE_UNVERIFIED), 0) << "told again as known; and known before";
  EXPECT_EQ(service.violations(), std::vector<std::string>());
}

TEST_F(RoundReport, HasEveryMeasureAndDimensionOnce) {
  const auto counted = report();
  std::vector<int> measures, dimensions;
  for (const v1::Figure& figure : counted.figures()) measures.push_back(figure.measure());
  for (const v1::Breakdown& breakdown : counted.breakdowns()) dimensions.push_back(breakdown.dimension());
  EXPECT_EQ(measures, (std::vector<int>{1, 2, 3, 12, 31, 4, 30, 5, 6, 7, 8, 9, 10, 11, 20, 21}));
  EXPECT_EQ(dimensions, (std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST_F(RoundReport, KindsAreThoseOfTheSessions) {
  publish({6, 1, 1, 1, 1, scheduling::v1::SessionKind(12), "burnout", "teachers", "2023-10-09T10:00", 60});
  tell(attended(1, 6, 1));
  const auto counted = report();
  std::map<std::string, int> kinds;
  for (const v1::BreakdownRow& row : breakdown(counted, v1::DIMENSION_KIND).rows()) kinds[row.key()] = row.kind();
  const std::map<std::string, int> expected{{"workshop", 1}, {"round_table", 2}, {"seminar", 4}, {"unknown_12", 12}};
  EXPECT_EQ(kinds, expected) << "one that a newer version plans keeps its number";
  for (const v1::BreakdownRow& row : breakdown(counted, v1::DIMENSION_TOPIC).rows()) EXPECT_EQ(row.kind(), 0);
}

// Its numbers and its texts: a tool of the version before reads these and passes over the others (docs/adr/0039).
TEST_F(RoundReport, IsReadByAToolOfBeforeMeasuresWereNumbers) {
  tell(partnership_added(1, 1, 1, scheduling::v1::PARTNER_ROLE_FUNDER));
  const auto counted = report();
  EXPECT_EQ(counted.figures(1).measure_code(), "people_unverified");
  for (const v1::Figure& figure : counted.figures())
    EXPECT_TRUE(figure.counts().ends_with(".")) << figure.measure_code();
  EXPECT_EQ(counted.breakdowns(3).dimension_code(), "organisation");
  EXPECT_EQ(counted.partners(0).role_code(), "funder");
  const auto number_of = [](const google::protobuf::Message& message, const char* field) {
    return message.GetDescriptor()->FindFieldByName(field)->number();
  };
  EXPECT_EQ(number_of(counted.figures(0), "measure_code"), 1);
  EXPECT_EQ(number_of(counted.figures(0), "counts"), 3);
  EXPECT_EQ(number_of(counted.breakdowns(0), "dimension_code"), 1);
  EXPECT_EQ(number_of(counted, "other_rounds"), 8);
  EXPECT_EQ(number_of(counted.partners(0), "role_code"), 5);
}

TEST_F(RoundReport, ASessionNobodyCameToIsNotHeld) {
  publish({6, 1, 1, 1, 1, scheduling::v1::SESSION_KIND_TRAINING, "burnout", "teachers", "2023-10-09T10:00", 500});
  const auto counted = report();
  EXPECT_EQ(figure(counted, v1::MEASURE_SESSIONS_HELD), 5);
  EXPECT_EQ(figure(counted, v1::MEASURE_SESSION_MINUTES), 405);
  EXPECT_EQ(breakdown(counted, v1::DIMENSION_KIND).rows_size(), 3);
}

struct RowCase {
  v1::Dimension dimension;
  std::string key;
  std::string label;  // empty: the code or id alone
  std::int64_t people, attendances, sessions, minutes, days;
};

TEST_F(RoundReport, BreaksDownByEveryDimension) {
  const auto counted = report();
  const std::vector<RowCase> cases = {
      {v1::DIMENSION_PROJECT, project(1), "Strength", 4, 6, 3, 240, 3},
      {v1::DIMENSION_PROJECT, project(2), "", 1, 2, 2, 165, 2},
      {v1::DIMENSION_SITE, site(1), "Blagoveshchensk", 4, 6, 3, 240, 3},
      {v1::DIMENSION_SITE, site(2), "", 1, 2, 2, 165, 2},
      {v1::DIMENSION_REGION, region(1), "Amur", 4, 8, 5, 405, 4},
      {v1::DIMENSION_ORGANISATION, organisation(1), "School 5", 2, 6, 5, 405, 4},
      {v1::DIMENSION_ORGANISATION, organisation(2), "", 1, 1, 1, 90, 1},
      {v1::DIMENSION_ORGANISATION, "", "guests", 1, 1, 1, 90, 1},
      {v1::DIMENSION_KIND, "workshop", "", 4, 5, 2, 180, 2},
      {v1::DIMENSION_KIND, "round_table", "", 1, 1, 1, 60, 1},
      {v1::DIMENSION_KIND, "seminar", "", 1, 2, 2, 165, 2},
      {v1::DIMENSION_TOPIC, "burnout", "", 4, 5, 2, 180, 2},
      {v1::DIMENSION_AUDIENCE, "preschool", "", 1, 2, 2, 165, 2},
      {v1::DIMENSION_SESSION, session(1), "Session 1", 4, 4, 1, 90, 1},
      {v1::DIMENSION_SESSION, session(5), "Session 5", 1, 1, 1, 45, 1},
  };
  for (const RowCase& c : cases) {
    const v1::BreakdownRow actual = row(counted, c.dimension, c.key);
    SCOPED_TRACE(v1::Dimension_Name(c.dimension) + " " + c.key);
    EXPECT_EQ(actual.has_label() ? actual.label().by_language().at("en") : "", c.label);
    EXPECT_EQ(actual.people_count(), c.people);
    EXPECT_EQ(actual.attendance_count(), c.attendances);
    EXPECT_EQ(actual.session_count(), c.sessions);
    EXPECT_EQ(actual.session_minutes(), c.minutes);
    EXPECT_EQ(actual.day_count(), c.days);
  }
}

TEST_F(RoundReport, RowsComeInAnOrderOfTheirOwn) {
  const auto counted = report();
  for (const v1::Breakdown& breakdown : counted.breakdowns()) {
    for (int i = 1; i < breakdown.rows_size(); ++i) {
      const auto& above = breakdown.rows(i - 1);
      const auto& below = breakdown.rows(i);
      EXPECT_TRUE(above.people_count() > below.people_count() ||
                  (above.people_count() == below.people_count() && above.key() < below.key()))
          << v1::Dimension_Name(breakdown.dimension());
    }
  }
}

TEST_F(RoundReport, ListsOtherRoundsOfTheProgrammeNewestFirst) {
  tell(round_planned(2, 1, {1}, 2021));
  tell(round_planned(3, 1, {1}, 2022));
  tell(round_planned(4, 2, {9}, 2022));  // of another programme
  publish({7, 2, 1, 1, 1, scheduling::v1::SESSION_KIND_WORKSHOP, "burnout", "psychologists", "2021-10-09T10:00", 60});
  publish({8, 2, 1, 1, 1, scheduling::v1::SESSION_KIND_WORKSHOP, "burnout", "psychologists", "2021-10-10T10:00", 60});
  for (const int which : {7, 8}) tell(attended(1, which, 1));

  const auto counted = report();
  ASSERT_EQ(counted.other_rounds_size(), 2);
  EXPECT_EQ(counted.other_rounds(0).round_id(), round(3));
  EXPECT_EQ(counted.other_rounds(0).people_count(), 0);
  EXPECT_EQ(counted.other_rounds(1).year(), 2021);
  EXPECT_EQ(counted.other_rounds(1).name().by_language().at("en"), "Round 2");
  EXPECT_EQ(counted.other_rounds(1).people_count(), 1);
  EXPECT_EQ(counted.other_rounds(1).attendance_count(), 2);
  EXPECT_EQ(figure(counted, v1::MEASURE_ATTENDANCES), 8);
}

TEST_F(RoundReport, SaysWhoIsPartnerInWhat) {
  tell(partnership_added(1, 1, 1, scheduling::v1::PARTNER_ROLE_FUNDER));
  tell(partnership_added(2, 1, 2, scheduling::v1::PARTNER_ROLE_ORGANISER));
  tell(partnership_added(3, 7, 1, scheduling::v1::PARTNER_ROLE_HOST));  // a project of another round
  tell(partnership_added(4, 1, 1, scheduling::v1::PartnerRole(9)));     // of a newer build
  tell(partnership_added(5, 1, 3, scheduling::v1::PARTNER_ROLE_FUNDER));
  const auto counted = report();
  std::vector<std::string> listed;
  for (const auto& partner : counted.partners())
    listed.push_back(std::to_string(partner.role()) + " " + partner.organisation_id());
  EXPECT_EQ(listed, (std::vector<std::string>{"1 " + organisation(2), "2 " + organisation(1), "2 " + organisation(3),
                                              "9 " + organisation(1)}));
  ASSERT_GE(counted.partners_size(), 2);
  EXPECT_FALSE(counted.partners(0).has_organisation_name());
  EXPECT_EQ(counted.partners(1).organisation_name().by_language().at("en"), "School 5");
  EXPECT_EQ(counted.partners(1).project_name().by_language().at("en"), "Strength");
}

TEST_F(RoundReport, SaysUpToWhereItCounted) {
  const auto counted = report();
  ASSERT_EQ(counted.positions_size(), 2);
  EXPECT_EQ(counted.positions(0).log(), "registration");
  EXPECT_EQ(counted.positions(0).position(), 9);
  EXPECT_FALSE(counted.positions(0).epoch().empty());
  EXPECT_EQ(counted.positions(1).log(), "scheduling");
  EXPECT_EQ(counted.positions(1).position(), 10);
}

TEST_F(RoundReport, OutlivesARestart) {
  const std::string before = report().DebugString();
  service.restart();
  EXPECT_EQ(report().DebugString(), before);
}

TEST_F(RoundReport, RefusesARoundItDoesNotKnow) {
  const auto unknown = report_of(99);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, Code::not_found);
  EXPECT_EQ(unknown.error().reason, "UNKNOWN_ROUND");
}

}  // namespace
}  // namespace opora::reporting::testing
