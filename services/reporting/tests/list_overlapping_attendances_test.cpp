// Two places at once: told in the report, and to the coordinators of both.
#include "reporting/tests/network.h"

namespace opora::reporting::testing {
namespace {

// Session 1 is in region 1 from 10:00 to 11:30. Beside it: 2 begins when it ends, 3 runs meanwhile, and so does 4, in
// region 2 and another round.
class ListOverlappingAttendances : public ReportingTest {
 protected:
  void SetUp() override {
    tell(round_planned(1, 1, {1}, 2023, {1}));
    tell(round_planned(2, 1, {1}, 2023, {2}));
    publish(1, 1, 1, "2023-10-03T10:00");
    publish(2, 1, 1, "2023-10-03T11:30");
    publish(3, 1, 1, "2023-10-03T11:00");
    publish(4, 2, 2, "2023-10-03T09:00");
  }
  void publish(int number, int of_round, int in_region, const std::string& start) {
    PlannedSession planned;
    planned.number = number;
    planned.round = of_round;
    planned.region = in_region;
    planned.local_start = start;
    tell(session_published(planned));
  }
  std::int64_t overlapping(int of_round = 1) {
    return figure(report_of(of_round).value(), v1::MEASURE_ATTENDANCES_OVERLAPPING);
  }
  // "person: sessions", by numbers.
  std::vector<std::string> listed(int in_region, int page_size = 0) {
    v1::ListOverlappingAttendancesRequest request;
    if (in_region != 0) request.set_region_id(region(in_region));
    request.set_page_size(page_size);
    std::vector<std::string> all;
    do {
      const auto page = answer<v1::ListOverlappingAttendancesResponse>(request);
      for (const auto& each : page.people()) all.push_back(numbers_of(each));
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  static std::string numbers_of(const v1::PersonInTwoPlaces& somebody) {
    std::string told;
    for (int number = 1; number < 10; ++number)
      if (somebody.person_id() == person(number)) told = std::to_string(number) + ":";
    for (const auto& at : somebody.sessions())
      for (int number = 1; number < 10; ++number)
        if (at.session_id() == session(number)) told += " " + std::to_string(number);
    return told;
  }
};

using Overlaps = std::vector<std::string>;

TEST_F(ListOverlappingAttendances, AreOfOnePersonAtTwoSessionsMeanwhile) {
  for (const int at : {1, 2}) tell(attended(1, at, 1));
  EXPECT_EQ(overlapping(), 0) << "the one ended when the other began";
  tell(attended(2, 1, 1));
  tell(attended(3, 3, 1));
  EXPECT_EQ(overlapping(), 0) << "two people";
  tell(attended(2, 3, 1));
  EXPECT_EQ(overlapping(), 2);
  EXPECT_EQ(listed(1), Overlaps{"2: 1 3"});
  tell(attended(1, 3, 1));
  EXPECT_EQ(overlapping(), 5) << "all three of the first one's";
  EXPECT_EQ(listed(1), (Overlaps{"1: 1 3 2", "2: 1 3"}));
  tell(attendance_taken_back(1, 3));
  EXPECT_EQ(overlapping(), 2);
  EXPECT_EQ(figure(report_of(1).value(), v1::MEASURE_ATTENDANCES), 5) << "they count";
}

TEST_F(ListOverlappingAttendances, AreToldToBoth) {
  tell(attended(1, 1, 1));
  tell(attended(1, 4, 1));
  EXPECT_EQ(overlapping(1), 1);
  EXPECT_EQ(overlapping(2), 1);
  EXPECT_EQ(listed(1), Overlaps{"1: 4 1"});
  EXPECT_EQ(listed(2), Overlaps{"1: 4 1"});
  EXPECT_EQ(listed(0), Overlaps{"1: 4 1"});
  EXPECT_EQ(listed(3), Overlaps{});
  v1::ListOverlappingAttendancesRequest request;
  request.set_region_id(region(2));
  const auto told = answer<v1::ListOverlappingAttendancesResponse>(request);
  EXPECT_EQ(told.people(0).sessions(0).local_start(), "2023-10-03T09:00");
  EXPECT_EQ(told.people(0).sessions(0).region_id(), region(2));
  EXPECT_EQ(told.people(0).sessions(1).round_id(), round(1));
  EXPECT_EQ(told.people(0).sessions(1).duration_minutes(), 90);
  EXPECT_EQ(told.people(0).sessions(1).title().by_language().at("en"), "Session 1");
}

TEST_F(ListOverlappingAttendances, AreOfWhoeverHasSeveralIds) {
  tell(attended(1, 1, 1));
  tell(attended(2, 3, 1));
  EXPECT_EQ(overlapping(), 0);
  tell(people_merged(1, 2));
  EXPECT_EQ(overlapping(), 2);
  EXPECT_EQ(listed(1), Overlaps{"1: 1 3"});
  tell(people_unmerged(1, 2));
  EXPECT_EQ(overlapping(), 0);
}

TEST_F(ListOverlappingAttendances, AreNoneOfWhatWasCancelledOrMovedAway) {
  for (const int at : {1, 3}) tell(attended(1, at, 1));
  EXPECT_EQ(overlapping(), 2);
  PlannedSession later;
  later.number = 3;
  later.local_start = "2023-10-03T12:00";
  tell(session_moved(later));
  EXPECT_EQ(overlapping(), 0);
  tell(attended(1, 4, 1));
  EXPECT_EQ(overlapping(), 1);
  tell(session_cancelled(4));
  EXPECT_EQ(overlapping(), 0);
}

TEST_F(ListOverlappingAttendances, ComesInPagesForWhoAnswersForTheRegion) {
  for (const int who : {1, 2, 3})
    for (const int at : {1, 3}) tell(attended(who, at, 1));
  for (const int size : {1, 2, 3}) EXPECT_EQ(listed(1, size), (Overlaps{"1: 1 3", "2: 1 3", "3: 1 3"})) << size;
  Caller coordinator;
  coordinator.subject = "coordinator";
  coordinator.role = network::v1::ROLE_COORDINATOR;
  coordinator.scopes["region"] = {region(1)};
  v1::ListOverlappingAttendancesRequest request;
  EXPECT_EQ(refusal(request, coordinator), "PERMISSION_DENIED") << "a coordinator names their region";
  request.set_region_id(region(2));
  EXPECT_EQ(refusal(request, coordinator), "PERMISSION_DENIED");
  request.set_region_id(region(1));
  EXPECT_EQ(refusal(request, coordinator), "");
  request.set_page_token("nonsense");
  EXPECT_EQ(refusal(request, coordinator), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::reporting::testing
