// Who is told what people are called: every role that reads, by every method that tells names, of somebody who is
// expected at the session, somebody registered elsewhere, somebody who was only scanned, and an id that is nobody's.
#include <map>

#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

constexpr int kExpected = 1, kElsewhere = 2, kScanned = 3, kUnknown = 4, kColleague = 5;
const std::string kOtherSession = test_id(77);

// While people still register.
class NamesOfStrangers : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    publish(kOtherSession, 10);
    register_named(1, 2, {kExpected});
    auto elsewhere = registration(2, 1);
    elsewhere.set_session_id(kOtherSession);
    *elsewhere.add_members() = named(kElsewhere, name_of(kElsewhere));
    ASSERT_EQ(refusal(elsewhere), "");
    add_to_roster(kClinic, kScanned, "2023-01-01");
    add_to_roster(kClinic, kColleague, "2023-01-01");
  }

  static Caller of(network::v1::Role role) {
    Caller caller;
    caller.subject = "somebody";
    caller.role = role;
    return caller;
  }
};

class Names : public NamesOfStrangers {
 protected:
  void SetUp() override {
    NamesOfStrangers::SetUp();
    open_doors();
    for (const int each : {kExpected, kElsewhere, kScanned, kUnknown}) check_in(each, each, kStartsAtUs + each);
  }

  static std::vector<std::pair<std::string, Caller>> everybody() {
    std::vector<std::pair<std::string, Caller>> all;
    all.emplace_back("administrator", opora::testing::administrator());
    all.emplace_back("coordinator", of(network::v1::ROLE_COORDINATOR));
    all.back().second.scopes["region"] = {kRegion};
    all.emplace_back("coordinator elsewhere", of(network::v1::ROLE_COORDINATOR));
    all.back().second.scopes["region"] = {test_id(70)};
    all.emplace_back("facilitator", of(network::v1::ROLE_FACILITATOR));
    all.back().second.scopes["session"] = {kSession};
    all.emplace_back("school", of(network::v1::ROLE_ORGANISATION));
    all.back().second.scopes["organisation"] = {kSchool};
    all.emplace_back("clinic", of(network::v1::ROLE_ORGANISATION));
    all.back().second.scopes["organisation"] = {kClinic};
    all.emplace_back("operator", of(network::v1::ROLE_OPERATOR));
    all.emplace_back("service", of(network::v1::ROLE_SERVICE));
    return all;
  }

  // The numbers of those whose names an answer tells; "-" if it is refused.
  template <class Response, class Request>
  std::string told(const Request& request, const Caller& by) {
    const auto answer = service.call<Response>(request, by);
    if (!answer) return "-";
    const std::string text = answer->SerializeAsString();
    std::string numbers;
    for (int each = kExpected; each <= kColleague; ++each)
      if (text.find(name_of(each)) != std::string::npos) numbers += std::to_string(each);
    return numbers;
  }
  // Who is told of whom, by a method.
  template <class Response, class Request>
  std::map<std::string, std::string> told_to_all(const Request& request) {
    std::map<std::string, std::string> all;
    for (const auto& [who, caller] : everybody())
      if (const std::string names = told<Response>(request, caller); names != "-") all[who] = names;
    return all;
  }
};

using Told = std::map<std::string, std::string>;

TEST_F(Names, OfWhoCameAreToldOfThoseExpected) {
  v1::ListAttendanceRequest request;
  request.set_session_id(kSession);
  EXPECT_EQ(told_to_all<v1::ListAttendanceResponse>(request),
            (Told{{"administrator", "1"}, {"coordinator", "1"}, {"facilitator", "1"}}));
  const auto page = service.call<v1::ListAttendanceResponse>(request).value();
  ASSERT_EQ(page.attendances_size(), 4);
  EXPECT_EQ(page.attendances(0).organisation_id(), kSchool);
  for (const int other : {1, 2, 3}) {
    EXPECT_EQ(page.attendances(other).name(), "");
    EXPECT_EQ(page.attendances(other).organisation_id(), "") << "where they work is theirs to tell";
  }
}

TEST_F(Names, OfWhoIsExpectedAreTold) {
  v1::ListExpectedRequest request;
  request.set_session_id(kSession);
  EXPECT_EQ(told_to_all<v1::ListExpectedResponse>(request),
            (Told{{"administrator", "1"}, {"coordinator", "1"}, {"facilitator", "1"}}));
}

