// The ids of what feedback asks about, and of what it asks with.
#pragma once

#include "platform/ids/ids.h"

namespace opora::feedback {

using SeriesId = Id<struct SeriesTag>;
using WaveId = Id<struct WaveTag>;
using OpeningId = Id<struct OpeningTag>;
using RoundId = Id<struct RoundTag>;      // scheduling's
using RegionId = Id<struct RegionTag>;    // likewise
using ProjectId = Id<struct ProjectTag>;  // likewise
using SessionId = Id<struct SessionTag>;  // likewise
using GroupId = Id<struct GroupTag>;      // registration's
using PersonId = Id<struct PersonTag>;    // likewise
using OrganisationId = Id<struct OrganisationTag>;  // likewise

}  // namespace opora::feedback
