// The half of the comparison that concerns rosters, groups and attendances.
#include <algorithm>
#include <functional>

#include "opora/load/compare_parts.h"
#include "opora/load/correct_people.h"
#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"
#include "registration/domain/add_roster_members.h"
#include "registration/domain/name_group_members.h"
#include "registration/domain/register_group.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;
using registration::PersonId;

std::size_t hash_of(std::string_view a, std::string_view b, std::string_view c = {}) {
  std::string joined(a);
  joined += '/';
  joined += b;
  joined += '/';
  joined += c;
  return std::hash<std::string>()(joined);
}

// The membership of theirs at that organisation that the wanted one can't stand beside.
const registration::Membership* in_the_way(const registration::Career& career,
                                           const registration::Membership& wanted) {
  const auto alone = [&](const registration::Membership& present) {
    return registration::decide_membership({career.person, {present}}, wanted).has_value();
  };
  const auto found = std::ranges::find_if_not(career.memberships, alone);
  return found == career.memberships.end() ? nullptr : &*found;
}

// The first of those mentioned whom it is about: alone they are refused for the same reason.
template <class Decide>
std::string about_whom(const std::vector<registration::Mention>& members, const std::string& reason,
                       const Decide& decide) {
  for (const registration::Mention& member : members)
    if (const auto alone = decide({member}); !alone && alone.error().reason == reason) return member.person.value;
  return {};
}

// The first two ids of a list that are one person's.
std::optional<std::pair<PersonId, PersonId>> two_of_one(const std::vector<PersonId>& people,
                                                        const registration::SamePeople& same) {
  for (std::size_t one = 0; one < people.size(); ++one)
    for (std::size_t other = one + 1; other < people.size(); ++other)
      if (people[one] != people[other] && same.are_one(people[one], people[other]))
        return std::pair(people[one], people[other]);
  return std::nullopt;
}

}  // namespace

// Registration speaks of ids, and of places in a list that nobody sees.
void Comparer::refuse_person(const Command& command, std::size_t row, const Error& error, const std::string& key,
                             const std::vector<Change>& changes) {
  if (auto said = said_of_person(error, key))
    refuse(command, row, command.file == "groups.csv" ? "members" : "key", error.reason, *std::move(said), changes);
  else
    refuse(command, row, error, changes);
}

std::optional<registration::Person> Comparer::person(const std::string& id) const {
  if (const auto corrected = corrected_.find(id); corrected != corrected_.end()) return corrected->second;
  if (const auto known = standing_.people.find(id); known != standing_.people.end()) return known->second;
  if (const auto fresh = introduced_.find(id); fresh != introduced_.end()) return fresh->second;
  const auto member = new_memberships_.find(id);
  if (member == new_memberships_.end()) return std::nullopt;
  const round_folder::RosterRow& row = *member->second.row;
  return registration::Person{{id}, row.name, static_cast<registration::Occupation>(row.occupation)};
}

registration::Occupation Comparer::occupation_there(const std::string& id,
                                                    const registration::Membership& membership) const {
  const auto other = standing_.other_occupations.find({id, membership.organisation.value, membership.from_date});
  if (other != standing_.other_occupations.end()) return other->second;
  const auto known = person(id);
  return known ? known->occupation : registration::Occupation::unspecified;
}

registration::Career Comparer::career(const std::string& id) const {
  registration::Career before{{id}, {}};
  if (const auto corrected = corrected_careers_.find(id); corrected != corrected_careers_.end())
    before = corrected->second;
  else if (const auto known = standing_.careers.find(id); known != standing_.careers.end())
    before = known->second;
  registration::Events added;
  const auto [begin, end] = new_memberships_.equal_range(id);
  for (auto each = begin; each != end; ++each) {
    const auto& [organisation, row] = each->second;
    added.push_back(registration::RosterMemberAdded{*organisation, {id}, row->from_date, row->until_date});
  }
  return registration::fold(std::move(before), added);
}

std::vector<registration::Person> Comparer::known_of(const std::vector<PersonId>& people) const {
  std::vector<registration::Person> known;
  for (const PersonId& id : people)
    if (auto found = person(id.value)) known.push_back(*std::move(found));
  return known;
}

std::vector<registration::Career> Comparer::careers_of(const std::vector<PersonId>& people) const {
  std::vector<registration::Career> careers;
  const std::vector<PersonId> ids = with_other_ids(people);
  for (const PersonId& id : ids)
    if (registration::Career one = career(id.value); !one.memberships.empty()) careers.push_back(std::move(one));
  return registration::joined(std::move(careers), same_, people);
}