TEST_F(Names, OfAGroupAreToldToWhoSentIt) {
  v1::GetGroupRequest request;
  request.set_group_id(group(1));
  EXPECT_EQ(told_to_all<v1::GetGroupResponse>(request),
            (Told{{"administrator", "1"}, {"coordinator", "1"}, {"school", "1"}}));
}

TEST_F(Names, OfARosterAreToldToTheOrganisation) {
  v1::GetRosterRequest request;
  request.set_organisation_id(kClinic);
  request.set_on_date("2023-10-11");
  EXPECT_EQ(told_to_all<v1::GetRosterResponse>(request),
            (Told{{"administrator", "35"}, {"coordinator", "35"}, {"clinic", "35"}}));
}

TEST_F(Names, AreGoneWithTheGroup) {
  cancel(1, true);
  v1::ListAttendanceRequest request;
  request.set_session_id(kSession);
  EXPECT_EQ(told<v1::ListAttendanceResponse>(request, opora::testing::administrator()), "");
}

TEST_F(Names, ThatWereReadAreToldToTheAudit) {
  v1::ListExpectedRequest expected;
  expected.set_session_id(kSession);
  v1::GetRosterRequest roster;
  roster.set_organisation_id(kClinic);
  roster.set_on_date("2023-10-11");
  v1::ListGroupsRequest nameless;
  nameless.set_session_id(kSession);
  told<v1::ListExpectedResponse>(expected, opora::testing::administrator());
  told<v1::GetRosterResponse>(roster, opora::testing::administrator());
  told<v1::ListGroupsResponse>(nameless, opora::testing::administrator());
  EXPECT_EQ(service.names_read(),
            (std::vector<std::string>{"administrator ListExpected 1", "administrator GetRoster 2"}));
}

TEST_F(Names, AreReadByOneCallerToABound) {
  service.limit_names(3);
  v1::GetRosterRequest roster;
  roster.set_organisation_id(kClinic);
  roster.set_on_date("2023-10-11");
  EXPECT_EQ(refusal(roster), "");
  EXPECT_EQ(refusal(roster), "");
  EXPECT_EQ(refusal(roster), "NAMES_LIMITED");
  Caller other = opora::testing::administrator();
  other.subject = "another";
  EXPECT_EQ(refusal(roster, other), "");
  v1::ListGroupsRequest nameless;
  nameless.set_session_id(kSession);
  EXPECT_EQ(refusal(nameless), "") << "what tells no names goes on";
}

// What a request says of a stranger is right or wrong, and the answer tells which: one person can work in two places.
TEST_F(NamesOfStrangers, ThatAreGuessedAreCounted) {
  Caller school = of(network::v1::ROLE_ORGANISATION);
  school.scopes["organisation"] = {kSchool};
  const auto guess = [&](int number, int of_person, const std::string& name) {
    auto request = registration(number, 1);
    *request.add_members() = named(of_person, name);
    return refusal(request, school);
  };
  EXPECT_EQ(guess(11, kColleague, "Анна"), "PERSON_NAMED_DIFFERENTLY");
  EXPECT_EQ(guess(12, kColleague, name_of(kColleague)), "") << "they may come with us as well";
  EXPECT_EQ(guess(13, 6, "Мария"), "") << "somebody new";
  EXPECT_EQ(service.names_read(),
            (std::vector<std::string>{"somebody RegisterGroup guessed", "somebody RegisterGroup 1"}));
  add_to_roster(kSchool, 7, "2023-01-01");
  EXPECT_EQ(guess(14, 7, "Анна"), "PERSON_NAMED_DIFFERENTLY");
  EXPECT_EQ(guess(14, 7, name_of(7)), "");
  v1::NameGroupMembersRequest again;
  again.set_request_id(fresh_request_id());
  again.set_group_id(group(12));
  *again.add_members() = named(kColleague, name_of(kColleague));
  EXPECT_EQ(refusal(again, school), "");
  EXPECT_EQ(service.names_read(), std::vector<std::string>{}) << "of its own people it could read the names";
}

