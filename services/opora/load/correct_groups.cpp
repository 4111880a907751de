#include "opora/load/correct_groups.h"

#include <algorithm>

#include "opora/load/compare_parts.h"
#include "opora/load/list_reason.h"
#include "platform/dates/dates.h"
#include "registration/domain/cancel_members.h"
#include "registration/domain/change_head_count.h"
#include "registration/domain/substitute_member.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;
using registration::Group;
using registration::GroupStatus;
using registration::PersonId;

constexpr registration::Why kWhy{registration::ChangeReason::other, registration::ChangedBy::coordinator};

template <class Request>
Request said_of_group(const Group& group, const std::string& list) {
  Request request;
  request.set_group_id(group.id.value);
  request.set_reason(v1::GROUP_CHANGE_REASON_OTHER);
  request.set_note(reason_of_list(list));
  return request;
}

bool is_listed(const v1::RegisterGroupRequest& row, const PersonId& person) {
  return std::ranges::any_of(row.members(), [&](const v1::GroupMember& member) {
    return member.person_id() == person.value;
  });
}

}  // namespace

std::optional<GroupCorrection> correct_group(const StandingGroup& known, const v1::RegisterGroupRequest& wanted,
                                             const std::function<bool(const PersonId&)>& may_be_left_out) {
  const Group& group = known.group;
  if (group.session.value != wanted.session_id() || group.organisation.value != wanted.organisation_id() ||
      group.status == GroupStatus::cancelled)
    return std::nullopt;
  GroupCorrection correction;
  for (const PersonId& member : known.members)
    if (!is_listed(wanted, member) && !may_be_left_out(member)) correction.leavers.push_back(member);
  for (const v1::GroupMember& member : wanted.members())
    if (std::ranges::find(known.members, PersonId{member.person_id()}) == known.members.end())
      correction.named.push_back(member);
  // Whoever is new comes in the place of somebody who is not there any more.
  while (!correction.leavers.empty() && !correction.named.empty()) {
    correction.substitutes.emplace_back(correction.leavers.front(), correction.named.front());
    correction.leavers.erase(correction.leavers.begin());
    correction.named.erase(correction.named.begin());
  }
  const int fewer = group.head_count - wanted.head_count();
  if (correction.leavers.empty()) {
    if (fewer != 0) correction.head_count = wanted.head_count();
    return correction;
  }
  correction.unnamed_leavers = fewer - static_cast<int>(correction.leavers.size());
  if (correction.unnamed_leavers < 0) return std::nullopt;
  return correction;
}

// As registration knows the session by then.
registration::Session Comparer::session_of_groups(const scheduling::Session& session) {
  registration::Session known{{session.plan.id.value}, {sites_[session.site].region.value}, session.plan.capacity,
                              session.starts_at,       session.registration_ends_at, date_of(session.plan.local_start)};
  known.cancelled = session.cancelled;
  return known;
}

registration::Seats Comparer::seats_of(const Hall& hall) const {
  registration::Seats seats{{hall.session}};
  for (const auto& [id, group] : hall.groups) {
    if (group.status == GroupStatus::confirmed) seats.confirmed_count += group.head_count;
    if (group.status != GroupStatus::waiting) continue;
    ++seats.waiting_count;
    seats.waiting_head_count += group.head_count;
  }
  return seats;
}

// Lets one come for another, as far as the hall is concerned.
Result<void> Comparer::substitute(Hall& here, const registration::Session& session, Group& group,
                                  const PersonId& leaver, const v1::GroupMember& member) {
  const registration::Mention who = registration::mention_of(member);
  registration::Placements placements = this->placements(here, {leaver, who.person});
  placements.groups = this->placements(here, {who.person}).groups;
  registration::Strangers told;
  TRY(decided, registration::decide(
                   registration::SubstituteMemberFacts{
                       session, seats_of(here),
                       registration::NameGroupMembersFacts{group, known_of({who.person}), careers_of({who.person}),
                                                           std::move(placements), same_},
                       has_come(here, leaver)},
                   leaver, who, kWhy, standing_.now, told));
  for (registration::Person& newcomer : decided.newcomers) introduced_.emplace(newcomer.id.value, newcomer);
  group = registration::fold(std::move(group), decided.events);
  here.groups_of.erase(leaver.value);
  here.groups_of[who.person.value] = group.id.value;
  return {};
}

