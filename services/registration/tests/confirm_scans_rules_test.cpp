// What stands against confirming scans, and which of several things is said.
#include "registration/domain/confirm_scans.h"

#include <gtest/gtest.h>

namespace opora::registration {
namespace {

constexpr Instant kStarts{1'697'014'800'000'000};
const SessionId kHere{"session"}, kThere{"other"};
const Session kAttended{kHere, {"north"}, 10, kStarts, kStarts, "2023-10-11"};
const std::vector<RegionId> kNorth{{"north"}}, kSouth{{"south"}};

Unsettled doubtful(const std::string& person = "person", const std::string& id = "scan") {
  const CheckIn check_in{{id}, kHere, {person}, kStarts, {}, person.empty() ? "menu" : ""};
  return {check_in, {id}, {}, person.empty() ? Stands::unreadable : Stands::doubtful};
}

Unsettled waiting() {
  Unsettled scan = doubtful();
  scan.stands = Stands::waits;
  return scan;
}

std::string outcome(const ConfirmScansFacts& facts, const ConfirmScans& command, Instant now = kStarts) {
  const auto open = decide(facts, command, now);
  return !open ? open.error().reason : open->empty() ? "done" : "open";
}

struct Case {
  const char* rule;
  Unsettled scan;
  SessionId attended;
  PersonId person;
  std::string outcome;  // "open", "done" or a reason
};

TEST(ConfirmingScans, CountsThemOnceAndForOne) {
  const Unsettled here_already = counted(doubtful(), kHere, {"person"}, Settlement{"somebody", kStarts});
  const Case cases[] = {
      {"where it was made", doubtful(), kHere, {}, "open"},
      {"at another session", doubtful(), kThere, {}, "open"},
      {"one that still waits", waiting(), kThere, {}, "open"},
      {"that was left when others were discarded", left(doubtful(), {"somebody", kStarts, "why"}), kHere, {}, "open"},
      {"nobody's id", doubtful(""), kHere, {}, "NOT_A_PERSON"},
      {"nobody's id, and who it was", doubtful(""), kHere, {"anna"}, "open"},
      {"who it was, of somebody's scan", doubtful(), kHere, {"anna"}, "SCAN_NAMES_SOMEBODY"},
      {"again", here_already, kHere, {}, "done"},
      {"again, at another session", here_already, kThere, {}, "SCAN_SETTLED"},
      {"that was discarded", discarded(doubtful(), {"somebody", kStarts, "why"}), kHere, {}, "SCAN_DISCARDED"},
  };
  for (const Case& row : cases)
    EXPECT_EQ(outcome({kAttended, {}, {}, {row.scan}}, {row.attended, kHere, {{"scan"}}, row.person}), row.outcome)
        << row.rule;
  EXPECT_EQ(outcome({kAttended, {}, {}, {doubtful("", "a"), doubtful("", "b")}},
                    {kHere, kHere, {{"a"}, {"b"}}, {"anna"}}),
            "NOT_A_PERSON");
}

// Each row mends what the row before was refused for.
TEST(ConfirmingScans, SaysTheFirstOfWhatStandsAgainstIt) {
  const Instant too_soon = kAttended.doors_open_at() - std::chrono::microseconds(1);
  const ConfirmScans command{kHere, kHere, {{"other"}, {"scan"}}, {}};
  ConfirmScansFacts facts{kAttended, kSouth, {}, {doubtful("")}};
  EXPECT_EQ(outcome(facts, command, too_soon), "SESSION_NOT_BEGUN");
  EXPECT_EQ(outcome(facts, command, kAttended.doors_open_at()), "UNKNOWN_SESSION") << "it may lie anywhere";
  facts.scanned_at = kAttended;
  EXPECT_EQ(outcome(facts, command), "SCAN_OF_ANOTHER_REGION");
  facts.within = kNorth;
  EXPECT_EQ(outcome(facts, command), "UNKNOWN_SCAN") << "one of two";
  facts.scans.push_back(doubtful("person", "other"));
  facts.scans.back().check_in.session = kThere;
  EXPECT_EQ(outcome(facts, command), "UNKNOWN_SCAN") << "it was made at another door";
  facts.scans.back().check_in.session = kHere;
  EXPECT_EQ(outcome(facts, command), "NOT_A_PERSON");
}

TEST(ConfirmingScans, IsForWhoAnswersForTheirDoor) {
  const ConfirmScans command{kHere, kHere, {{"scan"}}, {}};
  EXPECT_EQ(outcome({kAttended, {}, {}, {doubtful()}}, command), "open") << "an administrator, at any door";
  EXPECT_EQ(outcome({kAttended, kNorth, kAttended, {doubtful()}}, command), "open");
  EXPECT_EQ(outcome({kAttended, kSouth, kAttended, {doubtful()}}, command), "SCAN_OF_ANOTHER_REGION");
  EXPECT_EQ(outcome({kAttended, std::vector<RegionId>{}, kAttended, {doubtful()}}, command), "SCAN_OF_ANOTHER_REGION")
      << "none is not all";
}

}  // namespace
}  // namespace opora::registration
