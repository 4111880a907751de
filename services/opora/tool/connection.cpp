#include "opora/tool/connection.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "opora/tool/token.h"
#include "platform/rpc/address.h"

namespace opora::tool {
namespace {

constexpr std::chrono::hours kOwnTokenLifetime{1};

Result<std::string> token_for(const ConnectionOptions& options, network::v1::Role role) {
  if (const char* given = std::getenv(kTokenVariable); given != nullptr && *given != '\0') return std::string(given);
  // A fixed name, since answers are remembered for each caller: loading again is recognised.
  const Caller caller{"opora-tool", role};
  return issue_token(options.data, caller, kOwnTokenLifetime);
}

}  // namespace

Result<std::vector<Replica>> replicas_of(const std::string& address) {
  TRY(endpoints, parse_endpoints(address));
  std::vector<Replica> replicas;
  for (const auto& [service, addresses] : endpoints) {
    std::istringstream all(addresses);
    for (std::string each; std::getline(all, each, ',');)
      replicas.push_back({service.empty() ? each : service + " " + each, each});
  }
  return replicas;
}

Result<std::unique_ptr<Client>> connect(const ConnectionOptions& options, network::v1::Role role) {
  TRY(token, token_for(options, role));
  return Client::make({.address = options.address, .token = token, .tls = options.tls});
}

Result<std::unique_ptr<Client>> connect_as(const ConnectionOptions& options, const Caller& caller) {
  TRY(token, issue_token(options.data, caller, kOwnTokenLifetime));
  return Client::make({.address = options.address, .token = token, .tls = options.tls});
}

Result<std::unique_ptr<Client>> connect_as_nobody(const ConnectionOptions& options) {
  return Client::make({.address = options.address, .tls = options.tls});
}

}  // namespace opora::tool
