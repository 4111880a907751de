// Who is to come to which session, by session and person.
#pragma once

#include <cstdint>
#include <utility>

#include "platform/lane/transaction.h"
#include "registration/domain/group.h"

namespace opora::registration {

constexpr auto table_of(Type<Attendee>) {
  return Table("attendees", "UNKNOWN_PERSON",
               key("session_id", &Attendee::session),
               key("person_id", &Attendee::person),
               column("group_id", &Attendee::group));
}

// What is one per session and person.
using SessionPerson = std::pair<SessionId, PersonId>;

// The keys of several people at one session.
std::vector<SessionPerson> at_session(const SessionId& session, std::span<const PersonId> people);

// The people of a group, with their names, in order of their ids.
Result<std::vector<Person>> members_of(Reader& reader, const GroupId& group);

// The people of a session's groups that were not cancelled, of those that arrived from number `from` to number `to`, in
// order of arrival and then of their ids.
Result<std::vector<std::pair<GroupId, Person>>> members_among(Reader& reader, const SessionId& session,
                                                              std::int64_t from, std::int64_t to);

// Who is named in a session's groups, cancelled ones too, of those that arrived from number `from` to number `to`, in
// order of arrival and then of people's ids.
Result<std::vector<std::pair<GroupId, PersonId>>> member_ids_among(Reader& reader, const SessionId& session,
                                                                   std::int64_t from, std::int64_t to);

// Those of a session's attendees who are among `people`, and the groups they are in.
Result<Placements> placements_of(Reader& reader, const SessionId& session, std::span<const PersonId> people);

}  // namespace opora::registration
