// Registration's own types as the contract's messages, and back.
#pragma once

#include <optional>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/events/log/event_log.h"
#include "platform/lane/transaction.h"
#include "registration/domain/add_roster_members.h"
#include "registration/domain/attendance.h"
#include "registration/domain/correct_person.h"
#include "registration/domain/correction.h"
#include "registration/domain/end_membership.h"
#include "registration/domain/attendance_correction.h"
#include "registration/domain/count_attendance.h"
#include "registration/domain/events.h"
#include "registration/domain/expiry.h"
#include "registration/domain/group.h"
#include "registration/domain/likely_duplicates.h"
#include "registration/domain/merge_organisations.h"
#include "registration/domain/merge_people.h"
#include "registration/domain/move_attendance.h"
#include "registration/domain/group_change.h"
#include "registration/domain/organisation.h"
#include "registration/domain/person.h"
#include "registration/domain/person_key.h"
#include "registration/domain/roster.h"
#include "registration/domain/seats.h"
#include "registration/domain/session.h"
#include "registration/domain/unsettled.h"
#include "registration/store/attendance.h"
#include "registration/store/group_change.h"
#include "registration/store/conflicts.h"
#include "registration/store/roster.h"

namespace opora::registration {

// An event as the log carries it. Events with the same key keep their order even where one of them can't be applied:
// those of a group, of a person, of an organisation's roster, of a scan that was set aside, of a session. In a merge
// two ids meet, so all merges of people have one key, and all of organisations another.
EventDraft to_draft(const Event& event);

Organisation from_proto(const v1::AddOrganisationRequest& request);
AddRosterMembers from_proto(const v1::AddRosterMembersRequest& request);
CorrectPerson from_proto(const v1::CorrectPersonRequest& request);
EndMembership from_proto(const v1::EndMembershipRequest& request);
TwoPeople from_proto(const v1::MergePeopleRequest& request);
TwoPeople from_proto(const v1::UnmergePeopleRequest& request);
RegisterGroup from_proto(const v1::RegisterGroupRequest& request);
WhoseKeys from_proto(const v1::ResolveKeysRequest& request);
Scan from_proto(const v1::Scan& scan);
std::vector<CheckInId> check_ins_in(const google::protobuf::RepeatedPtrField<std::string>& ids);  // each once
Saying saying_of(const v1::TakeBackAttendanceRequest& request);
MoveAttendance from_proto(const v1::MoveAttendanceRequest& request);
CountAttendance from_proto(const v1::CountAttendanceRequest& request);
Session from_proto(const scheduling::v1::SessionPublished& published);
Mention mention_of(const v1::GroupMember& member);
Session from_proto(const scheduling::v1::SessionMoved& moved);
std::vector<Mention> mentions_in(const google::protobuf::RepeatedPtrField<v1::GroupMember>& members);

// The timer that ends registration. One session has one end, so the session's id is the timer's: set again, it moves.
Timer end_timer(const SessionId& session, Instant at);

// The timers that fill a session's seats, one of each kind a session: one that fills those that are owed, or one that
// finds out whether anybody moves up.
Timer fill_timer(const SessionId& session, Instant due, std::optional<OwedSeats> owed = {});

// The timer that ends the waiting for a cancelled session.
Timer waitlist_timer(const SessionId& session, Instant due);

// The timer that looks at a session's waiting scans: one a session, so the last word counts.
Timer admit_timer(const SessionId& session, Instant due);

// The job that looks for old names, of people after this one. There is one at a time.
Job old_names_job(const PersonId& after, Instant due);

v1::GroupStatus to_proto(GroupStatus status);
void to_proto(const Flags& flags, google::protobuf::RepeatedField<int>& out);
void to_proto(const v1::Scan& scan, const RecordedScan& recorded, v1::CheckInResult& message);
void to_proto(const Group& group, v1::GroupSummary& message);
void to_proto(const Group& group, int waitlist_place, const std::vector<Person>& members, v1::Group& message);
// `people` are those of a group's changes.
void to_proto(const GroupChange& change, const std::vector<Person>& people, v1::GroupChange& message);
// What it was for one of those who left by it or came.
void to_proto(const GroupChange& change, const PersonId& person, v1::Placement& message);
void to_proto(const GroupChange& pass, v1::PassedOver& message);
void to_proto(const Withdrawal& withdrawal, v1::Withdrawal& message);
void to_proto(const Group& group, const Organisation& sender, v1::ExpectedGroup& message);
void to_proto(const Person& person, v1::ExpectedPerson& message);
void to_proto(const RosterEntry& entry, v1::RosterMember& message);
void to_proto(const Correction& correction, v1::PersonCorrection& message);
void to_proto(const OrganisationIdentity& said, v1::OrganisationIdentity& message);
void to_proto(const NamedAttendance& named, v1::Attendance& message);
void to_proto(const PersonActivity& told, Instant now, v1::ExpiringName& message);
void to_proto(const Organisation& organisation, v1::Organisation& message);
void to_proto(const LikelyDuplicate& duplicate, v1::LikelyDuplicate& message);
void to_proto(const LikelyDuplicateOrganisation& duplicate, v1::LikelyDuplicateOrganisation& message);
void to_proto(const CheckIn& check_in, v1::CheckIn& message);
void to_proto(const AttendanceCorrection& correction, v1::AttendanceCorrection& message);
void to_proto(const UnnamedCount& count, v1::AttendanceCount& message);
void to_proto(const PersonKey& key, v1::ListedKey& message);
void to_proto(const Conflict& conflict, v1::Conflict& message);
// What is odd about it by what is known at its door now.
void to_proto(const Unsettled& scan, const Door& door, v1::UnsettledScan& message);

}  // namespace opora::registration