Result<void> Comparer::take_out(Hall& here, const registration::Session& session, Group& group,
                                const GroupCorrection& correction) {
  registration::CancelMembersFacts facts{session, group, placements(here, correction.leavers).attendees, {}};
  for (const PersonId& leaver : correction.leavers)
    if (has_come(here, leaver)) facts.came.push_back(leaver);
  TRY(events, registration::decide(
                  facts, registration::CancelMembers{correction.leavers, correction.unnamed_leavers, kWhy},
                  standing_.now));
  group = registration::fold(std::move(group), events);
  for (const PersonId& leaver : correction.leavers) here.groups_of.erase(leaver.value);
  return {};
}

Result<void> Comparer::change_head_count(const Hall& here, const registration::Session& session, Group& group,
                                         int head_count) {
  registration::ChangeHeadCountFacts facts{session, seats_of(here), group, std::nullopt};
  for (const auto& [id, other] : here.groups)
    if (other.status == GroupStatus::waiting && other.arrival <= group.arrival)
      ++facts.waitlist_place;
    else if (other.status == GroupStatus::waiting && other.part_of == registration::whole_of(group))
      facts.part_waits = true;
  TRY(events, registration::decide(facts, registration::ChangeHeadCount{head_count, {}, kWhy}, standing_.now));
  group = registration::fold(std::move(group), events);
  return {};
}

Result<void> Comparer::give_names(Hall& here, Group& group, const std::vector<v1::GroupMember>& members) {
  std::vector<registration::Mention> named;
  for (const v1::GroupMember& member : members) named.push_back(registration::mention_of(member));
  const std::vector<PersonId> people = registration::people_of(named);
  registration::Strangers told;
  TRY(decided, registration::decide(registration::NameGroupMembersFacts{group, known_of(people), careers_of(people),
                                                                        placements(here, people), same_},
                                    named, told));
  for (registration::Person& newcomer : decided.newcomers) introduced_.emplace(newcomer.id.value, newcomer);
  group = registration::fold(std::move(group), decided.events);
  for (const PersonId& person : people) here.groups_of[person.value] = group.id.value;
  return {};
}

// Of those who are to be in the group now it is about who is in another one, or else about whom nobody knows.
std::string Comparer::newcomer_in_question(const Hall& here, const GroupCorrection& correction) const {
  std::vector<std::string> newcomers;
  for (const auto& [leaver, member] : correction.substitutes) newcomers.push_back(member.person_id());
  for (const v1::GroupMember& member : correction.named) newcomers.push_back(member.person_id());
  const auto is_elsewhere = [&](const std::string& id) { return here.groups_of.contains(id); };
  const auto is_unknown = [&](const std::string& id) { return !person(id); };
  auto found = std::ranges::find_if(newcomers, is_elsewhere);
  if (found == newcomers.end()) found = std::ranges::find_if(newcomers, is_unknown);
  if (found == newcomers.end()) found = newcomers.begin();
  return found == newcomers.end() ? std::string() : *found;
}

// In a copy, which stands once all of it can be done.
Result<Comparer::Hall> Comparer::hall_then(Hall here, const std::string& id, const GroupCorrection& correction) {
  const auto planned = sessions_.find({here.session});
  if (planned == sessions_.end()) return here;  // the session was refused
  const registration::Session session = session_of_groups(planned->second);
  Group& group = here.groups.at(id);
  for (const auto& [leaver, member] : correction.substitutes)
    TRY_DO(substitute(here, session, group, leaver, member));
  if (!correction.leavers.empty()) TRY_DO(take_out(here, session, group, correction));
  if (correction.head_count) TRY_DO(change_head_count(here, session, group, *correction.head_count));
  if (!correction.named.empty()) TRY_DO(give_names(here, group, correction.named));
  return here;
}

