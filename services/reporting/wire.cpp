#include "reporting/wire.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "platform/dates/dates.h"
#include "platform/proto/enum_code.h"
#include "platform/service/contract_enum.h"
#include "platform/text/text_message.h"
#include "reporting/domain/session_state.h"
#include "reporting_words.h"

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

using scheduling::v1::PartnerRole;
using scheduling::v1::SessionKind;

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

void put_place(const NamedPlace& where, v1::SessionPlace& message) {
  message.set_local_start(where.place.local_start);
  message.set_time_zone(where.place.time_zone);
  if (where.site) put_text(*where.site, *message.mutable_site_name());
  if (where.venue) put_text(*where.venue, *message.mutable_venue_name());
  if (where.room) put_text(*where.room, *message.mutable_room_name());
}

void put_turnout(const Turnout& turnout, v1::Turnout& message) {
  message.set_came_count(turnout.came);
  message.set_seats_confirmed(turnout.seats);
  message.set_came_with_seat_count(turnout.came_with_seat);
  message.set_came_with_seat_at_most(turnout.came_with_seat_at_most);
  message.set_did_not_come_count(turnout.seats - turnout.came_with_seat_at_most);
  message.set_did_not_come_at_most(turnout.seats - turnout.came_with_seat);
}

void put_session(const ListedSession& listed, SessionState state, v1::ReportedSession& message) {
  message.set_session_id(listed.session.id.value);
  if (listed.title) put_text(*listed.title, *message.mutable_title());
  message.set_state(enum_cast<v1::SessionState>(state));
  put_place(listed.place, *message.mutable_place());
  if (listed.first_place) put_place(*listed.first_place, *message.mutable_former_place());
  message.set_reason(listed.details.reason);
  message.set_duration_minutes(listed.session.duration_minutes);
  message.set_capacity(listed.details.capacity);
  message.set_seats_confirmed(listed.seats.confirmed);
  message.set_seats_waiting(listed.seats.waiting);
}

