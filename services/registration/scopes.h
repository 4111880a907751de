// What limits callers of registration, and where in it the things lie that requests name.
#pragma once

#include <map>
#include <string>

#include "platform/service/service.h"

namespace opora::registration {

// Scopes' names, as tokens and policies have it.
inline constexpr const char* kRegionScope = "region";
inline constexpr const char* kOrganisationScope = "organisation";
inline constexpr const char* kSessionScope = "session";

// By the name of the request's field.
std::map<std::string, ScopeOf> scopes();

}  // namespace opora::registration
