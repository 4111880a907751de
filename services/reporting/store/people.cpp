#include "reporting/store/people.h"

#include <algorithm>
#include <optional>

#include "platform/lane/stored_bodies.h"
#include "reporting/domain/group_seats.h"

namespace opora::reporting {

std::vector<KeyOf<GroupMember>> keys_of(const std::vector<GroupMember>& told) {
  std::vector<KeyOf<GroupMember>> keys;
  for (const GroupMember& member : told) keys.emplace_back(member.group, member.person);
  return keys;
}

void keep(Transaction& tx, const std::vector<GroupMember>& told, const std::vector<GroupMember>& known) {
  for (const GroupMember& member : told) {
    const auto found = std::ranges::find_if(
        known, [&](const GroupMember& each) { return each.group == member.group && each.person == member.person; });
    tx.save(updated(found == known.end() ? std::nullopt : std::optional(*found), member));
  }
}

}  // namespace opora::reporting

OPORA_STORED(opora::reporting::GroupMember);
OPORA_STORED(opora::reporting::RosterMember);