TEST_F(NamesOfStrangers, AreGuessedToABound) {
  service.limit_names(100);
  Caller school = of(network::v1::ROLE_ORGANISATION);
  school.scopes["organisation"] = {kSchool};
  v1::AddRosterMembersRequest request;
  request.set_organisation_id(kSchool);
  auto& member = *request.add_members();
  member.set_person_id(person(kColleague));
  member.set_name("Анна");
  member.set_occupation(v1::OCCUPATION_TEACHER);
  member.set_from_date("2023-01-01");
  const auto guess = [&](const Caller& by) {
    request.set_request_id(fresh_request_id());
    return refusal(request, by);
  };
  int wrong_count = 0;
  std::string answer = guess(school);
  for (; answer == "PERSON_NAMED_DIFFERENTLY" && wrong_count < 100; answer = guess(school)) ++wrong_count;
  EXPECT_EQ(answer, "NAMES_LIMITED");
  EXPECT_GE(wrong_count, 20);
  EXPECT_LE(wrong_count, 21) << "the bound leaves evenly while it is used up";
  member.set_name(name_of(kColleague));
  EXPECT_EQ(guess(school), "NAMES_LIMITED") << "the right name would be told by the answer too";
  EXPECT_EQ(refusal(registration(11, 1), school), "") << "without names they may register";
  member.set_name("Анна");
  for (int number = 0; number < 21; ++number)
    EXPECT_EQ(guess(opora::testing::administrator()), "PERSON_NAMED_DIFFERENTLY") << "who may read all has no need to";
}

// Somebody known, somebody registered elsewhere and an id that is nobody's: the door is answered the same.
TEST_F(Names, AStrangersIdIsAnsweredTheSameWhetherKnownOrNot) {
  const std::vector<int> stranger{v1::CHECK_IN_FLAG_NOT_REGISTERED};
  for (const int each : {kScanned, kUnknown, kColleague}) {
    auto elsewhere = scan_of(each + 10, each);
    elsewhere.set_session_id(kOtherSession);
    const auto response = service.call<v1::CheckInResponse>(elsewhere).value();
    EXPECT_EQ(std::vector<int>(response.flags().begin(), response.flags().end()), stranger) << each;
  }
  v1::CheckInBatchRequest batch;
  batch.set_request_id(fresh_request_id());
  batch.set_session_id(kOtherSession);
  for (const int each : {kExpected, 6}) {
    v1::Scan& scan = *batch.add_scans();
    scan.set_check_in_id(testing::scan(each + 20));
    scan.set_person_id(person(each));
    scan.set_scanned_at_us(kStartsAtUs);
  }
  const auto results = upload(batch);
  EXPECT_EQ(flags_in(results.results(0)), stranger);
  EXPECT_EQ(flags_in(results.results(1)), stranger);
}

// As many people whom nobody knows count there as may: the next ones' scans are set aside, whoever they are.
TEST_F(Names, AStrangersIdIsAnsweredTheSameAtAFullDoor) {
  std::vector<v1::Scan> crowd;
  for (int number = 100; number < 130; ++number) crowd.push_back(scan_of(number, number).scan());
  const auto came = upload(scans_at(kOtherSession, crowd));
  for (const auto& result : came.results()) ASSERT_FALSE(result.set_aside());
  const std::vector<int> stranger{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN};
  for (const int each : {kExpected, kScanned, kUnknown, kColleague}) {
    auto scan = scan_of(each + 10, each);
    scan.set_session_id(kOtherSession);
    const auto response = service.call<v1::CheckInResponse>(scan).value();
    EXPECT_EQ(std::vector<int>(response.flags().begin(), response.flags().end()), stranger) << each;
    EXPECT_TRUE(response.set_aside()) << each;
  }
  const auto listed = unsettled(kOtherSession);
  EXPECT_EQ(listed.size(), 4U);
  for (const v1::UnsettledScan& scan : listed)
    EXPECT_EQ(std::vector<int>(scan.flags().begin(), scan.flags().end()), stranger) << scan.person_id();
  auto expected = scan_of(kElsewhere + 10, kElsewhere);
  expected.set_session_id(kOtherSession);
  EXPECT_FALSE(service.call<v1::CheckInResponse>(expected)->set_aside()) << "who is in a group there counts";
}

}  // namespace
}  // namespace opora::registration::testing
