#include "reporting/wire.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "platform/dates/dates.h"
#include "platform/proto/enum_code.h"
#include "platform/text/text_message.h"

namespace opora::reporting {
namespace {

Result<void> require(std::initializer_list<std::string_view> ids) {
  if (std::ranges::find(ids, std::string_view()) == ids.end()) return {};
  return refuse(Code::invalid, "EVENT_WITHOUT_ID", "The event leaves out the id of something it is about.");
}

Result<Name> named(std::string subject, const std::string& id, const platform::v1::LocalizedText& text) {
  TRY_DO(require({id}));
  return Name{std::move(subject), id, text_of(text)};
}

template <class Event>
Result<Renaming> renaming(std::string subject, const std::string& id, const Event& event, Instant at) {
  TRY(name, named(subject, id, event.name()));
  return Renaming{std::move(name), FormerName{std::move(subject), id, text_of(event.former_name()), at}};
}

// `change`: how many changes the group had seen when they were named in it, or left it.
std::vector<GroupMember> members_of(const std::string& group,
                                    const google::protobuf::RepeatedPtrField<std::string>& people, int change = 0,
                                    bool have_left = false) {
  std::vector<GroupMember> members;
  for (const std::string& person : people) members.push_back({{group}, {person}, change, have_left});
  return members;
}

// What a change says of a group's seats: nothing of whether it has them, nor of who sends it.
template <class Event>
Result<GroupSeats> changed_seats(const Event& event) {
  TRY_DO(require({event.group_id(), event.session_id()}));
  return GroupSeats{
      {event.group_id()}, {event.session_id()}, event.head_count(), GroupStatus::waiting, {}, event.change_number()};
}

template <class Event>
Place place_in(const Event& event) {
  return {event.local_start(), event.time_zone(), {event.site_id()}, {event.room_id()}};
}

template <class Event>
std::vector<RoundRegion> regions_in(const Event& event) {
  std::vector<RoundRegion> regions;
  for (const std::string& region : event.region_ids()) regions.push_back({{event.round_id()}, {region}});
  return regions;
}

}  // namespace

Result<Name> from_event(const scheduling::v1::RegionAdded& event) {
  return named("region", event.region_id(), event.name());
}

Result<Name> from_event(const scheduling::v1::SiteAdded& event) { return named("site", event.site_id(), event.name()); }

Result<Name> from_event(const scheduling::v1::VenueAdded& event) {
  return named("venue", event.venue_id(), event.name());
}

Result<Name> from_event(const scheduling::v1::RoomAdded& event) {
  TRY_DO(require({event.venue_id()}));
  return named("room", event.room_id(), event.name());
}

Result<Name> from_event(const scheduling::v1::ProgrammeAdded& event) {
  return named("programme", event.programme_id(), event.name());
}

Result<Name> from_event(const scheduling::v1::ProjectAdded& event) {
  return named("project", event.project_id(), event.name());
}

Result<Name> from_event(const registration::v1::OrganisationAdded& event) {
  return named("organisation", event.organisation_id(), event.name());
}

Result<Partnership> from_event(const scheduling::v1::PartnershipAdded& event) {
  TRY_DO(require({event.partnership_id(), event.project_id(), event.organisation_id()}));
  return Partnership{
      {event.partnership_id()}, {event.project_id()}, {event.organisation_id()}, code_of(event.role())};
}

Result<Round> from_event(const scheduling::v1::RoundPlanned& event) {
  TRY_DO(require({event.round_id(), event.programme_id()}));
  return Round{{event.round_id()}, {event.programme_id()}, event.year()};
}

Result<Session> from_event(const scheduling::v1::SessionPublished& event) {
  TRY_DO(require({event.session_id(), event.round_id()}));
  Session session;
  session.id = {event.session_id()};
  session.round = {event.round_id()};
  session.project = {event.project_id()};
  session.site = {event.site_id()};
  session.region = {event.region_id()};
  session.kind = code_of(event.kind());
  session.topic = event.topic();
  session.audience = event.audience();
  session.local_date = date_of(event.local_start());
  session.duration_minutes = event.duration_minutes();
  return session;
}

Result<SessionId> session_in(const scheduling::v1::SessionMoved& event) {
  TRY_DO(require({event.session_id()}));
  return SessionId{event.session_id()};
}

Result<SessionId> session_in(const scheduling::v1::SessionCapacityChanged& event) {
  TRY_DO(require({event.session_id()}));
  return SessionId{event.session_id()};
}

Result<SessionId> session_in(const scheduling::v1::SessionCancelled& event) {
  TRY_DO(require({event.session_id()}));
  return SessionId{event.session_id()};
}

Session moved(Session session, const scheduling::v1::SessionMoved& event) {
  session.site = {event.site_id()};
  session.region = {event.region_id()};
  session.local_date = date_of(event.local_start());
  session.duration_minutes = event.duration_minutes();
  return session;
}

SessionMove move_of(const scheduling::v1::SessionMoved& event, Instant at) {
  return {{event.session_id()}, event.version(), place_in(event), at, event.reason()};
}

SessionDetails details_of(const scheduling::v1::SessionPublished& event) {
  SessionDetails details;
  details.id = {event.session_id()};
  details.place = place_in(event);
  details.starts_at = {event.starts_at_us()};
  details.duration_minutes = event.duration_minutes();
  details.capacity = event.capacity();
  return details;
}

SessionDetails changed(SessionDetails details, const scheduling::v1::SessionMoved& event, Instant at) {
  if (!details.first_place) details.first_place = details.place;
  details.id = {event.session_id()};
  details.place = place_in(event);
  details.starts_at = {event.starts_at_us()};
  details.duration_minutes = event.duration_minutes();
  details.capacity = event.capacity();
  details.reason = event.reason();
  details.changed_at = at;
  return details;
}

SessionDetails changed(SessionDetails details, const scheduling::v1::SessionCapacityChanged& event, Instant at) {
  details.id = {event.session_id()};
  details.capacity = event.capacity();
  details.changed_at = at;
  return details;
}

SessionDetails changed(SessionDetails details, const scheduling::v1::SessionCancelled& event, Instant at) {
  details.id = {event.session_id()};
  details.reason = event.reason();
  details.changed_at = at;
  return details;
}

Result<Renaming> from_event(const scheduling::v1::ThingRenamed& event, Instant at) {
  return renaming(code_of(event.kind()), event.thing_id(), event, at);
}

Result<Renaming> from_event(const registration::v1::OrganisationRenamed& event, Instant at) {
  return renaming("organisation", event.organisation_id(), event, at);
}

Result<GroupSeats> from_event(const registration::v1::GroupConfirmed& event) {
  TRY_DO(require({event.group_id(), event.session_id()}));
  return GroupSeats{{event.group_id()},         {event.session_id()}, event.head_count(), GroupStatus::confirmed,
                    {event.organisation_id()}, event.change_number()};
}

Result<GroupSeats> from_event(const registration::v1::GroupWaitlisted& event) {
  TRY_DO(require({event.group_id(), event.session_id()}));
  return GroupSeats{{event.group_id()}, {event.session_id()}, event.head_count(),
                    GroupStatus::waiting, {event.organisation_id()}};
}

Result<GroupSeats> from_event(const registration::v1::GroupCancelled& event) {
  TRY_DO(require({event.group_id(), event.session_id()}));
  // What became free is what the change before it left.
  const int last_change = std::max(0, event.change_number() - 1);
  return GroupSeats{
      {event.group_id()}, {event.session_id()}, event.freed_count(), GroupStatus::cancelled, {}, last_change};
}

Result<GroupSeats> from_event(const registration::v1::GroupHeadCountChanged& event) { return changed_seats(event); }

Result<GroupSeats> from_event(const registration::v1::GroupMembersCancelled& event) { return changed_seats(event); }

Result<Attendance> from_event(const registration::v1::AttendanceRecorded& event) {
  TRY_DO(require({event.session_id(), event.person_id()}));
  const bool unverified = std::ranges::count(event.flags(), registration::v1::CHECK_IN_FLAG_UNKNOWN_PERSON) > 0;
  return Attendance{{event.session_id()}, {event.person_id()}, {event.organisation_id()}, unverified, event.change()};
}

// Of one that is taken back nothing else is kept, so that it is the same whatever was said of it before.
Result<Attendance> from_event(const registration::v1::AttendanceTakenBack& event) {
  TRY_DO(require({event.session_id(), event.person_id()}));
  const bool is_moved = !event.moved_to_session_id().empty();
  return Attendance{{event.session_id()}, {event.person_id()}, {}, false, event.change(), is_moved};
}

Result<UnnamedCount> from_event(const registration::v1::AttendanceCounted& event) {
  TRY_DO(require({event.session_id(), event.organisation_id()}));
  return UnnamedCount{{event.session_id()}, {event.organisation_id()}, event.person_count(), event.change()};
}

Result<std::vector<GroupMember>> from_event(const registration::v1::GroupMembersNamed& event) {
  TRY_DO(require({event.group_id()}));
  return members_of(event.group_id(), event.person_ids(), event.change_number());
}

Result<std::vector<GroupMember>> from_event(const registration::v1::GroupMemberSubstituted& event) {
  TRY_DO(require({event.group_id(), event.person_id(), event.substitute_person_id()}));
  return std::vector<GroupMember>{{{event.group_id()}, {event.person_id()}, event.change_number(), true},
                                  {{event.group_id()}, {event.substitute_person_id()}, event.change_number(), false}};
}

// Of its seats a substitution says nothing but that something was said.
Result<GroupSeats> seats_in(const registration::v1::GroupMemberSubstituted& event) {
  TRY_DO(require({event.group_id(), event.session_id()}));
  return GroupSeats{{event.group_id()}, {event.session_id()}};
}

Result<RosterMember> from_event(const registration::v1::RosterMemberAdded& event) {
  TRY_DO(require({event.organisation_id(), event.person_id()}));
  return RosterMember{{event.person_id()}, event.from_date(), {event.organisation_id()}, event.until_date()};
}

Result<RosterMember> from_event(const registration::v1::RosterMemberChanged& changed) {
  TRY_DO(require({changed.organisation_id(), changed.person_id()}));
  return RosterMember{
      {changed.person_id()}, changed.from_date(), {changed.organisation_id()}, "", changed.until_date()};
}

Result<ScanSetAside> from_event(const registration::v1::ScanSetAside& event) {
  TRY_DO(require({event.session_id(), event.check_in_id()}));
  return ScanSetAside{{event.check_in_id()}, {event.session_id()}, ScanStanding::set_aside};
}

Result<ScanSetAside> from_event(const registration::v1::ScanSettled& event) {
  TRY_DO(require({event.session_id(), event.check_in_id()}));
  return ScanSetAside{{event.check_in_id()}, {event.session_id()}, ScanStanding::settled};
}

Result<MergedPerson> from_event(const registration::v1::PeopleMerged& event, Instant at) {
  TRY_DO(require({event.kept_person_id(), event.merged_person_id()}));
  return MergedPerson{{event.merged_person_id()}, {event.kept_person_id()}, event.change(), at};
}

Result<MergedPerson> from_event(const registration::v1::PeopleUnmerged& event, Instant at) {
  TRY_DO(require({event.kept_person_id(), event.merged_person_id()}));
  return MergedPerson{{event.merged_person_id()}, {}, event.change(), at};
}

Result<MergedOrganisation> from_event(const registration::v1::OrganisationsMerged& event, Instant at) {
  TRY_DO(require({event.kept_organisation_id(), event.merged_organisation_id()}));
  return MergedOrganisation{{event.merged_organisation_id()}, {event.kept_organisation_id()}, event.change(), at};
}

Result<MergedOrganisation> from_event(const registration::v1::OrganisationsUnmerged& event, Instant at) {
  TRY_DO(require({event.kept_organisation_id(), event.merged_organisation_id()}));
  return MergedOrganisation{{event.merged_organisation_id()}, {}, event.change(), at};
}

OrganisationsApart apart_in(const registration::v1::OrganisationsUnmerged& event) {
  const auto& [first, second] = std::minmax(event.kept_organisation_id(), event.merged_organisation_id());
  return {{first}, {second}};
}

std::vector<GroupMember> members_in(const registration::v1::GroupConfirmed& event) {
  return members_of(event.group_id(), event.person_ids());
}

std::vector<GroupMember> members_in(const registration::v1::GroupWaitlisted& event) {
  return members_of(event.group_id(), event.person_ids());
}

std::vector<GroupMember> members_in(const registration::v1::GroupMembersCancelled& event) {
  return members_of(event.group_id(), event.person_ids(), event.change_number(), true);
}

Name round_name(const scheduling::v1::RoundPlanned& event) {
  return {"round", event.round_id(), text_of(event.name())};
}

Room room_of(const scheduling::v1::RoomAdded& event) { return {{event.room_id()}, {event.venue_id()}}; }

Name session_name(const scheduling::v1::SessionPublished& event) {
  return {"session", event.session_id(), text_of(event.title())};
}

std::vector<RoundProject> round_projects(const scheduling::v1::RoundPlanned& event) {
  std::vector<RoundProject> parts;
  for (const std::string& project : event.project_ids()) parts.push_back({{event.round_id()}, {project}});
  return parts;
}

std::vector<RoundRegion> round_regions(const scheduling::v1::RoundPlanned& event) { return regions_in(event); }

Result<std::vector<RoundRegion>> from_event(const scheduling::v1::RoundRegionsAdded& event) {
  TRY_DO(require({event.round_id()}));
  return regions_in(event);
}

}  // namespace opora::reporting
