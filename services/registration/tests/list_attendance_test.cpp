#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class ListAttendance : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    open_doors();
  }
  v1::ListAttendanceRequest request_for(int size, const std::string& token) {
    v1::ListAttendanceRequest request;
    request.set_session_id(kSession);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
  // "ORGANISATION NAME" of each who came.
  std::vector<std::string> with_whom() {
    std::vector<std::string> all;
    const auto page = service.call<v1::ListAttendanceResponse>(request_for(0, "")).value();
    for (const auto& each : page.attendances()) all.push_back(each.organisation_id() + " " + each.name());
    return all;
  }
};

TEST_F(ListAttendance, ByTimeOfArrivalPageByPage) {
  register_named(1, 3, {1, 2, 3});
  check_in(1, 3, kStartsAtUs);
  check_in(2, 1, kStartsAtUs + 5);
  check_in(3, 2, kStartsAtUs);
  check_in(4, 9, kStartsAtUs + 9);
  check_in(5, 2, kStartsAtUs + 7);
  std::vector<std::string> people, names;
  std::string token;
  do {
    const auto page = service.call<v1::ListAttendanceResponse>(request_for(2, token)).value();
    for (const auto& attendance : page.attendances()) {
      people.push_back(attendance.person_id());
      names.push_back(attendance.name());
    }
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(people, (std::vector<std::string>{person(2), person(3), person(1), person(9)}));
  EXPECT_EQ(names, (std::vector<std::string>{name_of(2), name_of(3), name_of(1), ""})) << "nobody knows the guest's";
}

// Two hands hold two devices: some come in the same instant, and a page may end between them.
TEST_F(ListAttendance, LosesNobodyWhoCameInTheSameInstantAsAPageEnds) {
  for (const int number : {1, 2, 3, 4, 5}) check_in(number, number, kStartsAtUs);
  check_in(6, 6, kStartsAtUs - kHourUs);
  for (const int size : {1, 2, 3, 5}) {
    std::vector<std::string> people;
    std::string token;
    do {
      const auto page = service.call<v1::ListAttendanceResponse>(request_for(size, token)).value();
      for (const auto& attendance : page.attendances()) people.push_back(attendance.person_id());
      token = page.next_page_token();
    } while (!token.empty());
    EXPECT_EQ(people, (std::vector<std::string>{person(6), person(1), person(2), person(3), person(4), person(5)}))
        << "pages of " << size;
  }
}

TEST_F(ListAttendance, TellsWithWhomAndWhenTheyCame) {
  register_named(1, 3, {1});
  check_in(1, 1, kStartsAtUs + 5);
  const auto page = service.call<v1::ListAttendanceResponse>(request_for(0, "")).value();
  ASSERT_EQ(page.attendances_size(), 1);
  EXPECT_EQ(page.attendances(0).organisation_id(), kSchool);
  EXPECT_EQ(page.attendances(0).scanned_at_us(), kStartsAtUs + 5);
}

// What became known since they came.
TEST_F(ListAttendance, TellsWithWhomByWhatIsKnownNow) {
  register_group(1, 3);
  register_named(2, 10, {2});
  check_in(1, 1, kStartsAtUs + 1);
  check_in(2, 2, kStartsAtUs + 2);
  EXPECT_EQ(with_whom(), (std::vector<std::string>{" ", " " + name_of(2)}));
  v1::NameGroupMembersRequest naming;
  naming.set_request_id(fresh_request_id());
  naming.set_group_id(group(1));
  *naming.add_members() = named(1, name_of(1));
  ASSERT_EQ(refusal(naming), "");
  add_to_roster(kClinic, 2, "2023-10-11");
  EXPECT_EQ(with_whom(), (std::vector<std::string>{kSchool + " " + name_of(1), kClinic + " " + name_of(2)}))
      << "named in a group that has its seats; on a roster, in one that waits";
  cancel(1, true);
  EXPECT_EQ(with_whom(), (std::vector<std::string>{" ", kSchool + " " + name_of(2)})) << "that one has its seats now";
}

// By rosters as they are now, of the session's day, 2023-10-11.
TEST_F(ListAttendance, TellsWhereTheyWorkedOnTheSessionsDay) {
  register_group(1, 3);
  register_named(2, 10, {1, 2, 3});
  for (const int number : {1, 2, 3}) check_in(number, number, kStartsAtUs + number);
  add_to_roster(kClinic, 1, "2020-01-01", "2023-10-11");
  add_to_roster(kClinic, 2, "2020-01-01", "2023-10-10");
  add_to_roster(kSchool, 3, "2021-01-01");
  add_to_roster(kClinic, 3, "2020-01-01");
  EXPECT_EQ(with_whom(), (std::vector<std::string>{kClinic + " " + name_of(1), " " + name_of(2),
                                                   kClinic + " " + name_of(3)}))
      << "the last day is one; who left before is a guest; of two, whom they joined first";
}

TEST_F(ListAttendance, IsRefusedForWhatIsNot) {
  auto request = request_for(0, "");
  request.set_session_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_SESSION");
  for (const std::string& token : {std::string("nonsense"), std::string("5."), "x." + person(1)})
    EXPECT_EQ(refusal(request_for(0, token)), "BAD_PAGE_TOKEN") << token;
}

}  // namespace
}  // namespace opora::registration::testing
