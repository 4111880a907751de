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

TEST_F(ListGroups, IsRefusedForWhatIsNot) {
  auto request = request_for(0, "");
  request.set_session_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_SESSION");
  for (const char* token : {"nonsense", "-1", "3x", "99999999999999999999"})
    EXPECT_EQ(refusal(request_for(0, token)), "BAD_PAGE_TOKEN") << token;
}

}  // namespace
}  // namespace opora::registration::testing
