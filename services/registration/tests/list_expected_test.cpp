#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class ListExpected : public RegistrationTest {
 protected:
  v1::ListExpectedRequest request_for(int size = 0, const std::string& token = "") {
    v1::ListExpectedRequest request;
    request.set_session_id(kSession);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
  std::vector<v1::ExpectedGroup> expected(int size = 0) {
    std::vector<v1::ExpectedGroup> all;
    std::string token;
    do {
      const auto page = service.call<v1::ListExpectedResponse>(request_for(size, token)).value();
      all.insert(all.end(), page.groups().begin(), page.groups().end());
      token = page.next_page_token();
    } while (!token.empty());
    return all;
  }
};

std::vector<std::string> people_in(const v1::ExpectedGroup& group) {
  std::vector<std::string> people;
  for (const auto& each : group.people()) people.push_back(each.person_id() + " " + each.name());
  return people;
}

TEST_F(ListExpected, ShowsGroupsWithTheirOrganisationsAndTheNamesThatAreKnown) {
  register_named(1, 8, {2, 1});
  register_named(2, 3, {3});
  register_group(3, 1);
  const auto groups = expected();
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[0].group_id(), group(1));
  EXPECT_EQ(groups[0].organisation_id(), kSchool);
  EXPECT_EQ(groups[0].organisation_name().by_language().at("ru"), "Школа №1");
  EXPECT_EQ(groups[0].head_count(), 8);
  EXPECT_EQ(groups[0].status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(people_in(groups[0]),
            (std::vector<std::string>{person(1) + " " + name_of(1), person(2) + " " + name_of(2)}));
  EXPECT_EQ(groups[1].status(), v1::GROUP_STATUS_WAITING);
  EXPECT_EQ(people_in(groups[1]), std::vector<std::string>{person(3) + " " + name_of(3)});
  EXPECT_EQ(people_in(groups[2]), std::vector<std::string>{}) << "none is named yet";
}

TEST_F(ListExpected, LeavesOutWhoWillNotCome) {
  register_named(1, 2, {1});
  register_named(2, 2, {2});
  cancel(1);
  const auto groups = expected();
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].group_id(), group(2));
}

TEST_F(ListExpected, PageByPageInOrderOfArrival) {
  for (const int number : {4, 2, 5, 1, 3}) register_named(number, 1, {number});
  cancel(5);
  for (const int size : {1, 2, 3, 4}) {
    std::vector<std::string> people;
    for (const auto& each : expected(size))
      for (const std::string& who : people_in(each)) people.push_back(who.substr(0, 36));
    EXPECT_EQ(people, (std::vector<std::string>{person(4), person(2), person(1), person(3)})) << "pages of " << size;
  }
}

TEST_F(ListExpected, APageEndsWhereTheyAreTooManyPeople) {
  publish(kSession, 2'000);
  for (int number = 1; number <= 6; ++number) {
    std::vector<int> people;
    for (int each = 0; each < 200; ++each) people.push_back(1'000 + number * 200 + each);
    register_named(number, 200, people);
  }
  const auto page = service.call<v1::ListExpectedResponse>(request_for()).value();
  EXPECT_EQ(page.groups_size(), 5) << "a thousand people";
  EXPECT_NE(page.next_page_token(), "");
  EXPECT_EQ(expected().size(), 6U);
}

TEST_F(ListExpected, IsRefusedForWhatIsNot) {
  auto request = request_for();
  request.set_session_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_SESSION");
  EXPECT_EQ(refusal(request_for(0, "nonsense")), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
