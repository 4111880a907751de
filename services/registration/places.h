// Where the things named in requests lie: what the policy compares a caller's scope with.
#pragma once

#include <map>
#include <string>

#include "platform/service/service.h"

namespace opora::registration {

// By the name of the request's field.
std::map<std::string, PlaceOf> places();

}  // namespace opora::registration
