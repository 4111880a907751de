#include "process/fairness.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "platform/policy/key_folder.h"
#include "platform/rpc/metadata.h"
#include "process/flood.h"
#include "process/must.h"

namespace opora::testing {
namespace {

constexpr std::chrono::seconds kPatience{30}, kBegun{60};
constexpr const char* kGetRoundReport = "/opora.reporting.v1.ReportingService/GetRoundReport";
constexpr int kScansEach = 300;

std::string token_of(const PlatformUnderTest& platform, const std::string& subject, network::v1::Role role) {
  Caller caller;
  caller.subject = subject;
  caller.role = role;
  if (role == network::v1::ROLE_COORDINATOR) caller.scopes["region"] = {platform.region()};
  const auto keys = must(KeyFolder::open(platform.folder() / "keys"), "opening the keys");
  return keys->issue(caller, std::chrono::hours(2), SystemClock().now());
}

std::unique_ptr<Client> client_of(PlatformUnderTest& platform, const std::string& subject, network::v1::Role role) {
  return must(Client::make({.address = platform.server().address(), .token = token_of(platform, subject, role)}),
              "connecting");
}

std::string report_request(const PlatformUnderTest& platform) {
  reporting::v1::GetRoundReportRequest request;
  request.set_round_id(platform.round());
  return request.SerializeAsString();
}

// A flood that is an attack.
class Floods final : public Attack {
 public:
  Floods(FloodOptions options, std::function<std::string()> make) : flood_(std::move(options), std::move(make)) {}
  bool is_under_way_within(std::chrono::seconds time) const override { return flood_.is_under_way_within(time); }
  std::string told() const override {
    return std::to_string(flood_.answered_count()) + " answered, " + std::to_string(flood_.refused_count()) +
           " refused";
  }

 private:
  Flood flood_;
};

// Follow a log, each on a connection of its own, and go away when they are refused.
class LogReaders final : public Attack {
 public:
  LogReaders(PlatformUnderTest& platform, int count, int subject_count) : begun_(count) {
    for (int i = 0; i < count; ++i) {
      const std::string subject = "reader-" + std::to_string(i % subject_count);
      clients_.push_back(client_of(platform, subject, network::v1::ROLE_OPERATOR));
    }
    for (const auto& client : clients_)
      readers_.emplace_back([this, &client](std::stop_token stop) { read(*client, std::move(stop)); });
  }
  bool is_under_way_within(std::chrono::seconds time) const override { return begun_.all_within(time); }
  std::string told() const override {
    return std::to_string(let_in_) + " let in, " + std::to_string(refused_) + " refused";
  }

 private:
  void read(Client& client, std::stop_token stop) {
    platform::v1::ReadRequest request;
    request.set_log("registration");
    request.set_follow(true);
    bool is_in = false;
    const auto read = client.read_events(
        request,
        [&](const platform::v1::ReadResponse&) {
          if (std::exchange(is_in, true)) return true;
          ++let_in_;
          begun_.one();
          return true;
        },
        std::move(stop));
    if (is_in) return;
    if (!read) ++refused_;
    begun_.one();
  }

