#include "opora/tool/health.h"

#include <future>
#include <iostream>
#include <sstream>

#include "grpc/health/v1/health.pb.h"
#include "platform/rpc/address.h"

namespace opora::tool {
namespace {

using namespace grpc::health::v1;

// A replica that is well answers at once.
constexpr std::chrono::milliseconds kHealthPatience{2'000};

std::string state_of(const std::string& address, const TlsFiles& tls) {
  const auto client = Client::make({.address = address, .tls = tls});
  if (!client) return client.error().reason;
  const auto answer = (*client)->call<HealthCheckResponse>(HealthCheckRequest(), kHealthPatience);
  return answer ? HealthCheckResponse::ServingStatus_Name(answer->status()) : "AWAY";
}

}  // namespace

Result<void> health(const ConnectionOptions& options) {
  TRY(places, parse_places(options.address));
  std::vector<std::pair<std::string, std::future<std::string>>> asked;
  for (const auto& [service, addresses] : places) {
    std::istringstream replicas(addresses);
    for (std::string each; std::getline(replicas, each, ',');)
      asked.emplace_back(service.empty() ? each : service + " " + each,
                         std::async(std::launch::async, state_of, each, options.tls));
  }
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

}  // namespace opora::tool
