// Who calls, and what they may reach.
#pragma once

#include <string>

#include "opora/network/v1/roles.pb.h"
#include "platform/policy/scopes.h"

namespace opora {

// What a verified token says.
struct Caller {
  std::string subject = {};  // who; a person's id, or a name an operator chose
  network::v1::Role role = network::v1::ROLE_UNSPECIFIED;
  ScopeIds scopes = {};      // in the token's order
};

}  // namespace opora
