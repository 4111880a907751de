// Roles by the names that people use, as their contract has them: ROLE_OPERATOR is "operator".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "opora/network/v1/roles.pb.h"

namespace opora {

std::string role_name(network::v1::Role role);

// Nothing, if no role is called that. Never ROLE_UNSPECIFIED.
std::optional<network::v1::Role> role_named(std::string_view name);

// All that there are, in the contract's order.
std::vector<std::string> role_names();

}  // namespace opora
