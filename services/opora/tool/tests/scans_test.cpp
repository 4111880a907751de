#include "opora/tool/scans.h"

#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

registration::v1::UnsettledScan scan_at(std::int64_t us) {
  registration::v1::UnsettledScan scan;
  scan.set_check_in_id("scan");
  scan.set_session_id("session");
  scan.set_person_id("somebody");
  scan.set_scanned_at_us(us);
  scan.add_flags(registration::v1::CHECK_IN_FLAG_NOT_REGISTERED);
  scan.add_flags(registration::v1::CHECK_IN_FLAG_OUTSIDE_SESSION);
  return scan;
}

TEST(ScansAsLines, TellWhenWhereWhoAndWhy) {
  EXPECT_EQ(to_line(scan_at(1'697'014'800'000'000)),
            "2023-10-11T09:00:00Z  session  scan  person somebody  NOT_REGISTERED  OUTSIDE_SESSION");
}

TEST(ScansAsLines, TellOfCodesWhatCanBeSeen) {
  auto scan = scan_at(0);
  scan.clear_person_id();
  scan.set_code("menu\x1b[2J");
  EXPECT_EQ(to_line(scan), "1970-01-01T00:00:00Z  session  scan  code \"menu [2J\"  NOT_REGISTERED  OUTSIDE_SESSION");
}

TEST(ScansAsLines, TellAnyClock) {
  for (const std::int64_t us : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()})
    EXPECT_EQ(to_line(scan_at(us)).find(std::to_string(us) + " us  session"), 0U);
}

TEST(ManyScans, AreCountedByWhatIsOdd) {
  using namespace registration::v1;
  EXPECT_EQ(summary_of(0, {}), "0 scans set aside");
  EXPECT_EQ(summary_of(1, {{CHECK_IN_FLAG_UNREADABLE_CODE, 1}}), "1 scan set aside: 1 UNREADABLE_CODE");
  EXPECT_EQ(summary_of(3, {{CHECK_IN_FLAG_NOT_REGISTERED, 2}, {CHECK_IN_FLAG_TOO_MANY_UNKNOWN, 1}}),
            "3 scans set aside: 2 NOT_REGISTERED, 1 TOO_MANY_UNKNOWN");
}

TEST(ManyScans, AreDiscardedByTheirIdsOrByAFlag) {
  EXPECT_EQ(discard_scans({}, {}).error().reason, "SCANS_OR_FLAG");
  EXPECT_EQ(discard_scans({}, {.session = "session", .scans = {"scan"}, .flag = "OUTSIDE_SESSION"}).error().reason,
            "SCANS_OR_FLAG");
}

// Before anything is asked: there is no platform.
TEST(ManyScans, AreDiscardedByWhatTheListSays) {
  const std::string id = "01890a5d-ac96-774b-bcce-b302099a8057";
  const ConnectionOptions nowhere{.data = "/nowhere"};
  const auto refused = [&](const char* flag) {
    return discard_scans(nowhere, {.session = id, .flag = flag}).error().reason;
  };
  EXPECT_EQ(refused("TOO_MANY"), "UNKNOWN_FLAG");
  EXPECT_EQ(refused("UNSPECIFIED"), "UNKNOWN_FLAG");
  EXPECT_EQ(refused("TOO_MANY_UNKNOWN"), "KEYS_NOT_FOUND");
}

TEST(ManyScans, ThatStayAreToldOf) {
  EXPECT_EQ(discarded_by_flag(3, 0), "Off the list: 3 scans.");
  EXPECT_EQ(discarded_by_flag(0, 1), "Off the list: 0 scans. 1 scan stays: registration knows whose they are. Look at "
                                     "each: opora scans confirm, or discard by its id.");
  EXPECT_EQ(discarded_by_flag(1, 2).find("Off the list: 1 scan. 2 scans stay: "), 0U);
}

TEST(ManyScans, AreSettledInPortions) {
  std::vector<std::string> scans;
  for (int number = 0; number < 450; ++number) scans.push_back(std::to_string(number));
  const auto portions = in_portions(scans);
  ASSERT_EQ(portions.size(), 3U);
  EXPECT_EQ(portions[0].size(), 200U);
  EXPECT_EQ(portions[1].front(), "200");
  EXPECT_EQ(portions[2].size(), 50U);
  EXPECT_EQ(portions[2].back(), "449");
  EXPECT_TRUE(in_portions({}).empty());
}

// Before anything is asked: there is no platform.
TEST(Scans, AreSettledByIds) {
  const std::string id = "01890a5d-ac96-774b-bcce-b302099a8057";
  const struct {
    const char* what;
    SettleOptions told;
  } rows[] = {
      {"a session", {.session = "first", .scans = {id}}},
      {"a scan", {.session = id, .scans = {id, "person"}}},
      {"a door", {.session = id, .scans = {id}, .scanned_at = "first"}},
      {"a person", {.session = id, .scans = {id}, .person = "ana"}},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(confirm_scans({}, row.told).error().reason, "ID_MALFORMED") << row.what;
    EXPECT_EQ(discard_scans({}, row.told).error().reason, "ID_MALFORMED") << row.what;
  }
  EXPECT_EQ(list_scans({}, "first").error().message,
            "\"first\" is no id of a session, which has 36 characters: opora scans list prints it.");
  const ConnectionOptions nowhere{.data = "/nowhere"};
  EXPECT_EQ(confirm_scans(nowhere, {.session = id, .scans = {"01890A5D-AC96-774B-BCCE-B302099A8057"}}).error().reason,
            "KEYS_NOT_FOUND") << "capitals are the same id";
}

TEST(Scans, OfAllDoorsAreAskedForByNamingNone) {
  const auto told = [](Code code, const char* reason) { return of_all_doors({code, reason, "Why."}).reason; };
  EXPECT_EQ(told(Code::not_found, "UNKNOWN_SESSION"), "SESSION_NOT_NAMED") << "a coordinator";
  EXPECT_EQ(told(Code::denied, "PERMISSION_DENIED"), "SESSION_NOT_NAMED") << "a facilitator";
  EXPECT_EQ(told(Code::unavailable, "DATABASE_UNAVAILABLE"), "DATABASE_UNAVAILABLE");
}

}  // namespace
}  // namespace opora::tool
