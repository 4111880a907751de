// What limits callers of feedback, and where in it the things lie that requests name.
#pragma once

#include <map>
#include <string>

#include "platform/service/service.h"

namespace opora::feedback {

// A scope's name, as tokens and policies have it.
inline constexpr const char* kRegionScope = "region";

// By the name of the request's field.
std::map<std::string, ScopeOf> scopes();

}  // namespace opora::feedback
