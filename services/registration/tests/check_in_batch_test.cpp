#include <algorithm>
#include <cctype>
#include <limits>

#include "registration/domain/attendance.h"
#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class CheckInBatch : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    open_doors();
  }
  struct Made {
    int number, of_person;
    std::int64_t at_us;
  };
  std::vector<std::vector<int>> upload_made(const std::vector<Made>& scans) {
    v1::CheckInBatchRequest request;
    request.set_request_id(fresh_request_id());
    request.set_session_id(kSession);
    for (const Made& made : scans) *request.add_scans() = scan_of(made.number, made.of_person, made.at_us).scan();
    const auto response = service.call<v1::CheckInBatchResponse>(request).value();
    std::vector<std::vector<int>> flags;
    for (int index = 0; index < response.results_size(); ++index) {
      const auto& result = response.results(index);
      EXPECT_EQ(result.check_in_id(), scan(scans[static_cast<std::size_t>(index)].number)) << "in the scans' order";
      flags.emplace_back(result.flags().begin(), result.flags().end());
    }
    return flags;
  }
};

TEST_F(CheckInBatch, CountsByTheTimeOfTheScans) {
  register_named(1, 2, {1, 2});
  events_since_last();
  const auto flags = upload_made({{1, 1, kStartsAtUs + kHourUs}, {2, 1, kStartsAtUs}, {3, 2, kStartsAtUs}});
  EXPECT_EQ(flags, (std::vector<std::vector<int>>{{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN}, {}, {}}));
  EXPECT_EQ(events_since_last(), (Types{"AttendanceRecorded", "AttendanceRecorded"}));
  v1::Event first;
  first.ParseFromString(service.events().at(service.events().size() - 2).payload);
  EXPECT_EQ(first.attendance_recorded().scanned_at_us(), kStartsAtUs) << "their earliest scan is their attendance";
}

