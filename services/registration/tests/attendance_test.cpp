// What becomes of a scan: kept always, flagged where odd, one attendance a person.
#include "registration/domain/attendance.h"

#include <algorithm>
#include <limits>

#include <gtest/gtest.h>

#include "platform/faults/planted.h"
#include "registration/store/flags.h"

namespace opora::registration {
namespace {

using enum CheckInFlag;
constexpr std::int64_t kHour = 3'600'000'000;
constexpr Instant kStarts{1'697'014'800'000'000};  // 2023-10-11 09:00 UTC

Instant hours_from_start(int hours, int microseconds = 0) { return {kStarts.us + hours * kHour + microseconds}; }

// What is new here is called so.
const NewId kNew = [] { return CheckInId{"new"}; };
RecordedScan decide(const Door& door, const Scan& scan) { return registration::decide(door, scan, kNew); }
RecordedScan confirm(const Door& door, const Scan& scan) { return registration::confirm(door, scan, kNew); }
std::vector<RecordedScan> record(const Door& door, const std::vector<Scan>& scans) {
  return registration::record(door, scans, kNew);
}

Door open_door() {
  const Session session{{"session"}, {"region"}, 10, kStarts, hours_from_start(-24), "2023-10-11"};
  Door door{session.id, session, {}, {}};
  door.arrivals[{"sent"}] = {true, OrganisationId{"school"}, {{"sent"}, {{{"clinic"}, "2020-01-01", ""}}}, false};
  door.arrivals[{"colleague"}] = {true, {}, {{"colleague"}, {{{"clinic"}, "2020-01-01", ""}}}, false};
  door.arrivals[{"former"}] = {true, {}, {{"former"}, {{{"clinic"}, "2020-01-01", "2023-10-10"}}}, false};
  door.arrivals[{"present"}] = {true, OrganisationId{"school"}, {}, true};
  door.arrivals[{"cancelled"}] = {.known = true, .was_cancelled = true};
  door.arrivals[{"waiting"}] = {.known = true, .waits = true};
  door.arrivals[{"left"}] = {.known = true, .attends = true, .was_cancelled = true};
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
      {"earlier", "sent", hours_from_start(-3, -1), {outside_session}, {}},
      {"twelve hours late", "sent", hours_from_start(12), {}, "school"},
      {"later", "sent", hours_from_start(12, 1), {outside_session}, {}},
      {"their group was cancelled", "cancelled", kStarts, {not_registered, group_cancelled}, {}},
      {"came, and then it was cancelled", "left", kStarts, {not_registered, already_checked_in, group_cancelled}, {}},
  };
  for (const ScanCase& row : cases) {
    const RecordedScan recorded = decide(open_door(), {{"scan"}, {row.person}, row.at});
    EXPECT_EQ(recorded.check_in.flags, row.flags) << row.rule;
    EXPECT_FALSE(recorded.repeated) << row.rule;
    std::optional<std::string> organisation;
    if (recorded.attendance) organisation = recorded.attendance->organisation.value;
    EXPECT_EQ(organisation, row.organisation) << row.rule;
  }
}

// It counts once whatever comes after, so nobody has to look at that.
TEST(Scans, OfWhoCameBeforeAreNotSetAsideHoweverOdd) {
  for (const std::string person : {"present", "left"}) {
    const RecordedScan recorded = decide(open_door(), {{"scan"}, {person}, hours_from_start(-4)});
    EXPECT_EQ(std::ranges::count(recorded.check_in.flags, outside_session), 1) << person;
    EXPECT_FALSE(recorded.set_aside) << person;
  }
}

TEST(Scans, OfASessionNobodyHasHeardOfAreSetAside) {
  Door door = open_door();
  door.facts.reset();
  const RecordedScan recorded = decide(door, {{"scan"}, {"former"}, hours_from_start(-24)});
  EXPECT_EQ(recorded.check_in.flags, (Flags{not_registered, unknown_session}));
  EXPECT_TRUE(recorded.set_aside);
  EXPECT_FALSE(recorded.attendance);
}

TEST(Scans, OfWhatIsNobodysIdAreSetAsideForThemselves) {
  const auto all_recorded = record(open_door(), {{{"1"}, {"sent"}, kStarts},
                                              {{"2"}, {}, kStarts, "https://example.org/menu"},
                                              {{"3"}, {"colleague"}, kStarts}});
  EXPECT_EQ(all_recorded[1].check_in.flags, (Flags{unknown_person, unreadable_code}));
  EXPECT_EQ(all_recorded[1].check_in.code, "https://example.org/menu");
  EXPECT_TRUE(all_recorded[1].set_aside);
  EXPECT_FALSE(all_recorded[1].attendance);
  for (const int neighbour : {0, 2}) {
    EXPECT_FALSE(all_recorded[neighbour].set_aside);
    EXPECT_TRUE(all_recorded[neighbour].attendance);
  }
}

// A session in the morning of the 12th lies in the evening of the 11th by UTC.
TEST(Scans, CountForWhomSomebodyWorksOnTheSessionsOwnDay) {
  Door door = open_door();
  door.facts->starts_at = hours_from_start(14);  // 23:00 UTC
  door.facts->on_date = "2023-10-12";
  door.arrivals[{"newcomer"}] = {true, {}, {{"newcomer"}, {{{"clinic"}, "2023-10-12", ""}}}, false};
  door.arrivals[{"leaver"}] = {true, {}, {{"leaver"}, {{{"clinic"}, "2020-01-01", "2023-10-11"}}}, false};
  const auto organisation = [&](const std::string& person) {
    return decide(door, {{"scan"}, {person}, hours_from_start(14)}).attendance->organisation;
  };
  EXPECT_EQ(organisation("newcomer"), OrganisationId{"clinic"});
  EXPECT_EQ(organisation("leaver"), OrganisationId{});
}

TEST(Scans, AreTakenWhateverTheDevicesClockSays) {
  for (const Instant at : {Instant{std::numeric_limits<std::int64_t>::min()}, Instant{-1}, Instant{0},
                           Instant{4'070'908'800'000'000}, Instant{std::numeric_limits<std::int64_t>::max()}}) {
    const RecordedScan recorded = decide(open_door(), {{"scan"}, {"sent"}, at});
    EXPECT_EQ(recorded.check_in.flags, Flags{outside_session}) << at.us;
    EXPECT_TRUE(recorded.set_aside) << at.us;
    EXPECT_FALSE(recorded.attendance) << at.us;
    EXPECT_EQ(other_id({"session"}, {{"scan"}, {"sent"}, at}).value.size(), 36U);
  }
}

TEST(Scans, UploadedBeforeTheDoorsCanHaveOpenedAreOfAnotherSession) {
  Scan scan{{"scan"}, {"sent"}, kStarts};
  scan.uploaded_at = hours_from_start(-3, -1);
  EXPECT_EQ(decide(open_door(), scan).check_in.flags, Flags{outside_session});
  EXPECT_TRUE(decide(open_door(), scan).set_aside);
  scan.uploaded_at = hours_from_start(-3);
  EXPECT_TRUE(decide(open_door(), scan).attendance);
  scan.uploaded_at = hours_from_start(24 * 365);
  EXPECT_TRUE(decide(open_door(), scan).attendance) << "uploads may come late";
}

struct CountedCase {
  const char* rule;
  int capacity, counted;
  std::string person;
  bool set_aside;
};

TEST(Scans, OfPeopleNobodyKnowsCountAsFarAsThereAreSeats) {
  const CountedCase cases[] = {
      {"the last seat", 40, 39, "stranger", false},   {"none left", 40, 40, "stranger", true},
      {"thirty in a small room", 10, 29, "stranger", false}, {"and no more", 10, 30, "stranger", true},
      {"a room of zero", 0, 29, "stranger", false},   {"who is known, before", 10, 29, "colleague", false},
      {"who is known, like anybody", 10, 30, "colleague", true},
      {"whose group was cancelled", 10, 30, "cancelled", true},
      {"who is expected", 10, 30, "sent", false},     {"whose group waits", 10, 30, "waiting", false},
  };
  for (const CountedCase& row : cases) {
    Door door = open_door();
    door.facts->capacity = row.capacity;
    door.unknown_count = row.counted;
    const RecordedScan recorded = decide(door, {{"scan"}, {row.person}, kStarts});
    EXPECT_EQ(recorded.set_aside, row.set_aside) << row.rule;
    const Flags& flags = recorded.check_in.flags;
    EXPECT_EQ(std::ranges::count(flags, too_many_unknown), row.set_aside ? 1 : 0) << row.rule;
    const int more = !row.set_aside && row.person == "stranger" ? 1 : 0;
    EXPECT_EQ(fold(door, recorded).unknown_count, row.counted + more) << row.rule;
  }
}

TEST(Scans, ThatSomebodyConfirmsCountWhateverIsOdd) {
  Door door = open_door();
  door.unknown_count = 30;
  const Scan stranger{{"scan"}, {"stranger"}, hours_from_start(-40)};
  const RecordedScan recorded = confirm(door, stranger);
  ASSERT_TRUE(recorded.attendance);
  EXPECT_FALSE(recorded.attendance->was_unknown) << "somebody has vouched for them";
  EXPECT_EQ(fold(door, recorded).unknown_count, 30);
  EXPECT_FALSE(confirm(fold(door, recorded), {{"other"}, {"stranger"}, kStarts}).attendance);
  EXPECT_TRUE(confirm(fold(door, recorded), stranger).repeated);
}

// What it was first, it stays: uploaded again later, when it would count, or when it would not.
TEST(Scans, ThatWereSetAsideStaySoHoweverOftenTheyAreUploaded) {
  Door door = open_door();
  Scan early{{"scan"}, {"sent"}, kStarts};
  early.uploaded_at = hours_from_start(-30);
  const RecordedScan first = decide(door, early);
  door = fold(std::move(door), first);
  early.uploaded_at = kStarts;
  const RecordedScan again = decide(door, early);
  EXPECT_TRUE(again.repeated);
  EXPECT_TRUE(again.set_aside);
  EXPECT_EQ(again.check_in.flags, first.check_in.flags);

  const RecordedScan counted = decide(door, {{"other"}, {"colleague"}, kStarts});
  door = fold(std::move(door), counted);
  door.arrivals[{"colleague"}].was_cancelled = true;
  EXPECT_FALSE(decide(door, {{"other"}, {"colleague"}, kStarts}).set_aside);
}

struct SameIdCase {
  const char* rule;
  CheckIn kept;  // under the id that the scan has
  bool repeated;
};

// What is kept under the id of a scan is the same scan, or the scan is another one and kept beside it.
TEST(Scans, OfOneIdAreOneOnlyIfPersonAndSessionAreTheSame) {
  const Scan scan{{"scan"}, {"sent"}, kStarts};
  const SameIdCase cases[] = {
      {"the same", {{"scan"}, {"session"}, {"sent"}, kStarts, {unknown_person}}, true},
      {"the same, by a clock set right since", {{"scan"}, {"session"}, {"sent"}, Instant{7}, {unknown_person}}, true},
      {"of this person at another session", {{"scan"}, {"yesterday"}, {"sent"}, kStarts, {unknown_person}}, false},
      {"of somebody else here", {{"scan"}, {"session"}, {"colleague"}, kStarts, {unknown_person}}, false},
      {"of somebody else elsewhere", {{"scan"}, {"yesterday"}, {"colleague"}, kStarts, {unknown_person}}, false},
  };
  for (const SameIdCase& row : cases) {
    Door door = open_door();
    door.check_ins.emplace(CheckInId{"scan"}, row.kept);
    const RecordedScan first = decide(door, scan);
    EXPECT_EQ(first.repeated, row.repeated) << row.rule;
    EXPECT_EQ(first.attendance.has_value(), !row.repeated) << row.rule;
    EXPECT_EQ(first.check_in.id == scan.check_in, row.repeated) << row.rule;
    EXPECT_EQ(first.check_in.flags, row.repeated ? Flags{unknown_person} : Flags{}) << row.rule;
    const RecordedScan again = decide(fold(door, first), scan);
    EXPECT_TRUE(again.repeated) << row.rule;
    EXPECT_EQ(again.check_in.id, first.check_in.id) << row.rule;
    EXPECT_EQ(again.check_in.flags, first.check_in.flags) << row.rule;
  }
}

TEST(Scans, OfOneIdAndPersonAtEachSessionAreKeptApart) {
  const Scan scan{{"scan"}, {"sent"}, kStarts};
  Door door = open_door();
  for (const char* session : {"session", "yesterday", "tomorrow"}) {
    door.session = {session};
    door = fold(door, decide(door, scan));
    EXPECT_TRUE(decide(door, scan).repeated) << session;
  }
  EXPECT_EQ(door.check_ins.size(), 3U);
}

// Whoever knows a scan's id can make the one that it would be given, and have others' scans kept under both.
TEST(Scans, WhoseIdsOthersHaveAreKeptUnderANewOne) {
  for (const bool is_aside : {false, true}) {
    const Scan scan{{"scan"}, {"sent"}, is_aside ? hours_from_start(-40) : kStarts};
    Door door = open_door();
    auto& taken = is_aside ? door.set_aside : door.check_ins;
    taken.emplace(CheckInId{"scan"}, CheckIn{{"scan"}, {"session"}, {"colleague"}, kStarts, {}});
    const CheckInId other = other_id({"session"}, scan);
    EXPECT_EQ(decide(door, scan).check_in.id, other) << is_aside;
    taken.emplace(other, CheckIn{other, {"session"}, {"former"}, kStarts, {}});

    const RecordedScan first = decide(door, scan);
    EXPECT_FALSE(first.repeated) << is_aside;
    EXPECT_EQ(first.check_in.id, CheckInId{"new"}) << is_aside;
    EXPECT_EQ(first.check_in.person, PersonId{"sent"}) << is_aside;
    EXPECT_EQ(first.set_aside, is_aside);
    EXPECT_EQ(first.attendance.has_value(), !is_aside);
    door = fold(std::move(door), first);
    EXPECT_EQ(taken.size(), 3U) << "nobody's is replaced";
    EXPECT_FALSE(decide(door, scan).attendance) << "again it is one more scan, and nobody's attendance";
  }
}

// Confirmed, it counts whatever has been put where it would lie.
TEST(Scans, ThatSomebodyConfirmsAreNobodyElses) {
  const Scan scan{{"scan"}, {"colleague"}, hours_from_start(-40)};
  Door door = open_door();
  CheckInId id = scan.check_in;
  for (const char* other : {"present", "left", "stranger"}) {
    door.check_ins.emplace(id, CheckIn{id, {"session"}, {other}, kStarts, {}});
    const RecordedScan recorded = confirm(door, scan);
    EXPECT_FALSE(recorded.repeated) << other;
    EXPECT_TRUE(recorded.attendance) << other;
    EXPECT_FALSE(door.check_ins.contains(recorded.check_in.id)) << other;
    id = other_id({"session"}, {id, scan.person, scan.scanned_at});
  }
}

TEST(Scans, OfOneIdThatAreNobodysIdAreOneOnlyIfTheTextIsTheSame) {
  Door door = open_door();
  const Scan menu{{"scan"}, {}, kStarts, "menu"}, tram{{"scan"}, {}, kStarts, "tram"};
  const RecordedScan first = decide(door, menu);
  door = fold(std::move(door), first);
  const RecordedScan second = decide(door, tram);
  EXPECT_FALSE(second.repeated);
  EXPECT_NE(second.check_in.id, first.check_in.id);
  door = fold(std::move(door), second);
  EXPECT_EQ(decide(door, menu).check_in.id, first.check_in.id);
  EXPECT_EQ(decide(door, tram).check_in.id, second.check_in.id);
  const RecordedScan person = decide(door, {{"scan"}, {"sent"}, kStarts});
  EXPECT_EQ(person.check_in.id, CheckInId{"scan"}) << "a scan set aside takes nobody's id";
  EXPECT_TRUE(person.attendance);
}

TEST(Flags, AreStoredEach) {
  for (int number = 1; number <= static_cast<int>(kLastFlag); ++number) {
    const Flags one{static_cast<CheckInFlag>(number)};
    EXPECT_EQ(from_column(Type<Flags>{}, to_column(one)), one);
  }
  const Flags all{not_registered,  unknown_person,  unknown_session, already_checked_in,
                  outside_session, unreadable_code, other_region};
  EXPECT_EQ(from_column(Type<Flags>{}, to_column(all)), all);
  EXPECT_EQ(from_column(Type<Flags>{}, to_column(Flags{})), Flags{});
}

TEST(Scans, MadeTwiceAreOne) {
  Door door = open_door();
  const RecordedScan first = decide(door, {{"scan"}, {"colleague"}, kStarts});
  door = fold(std::move(door), first);
  const RecordedScan again = decide(door, {{"scan"}, {"colleague"}, kStarts});
  EXPECT_TRUE(again.repeated);
  EXPECT_FALSE(again.attendance);
  EXPECT_EQ(again.check_in.flags, first.check_in.flags);
}

// A scan by which somebody counts again, or is asked about.
TEST(Scans, OfSomebodyWhoWasTakenBackCountIfTheyWereMadeSince) {
  Door door = open_door();
  const Attendance taken{{"session"}, {"sent"}, {"school"}, kStarts, false, 3, hours_from_start(1)};
  door.arrivals[{"sent"}].taken_back = taken;
  const RecordedScan before = decide(door, {{"scan"}, {"sent"}, hours_from_start(1)});
  EXPECT_TRUE(before.set_aside);
  EXPECT_EQ(before.check_in.flags, Flags{taken_back});
  EXPECT_EQ(confirm(door, {{"scan"}, {"sent"}, hours_from_start(1)}).attendance->change, 4);

  const RecordedScan since = decide(door, {{"scan"}, {"sent"}, hours_from_start(1, 1)});
  ASSERT_TRUE(since.attendance);
  EXPECT_EQ(since.attendance->change, 4);
  EXPECT_TRUE(since.attendance->counts());
  door = fold(std::move(door), since);
  EXPECT_EQ(decide(door, {{"again"}, {"sent"}, kStarts}).check_in.flags, Flags{already_checked_in});
}

TEST(Scans, OfTheExpectedSayWhereOthersAreCountedWithoutNames) {
  Door door = open_door();
  door.counted_unnamed = {{"school"}, {"clinic"}};
  EXPECT_EQ(decide(door, {{"scan"}, {"sent"}, kStarts}).check_in.flags, Flags{counted_unnamed});
  EXPECT_TRUE(decide(door, {{"scan"}, {"sent"}, kStarts}).attendance);
  EXPECT_EQ(decide(door, {{"scan"}, {"present"}, kStarts}).check_in.flags, Flags{already_checked_in});
  EXPECT_EQ(decide(door, {{"scan"}, {"colleague"}, kStarts}).check_in.flags, Flags{not_registered});
}

int attendance_count(const std::vector<RecordedScan>& all_recorded) {
  int count = 0;
  for (const RecordedScan& recorded : all_recorded) count += recorded.attendance ? 1 : 0;
  return count;
}

const std::vector<Scan> kUpload = {
    {{"late"}, {"sent"}, hours_from_start(1)},
    {{"early"}, {"sent"}, kStarts},
    {{"other"}, {"colleague"}, kStarts},
    {{"early"}, {"sent"}, kStarts},
};

TEST(Scans, OfAnUploadCountByTheirTime) {
  const auto all_recorded = record(open_door(), kUpload);
  ASSERT_EQ(all_recorded.size(), kUpload.size());
  EXPECT_EQ(all_recorded[0].check_in.flags, Flags{already_checked_in});
  EXPECT_FALSE(all_recorded[0].attendance);
  EXPECT_EQ(all_recorded[1].check_in.flags, Flags{});
  ASSERT_TRUE(all_recorded[1].attendance);
  EXPECT_EQ(all_recorded[1].attendance->scanned_at, kStarts);
  EXPECT_TRUE(all_recorded[2].attendance);
  EXPECT_TRUE(all_recorded[3].repeated);
  EXPECT_EQ(attendance_count(all_recorded), 2);
}

#ifdef OPORA_TESTING
TEST(Scans, CountedTwiceAreNoticed) {
  const testing::Planted planted("attendance_counted_twice");
  EXPECT_NE(attendance_count(record(open_door(), kUpload)), 2);
}
#endif

}  // namespace
}  // namespace opora::registration