template <class Ids>
std::string Comparer::keys_of_people(const Ids& ids) const {
  std::vector<std::string> keys;
  for (const PersonId& id : ids) keys.push_back(key_of_person(id.value));
  std::ranges::sort(keys);
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : " ") + key;
  return text;
}

// All or none of a roster's rows go in, and the answer says of none which it was: so each is asked for alone.
bool Comparer::needs_member(const Command& command, std::size_t row,
                            const registration::AddRosterMembers::Member& member) {
  const auto& [mention, wanted] = member;
  const std::string& id = mention.person.value;
  const bool is_on_roster = standing_.careers.contains(id);
  if (is_on_roster) memberships_.add(hash_of(id, wanted.organisation.value, wanted.from_date));
  const std::int64_t line = command.lines.at(row);
  if (uncorrected_lines_.contains(line)) return false;
  const bool is_corrected = corrected_lines_.contains(line);
  const registration::Career before = career(id);
  registration::Strangers told;
  auto decided = registration::decide(registration::AddRosterMembersFacts{known_of({mention.person}), {before}},
                                      registration::AddRosterMembers{wanted.organisation, {member}}, told);
  const auto known = person(id);
  if (!decided) {
    const registration::Membership* other = in_the_way(before, wanted);
    std::vector<Change> changes;
    if (known && decided.error().reason == "PERSON_NAMED_DIFFERENTLY")
      add_change(changes, "name", known->name, mention.name);
    if (decided.error().reason == "ID_TAKEN" && other != nullptr) {
      if (is_on_roster) memberships_.add(hash_of(id, wanted.organisation.value, other->from_date));
      add_change(changes, "from_date", other->from_date, wanted.from_date);
      add_change(changes, "until_date", other->until_date, wanted.until_date);
    }
    if (!changes.empty())
      refuse_changed(command, row, changes, decided.error().reason);
    else
      refuse_person(command, row, decided.error(), key_of_person(id));
    return false;
  }
  // Of somebody who is on the roster already registration passes another occupation over.
  const registration::Occupation there = occupation_there(id, wanted);
  if (decided->events.empty() && there != mention.occupation) {
    refuse_changed(command, row,
                   {{"occupation", occupation_in_files(there), occupation_in_files(mention.occupation)}});
    return false;
  }
  if (!decided->events.empty()) {
    const auto* stated = row_at(folder_.people, line);
    new_memberships_.emplace(keys_of_people_.find(id)->first,
                             NewMembership{&*new_rosters_.insert(wanted.organisation).first, stated});
  }
  if (!is_corrected || !decided->events.empty())
    ++(decided->events.empty() ? table(command).same_count : table(command).new_count);
  return !decided->events.empty();
}

std::optional<Command> Comparer::needed_members(const Command& command, const v1::AddRosterMembersRequest& request) {
  const registration::AddRosterMembers wanted = registration::from_proto(request);
  v1::AddRosterMembersRequest part;
  part.set_organisation_id(request.organisation_id());
  std::vector<std::int64_t> lines;
  for (std::size_t row = 0; row < wanted.members.size(); ++row) {
    if (!needs_member(command, row, wanted.members[row])) continue;
    *part.add_members() = request.members(static_cast<int>(row));
    lines.push_back(command.lines[row]);
  }
  if (lines.empty()) return std::nullopt;
  if (lines.size() == command.lines.size()) return command;
  Command left = with_request(command, std::move(part));
  left.row_count = lines.size();
  left.lines = std::move(lines);
  return left;
}

// Groups come session by session.
Comparer::Hall& Comparer::hall(const std::string& session) {
  if (hall_.session == session) return hall_;
  hall_ = {session, {}, {}};
  const auto groups = groups_of_session_.find(session);
  if (groups == groups_of_session_.end()) return hall_;
  for (const StandingGroup* standing : groups->second) {
    const std::string& id = standing->group.id.value;
    hall_.groups.emplace(id, standing->group);
    for (const PersonId& member : standing->members) {
      const bool lives = standing->group.status != registration::GroupStatus::cancelled;
      if (lives || !hall_.groups_of.contains(member.value)) hall_.groups_of[member.value] = id;
    }
  }
  return hall_;
}

std::vector<PersonId> Comparer::with_other_ids(const std::vector<PersonId>& people) const {
  std::vector<PersonId> all = people;
  if (same_.empty()) return all;
  const std::vector<PersonId> theirs = same_.ids_of(people);
  for (const PersonId& id : theirs)
    if (std::ranges::find(people, id) == people.end()) all.push_back(id);
  return all;
}

