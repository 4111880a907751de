// Where somebody works on a session's day: registration says it when they are scanned, reporting when it counts. They
// share no code, so that they can't be wrong together; here is what they share: the rule's table.
#include <gtest/gtest.h>

#include <optional>

#include "opora/registration/v1/events.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/testing/harness.h"
#include "registration/domain/roster.h"
#include "reporting/service.h"

namespace opora {
namespace {

using testing::test_id;

const std::string kSession = test_id(1), kRound = test_id(2), kPerson = test_id(3);
const std::string kClinic = test_id(11), kSchool = test_id(12);  // the clinic's id comes first
constexpr const char* kDay = "2023-10-11";

struct Time {
  std::string organisation, from, until;
  std::optional<std::string> until_as_put_right = {};
};

struct Case {
  const char* rule;
  std::vector<Time> times;  // in the order in which they are told
  std::string expected;     // empty: a guest
};

const Case kCases[] = {
    {"nowhere", {}, ""},
    {"since some time", {{kSchool, "2020-01-01", ""}}, kSchool},
    {"since that day", {{kSchool, kDay, ""}}, kSchool},
    {"from the next day", {{kSchool, "2023-10-12", ""}}, ""},
    {"until that day", {{kSchool, "2020-01-01", kDay}}, kSchool},
    {"until the day before", {{kSchool, "2020-01-01", "2023-10-10"}}, ""},
    {"for that day alone", {{kSchool, kDay, kDay}}, kSchool},
    {"in two places: where they came first", {{kClinic, "2021-01-01", ""}, {kSchool, "2020-01-01", ""}}, kSchool},
    {"whichever was told first", {{kSchool, "2020-01-01", ""}, {kClinic, "2021-01-01", ""}}, kSchool},
    {"in two places since one day: by their ids", {{kSchool, "2020-01-01", ""}, {kClinic, "2020-01-01", ""}}, kClinic},
    {"where they came first they have left", {{kSchool, "2020-01-01", "2023-01-01"}, {kClinic, "2021-01-01", ""}},
     kClinic},
    {"who came back after a pause", {{kSchool, "2020-01-01", "2021-01-01"}, {kSchool, "2023-01-01", ""}}, kSchool},
    {"who is away that day", {{kSchool, "2020-01-01", "2021-01-01"}, {kSchool, "2024-01-01", ""}}, ""},
    {"who came back, to where they have been for less long",
     {{kSchool, "2020-01-01", "2021-01-01"}, {kClinic, "2022-01-01", ""}, {kSchool, "2023-01-01", ""}}, kClinic},
    {"who had left, as it turned out", {{kSchool, "2020-01-01", "", "2023-10-10"}}, ""},
    {"who left that day, as it turned out", {{kSchool, "2020-01-01", "", kDay}}, kSchool},
    {"who hadn't left, as it turned out", {{kSchool, "2020-01-01", "2021-01-01", ""}}, kSchool},
    {"where they came first they had left, as it turned out",
     {{kSchool, "2020-01-01", "", "2023-01-01"}, {kClinic, "2021-01-01", ""}},
     kClinic},
};

std::string by_registration(const Case& row) {
  using namespace registration;
  Career career{{kPerson}, {}};
  for (const Time& time : row.times)
    career = fold(std::move(career), {RosterMemberAdded{{time.organisation}, {kPerson}, time.from, time.until}});
  for (const Time& time : row.times)
    if (time.until_as_put_right)
      career = fold(std::move(career), {RosterMemberChanged{{time.organisation}, {kPerson}, time.from,
                                                            *time.until_as_put_right}});
  return career.organisation_on(kDay).value;
}

std::string by_reporting(const Case& row) {
  testing::Harness harness(make_reporting());
  scheduling::v1::Event round, session;
  round.mutable_round_planned()->set_round_id(kRound);
  round.mutable_round_planned()->set_programme_id(test_id(4));
  session.mutable_session_published()->set_session_id(kSession);
  session.mutable_session_published()->set_round_id(kRound);
  session.mutable_session_published()->set_local_start(std::string(kDay) + "T18:00");
  harness.deliver("scheduling", round, kRound);
  harness.deliver("scheduling", session, kSession);
  for (const Time& time : row.times) {
    registration::v1::Event added;
    auto& member = *added.mutable_roster_member_added();
    member.set_organisation_id(time.organisation);
    member.set_person_id(kPerson);
    member.set_from_date(time.from);
    member.set_until_date(time.until);
    harness.deliver("registration", added, time.organisation);
    if (!time.until_as_put_right) continue;
    registration::v1::Event changed;
    auto& put_right = *changed.mutable_roster_member_changed();
    put_right.set_organisation_id(time.organisation);
    put_right.set_person_id(kPerson);
    put_right.set_from_date(time.from);
    put_right.set_until_date(*time.until_as_put_right);
    harness.deliver("registration", changed, time.organisation);
  }
  registration::v1::Event came;
  came.mutable_attendance_recorded()->set_session_id(kSession);
  came.mutable_attendance_recorded()->set_person_id(kPerson);
  harness.deliver("registration", came, kPerson);
  EXPECT_EQ(harness.violations(), std::vector<std::string>()) << row.rule;

  reporting::v1::GetRoundReportRequest request;
  request.set_round_id(kRound);
  const auto response = harness.call<reporting::v1::GetRoundReportResponse>(request).value();
  for (const auto& breakdown : response.report().breakdowns())
    if (breakdown.dimension() == reporting::v1::DIMENSION_ORGANISATION) return breakdown.rows(0).key();
  return "no row";
}

TEST(WithWhomSomebodyCame, IsByOneRuleInBothServices) {
  for (const Case& row : kCases) {
    EXPECT_EQ(by_registration(row), row.expected) << row.rule;
    EXPECT_EQ(by_reporting(row), row.expected) << row.rule;
  }
}

}  // namespace
}  // namespace opora
