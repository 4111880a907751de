// What registration decides, as facts. No fact names a person: only ids, codes and counts leave this service.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/text/localized_text.h"
#include "registration/domain/corrected_by.h"
#include "registration/domain/ids.h"

namespace opora::registration {

// What an organisation is. The numbers are the contract's.
enum class OrganisationKind {
  unspecified = 0,
  kindergarten = 1,
  social_service = 2,
  school = 3,
  health_service = 4,
  public_authority = 5,
  charity = 6,
  company = 7,
};

// What is odd about a check-in. The numbers are the contract's.
enum class CheckInFlag {
  not_registered = 1,
  unknown_person = 2,
  unknown_session = 3,
  already_checked_in = 4,
  outside_session = 5,
  unreadable_code = 6,
  other_region = 7,
  group_cancelled = 8,
  too_many_unknown = 9,
  taken_back = 10,
  counted_unnamed = 11,
  session_cancelled = 12,
};
constexpr CheckInFlag kLastFlag = CheckInFlag::session_cancelled;
using Flags = std::vector<CheckInFlag>;  // in the order of their numbers

// Why a group was changed, and on whose side. The numbers are the contract's.
enum class ChangeReason {
  unspecified = 0,
  numbers_changed = 1,
  cannot_come = 2,
  entered_wrongly = 3,
  seats_stay_free = 4,
  other = 5,
};
enum class ChangedBy { unspecified = 0, administrator = 1, coordinator = 2, organisation = 3 };
struct Why {
  ChangeReason reason = ChangeReason::unspecified;
  ChangedBy by = ChangedBy::unspecified;
  bool operator==(const Why&) const = default;
};

struct OrganisationAdded {
  OrganisationId organisation;
  LocalizedText name;
  OrganisationKind kind;
  RegionId region;  // empty: it works in all
  bool operator==(const OrganisationAdded&) const = default;
};

struct OrganisationRenamed {
  OrganisationId organisation;
  LocalizedText name;
  LocalizedText former_name;
  std::string reason;
  bool operator==(const OrganisationRenamed&) const = default;
};

struct RosterMemberAdded {
  OrganisationId organisation;
  PersonId person;
  std::string from_date;
  std::string until_date;  // empty while they work there
  bool operator==(const RosterMemberAdded&) const = default;
};

// Who, and what of it: never what they are called.
struct PersonCorrected {
  PersonId person;
  bool name_changed = false;
  bool occupation_changed = false;
  bool operator==(const PersonCorrected&) const = default;
};

// `by` stays inside the service.
struct RosterMemberChanged {
  OrganisationId organisation;
  PersonId person;
  std::string from_date;   // of the time there that it is about
  std::string until_date;  // empty while they work there
  CorrectedBy by = CorrectedBy::hand;
  bool operator==(const RosterMemberChanged&) const = default;
};

// Two ids are one person's, or two people's after all. Of what is said of who is merged away the highest `change`
// stands.
struct PeopleMerged {
  PersonId kept;
  PersonId merged;
  int change = 0;
  bool operator==(const PeopleMerged&) const = default;
};

struct PeopleUnmerged {
  PersonId kept;
  PersonId merged;
  int change = 0;
  bool operator==(const PeopleUnmerged&) const = default;
};

struct OrganisationsMerged {
  OrganisationId kept;
  OrganisationId merged;
  int change = 0;
  bool operator==(const OrganisationsMerged&) const = default;
};

// Also of two that were not merged, when somebody has said that they are two.
struct OrganisationsUnmerged {
  OrganisationId kept;
  OrganisationId merged;
  int change = 0;
  bool were_merged = false;
  bool operator==(const OrganisationsUnmerged&) const = default;
};

// `arrival` stays inside the service: the group's number in the session's order of arrival.
struct GroupConfirmed {
  GroupId group;
  SessionId session;
  OrganisationId organisation;
  int head_count;
  bool promoted;
  std::int64_t arrival;
  bool passed_over_waitlist = false;  // others waited: the session had begun, or a coordinator has let it pass them
  std::vector<PersonId> people = {};  // named when it was registered; none where it was promoted
  Why why = {};                       // it was let pass others over
  int change = 0;                     // how many changes the group has seen; with it, where it is one
  bool operator==(const GroupConfirmed&) const = default;
};

struct GroupWaitlisted {
  GroupId group;
  SessionId session;
  OrganisationId organisation;
  int head_count;
  int place;  // from 1, when it came
  std::int64_t arrival;
  std::vector<PersonId> people = {};  // named when it was registered
  GroupId part_of = {};               // these are more people of that group, for whom there were no seats
  Why why = {};
  bool operator==(const GroupWaitlisted&) const = default;
};

struct GroupMembersNamed {
  GroupId group;
  std::vector<PersonId> people;
  int change = 0;  // how many changes the group has seen
  bool operator==(const GroupMembersNamed&) const = default;
};

struct GroupCancelled {
  GroupId group;
  SessionId session;
  int head_count;
  int freed_count;  // 0 when it waited
  Why why = {};
  int change = 0;  // which one of the group's it is, from 1
  bool operator==(const GroupCancelled&) const = default;
};

struct GroupHeadCountChanged {
  GroupId group;
  SessionId session;
  int before;
  int head_count;
  bool waits;
  Why why;
  int change;
  bool operator==(const GroupHeadCountChanged&) const = default;
};

struct GroupMemberSubstituted {
  GroupId group;
  SessionId session;
  PersonId person;  // who doesn't come
  PersonId substitute;
  Why why;
  int change;
  bool operator==(const GroupMemberSubstituted&) const = default;
};

struct GroupMembersCancelled {
  GroupId group;
  SessionId session;
  std::vector<PersonId> people;  // those of them who were named
  int before;
  int head_count;
  bool waits;
  Why why;
  int change;
  bool operator==(const GroupMembersCancelled&) const = default;
};

struct AttendanceRecorded {
  SessionId session;
  PersonId person;
  OrganisationId organisation;  // empty for a guest
  Instant scanned_at;
  Flags flags;  // the scan's
  int change = 0;  // as of the attendance
  bool operator==(const AttendanceRecorded&) const = default;
};

// What was wrong about an attendance. The numbers are the contract's, and stored.
enum class CorrectionCode { unspecified = 0, wrong_person = 1, wrong_session = 2, did_not_come = 3, other = 4 };

struct AttendanceTakenBack {
  SessionId session;
  PersonId person;
  int change;
  CorrectionCode code;
  SessionId moved_to_session = {};  // empty if it was not moved
  PersonId moved_to_person = {};
  bool operator==(const AttendanceTakenBack&) const = default;
};

// So many came with an organisation, besides those recorded by name.
struct AttendanceCounted {
  SessionId session;
  OrganisationId organisation;
  int person_count;
  int change;  // from 1
  bool operator==(const AttendanceCounted&) const = default;
};

struct ScanSetAside {
  SessionId session;  // at whose door it was made
  CheckInId check_in;
  Flags flags;
  bool operator==(const ScanSetAside&) const = default;
};

// What became of a scan that was set aside. The numbers are the contract's.
enum class ScanOutcome { confirmed = 1, discarded = 2 };

struct ScanSettled {
  SessionId session;  // at whose door it was made
  CheckInId check_in;
  ScanOutcome outcome;
  SessionId attended;  // where it counts; empty if it never will
  bool operator==(const ScanSettled&) const = default;
};

struct RegistrationEnded {
  SessionId session;
  int confirmed_count;
  int waiting_head_count;
  bool operator==(const RegistrationEnded&) const = default;
};

struct RegistrationReopened {
  SessionId session;
  Instant until;
  bool operator==(const RegistrationReopened&) const = default;
};

using Event = std::variant<OrganisationAdded, RosterMemberAdded, GroupConfirmed, GroupWaitlisted, GroupMembersNamed,
                           GroupCancelled, GroupHeadCountChanged, GroupMemberSubstituted, GroupMembersCancelled,
                           AttendanceRecorded, ScanSetAside, ScanSettled, RegistrationEnded,
                           RegistrationReopened, PersonCorrected, RosterMemberChanged, AttendanceTakenBack,
                           PeopleMerged, PeopleUnmerged, OrganisationsMerged, OrganisationsUnmerged,
                           AttendanceCounted, OrganisationRenamed>;
using Events = std::vector<Event>;

}  // namespace opora::registration
