#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class ListGroups : public RegistrationTest {
 protected:
  v1::ListGroupsResponse page(int size, const std::string& token) {
    return service.call<v1::ListGroupsResponse>(request_for(size, token)).value();
  }
  v1::ListGroupsRequest request_for(int size, const std::string& token) {
    v1::ListGroupsRequest request;
    request.set_session_id(kSession);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
};

TEST_F(ListGroups, InOrderOfArrivalPageByPage) {
  register_named(3, 9, {1, 2});
  register_group(1, 2);
  register_group(2, 1);
  cancel(1);
  const auto first = page(2, "");
  ASSERT_EQ(first.groups_size(), 2);
  EXPECT_EQ(first.groups(0).group_id(), group(3));
  EXPECT_EQ(first.groups(0).named_count(), 2);
  EXPECT_EQ(first.groups(0).head_count(), 9);
  EXPECT_EQ(first.groups(1).group_id(), group(1));
  EXPECT_EQ(first.groups(1).status(), v1::GROUP_STATUS_CANCELLED);
  const auto second = page(2, first.next_page_token());
  ASSERT_EQ(second.groups_size(), 1);
  EXPECT_EQ(second.groups(0).group_id(), group(2));
  EXPECT_EQ(second.groups(0).status(), v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(page(3, "").next_page_token(), "") << "a full last page is the last";
}

TEST_F(ListGroups, TellsWhoIsInThemIfAsked) {
  register_named(1, 3, {3, 1});
  register_named(2, 2, {4, 5});
  register_group(3, 2);
  cancel(2);
  register_named(4, 2, {5});
  service.names_read();
  auto request = request_for(0, "");
  EXPECT_EQ(answer<v1::ListGroupsResponse>(request).groups(0).member_ids_size(), 0);
  request.set_with_members(true);
  const auto groups = answer<v1::ListGroupsResponse>(request).groups();
  ASSERT_EQ(groups.size(), 4);
  const auto members = [&](int index) {
    return std::vector<std::string>(groups[index].member_ids().begin(), groups[index].member_ids().end());
  };
  EXPECT_EQ(members(0), (std::vector<std::string>{person(1), person(3)}));
  EXPECT_EQ(members(1), std::vector<std::string>{person(4)}) << "the other one is in another group by now";
  EXPECT_EQ(members(2), std::vector<std::string>());
  EXPECT_EQ(members(3), std::vector<std::string>{person(5)});
  EXPECT_EQ(service.names_read(), std::vector<std::string>()) << "ids are no names";
}

// Six groups of 200: a page tells of 1,000 people at most.
TEST_F(ListGroups, WithManyPeopleAreFewerOnAPage) {
  const std::string hall = test_id(5);
  publish(hall, 2'000);
  for (const int number : {1, 2, 3, 4, 5, 6}) {
    auto request = registration(number, 200);
    request.set_session_id(hall);
    for (int each = 0; each < 200; ++each)
      *request.add_members() = named(number * 200 + each, name_of(number * 200 + each));
    ASSERT_EQ(refusal(request), "");
  }
  auto request = request_for(0, "");
  request.set_session_id(hall);
  EXPECT_EQ(answer<v1::ListGroupsResponse>(request).groups_size(), 6);
  request.set_with_members(true);
  const auto first = answer<v1::ListGroupsResponse>(request);
  ASSERT_EQ(first.groups_size(), 5);
  EXPECT_EQ(first.groups(4).member_ids_size(), 200);
  request.set_page_token(first.next_page_token());
  const auto second = answer<v1::ListGroupsResponse>(request);
  ASSERT_EQ(second.groups_size(), 1);
  EXPECT_EQ(second.groups(0).group_id(), group(6));
  EXPECT_EQ(second.groups(0).member_ids_size(), 200);
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(ListGroups, IsRefusedForWhatIsNot) {
  auto request = request_for(0, "");
  request.set_session_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_SESSION");
  for (const char* token : {"nonsense", "-1", "3x", "99999999999999999999"})
    EXPECT_EQ(refusal(request_for(0, token)), "BAD_PAGE_TOKEN") << token;
}

}  // namespace
}  // namespace opora::registration::testing
