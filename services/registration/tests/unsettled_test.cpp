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
  door.arrivals[{"person"}] = {.known = true, .sent_by = OrganisationId{"school"}};
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

TEST(UnsettledScans, AreDiscardedOnceAndNotTakenBack) {
  const std::vector<CheckInId> ids{{"scan"}};
  EXPECT_EQ(to_discard({"session"}, ids, {{doubtful()}})->size(), 1U);
  EXPECT_EQ(to_discard({"session"}, ids, {{discarded(doubtful(), {"somebody", kStarts, "why"})}})->size(), 0U);
  EXPECT_EQ(to_discard({"session"}, ids, {{counted(doubtful(), {"session"}, {"person"})}}).error().reason,
            "SCAN_SETTLED");
  EXPECT_EQ(to_discard({"other"}, ids, {{doubtful()}}).error().reason, "UNKNOWN_SCAN");
  EXPECT_EQ(to_discard({"session"}, ids, {}).error().reason, "UNKNOWN_SCAN");
}

struct FlaggedCase {
  const char* rule;
  Unsettled scan;
  CheckInFlag flag;
  std::string outcome;  // of "nobody", of "somebody", or "" if it isn't meant
};

TEST(UnsettledScans, AreDiscardedByAFlagIfNobodyIsKnown) {
  Door door = door_of(kSession);
  door.arrivals[{"named"}] = {.known = true};
  door.unknown_count = 30;
  Unsettled elsewhere = doubtful("stranger");
  elsewhere.stands = Stands::elsewhere;
  const Settlement why{"somebody", kStarts, "why"};
  const FlaggedCase cases[] = {
      {"nobody knows them", doubtful("stranger"), too_many_unknown, "nobody"},
      {"known", doubtful("named"), too_many_unknown, "somebody"},
      {"known, and left before", left(doubtful("named"), why), too_many_unknown, "somebody"},
      {"without the flag", doubtful("person"), too_many_unknown, ""},
      {"with another one", doubtful("stranger"), outside_session, ""},
      {"a code is nobody's", doubtful(""), unreadable_code, "nobody"},
      {"from another region", elsewhere, other_region, "nobody"},
      {"by what no list says, nobody", doubtful("stranger"), unknown_person, ""},
      {"counts by now", counted(doubtful("stranger"), {"session"}, {"stranger"}), too_many_unknown, ""},
      {"was discarded", discarded(doubtful("stranger"), why), too_many_unknown, ""},
  };
  for (const FlaggedCase& row : cases) {
    const Flagged all = flagged({{row.scan}}, door, row.flag);
    EXPECT_EQ(all.of_nobody.size(), row.outcome == "nobody" ? 1U : 0U) << row.rule;
    EXPECT_EQ(all.of_somebody.size(), row.outcome == "somebody" ? 1U : 0U) << row.rule;
  }
}

TEST(UnsettledScans, ThatWereLeftAreStillOpen) {
  const Settlement first{"somebody", kStarts, "why"}, second{"another", kStarts, "again"};
  const Unsettled scan = left(left(doubtful(), first), second);
  EXPECT_EQ(scan.settled, first);
  EXPECT_EQ(scan.stands, Stands::doubtful);
  EXPECT_EQ(left(waiting({}), first).stands, Stands::doubtful) << "who came would tell who is known";
  const std::vector<CheckInId> ids{{"scan"}};
  EXPECT_EQ(to_discard({"session"}, ids, {{scan}})->size(), 1U);
}

TEST(UnsettledScans, AreSettledByWhoAnswersForTheirDoor) {
  EXPECT_TRUE(check_door(kSession, {{"south"}, {"north"}}));
  EXPECT_EQ(check_door(kSession, {{"south"}}).error().reason, "SCAN_OF_ANOTHER_REGION");
  EXPECT_EQ(check_door(kSession, {}).error().reason, "SCAN_OF_ANOTHER_REGION") << "none is not all";
}

}  // namespace
}  // namespace opora::registration
