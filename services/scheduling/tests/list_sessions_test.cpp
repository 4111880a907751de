#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class ListSessions : public SchedulingTest {
 protected:
  void plan(int number, const std::string& local_start) {
    auto request = session();
    request.set_session_id(test_id(number));
    request.set_local_start(local_start);
    ASSERT_EQ(refusal(request), "");
  }
  Result<v1::ListSessionsResponse> list(const std::string& round_id, int page_size = 0, const std::string& token = "") {
    v1::ListSessionsRequest request;
    request.set_round_id(round_id);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return service.call<v1::ListSessionsResponse>(request);
  }
};

std::vector<std::string> ids(const v1::ListSessionsResponse& page) {
  std::vector<std::string> ids;
  for (const auto& one : page.sessions()) ids.push_back(one.session_id());
  return ids;
}

TEST_F(ListSessions, ByTheirStart) {
  add_places();
  add_programme_and_round();
  plan(20, "2023-10-18T10:00");
  plan(21, "2023-10-17T10:00");
  plan(22, "2023-10-17T09:00");
  plan(23, "2023-10-17T10:00");
  const auto page = list(test_id(kRound)).value();
  EXPECT_EQ(ids(page), (std::vector{test_id(22), test_id(21), test_id(23), test_id(20)}));
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_F(ListSessions, SaysWhatWasPlannedAndWhetherItIsPublished) {
  add_places();
  add_programme_and_round();
  ASSERT_EQ(refusal(session()), "");
  EXPECT_FALSE(list(test_id(kRound)).value().sessions(0).published());
  ASSERT_EQ(refusal(publish(test_id(kSession))), "");

  const auto page = list(test_id(kRound)).value();
  ASSERT_EQ(page.sessions_size(), 1);
  const v1::Session& listed = page.sessions(0);
  EXPECT_EQ(listed.round_id(), test_id(kRound));
  EXPECT_EQ(listed.project_id(), test_id(kProject));
  EXPECT_EQ(listed.room_id(), test_id(kRoom));
  EXPECT_EQ(listed.site_id(), test_id(kSite));
  EXPECT_EQ(listed.kind(), v1::SESSION_KIND_ROUND_TABLE);
  EXPECT_EQ(listed.title().by_language().at("en"), "Where help ends");
  EXPECT_EQ(listed.topic(), "boundaries");
  EXPECT_EQ(listed.audience(), "social-workers");
  EXPECT_EQ(listed.local_start(), "2023-10-17T10:00");
  EXPECT_EQ(listed.time_zone(), "Asia/Yakutsk");
  EXPECT_EQ(listed.duration_minutes(), 60);
  EXPECT_EQ(listed.capacity(), 12);
  EXPECT_EQ(listed.local_registration_end(), "2023-10-16T18:00");
  EXPECT_TRUE(listed.published());
}

TEST_F(ListSessions, PageByPage) {
  add_places();
  add_programme_and_round();
  plan(20, "2023-10-17T10:00");
  plan(21, "2023-10-17T10:00");
  plan(22, "2023-10-17T11:00");
  const auto first = list(test_id(kRound), 1).value();
  EXPECT_EQ(ids(first), std::vector{test_id(20)});
  const auto second = list(test_id(kRound), 1, first.next_page_token()).value();
  EXPECT_EQ(ids(second), std::vector{test_id(21)});
  const auto third = list(test_id(kRound), 1, second.next_page_token()).value();
  EXPECT_EQ(ids(third), std::vector{test_id(22)});
  EXPECT_EQ(third.next_page_token(), "");
}

TEST_F(ListSessions, OfOneRoundOnly) {
  add_places();
  add_programme_and_round();
  plan(20, "2023-10-17T10:00");
  plan(21, "2023-10-17T11:00");
  auto other = round();
  other.set_round_id(test_id(kOther));
  ASSERT_EQ(refusal(other), "");
  EXPECT_EQ(list(test_id(kOther)).value().sessions_size(), 0);

  const auto token = list(test_id(kRound), 1).value().next_page_token();
  EXPECT_EQ(list(test_id(kOther), 1, token).error().reason, "BAD_PAGE_TOKEN");
}

TEST_F(ListSessions, NeedsTheRound) { EXPECT_EQ(list(test_id(kRound)).error().reason, "UNKNOWN_ROUND"); }

}  // namespace
}  // namespace opora::scheduling::testing
