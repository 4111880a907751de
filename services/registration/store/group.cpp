#include "registration/store/group.h"

#include <algorithm>

namespace opora {

using registration::Group;
using registration::GroupId;
using registration::GroupStatus;
using registration::OrganisationId;
using registration::SessionId;

namespace {

constexpr Statement kLoad(
    "SELECT group_id, session_id, organisation_id, head_count, status, arrival, named_count, passed_over "
    "FROM groups_registered "
    "WHERE group_id = :group");
constexpr Statement kSave(
    "INSERT INTO groups_registered (group_id, session_id, organisation_id, head_count, status, arrival, named_count, "
    "passed_over) "
    "VALUES (:group, :session, :organisation, :head_count, :status, :arrival, :named_count, :passed_over) "
    "ON CONFLICT (group_id) DO UPDATE SET status = excluded.status, named_count = excluded.named_count");
constexpr Statement kWaiting(
    "SELECT group_id, session_id, organisation_id, head_count, status, arrival, named_count, passed_over "
    "FROM groups_registered "
    "WHERE session_id = :session AND arrival >= :from_arrival AND status = :waiting ORDER BY arrival LIMIT :limit");
constexpr Statement kPlace(
    "SELECT COUNT(*) FROM groups_registered "
    "WHERE session_id = :session AND arrival >= :from_arrival AND arrival <= :arrival AND status = :waiting");
constexpr Statement kAfter(
    "SELECT group_id, session_id, organisation_id, head_count, status, arrival, named_count, passed_over "
    "FROM groups_registered "
    "WHERE session_id = :session AND arrival > :after ORDER BY arrival LIMIT :limit");

constexpr Statement kExpectedAfter(
    "SELECT group_id, session_id, organisation_id, head_count, status, arrival, named_count, passed_over "
    "FROM groups_registered "
    "WHERE session_id = :session AND arrival > :after AND status <> :cancelled ORDER BY arrival LIMIT :limit");

constexpr int kWaitingStatus = static_cast<int>(GroupStatus::waiting);
constexpr int kPageSize = 100;

Group group_of(const Row& row) {
  return {row.id<GroupId>(0),
          row.id<SessionId>(1),
          row.id<OrganisationId>(2),
          static_cast<int>(row.integer(3)),
          static_cast<GroupStatus>(row.integer(4)),
          row.integer(5),
          static_cast<int>(row.integer(6)),
          row.boolean(7)};
}

}  // namespace

std::vector<Group> Stored<Group>::load(Sql& sql, std::span<const Key> keys) {
  std::vector<Group> groups;
  for (const Row& row : sql.query_each(kLoad, keys, [](const Key& key, const auto& next) { next({{"group", key}}); }))
    groups.push_back(group_of(row));
  return groups;
}

void Stored<Group>::save(Sql& sql, std::span<const Group> groups) {
  sql.execute_each(kSave, groups, [](const Group& group, const auto& next) {
    next({{"group", group.id},
          {"session", group.session},
          {"organisation", group.organisation},
          {"head_count", group.head_count},
          {"status", static_cast<int>(group.status)},
          {"arrival", group.arrival},
          {"named_count", group.named_count},
          {"passed_over", group.passed_over}});
  });
}

}  // namespace opora

namespace opora::registration {

Result<std::vector<Group>> front_of_waitlist(Reader& reader, const Seats& seats, const GroupId& except,
                                             int free_count) {
  std::vector<Group> front;
  const int limit = std::min(kPageSize, free_count + 2);  // those who may fit, the next one, and the exception
  std::int64_t from = seats.waiting_from;
  while (true) {
    TRY(rows, reader.query(kWaiting, {{"session", seats.session},
                                      {"from_arrival", from},
                                      {"waiting", kWaitingStatus},
                                      {"limit", limit}}));
    for (const Row& row : rows) {
      Group group = group_of(row);
      from = group.arrival + 1;
      if (group.id == except) continue;
      free_count -= group.head_count;
      front.push_back(std::move(group));
      if (free_count < 0 || front.size() == kPromotedAtOnce) return front;
    }
    if (static_cast<int>(rows.size()) < limit) return front;
  }
}

void save_changed(Transaction& tx, std::span<const Group> groups, const Events& events) {
  for (const Group& group : groups)
    if (Group after = fold(group, events); after.status != group.status) tx.save(std::move(after));
}

Result<int> waitlist_place(Reader& reader, const Group& group) {
  if (group.status != GroupStatus::waiting) return 0;
  TRY(seats, reader.load<Seats>(group.session));
  TRY(rows, reader.query(kPlace, {{"session", group.session},
                                  {"from_arrival", seats.waiting_from},
                                  {"arrival", group.arrival},
                                  {"waiting", kWaitingStatus}}));
  return static_cast<int>(rows.at(0).integer(0));
}

Result<std::vector<Group>> expected_after(Reader& reader, const SessionId& session, std::int64_t after, int limit) {
  TRY(rows, reader.query(kExpectedAfter, {{"session", session},
                                          {"after", after},
                                          {"cancelled", static_cast<int>(GroupStatus::cancelled)},
                                          {"limit", limit}}));
  std::vector<Group> groups;
  for (const Row& row : rows) groups.push_back(group_of(row));
  return groups;
}

Result<std::vector<Group>> groups_after(Reader& reader, const SessionId& session, std::int64_t after, int limit) {
  TRY(rows, reader.query(kAfter, {{"session", session}, {"after", after}, {"limit", limit}}));
  std::vector<Group> groups;
  for (const Row& row : rows) groups.push_back(group_of(row));
  return groups;
}

}  // namespace opora::registration
