// A service does not start with a sealed method of which something would be kept.
#include <functional>

#include <gtest/gtest.h>

#include "platform/service/service_host.h"
#include "platform/service/tests/ballot_box.h"
#include "platform/testing/engines.h"
#include "platform/testing/manual_clock.h"
#include "platform/testing/wrapped_database.h"

namespace opora::testing {
namespace {

Result<v1::CastRememberedBallotResponse> cast_remembered(Sealed&, const v1::CastRememberedBallotRequest&) {
  return v1::CastRememberedBallotResponse();
}
Result<v1::CastNamedBallotResponse> cast_named(Sealed&, const v1::CastNamedBallotRequest&) {
  return v1::CastNamedBallotResponse();
}
Result<v1::CastOpenBallotResponse> cast_open(Sealed&, const v1::CastOpenBallotRequest&) {
  return v1::CastOpenBallotResponse();
}
Result<v1::CastBallotResponse> cast_by_query(Snapshot&, const v1::CastBallotRequest&) {
  return v1::CastBallotResponse();
}
Result<v1::CastBallotResponse> cast_by_run(SealedRun&, const v1::CastBallotRequest&) {
  return v1::CastBallotResponse();
}
Result<v1::OpenBoxResponse> open_as_anybody(Sealed&, const v1::OpenBoxRequest&) { return v1::OpenBoxResponse(); }

// On a server that is set so.
class Watching final : public WrappedDatabase {
 public:
  Watching(std::unique_ptr<Database> inner, std::vector<std::string> settings)
      : WrappedDatabase(std::move(inner)), settings_(std::move(settings)) {}
  std::vector<std::string> written_down() override { return settings_; }

 private:
  const std::vector<std::string> settings_;
};

// Why it does not start; "" where it does.
std::string said_by(const Service& service, std::vector<std::string> written_down = {}) {
  const auto place = quick_engines().front().make_database();
  const std::array migrations{platform_migrations(), service.migrations};
  auto database = std::make_unique<Watching>(place->open(migrations).value(), std::move(written_down));
  const ManualClock clock{Instant{1'700'000'000'000'000}};
  IdSource ids{1};
  HostObserver observer;
  const auto made =
      ServiceHost::make(service, std::move(database), {.clock = &clock, .ids = &ids, .threads = false}, observer);
  return made ? "" : made.error().reason + ": " + made.error().message;
}

TEST(SealedStart, IsOfAWholeService) { EXPECT_EQ(said_by(ballot_box()), ""); }

TEST(SealedStart, IsRefusedWhereSomethingWouldBeKept) {
  struct Case {
    const char* why;
    std::function<void(Service&)> change;
  };
  const auto other = [](const char* contract, const Handler& handler) {
    return [=](Service& service) {
      service.contracts = {contract};
      service.handlers = {handler};
    };
  };
  const Case cases[] = {
      {"a command has a request_id", other("opora.testing.v1.RememberingBallotService", cast_remembered)},
      {"tells names", other("opora.testing.v1.NamingBallotService", cast_named)},
      {"sealed exactly if its handler", other("opora.testing.v1.OpenBallotService", cast_open)},
      {"sealed exactly if its handler", [](Service& s) { s.handlers[1] = cast_by_query; }},
      {"may tell events", [](Service& s) { s.handlers[1] = cast_by_run; }},
      {"it has an access policy", [](Service& s) { s.handlers[2] = open_as_anybody; }},
      {"names no sealed tables", [](Service& s) { s.sealed_tables.clear(); }},
      {"the sealed table urns, which its schema", [](Service& s) { s.sealed_tables.emplace_back("urns"); }},
      {"only a command or a timer tends", [](Service& s) { s.handlers[3] = tends_sealed(count_boxes); }},
      {"can't be a read model", [](Service& s) { s.read_models = {"ballots"}; }},
  };
  for (const Case& each : cases) {
    Service service = ballot_box();
    each.change(service);
    const std::string said = said_by(service);
    EXPECT_TRUE(said.starts_with("CONTRACT_INCOMPLETE: ")) << each.why << "\n" << said;
    EXPECT_NE(said.find(each.why), std::string::npos) << said;
  }
}

TEST(SealedStart, IsRefusedOnAServerThatWritesStatementsDown) {
  const std::string said = said_by(ballot_box(), {"log_duration = on", "log_statement = mod"});
  EXPECT_TRUE(said.starts_with("STATEMENTS_WRITTEN_DOWN: ")) << said;
  EXPECT_NE(said.find("log_duration = on, log_statement = mod"), std::string::npos) << said;
  Service unsealed = ballot_box();
  unsealed.contracts.clear();
  unsealed.handlers.clear();
  unsealed.scopes.clear();
  unsealed.sealed_tables.clear();
  EXPECT_EQ(said_by(unsealed, {"log_statement = mod"}), "") << "who has nothing sealed has nothing to hide there";
}

}  // namespace
}  // namespace opora::testing
