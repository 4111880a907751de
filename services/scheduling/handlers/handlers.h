// Every request scheduling answers; each is in the file of its name.
#pragma once

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/lane/transaction.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

Result<v1::AddCountryResponse> add_country(Transaction& tx, const v1::AddCountryRequest& request);
Result<v1::AddRegionResponse> add_region(Transaction& tx, const v1::AddRegionRequest& request);
Result<v1::AddSiteResponse> add_site(Transaction& tx, const v1::AddSiteRequest& request);
Result<v1::AddVenueResponse> add_venue(Transaction& tx, const v1::AddVenueRequest& request);
Result<v1::AddRoomResponse> add_room(Transaction& tx, const v1::AddRoomRequest& request);
Result<v1::AddProgrammeResponse> add_programme(Transaction& tx, const v1::AddProgrammeRequest& request);
Result<v1::AddProjectResponse> add_project(Transaction& tx, const v1::AddProjectRequest& request);
Result<v1::AddPartnershipResponse> add_partnership(Transaction& tx, const v1::AddPartnershipRequest& request);
Result<v1::PlanRoundResponse> plan_round(Transaction& tx, const v1::PlanRoundRequest& request);
Result<v1::AddRoundRegionsResponse> add_round_regions(Transaction& tx, const v1::AddRoundRegionsRequest& request);
Result<v1::PlanSessionResponse> plan_session(Transaction& tx, const v1::PlanSessionRequest& request);
Result<v1::PublishSessionResponse> publish_session(Transaction& tx, const v1::PublishSessionRequest& request);

// For whom a command's caller plans.
inline ActsFor acts_for(const Transaction& tx) { return tx.is_held_to_scope() ? ActsFor::region : ActsFor::network; }

Result<v1::ListRoundsResponse> list_rounds(Snapshot& snapshot, const v1::ListRoundsRequest& request);
Result<v1::ListSessionsResponse> list_sessions(Snapshot& snapshot, const v1::ListSessionsRequest& request);

}  // namespace opora::scheduling
