#include "scheduling/wire.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "platform/service/contract_enum.h"
#include "platform/service/event_type.h"
#include "platform/text/text_message.h"

namespace opora::scheduling {
namespace {

// Maps are written in the order of their keys: the same event is always the same bytes.
std::string serialised(const v1::Event& event) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream sink(&bytes);
    google::protobuf::io::CodedOutputStream out(&sink);
    out.SetSerializationDeterministic(true);
    event.SerializeToCodedStream(&out);
  }
  return bytes;
}

template <class Tag, class Body>
EventDraft draft(const Id<Tag>& key, const Body& body, const v1::Event& event) {
  return {event_type_of(body.GetDescriptor()), key.value, serialised(event)};
}

}  // namespace

Country from_proto(const v1::AddCountryRequest& request) {
  return {{request.country_id()}, request.code(), text_of(request.name())};
}

Region from_proto(const v1::AddRegionRequest& request) {
  return {{request.region_id()}, {request.country_id()}, text_of(request.name())};
}

Site from_proto(const v1::AddSiteRequest& request) {
  return {{request.site_id()}, {request.region_id()}, text_of(request.name()), request.time_zone()};
}

Venue from_proto(const v1::AddVenueRequest& request) {
  return {{request.venue_id()}, {request.site_id()}, text_of(request.name())};
}

Room from_proto(const v1::AddRoomRequest& request) {
  return {{request.room_id()}, {request.venue_id()}, text_of(request.name()), request.capacity()};
}

Programme from_proto(const v1::AddProgrammeRequest& request) {
  return {{request.programme_id()}, text_of(request.name())};
}

Project from_proto(const v1::AddProjectRequest& request) {
  return {{request.project_id()}, {request.programme_id()}, text_of(request.name())};
}

Result<Partnership> from_proto(const v1::AddPartnershipRequest& request) {
  if (!v1::PartnerRole_IsValid(request.role()) || request.role() == v1::PARTNER_ROLE_UNSPECIFIED)
    return refuse(Code::invalid, "UNKNOWN_PARTNER_ROLE", "There is no such role. Use one of the contract's.");
  return Partnership{{request.partnership_id()}, {request.project_id()}, {request.organisation_id()},
                     enum_cast<PartnerRole>(request.role())};
}

Round from_proto(const v1::PlanRoundRequest& request) {
  Round round{{request.round_id()}, {request.programme_id()}, {}, text_of(request.name()), request.year()};
  for (const std::string& project : request.project_ids()) round.projects.insert({project});
  for (const std::string& region : request.region_ids()) round.regions.insert({region});
  return round;
}

std::set<RegionId> from_proto(const v1::AddRoundRegionsRequest& request) {
  std::set<RegionId> regions;
  for (const std::string& region : request.region_ids()) regions.insert({region});
  return regions;
}

Result<SessionPlan> from_proto(const v1::PlanSessionRequest& request) {
  if (!v1::SessionKind_IsValid(request.kind()) || request.kind() == v1::SESSION_KIND_UNSPECIFIED)
    return refuse(Code::invalid, "UNKNOWN_SESSION_KIND",
                  "There is no such kind of session. Use one of the contract's.");
  SessionPlan plan;
  plan.id = {request.session_id()};
  plan.round = {request.round_id()};
  plan.project = {request.project_id()};
  plan.room = {request.room_id()};
  plan.kind = enum_cast<SessionKind>(request.kind());
  plan.title = text_of(request.title());
  plan.topic = request.topic();
  plan.audience = request.audience();
  plan.local_start = request.local_start();
  plan.duration = std::chrono::minutes(request.duration_minutes());
  plan.capacity = request.capacity();
  plan.local_registration_end = request.local_registration_end();
  return plan;
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
}

EventDraft to_draft(const CountryAdded& happened) {
  v1::Event event;
  v1::CountryAdded& body = *event.mutable_country_added();
  body.set_country_id(happened.country.id.value);
  body.set_code(happened.country.code);
  put_text(happened.country.name, *body.mutable_name());
  return draft(happened.country.id, body, event);
}

EventDraft to_draft(const RegionAdded& happened) {
  v1::Event event;
  v1::RegionAdded& body = *event.mutable_region_added();
  body.set_region_id(happened.region.id.value);
  body.set_country_id(happened.region.country.value);
  put_text(happened.region.name, *body.mutable_name());
  return draft(happened.region.id, body, event);
}

