// What registration decides, as facts. No fact names a person: only ids, codes and counts leave this service.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/text/localized_text.h"
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
  session_cancelled = 16,
};
using Flags = std::vector<CheckInFlag>;  // in the order of their numbers

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

// `arrival` stays inside the service: the group's number in the session's order of arrival.
struct GroupConfirmed {
  GroupId group;
  SessionId session;
  OrganisationId organisation;
  int head_count;
  bool promoted;
  std::int64_t arrival;
  bool passed_over_waitlist = false;  // the session had begun, and others waited
  std::vector<PersonId> people = {};  // named when it was registered; none where it was promoted
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
  bool operator==(const GroupWaitlisted&) const = default;
};

struct GroupMembersNamed {
  GroupId group;
  std::vector<PersonId> people;
  bool operator==(const GroupMembersNamed&) const = default;
};

struct GroupCancelled {
  GroupId group;
  SessionId session;
  int head_count;
  int freed_count;  // 0 when it waited
  bool operator==(const GroupCancelled&) const = default;
};

struct AttendanceRecorded {
  SessionId session;
  PersonId person;
  OrganisationId organisation;  // empty for a guest
  Instant scanned_at;
  Flags flags;  // the scan's
  bool operator==(const AttendanceRecorded&) const = default;
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
                           GroupCancelled, AttendanceRecorded, ScanSetAside, ScanSettled, RegistrationEnded,
                           RegistrationReopened, OrganisationRenamed>;
using Events = std::vector<Event>;

}  // namespace opora::registration
