#include "opora/tool/health.h"

#include <future>
#include <set>

#include "grpc/health/v1/health.pb.h"
#include "opora/tool/say.h"

namespace opora::tool {
namespace {

using namespace grpc::health::v1;

// A replica that is well answers at once.
constexpr std::chrono::milliseconds kHealthPatience{2'000};

struct Told {
  std::string state;
  bool is_answer = false;
  std::string build = {};  // empty where nobody answers, or an older build that doesn't say
  std::vector<std::string> notes = {};

  bool is_serving() const { return state == "SERVING"; }
};

void tell(const std::string& place, const Told& told) {
  say(place + " " + told.state + (told.build.empty() ? "" : " ") + told.build);
  for (const std::string& note : told.notes) say("  " + note);
}

Told told_to(Client& client) {
  AnswerDetails beside;
  const auto answer = client.call<HealthCheckResponse>(HealthCheckRequest(), kHealthPatience, &beside);
  if (!answer) return {"AWAY"};
  return {HealthCheckResponse::ServingStatus_Name(answer->status()), true, std::move(beside.build),
          std::move(beside.notes)};
}

Told told_at(const std::string& address, const TlsFiles& tls) {
  const auto client = Client::make({.address = address, .tls = tls});
  return client ? told_to(**client) : Told{client.error().reason};
}

// Where what listens on all addresses of this machine is found on it.
std::string reachable(const std::string& address) {
  const auto colon = address.rfind(':');
  const std::string host = address.substr(0, colon);
  return host == "0.0.0.0" || host == "[::]" ? "127.0.0.1" + address.substr(colon) : address;
}

}  // namespace

Result<void> health(const ConnectionOptions& options) {
  TRY(replicas, replicas_of(options.address));
  std::vector<std::pair<std::string, std::future<Told>>> asked;
  for (const Replica& each : replicas)
    asked.emplace_back(each.name, std::async(std::launch::async, told_at, each.address, options.tls));
  std::size_t ready_count = 0;
  std::set<std::string> builds;
  for (auto& [place, answer] : asked) {
    const Told told = answer.get();
    if (told.is_serving()) ++ready_count;
    if (told.is_answer) builds.insert(told.build);
    tell(place, told);
  }
  if (builds.size() > 1) say("They are of different builds: finish what was begun, or take it back.");
  if (ready_count == asked.size()) return {};
  return refuse(Code::unavailable, "NOT_READY",
                std::to_string(asked.size() - ready_count) + " of " + std::to_string(asked.size()) +
                    " places don't take calls; their logs say why.");
}

Result<void> probe(const std::string& address) {
  TRY(client, Client::make({.address = reachable(address), .in_plain_text = true}));
  const Told told = told_to(*client);
  tell(address, told);
  if (told.is_serving()) return {};
  return refuse(Code::unavailable, "NOT_READY", "The process doesn't take calls; its log says why.");
}

}  // namespace opora::tool