EventDraft to_draft(const SiteAdded& happened) {
  v1::Event event;
  v1::SiteAdded& body = *event.mutable_site_added();
  body.set_site_id(happened.site.id.value);
  body.set_region_id(happened.site.region.value);
  put_text(happened.site.name, *body.mutable_name());
  body.set_time_zone(happened.site.time_zone);
  return draft(happened.site.id, body, event);
}

EventDraft to_draft(const VenueAdded& happened) {
  v1::Event event;
  v1::VenueAdded& body = *event.mutable_venue_added();
  body.set_venue_id(happened.venue.id.value);
  body.set_site_id(happened.venue.site.value);
  put_text(happened.venue.name, *body.mutable_name());
  return draft(happened.venue.id, body, event);
}

EventDraft to_draft(const RoomAdded& happened) {
  v1::Event event;
  v1::RoomAdded& body = *event.mutable_room_added();
  body.set_room_id(happened.room.id.value);
  body.set_venue_id(happened.room.venue.value);
  put_text(happened.room.name, *body.mutable_name());
  body.set_capacity(happened.room.capacity);
  return draft(happened.room.id, body, event);
}

EventDraft to_draft(const ProgrammeAdded& happened) {
  v1::Event event;
  v1::ProgrammeAdded& body = *event.mutable_programme_added();
  body.set_programme_id(happened.programme.id.value);
  put_text(happened.programme.name, *body.mutable_name());
  return draft(happened.programme.id, body, event);
}

EventDraft to_draft(const ProjectAdded& happened) {
  v1::Event event;
  v1::ProjectAdded& body = *event.mutable_project_added();
  body.set_project_id(happened.project.id.value);
  body.set_programme_id(happened.project.programme.value);
  put_text(happened.project.name, *body.mutable_name());
  return draft(happened.project.id, body, event);
}

EventDraft to_draft(const PartnershipAdded& happened) {
  v1::Event event;
  v1::PartnershipAdded& body = *event.mutable_partnership_added();
  body.set_partnership_id(happened.partnership.id.value);
  body.set_project_id(happened.partnership.project.value);
  body.set_organisation_id(happened.partnership.organisation.value);
  body.set_role(enum_cast<v1::PartnerRole>(happened.partnership.role));
  return draft(happened.partnership.id, body, event);
}

EventDraft to_draft(const RoundPlanned& happened) {
  v1::Event event;
  v1::RoundPlanned& body = *event.mutable_round_planned();
  body.set_round_id(happened.round.id.value);
  body.set_programme_id(happened.round.programme.value);
  for (const ProjectId& project : happened.round.projects) body.add_project_ids(project.value);
  put_text(happened.round.name, *body.mutable_name());
  body.set_year(happened.round.year);
  for (const RegionId& region : happened.round.regions) body.add_region_ids(region.value);
  return draft(happened.round.id, body, event);
}

EventDraft to_draft(const RoundRegionsAdded& happened) {
  v1::Event event;
  v1::RoundRegionsAdded& body = *event.mutable_round_regions_added();
  body.set_round_id(happened.round.id.value);
  for (const RegionId& region : happened.round.regions) body.add_region_ids(region.value);
  return draft(happened.round.id, body, event);
}

EventDraft to_draft(const SessionPublished& happened) {
  const Session& session = happened.session;
  v1::Event event;
  v1::SessionPublished& body = *event.mutable_session_published();
  body.set_session_id(session.plan.id.value);
  body.set_round_id(session.plan.round.value);
  body.set_project_id(session.plan.project.value);
  body.set_site_id(session.site.value);
  body.set_region_id(happened.region.value);
  body.set_room_id(session.plan.room.value);
  body.set_kind(enum_cast<v1::SessionKind>(session.plan.kind));
  put_text(session.plan.title, *body.mutable_title());
  body.set_topic(session.plan.topic);
  body.set_audience(session.plan.audience);
  body.set_local_start(session.plan.local_start);
  body.set_time_zone(session.time_zone);
  body.set_duration_minutes(static_cast<std::int32_t>(session.plan.duration.count()));
  body.set_capacity(session.plan.capacity);
  body.set_starts_at_us(session.starts_at.us);
  body.set_registration_ends_at_us(session.registration_ends_at.us);
  return draft(session.plan.id, body, event);
}

}  // namespace opora::scheduling