registration::Placements Comparer::placements(const Hall& hall, const std::vector<PersonId>& people) const {
  registration::Placements placements;
  const std::vector<PersonId> ids = with_other_ids(people);
  for (const PersonId& person : ids) {
    const auto group = hall.groups_of.find(person.value);
    if (group == hall.groups_of.end()) continue;
    placements.attendees.push_back({{hall.session}, person, {group->second}});
    placements.groups.push_back(hall.groups.at(group->second));
  }
  return placements;
}

std::vector<Change> Comparer::changes_of(const StandingGroup& before, const registration::RegisterGroup& after) const {
  std::vector<Change> changes;
  add_change(changes, "session", key_of(before.group.session.value), key_of(after.session.value));
  add_change(changes, "organisation", key_of(before.group.organisation.value), key_of(after.organisation.value));
  add_change(changes, "head_count", std::to_string(before.group.head_count), std::to_string(after.head_count));
  // Whom a cancelled group named, nobody is told.
  if (before.group.status != registration::GroupStatus::cancelled)
    add_change(changes, "members", keys_of_people(before.members),
               keys_of_people(registration::people_of(after.members)));
  return changes;
}

bool Comparer::needs_new_group(const Command& command, const registration::RegisterGroup& wanted) {
  const auto planned = sessions_.find({wanted.session.value});
  if (planned == sessions_.end()) return false;  // the session was refused
  const registration::Session facts = session_of_groups(planned->second);
  Hall& here = hall(wanted.session.value);
  const std::vector<PersonId> people = registration::people_of(wanted.members);
  const auto decide = [&](std::vector<registration::Mention> members) {
    registration::RegisterGroup command_of_them = wanted;
    command_of_them.members = std::move(members);
    const std::vector<PersonId> listed = registration::people_of(command_of_them.members);
    registration::Strangers told;
    return registration::decide(
        registration::RegisterGroupFacts{facts, {wanted.session}, known_of(listed), careers_of(listed),
                                         placements(here, listed), same_},
        command_of_them, Instant{}, told);
  };
  auto decided = decide(wanted.members);
  if (!decided) {
    const Error& error = decided.error();
    if (error.reason == "GROUP_LARGER_THAN_ROOM")
      refuse(command, 0, "head_count", error.reason, {"session_takes", {{"most", std::to_string(facts.capacity)}}});
    else if (const auto two = two_of_one(people, same_); two && error.reason == "NAMED_TWICE")
      refuse(command, 0, "members", error.reason,
             round_folder::Said("one_person_twice", {{"key", key_of_person(two->first.value)},
                                                     {"other", key_of_person(two->second.value)}}));
    else
      refuse_person(command, 0, error, key_of_person(about_whom(wanted.members, error.reason, decide)));
    return false;
  }
  for (registration::Person& newcomer : decided->newcomers) introduced_.emplace(newcomer.id.value, newcomer);
  here.groups[wanted.group.value] = {wanted.group, wanted.session, wanted.organisation, wanted.head_count,
                                     registration::GroupStatus::confirmed};
  for (const PersonId& person : people) here.groups_of[person.value] = wanted.group.value;
  ++table(command).new_count;
  return true;
}

// Names that came later fill up the seats of those who were only counted.
std::optional<Command> Comparer::named_later(const Command& command, const v1::RegisterGroupRequest& request,
                                             const StandingGroup& known) {
  v1::NameGroupMembersRequest naming;
  naming.set_group_id(request.group_id());
  for (const v1::GroupMember& member : request.members())
    if (std::ranges::find(known.members, PersonId{member.person_id()}) == known.members.end())
      *naming.add_members() = member;
  const std::vector<registration::Mention> members = registration::mentions_in(naming.members());
  const std::vector<PersonId> people = registration::people_of(members);
  Hall& here = hall(request.session_id());
  const auto decide = [&](const std::vector<registration::Mention>& listed) {
    const std::vector<PersonId> ids = registration::people_of(listed);
    registration::Strangers told;
    return registration::decide(
        registration::NameGroupMembersFacts{known.group, known_of(ids), careers_of(ids), placements(here, ids), same_},
        listed, told);
  };
  auto decided = decide(members);
  if (!decided) {
    refuse_person(command, 0, decided.error(), key_of_person(about_whom(members, decided.error().reason, decide)));
    return std::nullopt;
  }
  for (registration::Person& newcomer : decided->newcomers) introduced_.emplace(newcomer.id.value, newcomer);
  for (const PersonId& person : people) here.groups_of[person.value] = request.group_id();
  table(command).changed.add({command.lines.front(), row_key(command),
                              changes_of(known, registration::from_proto(request))});
  return with_request(command, std::move(naming), standing_.now);
}