TEST_F(CheckInBatch, UploadedTwiceIsOne) {
  register_named(1, 2, {1, 2});
  const std::vector<Made> scans = {{1, 1, kStartsAtUs}, {2, 2, kStartsAtUs}, {3, 9, kStartsAtUs}};
  const auto first = upload_made(scans);
  events_since_last();
  EXPECT_EQ(upload_made(scans), first);
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(CheckInBatch, HoldsTheSameScanTwice) {
  register_named(1, 2, {1});
  events_since_last();
  upload_made({{1, 1, kStartsAtUs}, {1, 1, kStartsAtUs}});
  EXPECT_EQ(events_since_last(), Types{"AttendanceRecorded"});
}

// Two devices made the same id: both people were there.
TEST_F(CheckInBatch, LosesNobodyWhoseScanHasAnothersId) {
  register_named(1, 2, {1, 2});
  events_since_last();
  auto request = scans_at(kSession, {scan_of(1, 1).scan(), scan_of(1, 2).scan()});
  const auto response = upload(request);
  ASSERT_EQ(response.results_size(), 2);
  for (const auto& result : response.results()) EXPECT_EQ(result.check_in_id(), scan(1)) << "as the device sent it";
  EXPECT_EQ(events_since_last(), (Types{"AttendanceRecorded", "AttendanceRecorded"}));

  request.set_request_id(fresh_request_id());
  EXPECT_EQ(upload(request).SerializeAsString(), response.SerializeAsString());
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(CheckInBatch, KeepsOneIdOfOnePersonAtTwoSessions) {
  publish(test_id(60), 5);
  register_named(1, 1, {1});
  events_since_last();
  EXPECT_EQ(check_in(1, 1), std::vector<int>{});
  auto elsewhere = scans_at(test_id(60), {scan_of(1, 1).scan()});
  const auto first = upload(elsewhere);
  EXPECT_EQ(flags_in(first.results(0)), std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED});
  EXPECT_EQ(events_since_last(), (Types{"AttendanceRecorded", "AttendanceRecorded"}));
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
  EXPECT_EQ(attending(test_id(60)), std::vector<std::string>{person(1)});
  elsewhere.set_request_id(fresh_request_id());
  EXPECT_EQ(upload(elsewhere).SerializeAsString(), first.SerializeAsString());
}

TEST_F(CheckInBatch, RefusesAnUnreadableCodeOnlyToItself) {
  register_named(1, 2, {1, 2});
  events_since_last();
  const auto menu = scan_of_code(scan(2), "https://example.org/menu");
  const auto response = upload(scans_at(kSession, {scan_of(1, 1).scan(), menu, scan_of(3, 2).scan()}));
  ASSERT_EQ(response.results_size(), 3);
  EXPECT_EQ(flags_in(response.results(0)), std::vector<int>{});
  EXPECT_EQ(flags_in(response.results(1)),
            (std::vector<int>{v1::CHECK_IN_FLAG_UNREADABLE_CODE}));
  EXPECT_EQ(response.results(1).check_in_id(), scan(2));
  EXPECT_EQ(flags_in(response.results(2)), std::vector<int>{});
  EXPECT_TRUE(response.results(1).set_aside());
  EXPECT_EQ(events_since_last(), (Types{"AttendanceRecorded", "ScanSetAside", "AttendanceRecorded"}));
  EXPECT_EQ(attending(kSession), (std::vector<std::string>{person(1), person(2)}));
  for (const LogRecord& record : service.events())
    EXPECT_EQ(record.payload.find("example.org"), std::string::npos) << "no event says what was scanned";
}

struct Odd {
  const char* rule;
  std::string id, code;
};

// Whatever a device sends for one scan, the others of its upload count.
TEST_F(CheckInBatch, TakesTheOthersWhateverOneIs) {
  std::string long_text;
  for (int i = 0; i < 5'000; ++i) long_text += "ж";
  const Odd cases[] = {
      {"nothing scanned", scan(50), ""},
      {"nothing at all", "", ""},
      {"a zero byte", scan(51), std::string("a\0b", 3)},
      {"controls", scan(52), "a\nb\x1b"},
      {"turned around", scan(53), "\u202eabc"},
      {"longer than anything", scan(54), long_text},
      {"an id that is none", "17", person(7)},
      {"no id", "", person(7)},
      {"both are none", "17", "17"},
  };
  int number = 100;
  for (const Odd& row : cases) {
    SCOPED_TRACE(row.rule);
    auto request = scans_at(kSession, {scan_of(number, number).scan(), scan_of_code(row.id, row.code),
                                       scan_of(number + 1, number + 1).scan()});
    const auto first = upload(request);
    ASSERT_EQ(first.results_size(), 3);
    for (const int neighbour : {0, 2}) EXPECT_EQ(flags_in(first.results(neighbour)).size(), 1U) << "not registered";
    request.set_request_id(fresh_request_id());
    EXPECT_EQ(upload(request).SerializeAsString(), first.SerializeAsString());
    number += 2;
  }
  EXPECT_EQ(attending(kSession).size(), std::size(cases) * 2 + 1) << "and the person whose scans had no id";
}

TEST_F(CheckInBatch, TakesIdsInCapitals) {
  const auto capitals = [](std::string id) {
    for (char& c : id) c = static_cast<char>(std::toupper(c));
    return id;
  };
  const std::string mine = "016f5e66-e800-8fa7-9437-0e65ee46b23c", made = "0aaaaaaa-e800-7fa7-9437-0e65ee46b23c";
  const auto shouted = scans_at(kSession, {scan_of_code(capitals(made), capitals(mine))});
  EXPECT_EQ(upload(shouted).results(0).check_in_id(), capitals(made)) << "as the device knows it";
  EXPECT_EQ(attending(kSession), std::vector<std::string>{mine});
  events_since_last();
  const auto again = upload(scans_at(kSession, {scan_of_code(made, mine)}));
  EXPECT_EQ(flags_in(again.results(0)),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED}));
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(CheckInBatch, FlagsClocksThatAreWrong) {
  register_named(1, 5, {1, 2, 3, 4, 5});
  std::vector<v1::Scan> scans;
  for (const std::int64_t at : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                std::int64_t{4'070'908'800'000'000}, std::numeric_limits<std::int64_t>::max()}) {
    const int number = static_cast<int>(scans.size()) + 1;
    scans.push_back(scan_of(number, number, at).scan());
  }
  const auto first = upload(scans_at(kSession, scans));
  for (const auto& result : first.results()) {
    EXPECT_EQ(flags_in(result), std::vector<int>{v1::CHECK_IN_FLAG_OUTSIDE_SESSION});
    EXPECT_TRUE(result.set_aside());
  }
  EXPECT_EQ(attending(kSession), std::vector<std::string>{});
  EXPECT_EQ(unsettled(kSession).size(), 5U) << "those from before 1970 are listed, too";
  EXPECT_EQ(upload(scans_at(kSession, scans)).SerializeAsString(), first.SerializeAsString());
}

// The same scans in other company, order and time get what they got first.
TEST_F(CheckInBatch, AnswersARepeatedScanAsTheFirstTime) {
  constexpr int kNew = -1;
  register_named(1, 2, {1, 2});
  const std::vector<v1::Scan> scans = {scan_of(1, 1, kStartsAtUs + kHourUs).scan(), scan_of(2, 1).scan(),
                                       scan_of(2, 2).scan(), scan_of_code(scan(3), "menu"),
                                       scan_of(4, 9, 0).scan(), scan_of_code(scan(3), "tram")};
  const auto first = upload(scans_at(kSession, scans));
  const std::vector<int> order = {5, 3, kNew, 0, 2, 4, 1, 5};
  std::vector<v1::Scan> others;
  for (const int index : order)
    others.push_back(index == kNew ? scan_of(7, 2).scan() : scans[static_cast<std::size_t>(index)]);
  const auto again = upload(scans_at(kSession, others));
  for (int place = 0; place < again.results_size(); ++place) {
    const int index = order[static_cast<std::size_t>(place)];
    if (index == kNew)
      EXPECT_EQ(flags_in(again.results(place)), std::vector<int>{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN});
    else
      EXPECT_EQ(again.results(place).SerializeAsString(), first.results(index).SerializeAsString()) << index;
  }
}

// Over several uploads, and whoever serves them: thirty in a room for ten.
TEST_F(CheckInBatch, LetsInventedPeopleCountAsFarAsThereIsRoom) {
  add_to_roster(kSchool, 900, "2023-01-01");
  register_named(1, 1, {901});
  int number = 0;
  for (int upload_count = 0; upload_count < 4; ++upload_count) {
    std::vector<v1::Scan> scans;
    for (int i = 0; i < 12; ++i, ++number) scans.push_back(scan_of(number, number).scan());
    upload(scans_at(kSession, scans));
    service.restart();
  }
  EXPECT_EQ(attending(kSession).size(), 30U);
  const auto aside = unsettled(kSession);
  ASSERT_EQ(aside.size(), 18U);
  EXPECT_EQ(std::vector<int>(aside[0].flags().begin(), aside[0].flags().end()),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN}));
  EXPECT_EQ(check_in(900, 900),
            (std::vector<int>{v1::CHECK_IN_FLAG_NOT_REGISTERED, v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN}))
      << "the door is not told who is known";
  EXPECT_EQ(check_in(901, 901), std::vector<int>{}) << "who is expected counts";
  EXPECT_EQ(attending(kSession).size(), 31U);
}

