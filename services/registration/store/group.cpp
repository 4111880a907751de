#include "registration/store/group.h"

#include <algorithm>

#include "platform/lane/stored_bodies.h"
#include "registration/domain/change_head_count.h"

namespace opora::registration {
namespace {

constexpr ComposedStatement kWaiting(
    "SELECT ", columns_of<Group>(), " FROM groups_registered "
    "WHERE session_id = :session AND arrival >= :from_arrival AND status = :waiting ORDER BY arrival LIMIT :limit");
constexpr Statement kPlace(
    "SELECT COUNT(*) FROM groups_registered "
    "WHERE session_id = :session AND arrival >= :from_arrival AND arrival <= :arrival AND status = :waiting");
constexpr Statement kPartsBehind(
    "SELECT COUNT(*) FROM groups_registered "
    "WHERE session_id = :session AND arrival > :arrival AND status = :waiting AND part_of_group_id = :whole");
constexpr ComposedStatement kAfter(
    "SELECT ", columns_of<Group>(), " FROM groups_registered "
    "WHERE session_id = :session AND arrival > :after ORDER BY arrival LIMIT :limit");
constexpr ComposedStatement kExpectedAfter(
    "SELECT ", columns_of<Group>(), " FROM groups_registered "
    "WHERE session_id = :session AND arrival > :after AND status <> :cancelled ORDER BY arrival LIMIT :limit");

constexpr int kPageSize = 100;
constexpr int kPeopleMax = 1'000;

}  // namespace

Result<std::vector<Group>> front_of_waitlist(Reader& reader, const Seats& seats, const Group& changed, int free_count) {
  std::vector<Group> front;
  const int limit = std::min(kPageSize, free_count + 2);  // those who may fit, the next one, and one that has gone
  std::int64_t from = seats.waiting_from;
  while (true) {
    TRY(page, reader.query(kWaiting, {{"session", seats.session},
                                      {"from_arrival", from},
                                      {"waiting", GroupStatus::waiting},
                                      {"limit", limit}})
                  .map(values_of<Group>));
    for (Group& group : page) {
      from = group.arrival + 1;
      if (group.id == changed.id) group = changed;
      if (group.status != GroupStatus::waiting) continue;
      free_count -= group.head_count;
      front.push_back(std::move(group));
      if (free_count < 0 || front.size() == kPromotedAtOnce) return front;
    }
    if (static_cast<int>(page.size()) < limit) return front;
  }
}

void save_changed(Transaction& tx, std::span<const Group> groups, const Events& events) {
  for (const Group& group : groups)
    if (Group after = fold(group, events); after.status != group.status) tx.save(std::move(after));
}

Result<int> waitlist_place(Reader& reader, const Group& group) {
  if (group.status != GroupStatus::waiting) return 0;
  TRY(seats, reader.load<Seats>(group.session));
  return reader
      .query(kPlace, {{"session", group.session},
                      {"from_arrival", seats.waiting_from},
                      {"arrival", group.arrival},
                      {"waiting", GroupStatus::waiting}})
      .map(only<int>);
}

Result<bool> part_waits_behind(Reader& reader, const Group& group) {
  TRY(count, reader
                 .query(kPartsBehind, {{"session", group.session},
                                       {"arrival", group.arrival},
                                       {"waiting", GroupStatus::waiting},
                                       {"whole", whole_of(group)}})
                 .map(only<int>));
  return count > 0;
}

PageCursor cursor_of(const Group& group) { return {group.arrival, group.id.value}; }

Result<std::vector<Group>> groups_after(Reader& reader, const SessionId& session, const PageCursor& after, int limit) {
  return reader.query(kAfter, {{"session", session}, {"after", after.number}, {"limit", limit}}).map(values_of<Group>);
}

Result<std::vector<Group>> expected_after(Reader& reader, const SessionId& session, const PageCursor& after,
                                          int limit) {
  return reader
      .query(kExpectedAfter,
             {{"session", session}, {"after", after.number}, {"cancelled", GroupStatus::cancelled}, {"limit", limit}})
      .map(values_of<Group>);
}

int count_of_page(std::span<const Group> groups, int size) {
  int people = 0;
  int count = 0;
  for (const Group& group : groups) {
    people += group.named_count;
    if (count == size || (count > 0 && people > kPeopleMax)) break;
    ++count;
  }
  return count;
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::Group);