// No folder can name them any more.
bool Comparer::has_expired(const PersonId& member) const {
  const auto told = person(member.value);
  return told && told->name.empty();
}

bool Comparer::has_come(const Hall& hall, const PersonId& member) const {
  const auto door = standing_.doors.find(hall.session);
  return door != standing_.doors.end() && door->second.came.contains(member.value) &&
         !door->second.taken_back.contains(member.value);
}

// A group that is there is asked for by its people's ids; what they are called, it introduced.
bool Comparer::named_differently(const Command& command, const registration::RegisterGroup& group) {
  for (const registration::Mention& member : group.members) {
    const auto named = registration::newcomers({&member, 1}, known_of({member.person}));
    if (named || member.name.empty()) continue;
    refuse_person(command, 0, named.error(), key_of_person(member.person.value));
    return true;
  }
  return false;
}

std::optional<Command> Comparer::needed_group(const Command& command, const v1::RegisterGroupRequest& row) {
  const v1::RegisterGroupRequest request = as_it_is_known(row);
  const registration::RegisterGroup wanted = registration::from_proto(request);
  Hall& here = hall(wanted.session.value);
  const auto found = standing_.groups.find(wanted.group.value);
  if (found == standing_.groups.end()) return needs_new_group(command, wanted) ? std::optional(command) : std::nullopt;
  if (looked_at_.contains(wanted.group.value)) return std::nullopt;  // it was put right, or refused
  const StandingGroup* known = &found->second;
  here.groups[wanted.group.value] = known->group;  // whatever its session is

  const bool is_cancelled = known->group.status == registration::GroupStatus::cancelled;
  if (is_cancelled && !cancelled_.contains(wanted.group.value))
    comparison_.tables["cancellations.csv"].gone.add(row_key(command));
  std::vector<registration::Attendee> present;
  for (const PersonId& member : known->members) present.push_back({known->group.session, member, known->group.id});
  std::vector<PersonId> listed = registration::people_of(wanted.members);
  const bool is_repeated = registration::check_repeated(wanted, known->group, present).has_value();
  // Whose name has expired has no row any more: their key is refused.
  const bool lists_all = is_cancelled || std::ranges::all_of(known->members, [&](const PersonId& member) {
    return has_expired(member) || std::ranges::find(listed, member) != listed.end();
  });
  if (is_repeated && lists_all) {
    if (!named_differently(command, wanted)) ++table(command).same_count;
    return std::nullopt;
  }
  registration::RegisterGroup without_names = wanted;
  without_names.members.clear();
  if (lists_all && registration::check_repeated(without_names, known->group, present))
    return named_later(command, request, *known);
  refuse_changed(command, 0, changes_of(*known, wanted));
  return std::nullopt;
}

std::optional<Command> Comparer::needed_cancelling(const Command& command, const v1::CancelGroupRequest& request) {
  const v1::CancelGroupRequest known = of_known_group(request);
  registration::Group& standing = hall_.groups[known.group_id()];  // the chain's: its group was just looked at
  const bool is_new = standing.status != registration::GroupStatus::cancelled;
  standing.status = registration::GroupStatus::cancelled;
  ++(is_new ? table(command).new_count : table(command).same_count);
  if (!is_new) return std::nullopt;
  return known.group_id() == request.group_id() ? command : with_request(command, known);
}

// At the site, as its scans are written.
std::string Comparer::time_at(const std::string& session, Instant at) const {
  const auto found = sessions_.find({session});
  if (found == sessions_.end()) return to_rfc3339(at, Precision::seconds);
  const auto local = local_time_at(at, found->second.time_zone);
  if (!local) return to_rfc3339(at, Precision::seconds);
  const auto seconds = (*local - std::chrono::floor<std::chrono::minutes>(*local)).count();
  if (seconds == 0) return opora::to_text(*local);
  return opora::to_text(*local) + (seconds < 10 ? ":0" : ":") + std::to_string(seconds);
}

// Who came, and of whom a scan says when: so that one of somebody whose time is right is no other time.
void Comparer::note_scans(const v1::CheckInBatchRequest& batch) {
  const auto door = standing_.doors.find(batch.session_id());
  if (door == standing_.doors.end()) return;
  for (const v1::Scan& scan : batch.scans()) {
    const std::size_t who = hash_of(batch.session_id(), scan.person_id());
    comers_.add(who);
    scans_.add(hash_of(batch.session_id(), scan.person_id(), std::to_string(scan.scanned_at_us())));
    const auto came = door->second.came.find(scan.person_id());
    if (came != door->second.came.end() && came->second.us == scan.scanned_at_us()) right_times_.add(who);
  }
}

