#include "registration/domain/change_head_count.h"

#include "registration/domain/group_change.h"

namespace opora::registration {
namespace {

GroupHeadCountChanged changed(const Group& group, const ChangeHeadCount& command) {
  return {group.id,
          group.session,
          group.head_count,
          command.head_count,
          group.status == GroupStatus::waiting,
          command.why,
          group.change_count + 1};
}

bool has_place_for(const ChangeHeadCountFacts& facts, int more) {
  if (facts.group.status == GroupStatus::waiting) return facts.waitlist_place == facts.seats.waiting_count;
  return facts.seats.waiting_count == 0 && more <= facts.seats.free(facts.session);
}

Result<Events> decide_more(const ChangeHeadCountFacts& facts, const ChangeHeadCount& command, Instant now) {
  const auto& [session, seats, group, part, place, part_waits] = facts;
  TRY_DO(check_may_add(session, seats, command.why.by, now));
  if (command.head_count > session.capacity)
    return refuse(Code::invalid, "GROUP_LARGER_THAN_ROOM",
                  "The session has fewer seats than the group would have people, so it can never hold all of them. "
                  "Choose a lower head count.");
  const int more = command.head_count - group.head_count;
  if (has_place_for(facts, more)) return Events{changed(group, command)};
  if (command.waiting.empty()) return no_seats_free("Let the additional people wait, or leave the group as it is.");
  return Events{GroupWaitlisted{command.waiting, session.id, group.organisation, more, seats.waiting_count + 1,
                                seats.arrival_count + 1, {}, whole_of(group), command.why}};
}

Result<Events> decide_fewer(const ChangeHeadCountFacts& facts, const ChangeHeadCount& command, Instant now) {
  TRY_DO(check_may_take_out(facts.session, now));
  if (facts.part_waits)
    return refuse(Code::conflict, "PART_WAITS",
                  "More people of the group wait as a part of it, and would get the seats given back. Lower or cancel "
                  "the part first; or, if others come in their place, say who doesn't (CancelMembers).");
  if (command.head_count < facts.group.named_count) return fewer_than_named();
  return Events{changed(facts.group, command)};
}

}  // namespace

const GroupId& whole_of(const Group& group) { return group.part_of.empty() ? group.id : group.part_of; }

bool is_part_of(const Group& part, const Group& group) {
  return part.id != group.id && part.part_of == whole_of(group);
}

Result<Events> decide(const ChangeHeadCountFacts& facts, const ChangeHeadCount& command, Instant now) {
  if (facts.part) {
    if (is_part_of(*facts.part, facts.group)) return Events{};
    return refuse(Code::conflict, "ID_TAKEN", "Another group has this id. Make a new id for those who are to wait.");
  }
  if (facts.group.status == GroupStatus::cancelled) return group_cancelled();
  if (command.head_count == facts.group.head_count) return Events{};
  return command.head_count > facts.group.head_count ? decide_more(facts, command, now)
                                                      : decide_fewer(facts, command, now);
}

}  // namespace opora::registration
