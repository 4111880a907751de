#include "registration/tests/desk.h"

namespace opora::registration {
namespace {

class CheckInBatch : public Desk {
 protected:
  struct Made {
    int number, of_person;
    std::int64_t at_us;
  };
  std::vector<std::vector<int>> upload(const std::vector<Made>& scans) {
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
  news();
  const auto flags = upload({{1, 1, kStartsAtUs + kHourUs}, {2, 1, kStartsAtUs}, {3, 2, kStartsAtUs}});
  EXPECT_EQ(flags, (std::vector<std::vector<int>>{{v1::CHECK_IN_FLAG_ALREADY_CHECKED_IN}, {}, {}}));
  EXPECT_EQ(news(), (Types{"AttendanceRecorded", "AttendanceRecorded"}));
  v1::Event first;
  first.ParseFromString(service.events().at(service.events().size() - 2).payload);
  EXPECT_EQ(first.attendance_recorded().scanned_at_us(), kStartsAtUs) << "their earliest scan is their attendance";
}

TEST_F(CheckInBatch, UploadedTwiceIsOne) {
  register_named(1, 2, {1, 2});
  const std::vector<Made> scans = {{1, 1, kStartsAtUs}, {2, 2, kStartsAtUs}, {3, 9, kStartsAtUs}};
  const auto first = upload(scans);
  news();
  EXPECT_EQ(upload(scans), first);
  EXPECT_EQ(news(), Types{});
}

TEST_F(CheckInBatch, HoldsTheSameScanTwice) {
  register_named(1, 2, {1});
  news();
  upload({{1, 1, kStartsAtUs}, {1, 1, kStartsAtUs}});
  EXPECT_EQ(news(), Types{"AttendanceRecorded"});
}

// Two devices made the same id: both people were there.
TEST_F(CheckInBatch, LosesNobodyWhoseScanHasAnothersId) {
  register_named(1, 2, {1, 2});
  news();
  v1::CheckInBatchRequest request;
  request.set_request_id(fresh_request_id());
  request.set_session_id(kSession);
  for (const int person : {1, 2}) *request.add_scans() = scan_of(1, person, kStartsAtUs).scan();
  const auto response = service.call<v1::CheckInBatchResponse>(request).value();
  ASSERT_EQ(response.results_size(), 2);
  EXPECT_EQ(response.results(0).check_in_id(), scan(1));
  EXPECT_NE(response.results(1).check_in_id(), scan(1)) << "it is kept under an id of its own";
  EXPECT_EQ(news(), (Types{"AttendanceRecorded", "AttendanceRecorded"}));

  request.set_request_id(fresh_request_id());
  const auto again = service.call<v1::CheckInBatchResponse>(request).value();
  EXPECT_EQ(again.results(1).check_in_id(), response.results(1).check_in_id());
  EXPECT_EQ(news(), Types{});
}

}  // namespace
}  // namespace opora::registration