// Two scans of a person at a session are one attendance, so whoever attends needs no other one.
bool Comparer::needs_scan(const Command& command, std::size_t row, const std::string& session, const v1::Scan& scan) {
  const auto same = [&] {
    ++table(command).same_count;
    return false;
  };
  const auto found = standing_.doors.find(session);
  if (found == standing_.doors.end()) {
    ++table(command).new_count;
    return true;
  }
  const StandingDoor& door = found->second;
  if (door.set_aside.contains(scan.check_in_id())) {
    ++comparison_.scans_set_aside[session];
    return same();
  }
  const bool is_kept = door.check_ins.contains(scan.check_in_id()) || door.discarded.contains(scan.check_in_id());
  if (is_kept && door.taken_back.contains(scan.person_id())) ++comparison_.scans_taken_back[session];
  if (is_kept) return same();
  const auto came = door.came.find(scan.person_id());
  if (came == door.came.end()) {
    ++table(command).new_count;
    return true;
  }
  if (right_times_.contains(hash_of(session, scan.person_id()))) return same();
  refuse_changed(command, row, {{"scanned_at", time_at(session, came->second),
                                 time_at(session, Instant{scan.scanned_at_us()})}});
  return false;
}

std::optional<Command> Comparer::needed_scans(const Command& command, const v1::CheckInBatchRequest& request) {
  v1::CheckInBatchRequest part;
  part.set_session_id(request.session_id());
  std::vector<std::int64_t> lines;
  for (int row = 0; row < request.scans_size(); ++row) {
    if (!needs_scan(command, static_cast<std::size_t>(row), request.session_id(), request.scans(row))) continue;
    *part.add_scans() = request.scans(row);
    lines.push_back(command.lines[static_cast<std::size_t>(row)]);
  }
  if (lines.empty()) return std::nullopt;
  if (lines.size() == command.lines.size()) return command;
  Command left = with_request(command, std::move(part));
  left.row_count = lines.size();
  left.lines = std::move(lines);
  return left;
}

// Of somebody who is in the folder it is known that the row was there; of others only that the roster is not the
// folder's alone.
void Comparer::tell_gone_of_rosters() {
  for (const auto& [id, career] : standing_.careers)
    for (const registration::Membership& membership : career.memberships) {
      const bool is_of_folder = keys_.contains(membership.organisation.value);
      if (!is_of_folder || memberships_.contains(hash_of(id, membership.organisation.value, membership.from_date)))
        continue;
      TableComparison& people = comparison_.tables["people.csv"];
      if (keys_of_people_.contains(id))
        people.gone.add(key_of_person(id) + ", " + key_of(membership.organisation.value) + ", " +
                        membership.from_date);
      else
        ++people.of_others_count;
    }
}

void Comparer::tell_gone_of_sessions() {
  for (const auto& [session, groups] : groups_of_session_) {
    if (!sessions_.contains({session})) continue;  // refused itself
    for (const StandingGroup* standing : groups)
      if (!groups_.contains(standing->group.id.value) &&
          standing->group.status != registration::GroupStatus::cancelled)
        comparison_.tables["groups.csv"].gone.add(
            key_of(session) + ", " + key_of(standing->group.organisation.value) + ", " +
            std::to_string(standing->group.head_count) + ": " + keys_of_people(standing->members));
  }
}

// A scan that counts nowhere is gone where no row says it; somebody's attendance, where none speaks of them. What was
// taken back has gone already.
void Comparer::tell_gone_at_doors() {
  for (const auto& [session, door] : standing_.doors) {
    const auto tell = [&, &at_session = session](const std::string& person, Instant at) {
      comparison_.tables["attendances.csv"].gone.add(key_of(at_session) + ", " + key_of_person(person) + ", " +
                                                     time_at(at_session, at));
    };
    for (const auto& [person, at] : door.came)
      if (!comers_.contains(hash_of(session, person)) && !door.taken_back.contains(person)) tell(person, at);
    for (const auto* scans : {&door.set_aside, &door.discarded})
      for (const auto& [id, scan] : *scans)
        if (!scans_.contains(hash_of(session, scan.person, std::to_string(scan.at.us)))) tell(scan.person, scan.at);
  }
}

}  // namespace opora::load
