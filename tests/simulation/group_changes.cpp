#include "simulation/group_changes.h"

#include <algorithm>

namespace opora::simulation {

namespace v1 = registration::v1;

void GroupChanges::note(const v1::RegisterGroupRequest& request, const Sent& sent) {
  Group& group = groups_.emplace_back(Group{request.group_id(), request.session_id(), {}, request.head_count(), &sent});
  for (const v1::GroupMember& member : request.members()) group.people.insert(member.person_id());
}

void GroupChanges::note(const v1::NameGroupMembersRequest& request) {
  const auto group = std::ranges::find(groups_, request.group_id(), &Group::id);
  if (group == groups_.end()) return;
  for (const v1::GroupMember& member : request.members()) group->people.insert(member.person_id());
}

Sent* GroupChanges::change() {
  if (groups_.empty()) return nullptr;
  Group& group = one_of_them();
  if (!replaced_.empty() && stage_.dice.chance(200)) return &scan_replaced();
  const int what = stage_.dice.between(1, 100);
  if (what <= 30) return &change_head_count(group);
  if (what <= 60) return &substitute(group);
  if (what <= 85) return &cancel_members(group);
  return &pass_over(group.session);
}

// Mostly one that is there, and has named somebody.
GroupChanges::Group& GroupChanges::one_of_them() {
  std::vector<Group*> there, named;
  for (Group& group : groups_) {
    if (!group.asked->succeeded()) continue;
    there.push_back(&group);
    if (!group.people.empty()) named.push_back(&group);
  }
  if (!named.empty() && stage_.dice.chance(600)) return *stage_.dice.pick(named);
  if (!there.empty() && stage_.dice.chance(800)) return *stage_.dice.pick(there);
  return groups_[stage_.dice.below(groups_.size())];
}

template <class Request>
Sent& GroupChanges::send(Request& request) {
  request.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
  const bool by_coordinator = stage_.dice.chance(300);
  return stage_.post.send("registration", by_coordinator ? coordinator_of(stage_.network) : speaker_, request);
}

// Mostly the third is let pass; or the first takes the last seat, which is for those who wait, or the second grows,
// which the third came before, or the first leaves seats to both.
Sent& GroupChanges::change_crowd(const std::string& first, const std::string& second, int first_head_count) {
  const int what = stage_.dice.between(1, 100);
  if (what <= 40) return pass_over(std::ranges::find(groups_, first, &Group::id)->session);
  if (what <= 60) return say_head_count(first, first_head_count + 1);
  if (what <= 80) return say_head_count(second, 3);
  return say_head_count(first, first_head_count - 1);
}

Sent& GroupChanges::say_head_count(const std::string& group, int head_count) {
  v1::ChangeHeadCountRequest request;
  request.set_group_id(group);
  request.set_head_count(head_count);
  return send(request);
}

Sent& GroupChanges::change_head_count(const Group& group) {
  v1::ChangeHeadCountRequest request;
  request.set_group_id(group.id);
  request.set_head_count(stage_.dice.between(1, stage_.dice.chance(100) ? 9 : 5));
  if (group.people.size() > 1 && stage_.dice.chance(400)) request.set_head_count(1);
  if (!stage_.dice.chance(500)) return send(request);
  request.set_waiting_group_id(stage_.new_id());
  const std::string session = group.session;
  Sent& sent = send(request);
  groups_.push_back({request.waiting_group_id(), session, {}, 0, &sent});
  return sent;
}

std::string GroupChanges::somebody_of(const Group& group) {
  if (group.people.empty() || stage_.dice.chance(50)) return stage_.new_id();
  return *std::next(group.people.begin(), static_cast<std::ptrdiff_t>(stage_.dice.below(group.people.size())));
}

Sent& GroupChanges::substitute(Group& group) {
  v1::SubstituteMemberRequest request;
  request.set_group_id(group.id);
  request.set_person_id(somebody_of(group));
  replaced_.emplace_back(group.session, request.person_id());
  mention_(*request.mutable_substitute());
  group.people.insert(request.substitute().person_id());
  return send(request);
}

// They come all the same.
Sent& GroupChanges::scan_replaced() {
  const auto& [session, person] = stage_.dice.pick(replaced_);
  v1::CheckInRequest request;
  request.set_session_id(session);
  request.mutable_scan()->set_check_in_id(stage_.new_id());
  request.mutable_scan()->set_person_id(person);
  request.mutable_scan()->set_scanned_at_us(stage_.clock.now().us);
  return stage_.post.send("registration", facilitator_of(stage_.network), request);
}

Sent& GroupChanges::cancel_members(const Group& group) {
  v1::CancelMembersRequest request;
  request.set_group_id(group.id);
  // Now and then all of it, which is for CancelGroup.
  if (stage_.dice.chance(200)) {
    for (const std::string& person : group.people) request.add_person_ids(person);
    request.set_unnamed_count(std::max(0, group.head_count - static_cast<int>(group.people.size())));
    return send(request);
  }
  if (stage_.dice.chance(600)) request.add_person_ids(somebody_of(group));
  if (stage_.dice.chance(400)) request.set_unnamed_count(stage_.dice.between(1, 2));
  return send(request);
}

// Of all of its groups the last ones are the likeliest to wait behind somebody.
Sent& GroupChanges::pass_over(const std::string& session) {
  Sent* sent = nullptr;
  int left = 3;
  for (auto each = groups_.rbegin(); each != groups_.rend() && left > 0; ++each) {
    if (each->session != session) continue;
    v1::PassOverWaitlistRequest request;
    request.set_session_id(each->session);
    request.set_group_id(each->id);
    request.set_reason(v1::GROUP_CHANGE_REASON_SEATS_STAY_FREE);
    sent = &stage_.post.send("registration", coordinator_of(stage_.network), request);
    --left;
  }
  return *sent;
}

}  // namespace opora::simulation
