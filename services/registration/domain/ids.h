// The ids of registration's own things and of those it hears of.
#pragma once

#include "platform/ids/ids.h"

namespace opora::registration {

using SessionId = Id<struct SessionTag>;
using RegionId = Id<struct RegionTag>;
using OrganisationId = Id<struct OrganisationTag>;
using PersonId = Id<struct PersonTag>;
using GroupId = Id<struct GroupTag>;
using GroupChangeId = Id<struct GroupChangeTag>;
using CheckInId = Id<struct CheckInTag>;

}  // namespace opora::registration
