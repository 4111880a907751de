// Where servers listen, and how they are found.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/result/result.h"

namespace opora {

// Whether only this machine can reach an address: 127.0.0.0/8, [::1], localhost, or a Unix socket. Of a list, all.
bool is_loopback(std::string_view address);

// Who is found where: "scheduling=10.0.0.1:7400,10.0.0.2:7400 registration=registration.svc:7400". A name's addresses
// are its replicas. One address without a name is found under "". Refused with ADDRESS_INVALID.
Result<std::vector<std::pair<std::string, std::string>>> parse_endpoints(const std::string& text);

// An address, or several with commas between, as gRPC takes it. Refused with ADDRESS_INVALID: several must be numeric.
Result<std::string> grpc_target(const std::string& addresses);

}  // namespace opora
