// What every call passes, whatever its transport: policy, form, places, and the positions its caller has seen.
#include <array>
#include <cstdlib>
#include <future>
#include <iostream>
#include <thread>

#include <gtest/gtest.h>

#include "opora/registration/v1/events.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/faults/planted.h"
#include "platform/lane/stored_bodies.h"
#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/testing/harness.h"
#include "platform/testing/wrapped_database.h"

namespace opora::testing {
namespace {

using reporting::v1::GetRoundReportRequest;
using reporting::v1::GetRoundReportResponse;
using reporting::v1::ListOverlappingAttendancesRequest;
using reporting::v1::ListOverlappingAttendancesResponse;

constexpr std::array<Migration, 1> kSteps = {{{1, "seen", "CREATE TABLE seen (id TEXT PRIMARY KEY) WITHOUT ROWID;"}}};
[[maybe_unused]] const Statement kSee{"INSERT INTO seen (id) VALUES (:id)"};

struct Seen {
  std::string id;
};

}  // namespace
}  // namespace opora::testing

namespace opora {
template <>
struct Stored<testing::Seen> {
  using Key = std::string;
  static constexpr const char* unknown = "UNKNOWN_COUNTRY";
  static Key key(const testing::Seen& seen) { return seen.id; }
  static std::vector<testing::Seen> load(Sql&, std::span<const Key>) { return {}; }
  static void save(Sql& sql, std::span<const testing::Seen> all) {
    sql.execute_each(testing::kSee, all, [](const testing::Seen& seen, const auto& next) { next({{"id", seen.id}}); });
  }
};
}  // namespace opora

namespace opora::testing {
namespace {

Result<GetRoundReportResponse> get_round_report(Snapshot&, const GetRoundReportRequest& request) {
  GetRoundReportResponse response;
  response.mutable_report()->set_round_id(request.round_id());
  return response;
}

Result<ListOverlappingAttendancesResponse> list_overlapping_attendances(Snapshot&,
                                                                        const ListOverlappingAttendancesRequest&) {
  return ListOverlappingAttendancesResponse();
}

Result<void> on_country_added(Transaction& tx, const Received<scheduling::v1::CountryAdded>& event) {
  tx.save(Seen{event.body.country_id()});
  return {};
}

Result<Scope> scope_of_round(Reader&, const std::string& id) {
  if (id == test_id(9)) return refuse(Code::not_found, "UNKNOWN_ROUND", "There is no such round.");
  return Scope{{{"region", {"region-of-" + id}}}};
}

Service small_service() {
  Service service;
  service.name = "reporting";
  service.contracts = {"opora.reporting.v1.ReportingService"};
  service.migrations = {"test", kSteps};
  service.handlers = {get_round_report, list_overlapping_attendances, on_country_added};
  service.scopes = {{"round_id", {{"region"}, scope_of_round}},
                    {"region_id", {{"region"}, [](Reader&, const std::string&) -> Result<Scope> { return Scope(); }}}};
  service.read_models = {"seen"};
  return service;
}

// Knows an event more.
Service small_service_to_come() {
  Service service = small_service();
  using OrganisationAdded = Received<registration::v1::OrganisationAdded>;
  service.handlers.emplace_back(+[](Transaction&, const OrganisationAdded&) -> Result<void> { return {}; });
  return service;
}

Caller caller_of(network::v1::Role role, std::vector<std::string> regions = {}) {
  Caller caller;
  caller.subject = "somebody";
  caller.role = role;
  caller.scopes["region"] = std::move(regions);
  return caller;
}

scheduling::v1::Event country(const std::string& id) {
  scheduling::v1::Event event;
  event.mutable_country_added()->set_country_id(id);
  return event;
}

// A log of one country, which does something whenever it is read.
class OneCountry final : public EventLog {
 public:
  explicit OneCountry(std::string name = "scheduling") : name_(std::move(name)) {}
  const std::string& name() const override { return name_; }
  LogHead head() override { return {"epoch", 1}; }
  std::vector<LogRecord> read(std::int64_t position, int) override {
    when_read();
    if (position > 0) return {};
    const auto event = country(test_id(1));
    return {{1, {}, event.country_added().GetDescriptor()->full_name(), "key", event.SerializeAsString()}};
  }
  Subscription subscribe(std::function<void()>) override { return nullptr; }
  std::function<void()> when_read = [] {};

