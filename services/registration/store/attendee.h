// Who is to come to which session, by session and person.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "platform/lane/transaction.h"
#include "registration/domain/group.h"

namespace opora::registration {

// What is one per session and person.
struct SessionPerson {
  SessionId session;
  PersonId person;
  auto operator<=>(const SessionPerson&) const = default;
};

// The keys of several people at one session.
std::vector<SessionPerson> at_session(const SessionId& session, std::span<const PersonId> people);

// The people of a group, with their names, in order of their ids.
Result<std::vector<Person>> members_of(Reader& reader, const GroupId& group);

// The people of a session's groups that were not cancelled, of those that arrived from number `from` to number `to`, in
// order of arrival and then of their ids.
Result<std::vector<std::pair<GroupId, Person>>> members_among(Reader& reader, const SessionId& session,
                                                              std::int64_t from, std::int64_t to);

// Those of a session's attendees who are among `people`, and the groups they are in.
Result<Placements> placements_of(Reader& reader, const SessionId& session, std::span<const PersonId> people);

}  // namespace opora::registration

template <>
struct std::hash<opora::registration::SessionPerson> {
  std::size_t operator()(const opora::registration::SessionPerson& key) const noexcept {
    return opora::KeyHash{}(std::pair(std::string_view(key.session.value), std::string_view(key.person.value)));
  }
};

template <>
struct opora::Stored<opora::registration::Attendee> {
  using Key = registration::SessionPerson;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static Key key(const registration::Attendee& attendee) { return {attendee.session, attendee.person}; }
  static std::vector<registration::Attendee> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Attendee> attendees);
};
