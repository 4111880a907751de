#include "registration/tests/old_names.h"

namespace opora::registration::testing {
namespace {

class ListExpiringNames : public OldNamesDesk {
 protected:
  v1::ListExpiringNamesRequest page(const std::string& token = "") {
    v1::ListExpiringNamesRequest request;
    request.set_page_size(1);
    request.set_page_token(token);
    return request;
  }
};

TEST_F(ListExpiringNames, ComesInPages) {
  on("2025-09-12");
  const auto first = answer<v1::ListExpiringNamesResponse>(page());
  ASSERT_EQ(first.names_size(), 1);
  EXPECT_EQ(first.names(0).name(), name_of(1));
  const auto second = answer<v1::ListExpiringNamesResponse>(page(first.next_page_token()));
  ASSERT_EQ(second.names_size(), 1);
  EXPECT_EQ(second.names(0).person_id(), person(2));
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(refusal(page("x")), "BAD_PAGE_TOKEN");
}

TEST_F(ListExpiringNames, IsForAdministratorsAndEachReadingIsNoted) {
  on("2025-09-12");
  EXPECT_EQ(refusal(page(), coordinator(kRegion)), "PERMISSION_DENIED");
  service.names_read();
  EXPECT_EQ(refusal(page()), "");
  EXPECT_EQ(service.names_read(), std::vector<std::string>{"administrator ListExpiringNames 1"});
}

// At once, and not only when names are looked through the next day.
TEST_F(ListExpiringNames, LeavesOutWhoHasTakenPartAgain) {
  on("2025-09-12");
  add_to_roster(kSchool, 1, "2025-09-01");
  EXPECT_EQ(going(), std::vector<std::string>{person(2) + " 2025-10-12 2023-10-11"});
}

// Nobody looks from the fourth day on, of which the first counts; the date moves with the days that are lost.
TEST_F(ListExpiringNames, SaysADayThatIsStillTrueWhenNobodyLooks) {
  on("2025-09-12");
  on("2025-09-15");
  EXPECT_EQ(going().front(), person(1) + " 2025-10-12 2023-10-11");
  service.clock().set(from_rfc3339("2025-09-25T12:00:00.000000Z").value());
  EXPECT_EQ(going().front(), person(1) + " 2025-10-21 2023-10-11");
  service.settle();
  EXPECT_EQ(going().front(), person(1) + " 2025-10-21 2023-10-11");
}

TEST_F(ListExpiringNames, ChangesNothing) {
  on("2025-09-12");
  const auto before = service.host().log()->head().position;
  EXPECT_EQ(going(), going());
  EXPECT_EQ(names_in(1), (std::vector<std::string>{name_of(1), name_of(2)}));
  EXPECT_EQ(service.host().log()->head().position, before);
}

}  // namespace
}  // namespace opora::registration::testing
