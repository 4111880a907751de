// Other services' events → facts; figures → the report's protobuf. An event is refused, and so parked, only when it
// does not say what it is about: EVENT_WITHOUT_ID.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "opora/registration/v1/events.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "reporting/domain/corrections.h"
#include "reporting/domain/facts.h"
#include "reporting/domain/group_seats.h"
#include "reporting/domain/measures.h"
#include "reporting/domain/scans.h"
#include "reporting/store/listed_sessions.h"
#include "reporting/store/names.h"
#include "reporting/store/overlaps.h"
#include "reporting/store/progress.h"
#include "reporting/store/reach.h"
#include "reporting/store/rounds.h"

namespace opora::reporting {

// ---- Events ----
Result<Name> from_event(const scheduling::v1::RegionAdded& event);
Result<Name> from_event(const scheduling::v1::SiteAdded& event);
Result<Name> from_event(const scheduling::v1::VenueAdded& event);
Result<Name> from_event(const scheduling::v1::RoomAdded& event);
Result<Name> from_event(const scheduling::v1::ProgrammeAdded& event);
Result<Name> from_event(const scheduling::v1::ProjectAdded& event);
Result<Name> from_event(const registration::v1::OrganisationAdded& event);
Result<Partnership> from_event(const scheduling::v1::PartnershipAdded& event);
Result<Round> from_event(const scheduling::v1::RoundPlanned& event);
Result<std::vector<RoundRegion>> from_event(const scheduling::v1::RoundRegionsAdded& event);
Result<Session> from_event(const scheduling::v1::SessionPublished& event);
Result<GroupSeats> from_event(const registration::v1::GroupConfirmed& event);
Result<GroupSeats> from_event(const registration::v1::GroupWaitlisted& event);
Result<GroupSeats> from_event(const registration::v1::GroupCancelled& event);
Result<GroupSeats> from_event(const registration::v1::GroupHeadCountChanged& event);
Result<GroupSeats> from_event(const registration::v1::GroupMembersCancelled& event);
Result<GroupSeats> seats_in(const registration::v1::GroupMemberSubstituted& event);
Result<Attendance> from_event(const registration::v1::AttendanceRecorded& event);
Result<Attendance> from_event(const registration::v1::AttendanceTakenBack& event);
Result<UnnamedCount> from_event(const registration::v1::AttendanceCounted& event);
Result<std::vector<GroupMember>> from_event(const registration::v1::GroupMembersNamed& event);
// Who has left, and who comes instead.
Result<std::vector<GroupMember>> from_event(const registration::v1::GroupMemberSubstituted& event);
Result<RosterMember> from_event(const registration::v1::RosterMemberAdded& event);
Result<RosterMember> from_event(const registration::v1::RosterMemberChanged& event);
Result<ScanSetAside> from_event(const registration::v1::ScanSetAside& event);
Result<ScanSetAside> from_event(const registration::v1::ScanSettled& event);
// Which id stands for which, since then.
Result<MergedPerson> from_event(const registration::v1::PeopleMerged& event, Instant at);
Result<MergedPerson> from_event(const registration::v1::PeopleUnmerged& event, Instant at);
Result<MergedOrganisation> from_event(const registration::v1::OrganisationsMerged& event, Instant at);
Result<MergedOrganisation> from_event(const registration::v1::OrganisationsUnmerged& event, Instant at);
OrganisationsApart apart_in(const registration::v1::OrganisationsUnmerged& event);
// Those named when the group was registered.
std::vector<GroupMember> members_in(const registration::v1::GroupConfirmed& event);
std::vector<GroupMember> members_in(const registration::v1::GroupWaitlisted& event);
// Those who have left it.
std::vector<GroupMember> members_in(const registration::v1::GroupMembersCancelled& event);
Name round_name(const scheduling::v1::RoundPlanned& event);
Name session_name(const scheduling::v1::SessionPublished& event);
Room room_of(const scheduling::v1::RoomAdded& event);
std::vector<RoundProject> round_projects(const scheduling::v1::RoundPlanned& event);
std::vector<RoundRegion> round_regions(const scheduling::v1::RoundPlanned& event);

// What a thing is called now, and what it was called until then.
struct Renaming {
  Name name;
  FormerName former;
};
Result<Renaming> from_event(const scheduling::v1::ThingRenamed& event, Instant at);
Result<Renaming> from_event(const registration::v1::OrganisationRenamed& event, Instant at);

// Which session was changed, and how it is after it was moved.
Result<SessionId> session_in(const scheduling::v1::SessionMoved& event);
Result<SessionId> session_in(const scheduling::v1::SessionCapacityChanged& event);
Result<SessionId> session_in(const scheduling::v1::SessionCancelled& event);
Session moved(Session session, const scheduling::v1::SessionMoved& event);
// Where to, and why, as it was said at that time.
SessionMove move_of(const scheduling::v1::SessionMoved& event, Instant at);

// What a report says of a session: as it was published, and after what changed it at that time.
SessionDetails details_of(const scheduling::v1::SessionPublished& event);
SessionDetails changed(SessionDetails details, const scheduling::v1::SessionMoved& event, Instant at);
SessionDetails changed(SessionDetails details, const scheduling::v1::SessionCapacityChanged& event, Instant at);
SessionDetails changed(SessionDetails details, const scheduling::v1::SessionCancelled& event, Instant at);

// ---- The report ----
void add_figures(v1::RoundReport& report, const std::vector<Figure>& figures);
void add_breakdown(v1::RoundReport& report, Dimension dimension, const std::vector<KeyedReach>& rows,
                   const std::vector<std::optional<LocalizedText>>& labels);
void add_other_rounds(v1::RoundReport& report, const std::vector<OtherRound>& others);
// Those of a project by their roles, in the contract's order; of one role in the order in which they are given.
void add_partners(v1::RoundReport& report, std::vector<NamedPartnership> partners);
void add_cancelled_sessions(v1::RoundReport& report, const std::vector<CancelledSession>& cancelled);
void add_former_names(v1::RoundReport& report, const std::vector<RenamedThing>& renamed);
void add_positions(v1::RoundReport& report, const std::vector<CountedLog>& logs);
// Every session with what has become of it by now and each of its moves, the first and the last day, and who came to
// those held.
void add_sessions(v1::RoundReport& report, const std::vector<ListedSession>& sessions,
                  const std::map<SessionId, CameByOrganisation>& came, Instant now);
void add_corrections(v1::RoundReport& report, const std::vector<CorrectionCount>& corrections);

// ---- The list of who was in two places at once ----
void to_proto(const SomebodyInTwoPlaces& somebody, v1::PersonInTwoPlaces& message);

}  // namespace opora::reporting
