#include "scheduling/wire.h"

#include "opora/scheduling/v1/events.pb.h"
#include "platform/service/contract_enum.h"
#include "platform/service/event_draft.h"
#include "platform/text/text_message.h"

namespace opora::scheduling {
namespace {

// Each fact as its case of the contract's event, under its key.
EventDraft draft(const CountryAdded& fact) {
  v1::CountryAdded out;
  out.set_country_id(fact.country.id.value);
  out.set_code(fact.country.code);
  put_text(fact.country.name, *out.mutable_name());
  return draft_of<v1::Event>(fact.country.id.value, std::move(out));
}

EventDraft draft(const RegionAdded& fact) {
  v1::RegionAdded out;
  out.set_region_id(fact.region.id.value);
  out.set_country_id(fact.region.country.value);
  put_text(fact.region.name, *out.mutable_name());
  return draft_of<v1::Event>(fact.region.id.value, std::move(out));
}

EventDraft draft(const SiteAdded& fact) {
  v1::SiteAdded out;
  out.set_site_id(fact.site.id.value);
  out.set_region_id(fact.site.region.value);
  put_text(fact.site.name, *out.mutable_name());
  out.set_time_zone(fact.site.time_zone);
  return draft_of<v1::Event>(fact.site.id.value, std::move(out));
}

EventDraft draft(const VenueAdded& fact) {
  v1::VenueAdded out;
  out.set_venue_id(fact.venue.id.value);
  out.set_site_id(fact.venue.site.value);
  put_text(fact.venue.name, *out.mutable_name());
  return draft_of<v1::Event>(fact.venue.id.value, std::move(out));
}

EventDraft draft(const RoomAdded& fact) {
  v1::RoomAdded out;
  out.set_room_id(fact.room.id.value);
  out.set_venue_id(fact.room.venue.value);
  put_text(fact.room.name, *out.mutable_name());
  out.set_capacity(fact.room.capacity);
  return draft_of<v1::Event>(fact.room.id.value, std::move(out));
}

EventDraft draft(const ProgrammeAdded& fact) {
  v1::ProgrammeAdded out;
  out.set_programme_id(fact.programme.id.value);
  put_text(fact.programme.name, *out.mutable_name());
  return draft_of<v1::Event>(fact.programme.id.value, std::move(out));
}

EventDraft draft(const ProjectAdded& fact) {
  v1::ProjectAdded out;
  out.set_project_id(fact.project.id.value);
  out.set_programme_id(fact.project.programme.value);
  put_text(fact.project.name, *out.mutable_name());
  return draft_of<v1::Event>(fact.project.id.value, std::move(out));
}

EventDraft draft(const PartnershipAdded& fact) {
  v1::PartnershipAdded out;
  out.set_partnership_id(fact.partnership.id.value);
  out.set_project_id(fact.partnership.project.value);
  out.set_organisation_id(fact.partnership.organisation.value);
  out.set_role(enum_cast<v1::PartnerRole>(fact.partnership.role));
  return draft_of<v1::Event>(fact.partnership.id.value, std::move(out));
}

EventDraft draft(const RoundPlanned& fact) {
  v1::RoundPlanned out;
  out.set_round_id(fact.round.id.value);
  out.set_programme_id(fact.round.programme.value);
  for (const ProjectId& project : fact.round.projects) out.add_project_ids(project.value);
  put_text(fact.round.name, *out.mutable_name());
  out.set_year(fact.round.year);
  for (const RegionId& region : fact.round.regions) out.add_region_ids(region.value);
  return draft_of<v1::Event>(fact.round.id.value, std::move(out));
}

EventDraft draft(const RoundRegionsAdded& fact) {
  v1::RoundRegionsAdded out;
  out.set_round_id(fact.round.id.value);
  for (const RegionId& region : fact.round.regions) out.add_region_ids(region.value);
  return draft_of<v1::Event>(fact.round.id.value, std::move(out));
}

EventDraft draft(const SessionPublished& fact) {
  const Session& session = fact.session;
  v1::SessionPublished out;
  out.set_session_id(session.plan.id.value);
  out.set_round_id(session.plan.round.value);
  out.set_project_id(session.plan.project.value);
  out.set_site_id(session.site.value);
  out.set_region_id(fact.region.value);
  out.set_room_id(session.plan.room.value);
  out.set_kind(enum_cast<v1::SessionKind>(session.plan.kind));
  put_text(session.plan.title, *out.mutable_title());
  out.set_topic(session.plan.topic);
  out.set_audience(session.plan.audience);
  out.set_local_start(session.plan.local_start);
  out.set_time_zone(session.time_zone);
  out.set_duration_minutes(static_cast<std::int32_t>(session.plan.duration.count()));
  out.set_capacity(session.plan.capacity);
  out.set_starts_at_us(session.starts_at.us);
  out.set_registration_ends_at_us(session.registration_ends_at.us);
  return draft_of<v1::Event>(session.plan.id.value, std::move(out));
}

EventDraft draft(const SessionMoved& fact) {
  const Session& session = fact.session;
  v1::SessionMoved out;
  out.set_session_id(session.plan.id.value);
  out.set_site_id(session.site.value);
  out.set_region_id(fact.region.value);
  out.set_room_id(session.plan.room.value);
  out.set_local_start(session.plan.local_start);
  out.set_time_zone(session.time_zone);
  out.set_duration_minutes(static_cast<std::int32_t>(session.plan.duration.count()));
  out.set_capacity(session.plan.capacity);
  out.set_starts_at_us(session.starts_at.us);
  out.set_registration_ends_at_us(session.registration_ends_at.us);
  out.set_version(session.version);
  out.set_reason(fact.reason);
  return draft_of<v1::Event>(session.plan.id.value, std::move(out));
}

EventDraft draft(const SessionCapacityChanged& fact) {
  v1::SessionCapacityChanged out;
  out.set_session_id(fact.session.plan.id.value);
  out.set_capacity(fact.session.plan.capacity);
  out.set_version(fact.session.version);
  out.set_reason(fact.reason);
  return draft_of<v1::Event>(fact.session.plan.id.value, std::move(out));
}

EventDraft draft(const SessionCancelled& fact) {
  v1::SessionCancelled out;
  out.set_session_id(fact.session.plan.id.value);
  out.set_version(fact.session.version);
  out.set_reason(fact.reason);
  return draft_of<v1::Event>(fact.session.plan.id.value, std::move(out));
}

EventDraft draft(const ThingRenamed& fact) {
  v1::ThingRenamed out;
  out.set_kind(enum_cast<v1::NamedThing>(fact.kind));
  out.set_thing_id(fact.id);
  put_text(fact.name, *out.mutable_name());
  put_text(fact.former_name, *out.mutable_former_name());
  out.set_version(fact.version);
  out.set_reason(fact.reason);
  return draft_of<v1::Event>(fact.id, std::move(out));
}

template <class T>
void put_place(v1::PlaceKind kind, const T& place, const std::string& parent, v1::Place& message) {
  message.set_kind(kind);
  message.set_place_id(place.id.value);
  message.set_parent_id(parent);
  put_text(place.name, *message.mutable_name());
}

}  // namespace

Country from_proto(const v1::AddCountryRequest& request) {
  return {{request.country_id()}, request.code(), typed_text_of(request.name())};
}

Region from_proto(const v1::AddRegionRequest& request) {
  return {{request.region_id()}, {request.country_id()}, typed_text_of(request.name())};
}

Site from_proto(const v1::AddSiteRequest& request) {
  return {{request.site_id()}, {request.region_id()}, typed_text_of(request.name()), request.time_zone()};
}

Venue from_proto(const v1::AddVenueRequest& request) {
  return {{request.venue_id()}, {request.site_id()}, typed_text_of(request.name())};
}

Room from_proto(const v1::AddRoomRequest& request) {
  return {{request.room_id()}, {request.venue_id()}, typed_text_of(request.name()), request.capacity()};
}

Programme from_proto(const v1::AddProgrammeRequest& request) {
  return {{request.programme_id()}, typed_text_of(request.name())};
}

Project from_proto(const v1::AddProjectRequest& request) {
  return {{request.project_id()}, {request.programme_id()}, typed_text_of(request.name())};
}

Partnership from_proto(const v1::AddPartnershipRequest& request) {
  return {{request.partnership_id()}, {request.project_id()}, {request.organisation_id()},
          enum_cast<PartnerRole>(request.role())};
}

Round from_proto(const v1::PlanRoundRequest& request) {
  Round round{{request.round_id()}, {request.programme_id()}, {}, typed_text_of(request.name()), request.year()};
  for (const std::string& project : request.project_ids()) round.projects.insert({project});
  for (const std::string& region : request.region_ids()) round.regions.insert({region});
  return round;
}

std::set<RegionId> from_proto(const v1::AddRoundRegionsRequest& request) {
  std::set<RegionId> regions;
  for (const std::string& region : request.region_ids()) regions.insert({region});
  return regions;
}

SessionPlan from_proto(const v1::PlanSessionRequest& request) {
  SessionPlan plan;
  plan.id = {request.session_id()};
  plan.round = {request.round_id()};
  plan.project = {request.project_id()};
  plan.room = {request.room_id()};
  plan.kind = enum_cast<SessionKind>(request.kind());
  plan.title = typed_text_of(request.title());
  plan.topic = request.topic();
  plan.audience = request.audience();
  plan.local_start = request.local_start();
  plan.duration = std::chrono::minutes(request.duration_minutes());
  plan.capacity = request.capacity();
  plan.local_registration_end = request.local_registration_end();
  return plan;
}

MoveSession from_proto(const v1::MoveSessionRequest& request) {
  return {{request.room_id()},  request.local_start(),            std::chrono::minutes(request.duration_minutes()),
          request.capacity(), request.local_registration_end(), request.reason()};
}

RenameThing from_proto(const v1::RenameThingRequest& request) {
  return {enum_cast<NamedThing>(request.kind()), request.thing_id(), typed_text_of(request.name()), request.reason()};
}

void to_proto(const Country& country, v1::Place& message) {
  put_place(v1::PLACE_KIND_COUNTRY, country, "", message);
  message.set_code(country.code);
}

void to_proto(const Region& region, v1::Place& message) {
  put_place(v1::PLACE_KIND_REGION, region, region.country.value, message);
}

void to_proto(const Site& site, v1::Place& message) {
  put_place(v1::PLACE_KIND_SITE, site, site.region.value, message);
  message.set_time_zone(site.time_zone);
}

void to_proto(const Venue& venue, v1::Place& message) {
  put_place(v1::PLACE_KIND_VENUE, venue, venue.site.value, message);
}

void to_proto(const Room& room, v1::Place& message) {
  put_place(v1::PLACE_KIND_ROOM, room, room.venue.value, message);
  message.set_capacity(room.capacity);
}

void to_proto(const Programme& programme, v1::Programme& message) {
  message.set_programme_id(programme.id.value);
  put_text(programme.name, *message.mutable_name());
}

void to_proto(const Project& project, v1::Project& message) {
  message.set_project_id(project.id.value);
  message.set_programme_id(project.programme.value);
  put_text(project.name, *message.mutable_name());
}

void to_proto(const Partnership& partnership, v1::Partnership& message) {
  message.set_partnership_id(partnership.id.value);
  message.set_project_id(partnership.project.value);
  message.set_organisation_id(partnership.organisation.value);
  message.set_role(enum_cast<v1::PartnerRole>(partnership.role));
}

void to_proto(const Round& round, v1::Round& message) {
  message.set_round_id(round.id.value);
  message.set_programme_id(round.programme.value);
  for (const ProjectId& project : round.projects) message.add_project_ids(project.value);
  put_text(round.name, *message.mutable_name());
  message.set_year(round.year);
  for (const RegionId& region : round.regions) message.add_region_ids(region.value);
}

void to_proto(const Session& session, v1::Session& message) {
  const SessionPlan& plan = session.plan;
  message.set_session_id(plan.id.value);
  message.set_round_id(plan.round.value);
  message.set_project_id(plan.project.value);
  message.set_room_id(plan.room.value);
  message.set_site_id(session.site.value);
  message.set_kind(enum_cast<v1::SessionKind>(plan.kind));
  put_text(plan.title, *message.mutable_title());
  message.set_topic(plan.topic);
  message.set_audience(plan.audience);
  message.set_local_start(plan.local_start);
  message.set_time_zone(session.time_zone);
  message.set_duration_minutes(static_cast<std::int32_t>(plan.duration.count()));
  message.set_capacity(plan.capacity);
  message.set_local_registration_end(plan.local_registration_end);
  message.set_published(session.published);
  message.set_cancelled(session.cancelled);
  message.set_version(session.version);
}

void to_proto(const Correction& correction, v1::Correction& message) {
  message.set_kind(enum_cast<v1::CorrectionKind>(correction.kind));
  message.set_reason(correction.reason);
  message.set_corrected_by(correction.corrected_by);
  message.set_corrected_at_us(correction.corrected_at.us);
}

EventDraft to_draft(const Event& event) {
  return std::visit([](const auto& fact) { return draft(fact); }, event);
}

}  // namespace opora::scheduling