  Beginnings begun_;
  std::atomic<int> let_in_{0}, refused_{0};
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<std::jthread> readers_;  // first to go
};

std::unique_ptr<Attack> wait_for_positions(PlatformUnderTest& platform) {
  const auto client = client_of(platform, "attacker", network::v1::ROLE_COORDINATOR);
  registration::v1::GetSeatsRequest seats;
  seats.set_session_id(platform.session());
  must(client->call<registration::v1::GetSeatsResponse>(seats, kPatience), "the session's seats");
  LogHead ahead = client->seen().at("registration");
  ahead.position = 1'000'000'000;
  return std::make_unique<Floods>(
      FloodOptions{.address = platform.server().address(),
                   .method = kGetRoundReport,
                   .token = token_of(platform, "attacker", network::v1::ROLE_COORDINATOR),
                   .metadata = {{kSeen, position_text("registration", ahead)}},
                   .at_once = 1'600},
      [request = report_request(platform)] { return request; });
}

std::unique_ptr<Attack> ask_for_reports(PlatformUnderTest& platform) {
  return std::make_unique<Floods>(
      FloodOptions{.address = platform.server().address(),
                   .method = kGetRoundReport,
                   .token = token_of(platform, "attacker", network::v1::ROLE_COORDINATOR),
                   .at_once = 400},
      [request = report_request(platform)] { return request; });
}

std::unique_ptr<Attack> upload_scans(PlatformUnderTest& platform) {
  return std::make_unique<Floods>(FloodOptions{.address = platform.server().address(),
                                               .method = kCheckInBatch,
                                               .token = platform.facilitator_token(),
                                               .at_once = 400},
                                  [&platform] { return platform.new_upload(kScansEach); });
}

std::unique_ptr<Attack> read_logs(PlatformUnderTest& platform) {
  return std::make_unique<LogReaders>(platform, 64, 64);
}

std::unique_ptr<Attack> open_streams(PlatformUnderTest& platform) {
  return std::make_unique<LogReaders>(platform, 200, 1);
}

// What a call took, or what refused it.
void note(Served& served, const std::function<Result<void>()>& call) {
  const auto begun = std::chrono::steady_clock::now();
  const Result<void> outcome = call();
  if (outcome) {
    served.latencies_ms.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
  } else if (served.refused_count++ == 0) {
    served.first_refusal = outcome.error().reason + ": " + outcome.error().message;
  }
}

}  // namespace

Bystander::Bystander(PlatformUnderTest& platform)
    : person_(client_of(platform, "bystander", network::v1::ROLE_ADMINISTRATOR)),
      service_(client_of(platform, "bystander", network::v1::ROLE_SERVICE)),
      organisation_(ids_.next(clock_.now())) {
  PlannedSessions sessions(*person_, organisation_);
  session_ = sessions.publish(100'000);
  round_ = sessions.round();
  sessions.wait_until_known(*person_);
}

std::map<std::string, Served> Bystander::go_on(const std::function<bool(int times)>& enough) {
  std::map<std::string, Served> served;
  int times = 0;
  do {
    note(served["registration"], [this] { return register_one(); });
    note(served["report"], [this] { return read_report(); });
    note(served["log"], [this] { return read_log(); });
  } while (!enough(++times));
  return served;
}

Result<void> Bystander::register_one() {
  registration::v1::RegisterGroupRequest request;
  request.ParseFromString(registration_of(session_, organisation_, ids_, clock_.now()));
  return person_->call<registration::v1::RegisterGroupResponse>(request, kPatience).map([](const auto&) {});
}

// The client tells the position of the registration, and the report has it counted.
Result<void> Bystander::read_report() {
  reporting::v1::GetRoundReportRequest request;
  request.set_round_id(round_);
  return person_->call<reporting::v1::GetRoundReportResponse>(request, kPatience).map([](const auto&) {});
}

Result<void> Bystander::read_log() {
  platform::v1::ReadRequest request;
  request.set_log("scheduling");
  return service_->read_events(request, [](const auto&) { return true; }, {}, kPatience);
}

const std::vector<NamedAttack>& attacks() {
  static const std::vector<NamedAttack> all{
      {"positions", "1,600 calls that wait for a position which no log has come to", wait_for_positions},
      {"reports", "400 reports at once", ask_for_reports},
      {"uploads", "400 uploads of 300 scans at once", upload_scans},
      {"readers", "64 operators who follow a log", read_logs},
      {"streams", "one operator with 200 streams", open_streams},
  };
  return all;
}

void fill_report(PlatformUnderTest& platform, int upload_count) {
  const auto door =
      must(Client::make({.address = platform.server().address(), .token = platform.facilitator_token()}), "connecting");
  for (int i = 0; i < upload_count; ++i) {
    registration::v1::CheckInBatchRequest upload;
    upload.ParseFromString(platform.new_upload(kScansEach));
    must(door->call_until_settled<registration::v1::CheckInBatchResponse>(upload, kPatience), "an upload");
  }
}

void wait_until_under_way(const Attack& attack) {
  if (!attack.is_under_way_within(kBegun)) throw std::runtime_error("the attack does not begin: " + attack.told());
}

}  // namespace opora::testing