 private:
  std::string name_;
};

TEST(ServiceHost, LetsInWhomTheContractNames) {
  Harness harness(small_service());
  struct Case {
    const char* rule;
    Caller caller;
    std::string round;
    const char* reason;  // "" when let in
  };
  const Case cases[] = {
      {"an administrator", caller_of(network::v1::ROLE_ADMINISTRATOR), test_id(1), ""},
      {"the region's coordinator", caller_of(network::v1::ROLE_COORDINATOR, {"elsewhere", "region-of-" + test_id(1)}),
       test_id(1), ""},
      {"another region's", caller_of(network::v1::ROLE_COORDINATOR, {"elsewhere"}), test_id(1), "PERMISSION_DENIED"},
      {"a coordinator of nothing", caller_of(network::v1::ROLE_COORDINATOR), test_id(1), "PERMISSION_DENIED"},
      {"an unknown thing", caller_of(network::v1::ROLE_COORDINATOR, {"elsewhere"}), test_id(9), "UNKNOWN_ROUND"},
      {"a facilitator", caller_of(network::v1::ROLE_FACILITATOR), test_id(1), "PERMISSION_DENIED"},
      {"no role", caller_of(network::v1::ROLE_UNSPECIFIED), test_id(1), "PERMISSION_DENIED"},
      {"nonsense", caller_of(network::v1::ROLE_ADMINISTRATOR), "nonsense", "INVALID_REQUEST"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    GetRoundReportRequest request;
    request.set_round_id(each.round);
    const auto answer = harness.call<GetRoundReportResponse>(request, each.caller);
    EXPECT_EQ(answer ? "" : answer.error().reason, each.reason);
  }
}

TEST(ServiceHost, RefusesBytesThatAreNoRequest) {
  Harness harness(small_service());
  for (const std::string& bytes : {std::string("\xff\xff\xff"), std::string("\x0a\x02\xc3\x28", 4)}) {
    const Answer answer = harness.call_bytes(GetRoundReportRequest::descriptor(), bytes, administrator());
    ASSERT_FALSE(answer.response);
    EXPECT_EQ(answer.response.error().reason, "MALFORMED_REQUEST");
  }
}

TEST(ServiceHost, WaitsForThePositionsACallerHasSeen) {
  Harness harness(small_service());
  harness.deliver("scheduling", country(test_id(1)));
  std::vector<std::string> outcomes;
  const auto ask = [&](std::int64_t position) {
    Call call;
    call.caller = administrator();
    GetRoundReportRequest request;
    request.set_round_id(test_id(1));
    call.request = request.SerializeAsString();
    call.seen["scheduling"] = {"scripted", position};
    harness.host().call(0, std::move(call), [&](const Answer& answer) {
      outcomes.push_back(answer.response ? "answered" : answer.response.error().reason);
    });
    harness.settle();
  };
  ask(1);
  EXPECT_EQ(outcomes.size(), 1u);
  ask(2);
  EXPECT_EQ(outcomes.size(), 1u) << "the second event is not here yet";
  harness.deliver("scheduling", country(test_id(2)));
  EXPECT_EQ(outcomes, (std::vector<std::string>{"answered", "answered"}));
}

// How long a host without threads lets a call wait for a position that never comes.
std::string outcome_of_waiting(std::chrono::milliseconds at_most,
                               std::chrono::milliseconds heads_late = std::chrono::hours(1)) {
  Service service = small_service();
  const ManualClock clock{Instant{1'700'000'000'000'000}};
  IdSource ids{1};
  HostObserver observer;
  const std::array migrations{platform_migrations(), service.migrations};
  HostOptions options{.clock = &clock, .ids = &ids, .threads = false};
  options.wait_for_positions_at_most = at_most;
  options.heads_are_late_at_most = heads_late;
  const auto host = *ServiceHost::make(service, *open_sqlite({.path = memory_path("waiting")}, migrations), options,
                                       observer);
  host->follow(std::make_shared<OneCountry>());
  host->start();
  Call call;
  call.caller = administrator();
  call.deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
  call.seen["scheduling"] = {"epoch", 2};
  GetRoundReportRequest request;
  request.set_round_id(test_id(1));
  call.request = request.SerializeAsString();
  std::string outcome = "waits";
  host->call(0, std::move(call), [&](const Answer& answer) {
    outcome = answer.response ? "answered" : answer.response.error().reason;
  });
  while (host->step_follow("scheduling") || host->step_lane()) {
  }
  std::string now = outcome;
  host->stop();
  return now;
}

TEST(ServiceHost, BoundsAWaitForPositionsWhateverTheCallersDeadline) {
  EXPECT_EQ(HostOptions().wait_for_positions_at_most, std::chrono::seconds(10));
  EXPECT_EQ(outcome_of_waiting(std::chrono::milliseconds(0)), "POSITION_NOT_REACHED");
  EXPECT_EQ(outcome_of_waiting(std::chrono::hours(2)), "waits");
}

// Else one caller could fill the places of those who wait with what nobody can have seen.
TEST(ServiceHost, WaitsForNoPositionBehindTheEndOfALog) {
  EXPECT_EQ(HostOptions().heads_are_late_at_most, std::chrono::seconds(2));
  EXPECT_EQ(outcome_of_waiting(std::chrono::hours(2), std::chrono::milliseconds(0)), "SEEN_AHEAD");
}

TEST(ServiceHost, LeavesOthersPlacesToWait) {
  Service service = small_service();
  const ManualClock clock{Instant{1'700'000'000'000'000}};
  IdSource ids{1};
  HostObserver observer;
  const std::array migrations{platform_migrations(), service.migrations};
  HostOptions options{.clock = &clock, .ids = &ids, .threads = false};
  options.waiting_for_positions_max = 18;
  const auto host = *ServiceHost::make(service, *open_sqlite({.path = memory_path("places")}, migrations), options,
                                       observer);
  host->follow(std::make_shared<OneCountry>());
  host->start();
  std::map<std::string, int> outcomes;
  const auto ask = [&](const std::string& subject) {
    Call call;
    call.caller = administrator();
    call.caller.subject = subject;
    call.deadline = std::chrono::steady_clock::now() + std::chrono::hours(1);
    call.seen["scheduling"] = {"epoch", 2};
    GetRoundReportRequest request;
    request.set_round_id(test_id(1));
    call.request = request.SerializeAsString();
    host->call(0, std::move(call), [&](const Answer& answer) { ++outcomes[answer.response.error().reason]; });
  };
  for (int i = 0; i < 20; ++i) ask("one");
  EXPECT_EQ(outcomes, (std::map<std::string, int>{{"SHARE_FULL", 4}})) << "16 of 18 places are eight ninths";
  ask("another");
  EXPECT_EQ(outcomes, (std::map<std::string, int>{{"SHARE_FULL", 4}}));
  host->stop();
}

TEST(ServiceHost, ParksWhatItDoesNotKnowAndFindsItInADoctorsVisit) {
  Harness harness(small_service());
  registration::v1::Event unknown;
  unknown.mutable_organisation_added()->set_organisation_id(test_id(3));
  harness.deliver("scheduling", unknown, "key");
  harness.deliver("scheduling", country(test_id(1)), "another key");
  ASSERT_EQ(harness.host().parked_count(), 1);
  EXPECT_EQ(harness.host().parked(10).at(0).reason, "UNKNOWN_EVENT_TYPE");
  EXPECT_EQ(harness.violations(), std::vector<std::string>{});
}

TEST(ServiceHost, ParksWhatIsToldUnderALaterRevisionIfItConcernsIt) {
  Harness harness(small_service());
  const std::string type = scheduling::v1::CountryAdded::descriptor()->full_name();
  harness.deliver("scheduling", country(test_id(1)), "key", type + ".2");
  harness.deliver("scheduling", country(test_id(2)), "key");
  harness.deliver("scheduling", country(test_id(3)), "another key");
  const auto parked = harness.host().parked(10);
  ASSERT_EQ(parked.size(), 2U);
  EXPECT_EQ(parked[0].reason + " " + parked[1].reason, "UNKNOWN_EVENT_TYPE BEHIND_PARKED");
  EXPECT_EQ(harness.violations(), std::vector<std::string>{});

  scheduling::v1::Event region;
  region.mutable_region_added()->set_region_id(test_id(4));
  harness.deliver("scheduling", region, "a third", scheduling::v1::RegionAdded::descriptor()->full_name() + ".7");
  EXPECT_EQ(harness.host().parked_count(), 2) << "what it has no handler for is none of its business";

  const Planted planted("later_revision_applied");
  harness.deliver("scheduling", country(test_id(5)), "a fourth", type + ".2");
  EXPECT_EQ(harness.host().parked_count(), 2) << "the check is what parks it";
}

// After a rollout and back: the log holds events that only the newer build could apply, and did.
TEST(ServiceHost, TakesWhatANewerBuildAppliedForNothingInADoctorsVisit) {
  registration::v1::Event newer;
  newer.mutable_organisation_added()->set_organisation_id(test_id(3));
  Harness harness(small_service_to_come());
  harness.deliver("scheduling", newer, "key");
  harness.deliver("scheduling", country(test_id(1)), "key");
  ASSERT_EQ(harness.host().parked_count(), 0);
  harness.restart_as(small_service());
  EXPECT_EQ(harness.violations(), std::vector<std::string>{});
}

TEST(ServiceHost, TellsOperatorsWhatCameOfEveryPieceOfARetry) {
  Harness harness(small_service());
  for (int i = 0; i <= 600; ++i) harness.deliver("scheduling", country(test_id(1)), "key-" + std::to_string(i));
  ASSERT_EQ(harness.host().parked_count(), 600) << "the same country again and again";
  const auto retried = harness.host().retry_parked("scheduling", "");
  ASSERT_TRUE(retried);
  EXPECT_EQ(retried->parked_count, 600);
  EXPECT_EQ(harness.host().retry_parked("scheduling", "key-0").error().reason, "NOT_PARKED");
  EXPECT_TRUE(harness.host().skip_parked("scheduling", 7));
  EXPECT_EQ(harness.host().skip_parked("scheduling", 7).error().reason, "NOT_PARKED");
  EXPECT_EQ(harness.host().parked_count(), 599);
  EXPECT_EQ(harness.violations(), std::vector<std::string>{});
}

TEST(ServiceHost, PassesOverEventsThatAreNoneOfItsBusiness) {
  Harness harness(small_service());
  scheduling::v1::Event region;
  region.mutable_region_added()->set_region_id(test_id(3));
  harness.deliver("scheduling", region);
  harness.deliver("scheduling", country(test_id(1)));
  EXPECT_EQ(harness.host().parked_count(), 0);
  EXPECT_EQ(harness.violations(), std::vector<std::string>{});
}

// How many views of it are open.
class WatchedDatabase final : public WrappedDatabase {
 public:
  using WrappedDatabase::WrappedDatabase;
  std::unique_ptr<ReadSession> read() override {
    struct Watched final : ReadSession {
      Watched(std::unique_ptr<ReadSession> opened, int& counted) : inner(std::move(opened)), count(counted) { ++count; }
      ~Watched() override { --count; }
      Sql& sql() override { return inner->sql(); }
      std::unique_ptr<ReadSession> inner;
      int& count;
    };
    return std::make_unique<Watched>(WrappedDatabase::read(), open_count);
  }
  int open_count = 0;
};

// A view held for the whole of it would keep the writer from reclaiming its log.
TEST(ServiceHost, HoldsNoViewOfItsDatabaseWhileItRebuilds) {
  const Service service = small_service();
  const ManualClock clock{Instant{1'700'000'000'000'000}};
  IdSource ids{1};
  HostObserver observer;
  const std::array migrations{platform_migrations(), service.migrations};
  auto database = std::make_unique<WatchedDatabase>(*open_sqlite({.path = memory_path("watched")}, migrations));
  const int& open_count = database->open_count;
  const auto log = std::make_shared<OneCountry>();
  const auto host =
      *ServiceHost::make(service, std::move(database), {.clock = &clock, .ids = &ids, .threads = false}, observer);
  host->follow(log);
  host->start();
  while (host->step_follow("scheduling") || host->step_lane()) {
  }
  std::vector<int> open_counts;
  log->when_read = [&] { open_counts.push_back(open_count); };
  const auto checked = host->check_invariants();
  EXPECT_EQ(open_counts, std::vector<int>{0});
  EXPECT_EQ(checked.back().finding.checked_count, 1);
  EXPECT_EQ(checked.back().finding.violations, std::vector<std::string>{});
}

// Waiting for ever is what these tests are about, so that one who does ends them.
template <class T>
T soon(std::future<T> future, const char* what) {
  if (future.wait_for(std::chrono::minutes(1)) != std::future_status::ready) {
    std::cerr << what << " waits for ever\n";
    std::_Exit(EXIT_FAILURE);
  }
  return future.get();
}

struct MovedObserver final : HostObserver {
  void consumer_moved(const std::string&, const std::string& source, std::int64_t, std::int64_t) override {
    if (source == "scheduling") moved.set_value();
  }
  std::promise<void> moved;
};

// One event is being applied, the next log is being read, and an operator waits for a turn, when the stop comes.
TEST(ServiceHost, StopsWithFollowersAndOperatorsUnderWay) {
  std::promise<void> applying, apply, reading, read;
  const std::shared_future<void> is_read = reading.get_future().share();
  Service service = small_service();
  service.handlers.back() = service.handlers.back().with_consumer(
      [&](Transaction&, const std::string& source, const LogRecord&, const google::protobuf::Message&) -> Result<void> {
        if (source != "scheduling") return {};
        applying.set_value();
        apply.get_future().wait();
        return {};
      });
  const auto slow = std::make_shared<OneCountry>("registration");
  slow->when_read = [&] {
    reading.set_value();
    read.get_future().wait();
  };
  const ManualClock clock{Instant{1'700'000'000'000'000}};
  IdSource ids{1};
  MovedObserver observer;
  const std::array migrations{platform_migrations(), service.migrations};
  const auto host = *ServiceHost::make(service, *open_sqlite({.path = memory_path("stopping")}, migrations),
                                       {.clock = &clock, .ids = &ids}, observer);
  // A database in memory lets nobody look while somebody writes, so the second has looked before the first writes.
  const auto first = std::make_shared<OneCountry>();
  first->when_read = [&] { is_read.wait(); };
  host->follow(first);
  host->follow(slow);
  host->start();
  soon(applying.get_future(), "both followers");
  const auto retry = [&] { return host->retry_parked("scheduling", "").error().reason; };
  auto queued = std::async(std::launch::async, retry);
  while (host->waiting_count() == 0) std::this_thread::yield();

  auto stopped = std::async(std::launch::async, [&] { host->stop(); });
  const auto is_refused = [&] {
    std::promise<std::string> reason;
    host->call(0, {}, [&](const Answer& answer) { reason.set_value(answer.response.error().reason); });
    return soon(reason.get_future(), "a call") == "SHUTTING_DOWN";
  };
  while (!is_refused()) std::this_thread::yield();
  apply.set_value();
  soon(observer.moved.get_future(), "what was under way");
  EXPECT_EQ(soon(std::move(queued), "the operator"), "NOT_PARKED") << "it had its turn";
  read.set_value();  // the executor has nothing left to do, and still has to be there for what was read
  soon(std::move(stopped), "the stop");
  EXPECT_EQ(retry(), "SHUTTING_DOWN");
}

// While it stands still, each try costs others the time that the database is given.
TEST(ServiceHost, OffersLessAndLessOftenWhatTheDatabaseCantTake) {
  using std::chrono::steady_clock, std::chrono::milliseconds;
  std::vector<steady_clock::time_point> tries;
  std::promise<void> enough;
  Service service = small_service();
  service.handlers.back() = service.handlers.back().with_consumer(
      [&](Transaction&, const std::string&, const LogRecord&, const google::protobuf::Message&) -> Result<void> {
        tries.push_back(steady_clock::now());
        if (tries.size() == 5) enough.set_value();
        // As a database does before it ends a statement.
        while (steady_clock::now() < tries.back() + milliseconds(60)) {
        }
        throw EngineError(EngineError::Kind::too_slow, "took too long");
      });
  const ManualClock clock{Instant{1'700'000'000'000'000}};
  IdSource ids{1};
  HostObserver observer;
  const std::array migrations{platform_migrations(), service.migrations};
  const auto host = *ServiceHost::make(service, *open_sqlite({.path = memory_path("slow")}, migrations),
                                       {.clock = &clock, .ids = &ids}, observer);
  host->follow(std::make_shared<OneCountry>());
  host->start();
  soon(enough.get_future(), "the fifth try");
  host->stop();
  EXPECT_GE(tries[4] - tries[0], milliseconds(100 + 200 + 400 + 800 + 4 * 60));
}

TEST(ServiceHost, RefusesToStartWithAnIncompleteContract) {
  struct Case {
    const char* missing;
    std::function<void(Service&)> change;
  };
  const Case cases[] = {
      {"has no handler", [](Service& s) { s.handlers.erase(s.handlers.begin()); }},
      {"nothing says where that lies", [](Service& s) { s.scopes.clear(); }},
      {"within the scope \"region\"", [](Service& s) { s.scopes["round_id"].scopes = {"regoin"}; }},
      {"no contract named", [](Service& s) { s.contracts = {"opora.Nothing"}; }},
      {"two handlers for one", [](Service& s) { s.handlers.push_back(s.handlers.front()); }},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.missing);
    Service service = small_service();
    each.change(service);
    try {
      Harness harness(std::move(service));
      FAIL() << "it started";
    } catch (const std::runtime_error& error) {
      EXPECT_NE(std::string(error.what()).find(each.missing), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace opora::testing