void put_dates(const std::vector<ListedSession>& sessions, v1::RoundReport& report) {
  for (const ListedSession& listed : sessions) {
    const std::string& date = listed.session.local_date;
    if (listed.session.cancelled || date.empty()) continue;
    if (report.first_date().empty() || date < report.first_date()) report.set_first_date(date);
    report.set_last_date(std::max(report.last_date(), date));
  }
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

void add_figures(v1::RoundReport& report, const std::vector<Figure>& figures) {
  const Words& english = reporting_words().in("en");
  for (const Figure& figure : figures) {
    v1::Figure& message = *report.add_figures();
    message.set_measure(enum_cast<v1::Measure>(figure.measure));
    message.set_measure_code(code_of(message.measure()));
    message.set_value(figure.value);
    message.set_at_most(figure.value + figure.unsure);
    message.set_counts(english.text("counts." + message.measure_code()));
  }
}

void add_breakdown(v1::RoundReport& report, Dimension dimension, const std::vector<KeyedReach>& rows,
                   const std::vector<std::optional<LocalizedText>>& labels) {
  v1::Breakdown& breakdown = *report.add_breakdowns();
  breakdown.set_dimension_code(std::string(name_of(dimension)));
  breakdown.set_dimension(value_of_code<v1::Dimension>(breakdown.dimension_code()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const KeyedReach& row = rows[i];
    v1::BreakdownRow& message = *breakdown.add_rows();
    message.set_key(row.key);
    if (dimension == Dimension::kind) message.set_kind(value_of_code<SessionKind>(row.key));
    if (labels[i]) put_text(*labels[i], *message.mutable_label());
    if (dimension == Dimension::organisation && row.key.empty())
      put_text(reporting_words().text("guests"), *message.mutable_label());
    message.set_people_count(row.reach.people);
    message.set_people_at_most(row.reach.people_at_most());
    message.set_attendance_count(row.reach.attendances);
    message.set_session_count(row.reach.sessions);
    message.set_session_minutes(row.reach.minutes);
    message.set_day_count(row.reach.days);
  }
}

void add_other_rounds(v1::RoundReport& report, const std::vector<OtherRound>& others) {
  for (const OtherRound& other : others) {
    v1::OtherRound& message = *report.add_other_rounds();
    message.set_round_id(other.round.id.value);
    if (other.name) put_text(*other.name, *message.mutable_name());
    message.set_year(other.round.year);
    message.set_people_count(other.reach.people);
    message.set_people_at_most(other.reach.people_at_most());
    message.set_attendance_count(other.reach.attendances);
  }
}

void add_partners(v1::RoundReport& report, std::vector<NamedPartnership> partners) {
  std::ranges::stable_sort(partners, {}, [](const NamedPartnership& partner) {
    return std::pair(partner.partnership.project, value_of_code<PartnerRole>(partner.partnership.role));
  });
  for (const NamedPartnership& partner : partners) {
    v1::Partner& message = *report.add_partners();
    message.set_project_id(partner.partnership.project.value);
    if (partner.project_name) put_text(*partner.project_name, *message.mutable_project_name());
    message.set_organisation_id(partner.partnership.organisation.value);
    if (partner.organisation_name) put_text(*partner.organisation_name, *message.mutable_organisation_name());
    message.set_role(value_of_code<PartnerRole>(partner.partnership.role));
    message.set_role_code(partner.partnership.role);
  }
}

void add_cancelled_sessions(v1::RoundReport& report, const std::vector<CancelledSession>& cancelled) {
  constexpr std::size_t kListed = 100;
  for (const CancelledSession& each : cancelled) {
    if (static_cast<std::size_t>(report.cancelled_sessions_size()) == kListed) return;
    v1::CancelledSession& message = *report.add_cancelled_sessions();
    message.set_session_id(each.session.id.value);
    if (each.title) put_text(*each.title, *message.mutable_title());
    message.set_local_date(each.session.local_date);
  }
}

void add_former_names(v1::RoundReport& report, const std::vector<RenamedThing>& renamed) {
  for (const RenamedThing& thing : renamed) {
    v1::FormerName& message = *report.add_former_names();
    message.set_thing_id(thing.former.id);
    put_text(thing.name, *message.mutable_name());
    put_text(thing.former.text, *message.mutable_former_name());
    message.set_until_date(date_of(to_rfc3339(thing.former.until)));
  }
}

void add_positions(v1::RoundReport& report, const std::vector<CountedLog>& logs) {
  for (const CountedLog& log : logs) {
    v1::LogPosition& message = *report.add_positions();
    message.set_log(log.log);
    message.set_epoch(log.epoch);
    message.set_position(log.position);
  }
}

void add_sessions(v1::RoundReport& report, const std::vector<ListedSession>& sessions,
                  const std::map<SessionId, CameByOrganisation>& came, Instant now) {
  std::optional<Turnout> whole;
  for (const ListedSession& listed : sessions) {
    const auto there = came.find(listed.session.id);
    const SessionState state = state_of(listed.session, listed.details, there != came.end(), now);
    v1::ReportedSession& message = *report.add_sessions();
    put_session(listed, state, message);
    if (state != SessionState::held) continue;
    const Turnout turnout = turnout_of(listed.groups, there->second);
    put_turnout(turnout, *message.mutable_turnout());
    (whole ? *whole : whole.emplace()) += turnout;
  }
  if (whole) put_turnout(*whole, *report.mutable_turnout());
  put_dates(sessions, report);
}

void add_corrections(v1::RoundReport& report, const std::vector<CorrectionCount>& corrections) {
  for (const CorrectionCount& each : corrections) {
    v1::CorrectionCount& message = *report.add_corrections();
    message.set_correction(enum_cast<v1::Correction>(each.correction));
    message.set_count(each.count);
    message.set_last_at_us(each.last_at.us);
  }
}

void to_proto(const SomebodyInTwoPlaces& somebody, v1::PersonInTwoPlaces& message) {
  message.set_person_id(somebody.person.value);
  for (const SomebodyInTwoPlaces::At& at : somebody.sessions) {
    v1::OverlappingSession& out = *message.add_sessions();
    out.set_session_id(at.session.id.value);
    out.set_round_id(at.session.round.value);
    out.set_region_id(at.session.region.value);
    if (at.title) put_text(*at.title, *out.mutable_title());
    out.set_local_start(at.details.place.local_start);
    out.set_time_zone(at.details.place.time_zone);
    out.set_duration_minutes(at.session.duration_minutes);
  }
}

}  // namespace opora::reporting
