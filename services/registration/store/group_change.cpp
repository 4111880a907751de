#include "registration/store/group_change.h"

#include <algorithm>
#include <sstream>

#include "platform/lane/stored_bodies.h"

namespace opora::registration {
namespace {

constexpr ComposedStatement kOfGroup(
    "SELECT ", columns_of<GroupChange>(), " FROM group_changes WHERE group_id = :group "
    "ORDER BY number DESC LIMIT :limit");
constexpr ComposedStatement kPassedOver(
    "SELECT ", columns_of<GroupChange>(), " FROM group_changes "
    "WHERE session_id = :session AND kind = :passed_over AND arrival > :arrival "
    "ORDER BY changed_at DESC, change_id DESC LIMIT :limit");
constexpr ComposedStatement kWithdrawals(
    "SELECT ", columns_of<GroupChange>("c"), ", g.organisation_id FROM group_changes c "
    "JOIN groups_registered g ON g.group_id = c.group_id JOIN sessions s ON s.session_id = c.session_id "
    "WHERE c.changed_at >= :since AND c.head_count < c.before_count AND (:region = '' OR s.region_id = :region) "
    "AND (c.changed_at, c.change_id) > (:after_time, :after_id) ORDER BY c.changed_at, c.change_id LIMIT :limit");

// They are read from the last one back.
std::vector<GroupChange> in_order(std::vector<GroupChange> changes) {
  std::ranges::reverse(changes);
  return changes;
}

}  // namespace

std::string to_column(const std::vector<PersonId>& people) {
  std::string column;
  for (const PersonId& person : people) column += (column.empty() ? "" : " ") + person.value;
  return column;
}

std::vector<PersonId> from_column(Type<std::vector<PersonId>>, const std::string& column) {
  std::vector<PersonId> people;
  std::istringstream ids(column);
  for (std::string id; ids >> id;) people.push_back({id});
  return people;
}

Result<std::vector<GroupChange>> changes_of(Reader& reader, const GroupId& group) {
  return reader.query(kOfGroup, {{"group", group}, {"limit", kChangesMax}})
      .map(values_of<GroupChange>)
      .map(in_order);
}

Result<std::vector<GroupChange>> passed_over(Reader& reader, const Group& waiting) {
  if (waiting.status != GroupStatus::waiting) return std::vector<GroupChange>();
  return reader
      .query(kPassedOver, {{"session", waiting.session},
                           {"passed_over", GroupChangeKind::passed_over},
                           {"arrival", waiting.arrival},
                           {"limit", kChangesMax}})
      .map(values_of<GroupChange>)
      .map(in_order);
}

PageCursor cursor_of(const Withdrawal& withdrawal) { return {withdrawal.change.at.us, withdrawal.change.id.value}; }

Result<std::vector<Withdrawal>> withdrawals_after(Reader& reader, const RegionId& region, Instant since,
                                                  const PageCursor& after, int limit) {
  return reader
      .query(kWithdrawals, {{"since", since},
                            {"region", region},
                            {"after_time", after.number},
                            {"after_id", after.id},
                            {"limit", limit}})
      .map(values_of<Withdrawal, GroupChange, OrganisationId>);
}

}  // namespace opora::registration

OPORA_STORED(opora::registration::GroupChange);
