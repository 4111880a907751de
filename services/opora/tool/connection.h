// How the command-line tool reaches a running platform, and as whom.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "opora/network/v1/roles.pb.h"
#include "platform/policy/caller.h"
#include "platform/result/result.h"
#include "platform/rpc/client.h"

namespace opora::tool {

struct ConnectionOptions {
  std::string address = "127.0.0.1:7400";  // or where each service is: "scheduling=host:port registration=…"
  std::string data = ".opora";  // the platform's data folder; its keys lie in there
  TlsFiles tls;                 // an authority for a platform elsewhere, a certificate where it wants to see one
};

// Its own token, for whoever may not read the platform's keys.
constexpr const char* kTokenVariable = "OPORA_TOKEN";

// How long one call may take.
constexpr std::chrono::milliseconds kPatience{30'000};

// Every process that an address names, and how to call it to people: with the service it is named for, if it is.
struct Replica {
  std::string name, address;
};
Result<std::vector<Replica>> replicas_of(const std::string& address);

// With the token in OPORA_TOKEN, or one that the tool issues itself for `role` from the keys in the data folder, for an
// hour. Refused with KEYS_NOT_FOUND, or for what is wrong with the keys.
Result<std::unique_ptr<Client>> connect(const ConnectionOptions& options, network::v1::Role role);

// As an account, with a token that the tool issues from the keys in the data folder, whatever OPORA_TOKEN says.
Result<std::unique_ptr<Client>> connect_as(const ConnectionOptions& options, const Caller& caller);

// As nobody, for what takes no token.
Result<std::unique_ptr<Client>> connect_as_nobody(const ConnectionOptions& options);

}  // namespace opora::tool