// A device that makes the ids which others' scans would get takes nobody's place.
TEST_F(CheckInBatch, KeepsAScanWhoseOtherIdsAreTakenToo) {
  register_named(1, 3, {1, 2, 3});
  const CheckInId other = other_id({kSession}, {{scan(1)}, {person(1)}, Instant{kStartsAtUs}});
  upload(scans_at(kSession, {scan_of(1, 2).scan(), scan_of_code(other.value, person(3))}));
  const auto first = upload(scans_at(kSession, {scan_of(1, 1).scan()}));
  EXPECT_EQ(flags_in(first.results(0)), std::vector<int>{});
  EXPECT_EQ(attending(kSession), (std::vector<std::string>{person(1), person(2), person(3)}));
  service.restart();
  const auto again = upload(scans_at(kSession, {scan_of(1, 1).scan()}));
  EXPECT_EQ(flags_in(again.results(0)), std::vector<int>{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN});
  EXPECT_EQ(attending(kSession).size(), 3U);
}

// Set aside, likewise; and what was discarded under such an id stays so.
TEST_F(CheckInBatch, ListsAScanWhoseOtherIdsAreTakenToo) {
  const auto other = [](const char* code) { return other_id({kSession}, {{scan(1)}, {}, {}, code}).value; };
  upload(scans_at(kSession, {scan_of_code(other("bus"), "menu"), scan_of_code(scan(9), "poster")}));
  ASSERT_EQ(refusal(discarding(kSession, {other("bus"), scan(9)})), "");
  // Two of one upload that have one id, and the other one of the second is taken.
  upload(scans_at(kSession, {scan_of_code(scan(1), "tram"), scan_of_code(scan(1), "bus")}));
  std::vector<std::string> codes;
  for (const auto& each : unsettled(kSession)) codes.push_back(each.code());
  std::ranges::sort(codes);
  EXPECT_EQ(codes, (std::vector<std::string>{"bus", "tram"}));
  upload(scans_at(kSession, {scan_of_code(scan(9), "poster")}));
  EXPECT_EQ(unsettled(kSession).size(), 2U) << "the same scan is still the same";
}

TEST_F(CheckInBatch, SaysWhatToDoWithMoreThanItTakes) {
  std::vector<v1::Scan> scans;
  while (scans.size() < 300) scans.push_back(scan_of(static_cast<int>(scans.size()), 1).scan());
  EXPECT_EQ(upload(scans_at(kSession, scans)).results_size(), 300);
  scans.push_back(scan_of(300, 1).scan());
  const auto refused = service.call<v1::CheckInBatchResponse>(scans_at(kSession, scans));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "The request is not right: scans must have at most 300 items; send the others in another request.");
}

}  // namespace
}  // namespace opora::registration::testing
