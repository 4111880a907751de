// What becomes of a scan: kept always, flagged where odd, one attendance a person.
#include "registration/domain/attendance.h"

#include <gtest/gtest.h>

#include "registration/tests/planted.h"

namespace opora::registration {
namespace {

using enum CheckInFlag;
constexpr std::int64_t kHour = 3'600'000'000;
constexpr Instant kStarts{1'697'014'800'000'000};  // 2023-10-11 09:00 UTC

Instant hours_from_start(int hours, int microseconds = 0) { return {kStarts.us + hours * kHour + microseconds}; }

Door open_door() {
  const Session session{{"session"}, {"region"}, 10, kStarts, hours_from_start(-24), "2023-10-11"};
  Door door{session.id, session, {}, {}};
  door.guests[{"sent"}] = {true, OrganisationId{"school"}, {{"sent"}, {{{"clinic"}, "2020-01-01", ""}}}, false};
  door.guests[{"colleague"}] = {true, {}, {{"colleague"}, {{{"clinic"}, "2020-01-01", ""}}}, false};
  door.guests[{"former"}] = {true, {}, {{"former"}, {{{"clinic"}, "2020-01-01", "2023-10-10"}}}, false};
  door.guests[{"present"}] = {true, OrganisationId{"school"}, {}, true};
  return door;
}

struct ScanCase {
  const char* rule;
  std::string person;
  Instant at;
  Flags flags;
  std::optional<std::string> organisation;  // nothing: no attendance is recorded
};

TEST(Scans, AreKeptAndFlagged) {
  const ScanCase cases[] = {
      {"in a confirmed group", "sent", kStarts, {}, "school"},
      {"on a roster only", "colleague", kStarts, {not_registered}, "clinic"},
      {"left the day before", "former", kStarts, {not_registered}, ""},
      {"nobody knows them", "stranger", kStarts, {not_registered, unknown_person}, ""},
      {"came before", "present", kStarts, {already_checked_in}, {}},
      {"three hours early", "sent", hours_from_start(-3), {}, "school"},
      {"earlier", "sent", hours_from_start(-3, -1), {outside_session}, "school"},
      {"twelve hours late", "sent", hours_from_start(12), {}, "school"},
      {"later", "sent", hours_from_start(12, 1), {outside_session}, "school"},
  };
  for (const ScanCase& row : cases) {
    const Admission admission = decide(open_door(), {{"scan"}, {row.person}, row.at});
    EXPECT_EQ(admission.check_in.flags, row.flags) << row.rule;
    EXPECT_FALSE(admission.repeated) << row.rule;
    std::optional<std::string> organisation;
    if (admission.attendance) organisation = admission.attendance->organisation.value;
    EXPECT_EQ(organisation, row.organisation) << row.rule;
  }
}

TEST(Scans, OfASessionNobodyHasHeardOfCount) {
  Door door = open_door();
  door.facts.reset();
  const Admission admission = decide(door, {{"scan"}, {"former"}, hours_from_start(-24)});
  EXPECT_EQ(admission.check_in.flags, (Flags{not_registered, unknown_session}));
  ASSERT_TRUE(admission.attendance);
  EXPECT_EQ(admission.attendance->organisation, OrganisationId{"clinic"}) << "the scan's day stands for the session's";
}

TEST(Scans, MadeTwiceAreOne) {
  Door door = open_door();
  const Admission first = decide(door, {{"scan"}, {"colleague"}, kStarts});
  door = fold(std::move(door), first);
  const Admission again = decide(door, {{"scan"}, {"colleague"}, kStarts});
  EXPECT_TRUE(again.repeated);
  EXPECT_FALSE(again.attendance);
  EXPECT_EQ(again.check_in.flags, first.check_in.flags);
}

int attendance_count(const std::vector<Admission>& admissions) {
  int count = 0;
  for (const Admission& admission : admissions) count += admission.attendance ? 1 : 0;
  return count;
}

const std::vector<Scan> kUpload = {
    {{"late"}, {"sent"}, hours_from_start(1)},
    {{"early"}, {"sent"}, kStarts},
    {{"other"}, {"colleague"}, kStarts},
    {{"early"}, {"sent"}, kStarts},
};

TEST(Scans, OfAnUploadCountByTheirTime) {
  const auto admissions = admit(open_door(), kUpload);
  ASSERT_EQ(admissions.size(), kUpload.size());
  EXPECT_EQ(admissions[0].check_in.flags, Flags{already_checked_in});
  EXPECT_FALSE(admissions[0].attendance);
  EXPECT_EQ(admissions[1].check_in.flags, Flags{});
  ASSERT_TRUE(admissions[1].attendance);
  EXPECT_EQ(admissions[1].attendance->scanned_at, kStarts);
  EXPECT_TRUE(admissions[2].attendance);
  EXPECT_TRUE(admissions[3].repeated);
  EXPECT_EQ(attendance_count(admissions), 2);
}

#ifdef OPORA_TESTING
TEST(Scans, CountedTwiceAreNoticed) {
  const Planted planted("attendance_counted_twice");
  EXPECT_NE(attendance_count(admit(open_door(), kUpload)), 2);
}
#endif

}  // namespace
}  // namespace opora::registration
