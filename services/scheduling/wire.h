// Scheduling's domain as others see it: requests become plans, what happened becomes events, values become answers.
#pragma once

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/events/log/event_log.h"
#include "scheduling/domain/events.h"
#include "scheduling/domain/move_session.h"
#include "scheduling/domain/rename_thing.h"

namespace opora::scheduling {

Country from_proto(const v1::AddCountryRequest& request);
Region from_proto(const v1::AddRegionRequest& request);
Site from_proto(const v1::AddSiteRequest& request);
Venue from_proto(const v1::AddVenueRequest& request);
Room from_proto(const v1::AddRoomRequest& request);
Programme from_proto(const v1::AddProgrammeRequest& request);
Project from_proto(const v1::AddProjectRequest& request);
Partnership from_proto(const v1::AddPartnershipRequest& request);
Round from_proto(const v1::PlanRoundRequest& request);
std::set<RegionId> from_proto(const v1::AddRoundRegionsRequest& request);
SessionPlan from_proto(const v1::PlanSessionRequest& request);
MoveSession from_proto(const v1::MoveSessionRequest& request);
RenameThing from_proto(const v1::RenameThingRequest& request);

void to_proto(const Country& country, v1::Place& message);
void to_proto(const Region& region, v1::Place& message);
void to_proto(const Site& site, v1::Place& message);
void to_proto(const Venue& venue, v1::Place& message);
void to_proto(const Room& room, v1::Place& message);
void to_proto(const Programme& programme, v1::Programme& message);
void to_proto(const Project& project, v1::Project& message);
void to_proto(const Partnership& partnership, v1::Partnership& message);
void to_proto(const Round& round, v1::Round& message);
void to_proto(const Session& session, v1::Session& message);
void to_proto(const Correction& correction, v1::Correction& message);

// An event as the log carries it, under the id of what it is about.
EventDraft to_draft(const Event& event);

}  // namespace opora::scheduling
