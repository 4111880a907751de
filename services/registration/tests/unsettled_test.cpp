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

Door door_of(const std::optional<Session>& session) {
  Door door{{"session"}, session, {}, {}};
  door.guests[{"person"}] = {.known = true, .sent_by = OrganisationId{"school"}};
  return door;
}

TEST(UnsettledScans, AreSaidToBeOddByWhatIsKnownNow) {
  Unsettled scan = waiting({});
  EXPECT_EQ(flags_now(scan, door_of({})), Flags{unknown_session});
  EXPECT_EQ(flags_now(scan, door_of(kSession)), Flags{});
  scan.check_in.scanned_at = Instant{-1};
  EXPECT_EQ(flags_now(scan, door_of(kSession)), Flags{outside_session});
  scan.stands = Stands::elsewhere;
  EXPECT_EQ(flags_now(scan, door_of(kSession)), (Flags{outside_session, other_region}));
}

Unsettled doubtful(const std::string& person = "person") {
  Unsettled scan = waiting({}, person);
  scan.stands = person.empty() ? Stands::unreadable : Stands::doubtful;
  return scan;
}

struct ConfirmCase {
  const char* rule;
  Unsettled scan;
  ConfirmScans command;
  std::string outcome;  // "open", "done" or a reason
};

TEST(UnsettledScans, AreConfirmedOnceAndForOne) {
  const SessionId here{"session"}, there{"other"};
  const Unsettled here_already = counted(doubtful(), here, {"person"}, Settlement{"somebody", kStarts});
  const ConfirmCase cases[] = {
      {"where it was made", doubtful(), {here, {}}, "open"},
      {"at another session", doubtful(), {there, {}}, "open"},
      {"one that still waits", waiting({}), {there, {}}, "open"},
      {"nobody's id", doubtful(""), {here, {}}, "NOT_A_PERSON"},
      {"nobody's id, and who it was", doubtful(""), {here, {"anna"}}, "open"},
      {"who it was, of somebody's scan", doubtful(), {here, {"anna"}}, "SCAN_NAMES_SOMEBODY"},
      {"again", here_already, {here, {}}, "done"},
      {"again, at another session", here_already, {there, {}}, "SCAN_SETTLED"},
      {"that was discarded", discarded(doubtful(), {"somebody", kStarts, "why"}), {here, {}}, "SCAN_DISCARDED"},
  };
  for (const ConfirmCase& row : cases) {
    const auto open = to_confirm({{row.scan}}, row.command);
    EXPECT_EQ(!open ? open.error().reason : open->empty() ? "done" : "open", row.outcome) << row.rule;
  }
  EXPECT_EQ(to_confirm({{doubtful(""), doubtful("")}}, {here, {"anna"}}).error().reason, "NOT_A_PERSON");
}

TEST(UnsettledScans, AreDiscardedOnceAndNotTakenBack) {
  EXPECT_EQ(to_discard({{doubtful()}})->size(), 1U);
  EXPECT_EQ(to_discard({{discarded(doubtful(), {"somebody", kStarts, "why"})}})->size(), 0U);
  EXPECT_EQ(to_discard({{counted(doubtful(), {"session"}, {"person"})}}).error().reason, "SCAN_SETTLED");
}

TEST(UnsettledScans, AreSettledByWhoAnswersForTheirDoor) {
  EXPECT_TRUE(check_door(kSession, {{"south"}, {"north"}}));
  EXPECT_EQ(check_door(kSession, {{"south"}}).error().reason, "SCAN_OF_ANOTHER_REGION");
  EXPECT_EQ(check_door(kSession, {}).error().reason, "SCAN_OF_ANOTHER_REGION") << "none is not all";
}

}  // namespace
}  // namespace opora::registration
