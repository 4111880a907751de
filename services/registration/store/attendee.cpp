#include "registration/store/attendee.h"

#include "platform/lane/stored_bodies.h"
#include "registration/store/group.h"
#include "registration/store/person.h"

namespace opora::registration {
namespace {

constexpr ComposedStatement kMembers(
    "SELECT ", columns_of<Person>("p"), " FROM attendees a JOIN people p ON p.person_id = a.person_id "
    "WHERE a.group_id = :group ORDER BY a.person_id");
constexpr ComposedStatement kMembersAmong(
    "SELECT a.group_id, ", columns_of<Person>("p"), " FROM groups_registered g "
    "JOIN attendees a ON a.group_id = g.group_id JOIN people p ON p.person_id = a.person_id "
    "WHERE g.session_id = :session AND g.arrival >= :from AND g.arrival <= :to AND g.status <> :cancelled "
    "ORDER BY g.arrival, a.person_id");
constexpr Statement kMemberIdsAmong(
    "SELECT a.group_id, a.person_id FROM groups_registered g JOIN attendees a ON a.group_id = g.group_id "
    "WHERE g.session_id = :session AND g.arrival >= :from AND g.arrival <= :to ORDER BY g.arrival, a.person_id");

}  // namespace

std::vector<SessionPerson> at_session(const SessionId& session, std::span<const PersonId> people) {
  std::vector<SessionPerson> keys;
  keys.reserve(people.size());
  for (const PersonId& person : people) keys.emplace_back(session, person);
  return keys;
}

Result<std::vector<Person>> members_of(Reader& reader, const GroupId& group) {
  return reader.query(kMembers, {{"group", group}}).map(values_of<Person>);
}

Result<std::vector<std::pair<GroupId, Person>>> members_among(Reader& reader, const SessionId& session,
                                                              std::int64_t from, std::int64_t to) {
  return reader
      .query(kMembersAmong,
             {{"session", session}, {"from", from}, {"to", to}, {"cancelled", GroupStatus::cancelled}})
      .map(values_of<std::pair<GroupId, Person>, GroupId, Person>);
}

Result<std::vector<std::pair<GroupId, PersonId>>> member_ids_among(Reader& reader, const SessionId& session,
                                                                   std::int64_t from, std::int64_t to) {
  return reader.query(kMemberIdsAmong, {{"session", session}, {"from", from}, {"to", to}})
      .map(values_of<std::pair<GroupId, PersonId>, GroupId, PersonId>);
}

Result<Placements> placements_of(Reader& reader, const SessionId& session, std::span<const PersonId> people) {
  TRY(attendees, reader.load_all<Attendee>(at_session(session, people)));
  if (attendees.empty()) return Placements{};
  std::vector<GroupId> ids;
  for (const Attendee& attendee : attendees) ids.push_back(attendee.group);
  TRY(groups, reader.load_all<Group>(ids));
  return Placements{std::move(attendees), std::move(groups)};
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::Attendee);
