// The ids of what scheduling plans.
#pragma once

#include "platform/ids/ids.h"

namespace opora::scheduling {

using CountryId = Id<struct CountryTag>;
using RegionId = Id<struct RegionTag>;
using SiteId = Id<struct SiteTag>;
using VenueId = Id<struct VenueTag>;
using RoomId = Id<struct RoomTag>;
using ProgrammeId = Id<struct ProgrammeTag>;
using ProjectId = Id<struct ProjectTag>;
using PartnershipId = Id<struct PartnershipTag>;
using OrganisationId = Id<struct OrganisationTag>;  // registration's
using RoundId = Id<struct RoundTag>;
using SessionId = Id<struct SessionTag>;
using CorrectionId = Id<struct CorrectionTag>;

}  // namespace opora::scheduling