void Comparer::send_corrections(const Command& command, const Group& group, const GroupCorrection& correction) {
  const std::string chain = "groups of " + group.session.value;
  for (const auto& [leaver, member] : correction.substitutes) {
    auto request = said_of_group<v1::SubstituteMemberRequest>(group, list_);
    request.set_person_id(leaver.value);
    *request.mutable_substitute() = member;
    correct(command, 0, chain, std::move(request));
  }
  if (!correction.leavers.empty()) {
    auto request = said_of_group<v1::CancelMembersRequest>(group, list_);
    for (const PersonId& leaver : correction.leavers) request.add_person_ids(leaver.value);
    request.set_unnamed_count(correction.unnamed_leavers);
    correct(command, 0, chain, std::move(request));
  }
  if (correction.head_count) {
    auto request = said_of_group<v1::ChangeHeadCountRequest>(group, list_);
    request.set_head_count(*correction.head_count);
    correct(command, 0, chain, std::move(request));
  }
  if (!correction.named.empty()) {
    v1::NameGroupMembersRequest request;
    request.set_group_id(group.id.value);
    for (const v1::GroupMember& member : correction.named) *request.add_members() = member;
    correct(command, 0, chain, std::move(request));
  }
}

// Puts right what the platform says otherwise of a group. False: somebody is in another one, which they may leave yet.
bool Comparer::corrects_group(const Command& command, const v1::RegisterGroupRequest& request, bool is_last_look) {
  const StandingGroup& known = standing_.groups.at(request.group_id());
  Hall& here = hall(request.session_id());
  const auto correction = correct_group(known, request, [&](const PersonId& each) { return has_expired(each); });
  std::vector<Change> changes = changes_of(known, registration::from_proto(request));
  auto then = hall_then(here, request.group_id(), *correction);
  if (!then) {
    if (then.error().reason == "ALREADY_REGISTERED" && !is_last_look) return false;
    refuse_person(command, 0, then.error(), key_of_person(newcomer_in_question(here, *correction)), changes);
    return true;
  }
  send_corrections(command, known.group, *correction);
  table(command).changed.add({command.lines.front(), row_key(command), std::move(changes)});
  here = *std::move(then);
  return true;
}

// The row of a group that is there, as far as that is concerned: whoever is in it under another id of theirs is there
// already, and whoever is new in it under two is named once.
v1::RegisterGroupRequest Comparer::as_it_is_known(v1::RegisterGroupRequest row) const {
  const auto known = standing_.groups.find(row.group_id());
  if (same_.empty() || known == standing_.groups.end()) return row;
  const std::vector<PersonId>& members = known->second.members;
  v1::RegisterGroupRequest told = row;
  told.clear_members();
  for (const v1::GroupMember& member : row.members()) {
    const PersonId id{member.person_id()};
    const auto is_theirs = [&](const PersonId& each) { return same_.are_one(each, id); };
    const auto is_named = [&](const v1::GroupMember& each) { return is_theirs({each.person_id()}); };
    if (std::ranges::find(members, id) != members.end()) {
      *told.add_members() = member;
      continue;
    }
    const auto other = std::ranges::find_if(members, is_theirs);
    const bool stands_twice = other != members.end() && is_listed(row, *other);
    if (stands_twice || std::ranges::any_of(told.members(), is_named)) continue;
    if (other == members.end())
      *told.add_members() = member;
    else
      told.add_members()->set_person_id(other->value);
  }
  return told;
}

// Of a session's groups, before new ones come: these may have people, and seats, that those give back.
void Comparer::correct_groups(const Chain& chain) {
  if (standing_.groups.empty()) return;
  std::vector<std::pair<const Command*, v1::RegisterGroupRequest>> left;
  for (const Command& command : chain) {
    const auto planned = as<v1::RegisterGroupRequest>(command);
    if (!planned) continue;
    v1::RegisterGroupRequest request = as_it_is_known(of_known_group(*planned));
    const auto known = standing_.groups.find(request.group_id());
    if (known == standing_.groups.end() || cancelled_.contains(request.group_id())) continue;
    const auto correction =
        correct_group(known->second, request, [&](const PersonId& each) { return has_expired(each); });
    if (!correction || correction->is_naming_only()) continue;
    looked_at_.insert(request.group_id());
    left.emplace_back(&command, std::move(request));
  }
  for (bool is_last_look = false; !left.empty();) {
    const std::size_t before = left.size();
    std::erase_if(left, [&](const auto& each) { return corrects_group(*each.first, each.second, is_last_look); });
    is_last_look = left.size() == before;
  }
}

}  // namespace opora::load
