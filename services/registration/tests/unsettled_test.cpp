// What becomes of scans that were set aside, and what is said of them.
#include "registration/domain/unsettled.h"

#include <gtest/gtest.h>

namespace opora::registration {
namespace {

using enum CheckInFlag;
constexpr Instant kStarts{1'697'014'800'000'000};
const Session kSession{{"session"}, {"north"}, 10, kStarts, kStarts, "2023-10-11"};

Unsettled waiting(std::vector<RegionId> regions, const std::string& person = "person") {
  const std::string code = person.empty() ? "menu" : "";
  const CheckIn check_in{{"scan"}, {"session"}, {person}, kStarts, {unknown_session}, code};
  return {check_in, {"scan"}, std::move(regions), Stands::waits};
}

struct SettleCase {
  const char* rule;
  std::vector<RegionId> regions;
  std::string person;
  Stands stands;
};

TEST(UnsettledScans, CountWhereWhoeverUploadedThemMayCheckIn) {
  const SettleCase cases[] = {
      {"by whoever stands at the door", {}, "person", Stands::counts},
      {"by a coordinator of the region", {{"north"}}, "person", Stands::counts},
      {"by one of several regions", {{"south"}, {"north"}}, "person", Stands::counts},
      {"by one of another region", {{"south"}}, "person", Stands::elsewhere},
      {"nobody's id, at the door", {}, "", Stands::unreadable},
      {"nobody's id, from another region", {{"south"}}, "", Stands::elsewhere},
  };
  for (const SettleCase& row : cases)
    EXPECT_EQ(settle(waiting(row.regions, row.person), kSession), row.stands) << row.rule;
}

TEST(UnsettledScans, UploadedAgainCountForWhoeverMayCheckInMoreWidely) {
  const std::vector<RegionId> north{{"north"}}, south{{"south"}};
  EXPECT_EQ(uploaded_again(waiting(south), {}).regions, std::vector<RegionId>{});
  EXPECT_EQ(uploaded_again(waiting({}), south).regions, std::vector<RegionId>{});
  EXPECT_EQ(uploaded_again(waiting(south), north).regions, (std::vector<RegionId>{{"south"}, {"north"}}));
  EXPECT_EQ(uploaded_again(waiting(south), south).regions, south);
}

TEST(UnsettledScans, AreSaidToBeOddByWhatIsKnownNow) {
  Unsettled scan = waiting({});
  EXPECT_EQ(flags_now(scan, {}), Flags{unknown_session});
  EXPECT_EQ(flags_now(scan, kSession), Flags{});
  scan.check_in.scanned_at = Instant{-1};
  EXPECT_EQ(flags_now(scan, kSession), Flags{outside_session});
  scan.stands = Stands::elsewhere;
  EXPECT_EQ(flags_now(scan, kSession), (Flags{outside_session, other_region}));
}

}  // namespace
}  // namespace opora::registration
