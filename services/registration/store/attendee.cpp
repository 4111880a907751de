#include "registration/store/attendee.h"

#include "registration/store/group.h"

namespace opora {

using registration::Attendee;
using registration::GroupId;
using registration::PersonId;
using registration::SessionId;

namespace {

constexpr Statement kLoad(
    "SELECT session_id, person_id, group_id FROM attendees WHERE session_id = :session AND person_id = :person");
constexpr Statement kSave(
    "INSERT INTO attendees (session_id, person_id, group_id) VALUES (:session, :person, :group) "
    "ON CONFLICT (session_id, person_id) DO UPDATE SET group_id = excluded.group_id");
constexpr Statement kMembers(
    "SELECT a.person_id, p.name, p.occupation FROM attendees a JOIN people p ON p.person_id = a.person_id "
    "WHERE a.group_id = :group ORDER BY a.person_id");
constexpr Statement kMembersAmong(
    "SELECT a.group_id, a.person_id, p.name, p.occupation FROM groups_registered g "
    "JOIN attendees a ON a.group_id = g.group_id JOIN people p ON p.person_id = a.person_id "
    "WHERE g.session_id = :session AND g.arrival >= :from AND g.arrival <= :to AND g.status <> :cancelled "
    "ORDER BY g.arrival, a.person_id");

}  // namespace

std::vector<Attendee> Stored<Attendee>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoad, keys, [](const Key& key, const auto& next) {
    next({{"session", key.session}, {"person", key.person}});
  });
  std::vector<Attendee> attendees;
  for (const Row& row : rows) attendees.push_back({row.id<SessionId>(0), row.id<PersonId>(1), row.id<GroupId>(2)});
  return attendees;
}

void Stored<Attendee>::save(Sql& sql, std::span<const Attendee> attendees) {
  sql.execute_each(kSave, attendees, [](const Attendee& attendee, const auto& next) {
    next({{"session", attendee.session}, {"person", attendee.person}, {"group", attendee.group}});
  });
}

}  // namespace opora

namespace opora::registration {

std::vector<SessionPerson> at_session(const SessionId& session, std::span<const PersonId> people) {
  std::vector<SessionPerson> keys;
  keys.reserve(people.size());
  for (const PersonId& person : people) keys.push_back({session, person});
  return keys;
}

Result<std::vector<Person>> members_of(Reader& reader, const GroupId& group) {
  TRY(rows, reader.query(kMembers, {{"group", group}}));
  std::vector<Person> members;
  for (const Row& row : rows)
    members.push_back({row.id<PersonId>(0), row.text(1), static_cast<Occupation>(row.integer(2))});
  return members;
}

Result<std::vector<std::pair<GroupId, Person>>> members_among(Reader& reader, const SessionId& session,
                                                              std::int64_t from, std::int64_t to) {
  TRY(rows, reader.query(kMembersAmong, {{"session", session},
                                         {"from", from},
                                         {"to", to},
                                         {"cancelled", static_cast<int>(GroupStatus::cancelled)}}));
  std::vector<std::pair<GroupId, Person>> members;
  for (const Row& row : rows)
    members.emplace_back(row.id<GroupId>(0), Person{row.id<PersonId>(1), row.text(2),
                                                    static_cast<Occupation>(row.integer(3))});
  return members;
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
