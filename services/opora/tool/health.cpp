#include "opora/tool/health.h"

#include <future>
#include <iostream>

#include "grpc/health/v1/health.pb.h"

namespace opora::tool {
namespace {

using namespace grpc::health::v1;

// A replica that is well answers at once.
constexpr std::chrono::milliseconds kHealthPatience{2'000};

std::string state_said_to(Client& client) {
  const auto answer = client.call<HealthCheckResponse>(HealthCheckRequest(), kHealthPatience);
  return answer ? HealthCheckResponse::ServingStatus_Name(answer->status()) : "AWAY";
}

std::string state_of(const std::string& address, const TlsFiles& tls) {
  const auto client = Client::make({.address = address, .tls = tls});
  return client ? state_said_to(**client) : client.error().reason;
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
  std::vector<std::pair<std::string, std::future<std::string>>> asked;
  for (const Replica& each : replicas)
    asked.emplace_back(each.name, std::async(std::launch::async, state_of, each.address, options.tls));
  std::size_t ready_count = 0;
  for (auto& [place, state] : asked) {
    const std::string said = state.get();
    if (said == "SERVING") ++ready_count;
    std::cout << place << " " << said << "\n";
  }
  if (ready_count == asked.size()) return {};
  return refuse(Code::unavailable, "NOT_READY",
                std::to_string(asked.size() - ready_count) + " of " + std::to_string(asked.size()) +
                    " places don't take calls; their logs say why.");
}

Result<void> probe(const std::string& address) {
  TRY(client, Client::make({.address = reachable(address), .in_plain_text = true}));
  const std::string said = state_said_to(*client);
  std::cout << address << " " << said << "\n";
  if (said == "SERVING") return {};
  return refuse(Code::unavailable, "NOT_READY", "The process doesn't take calls; its log says why.");
}

}  // namespace opora::tool
