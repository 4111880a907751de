// Events of which an older build made less are told again to the consumers of this one: in order, beside new ones, and
// whatever ran in between.
#include <array>

#include <gtest/gtest.h>

#include "google/protobuf/descriptor.pb.h"
#include "opora/options/v1/options.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/lane/stored_bodies.h"
#include "platform/service/binding.h"
#include "platform/testing/harness.h"

namespace opora::testing {
namespace {

constexpr std::array<Migration, 1> kSteps = {
    {{1, "heard", "CREATE TABLE heard (id TEXT PRIMARY KEY) WITHOUT ROWID;\n"}}};
// Fails for one that is there: what is applied twice is noticed.
const Statement kHear{"INSERT INTO heard (id) VALUES (:id)"};

struct Heard {
  std::string id;
};

}  // namespace
}  // namespace opora::testing

namespace opora {
template <>
struct Stored<testing::Heard> {
  using Key = std::string;
  static constexpr const char* unknown = "UNKNOWN_COUNTRY";
  static Key key(const testing::Heard& heard) { return heard.id; }
  static std::vector<testing::Heard> load(Sql&, std::span<const Key>) { return {}; }
  static void save(Sql& sql, std::span<const testing::Heard> all) {
    sql.execute_each(testing::kHear, all,
                     [](const testing::Heard& heard, const auto& next) { next({{"id", heard.id}}); });
  }
};
}  // namespace opora

namespace opora::testing {
namespace {

using reporting::v1::GetRoundReportRequest, reporting::v1::GetRoundReportResponse;
using reporting::v1::ListOverlappingAttendancesRequest, reporting::v1::ListOverlappingAttendancesResponse;
using Strings = std::vector<std::string>;

Result<GetRoundReportResponse> get_round_report(Snapshot&, const GetRoundReportRequest&) {
  return GetRoundReportResponse();
}

Result<ListOverlappingAttendancesResponse> list_overlapping_attendances(Snapshot&,
                                                                        const ListOverlappingAttendancesRequest&) {
  return ListOverlappingAttendancesResponse();
}

Result<Scope> any_scope(Reader&, const std::string&) { return Scope(); }

Result<void> on_country_added(Transaction& tx, const Received<scheduling::v1::CountryAdded>& event) {
  if (event.body.code() == "xx") return refuse(Code::invalid, "NO_SUCH_COUNTRY", "There is none.");
  tx.save(Heard{event.body.country_id()});
  return {};
}

Result<void> on_region_added(Transaction&, const Received<scheduling::v1::RegionAdded>&) { return {}; }

Service present() {
  Service service;
  service.name = "reporting";
  service.contracts = {"opora.reporting.v1.ReportingService"};
  service.migrations = {"test", kSteps};
  service.handlers = {get_round_report, list_overlapping_attendances, on_region_added, on_country_added};
  service.scopes = {{"round_id", {{"region"}, any_scope}}, {"region_id", {{"region"}, any_scope}}};
  service.read_models = {"heard"};
  service.relearn = {1, {scheduling::v1::CountryAdded::descriptor()}};
  return service;
}

// As it was before it took an interest in countries.
Service older() {
  Service service = present();
  service.handlers.pop_back();
  service.relearn = {};
  return service;
}

void tell(Harness& harness, int number, const std::string& key, const std::string& code = "ru") {
  scheduling::v1::Event event;
  event.mutable_country_added()->set_country_id(test_id(number));
  event.mutable_country_added()->set_code(code);
  harness.deliver("scheduling", event, key);
}

// By pieces, and beside new events; the read models are then what a rebuild makes.
TEST(Learning, IsOfAllThatAnOlderBuildPassedOver) {
  Harness harness(older());
  for (int number = 1; number <= 1'500; ++number) tell(harness, number, "key-" + std::to_string(number % 7));
  harness.restart_as(present());
  EXPECT_FALSE(harness.host().ready()) << "it has not learnt yet what it could have known";
  EXPECT_EQ(harness.violations(), Strings{}) << "what is still to be learnt is nothing that is wrong";
  harness.settle();
  EXPECT_TRUE(harness.host().ready());
  EXPECT_EQ(harness.violations(), Strings{});
  tell(harness, 1'501, "key");
  EXPECT_EQ(harness.host().parked_count(), 0);
  EXPECT_EQ(harness.violations(), Strings{});
}

TEST(Learning, IsOfWhatAnOlderBuildPassedOverInBetween) {
  Harness harness(present());
  tell(harness, 1, "key");
  harness.restart_as(older());
  tell(harness, 2, "key");
  harness.restart_as(present());
  harness.settle();
  tell(harness, 3, "key");
  EXPECT_EQ(harness.host().parked_count(), 0) << "what was learnt is not learnt twice";
  EXPECT_EQ(harness.violations(), Strings{});
}

TEST(Learning, IsNotOfWhatANewerBuildHasMadeMoreOf) {
  Service newer = present();
  newer.relearn.revision = 2;
  Harness harness(newer);
  tell(harness, 1, "key");
  harness.restart_as(present());
  harness.settle();
  EXPECT_TRUE(harness.host().ready());
  EXPECT_EQ(harness.host().parked_count(), 0);
}

TEST(Learning, ParksWhatItCanNotApplyAndItsKeysLaterEvents) {
  Harness harness(older());
  for (const int number : {1, 2, 3, 4})
    tell(harness, number, number % 2 == 0 ? "even" : "odd", number == 2 ? "xx" : "ru");
  harness.restart_as(present());
  harness.settle();
  ASSERT_EQ(harness.host().parked_count(), 2);
  EXPECT_EQ(harness.host().parked(2).at(0).reason, "NO_SUCH_COUNTRY");
  EXPECT_EQ(harness.host().parked(2).at(1).reason, "BEHIND_PARKED");
  EXPECT_EQ(harness.violations(), Strings{}) << "every event consumed is applied, parked or skipped";
  ASSERT_TRUE(harness.host().skip_parked("scheduling", 2));
  EXPECT_EQ(harness.host().parked_count(), 0);
  EXPECT_EQ(harness.violations(), Strings{});
}

// The same event has another name once what it tells has changed (docs/adr/0031), and older names stand in logs.
TEST(Learning, IsOfAnEventUnderEachOfItsNames) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("x.proto");
  file.set_package("opora.x.v1");
  auto* happened = file.add_message_type();
  happened->set_name("Happened");
  happened->mutable_options()->SetExtension(options::v1::revision, 3);
  google::protobuf::DescriptorPool pool;
  Service service = present();
  service.relearn.events = {pool.BuildFile(file)->FindMessageTypeByName("Happened")};
  const auto binding = Binding::make(service);
  ASSERT_TRUE(binding) << binding.error().message;
  const std::set<std::string> names{"opora.x.v1.Happened", "opora.x.v1.Happened.2", "opora.x.v1.Happened.3"};
  EXPECT_EQ(binding->relearnt().at("x").types, names);
}

// A process that ends in between goes on where it was.
TEST(Learning, GoesOnAfterACrash) {
  Harness harness(older());
  for (int number = 1; number <= 1'500; ++number) tell(harness, number, "key");
  for (int crash = 0; crash < 5; ++crash) {
    harness.restart_as(present());
    for (int step = 0; step < 2; ++step) {
      harness.host().step_follow("scheduling");
      harness.host().step_lane();
    }
  }
  harness.settle();
  EXPECT_TRUE(harness.host().ready());
  EXPECT_EQ(harness.host().parked_count(), 0);
  EXPECT_EQ(harness.violations(), Strings{});
}

}  // namespace
}  // namespace opora::testing
