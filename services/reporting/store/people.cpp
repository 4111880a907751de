#include "reporting/store/people.h"

namespace opora {
namespace {

constexpr Statement kLoadMember(
    "SELECT group_id, person_id FROM group_members WHERE group_id = :group AND person_id = :person");
constexpr Statement kSaveMember(
    "INSERT INTO group_members (group_id, person_id) VALUES (:group, :person) "
    "ON CONFLICT (group_id, person_id) DO NOTHING");

constexpr Statement kLoadRoster(R"(
SELECT person_id, from_date, organisation_id, until_date FROM roster
WHERE person_id = :person AND from_date = :from_date AND organisation_id = :organisation)");
constexpr Statement kSaveRoster(R"(
INSERT INTO roster (person_id, from_date, organisation_id, until_date)
VALUES (:person, :from_date, :organisation, :until_date)
ON CONFLICT (person_id, from_date, organisation_id) DO UPDATE SET until_date = excluded.until_date)");

}  // namespace

std::vector<reporting::GroupMember> Stored<reporting::GroupMember>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadMember, keys, [](const Key& key, auto&& next) {
    next({{"group", key.first}, {"person", key.second}});
  });
  std::vector<reporting::GroupMember> members;
  for (const Row& row : rows) members.push_back({row.id<reporting::GroupId>(0), row.id<reporting::PersonId>(1)});
  return members;
}

void Stored<reporting::GroupMember>::save(Sql& sql, std::span<const reporting::GroupMember> members) {
  sql.execute_each(kSaveMember, members, [](const reporting::GroupMember& member, auto&& next) {
    next({{"group", member.group}, {"person", member.person}});
  });
}

std::vector<reporting::RosterMember> Stored<reporting::RosterMember>::load(Sql& sql, std::span<const Key> keys) {
  const Rows rows = sql.query_each(kLoadRoster, keys, [](const Key& key, auto&& next) {
    next({{"person", key.first.first}, {"from_date", key.first.second}, {"organisation", key.second}});
  });
  std::vector<reporting::RosterMember> members;
  for (const Row& row : rows)
    members.push_back({row.id<reporting::PersonId>(0), row.text(1), row.id<reporting::OrganisationId>(2), row.text(3)});
  return members;
}

void Stored<reporting::RosterMember>::save(Sql& sql, std::span<const reporting::RosterMember> members) {
  sql.execute_each(kSaveRoster, members, [](const reporting::RosterMember& member, auto&& next) {
    next({{"person", member.person},
          {"from_date", member.from_date},
          {"organisation", member.organisation},
          {"until_date", member.until_date}});
  });
}

}  // namespace opora
