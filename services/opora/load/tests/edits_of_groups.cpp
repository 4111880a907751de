#include <algorithm>

#include "opora/load/tests/folder_edits.h"
#include "opora/registration/v1/registration_service.pb.h"

namespace opora::load {
namespace {

namespace r = registration::v1;

constexpr const char* kGroups = "groups.csv";

std::vector<std::string> members_of(const FolderRow& group) { return words_in(group.at("members")); }

// Who comes with a group of the session that was not cancelled.
std::vector<std::string> expected_at(const EditedFolder& folder, const std::string& session) {
  std::vector<std::string> people;
  for (const FolderRow& group : folder.rows(kGroups)) {
    if (group.at("session") != session || folder.is_cancelled(group.at("key"))) continue;
    for (std::string& member : members_of(group)) people.push_back(std::move(member));
  }
  return people;
}

// Of an organisation's roster somebody whom no group of the session names; sometimes also who is in another one, which
// is refused; nobody, if there is nobody left.
std::string some_colleague(const EditSource& source, const FolderRow& group) {
  const bool may_be_elsewhere = source.dice.once_in(8);
  const std::vector<std::string> taken =
      may_be_elsewhere ? members_of(group) : expected_at(source.folder, group.at("session"));
  std::vector<std::string> free;
  for (const FolderRow& row : source.folder.rows("people.csv")) {
    const bool is_theirs = row.at("organisation") == group.at("organisation");
    if (is_theirs && std::ranges::find(taken, row.at("key")) == taken.end()) free.push_back(row.at("key"));
  }
  return free.empty() ? std::string() : source.dice.pick(free);
}

// A session that was held is over: of its groups nothing is changed but names, which the platform has to say as well.
std::size_t some_group(const EditSource& source) {
  const std::vector<FolderRow>& rows = source.folder.rows(kGroups);
  for (;;) {
    const std::size_t number = source.dice.below(rows.size());
    const bool is_over = was_held(rows[number].at("session"));
    if (is_over && !source.dice.once_in(3)) continue;
    if (!source.folder.is_cancelled(rows[number].at("key"))) return number;
  }
}

template <class Request>
std::shared_ptr<Request> change_of_group(const EditSource& source, const FolderRow& group) {
  auto request = new_request<Request>(source);
  request->set_group_id(source.platform.group(group.at("key")));
  request->set_reason(r::GROUP_CHANGE_REASON_OTHER);
  request->set_note(reason_for(source.dice));
  return request;
}

FolderEdit other_head_count(const EditSource& source, std::size_t number, int more) {
  FolderEdit edit{"", source.folder};
  FolderRow& row = edit.then.rows(kGroups).at(number);
  const int heads = std::max(1, number_in(row, "head_count") + more);
  row.at("head_count") = std::to_string(heads);
  edit.words = row.at("key") + " has " + std::to_string(heads) + " people";
  auto request = change_of_group<r::ChangeHeadCountRequest>(source, row);
  request->set_head_count(heads);
  if (more > 0 && source.dice.once_in(2)) {
    FolderRow waiting = row;
    waiting.at("key") = source.dice.another_key("part");
    waiting.at("head_count") = std::to_string(more);
    waiting.at("members").clear();
    FolderEdit::Part part{new_group_id(waiting.at("key")), source.folder};
    request->set_waiting_group_id(part.id);
    edit.words += ", or more of them wait as " + waiting.at("key");
    part.then.rows(kGroups).push_back(std::move(waiting));
    edit.part = std::move(part);
  }
  edit.command = std::move(request);
  return edit;
}

FolderEdit somebody_is_named(const EditSource& source, std::size_t number) {
  FolderEdit edit{"", source.folder};
  FolderRow& row = edit.then.rows(kGroups).at(number);
  const std::string person = some_colleague(source, row);
  if (person.empty()) return other_head_count(source, number, 1);
  std::vector<std::string> members = members_of(row);
  members.push_back(person);
  row.at("members") = cell_of(members);
  edit.words = person + " comes with " + row.at("key");
  auto request = new_request<r::NameGroupMembersRequest>(source);
  request->set_group_id(source.platform.group(row.at("key")));
  request->add_members()->set_person_id(source.platform.person(person));
  edit.command = std::move(request);
  return edit;
}

FolderEdit somebody_leaves(const EditSource& source, std::size_t number) {
  FolderEdit edit{"", source.folder};
  FolderRow& row = edit.then.rows(kGroups).at(number);
  std::vector<std::string> members = members_of(row);
  if (members.empty()) return other_head_count(source, number, -1);
  const auto leaver = members.begin() + static_cast<std::ptrdiff_t>(source.dice.below(members.size()));
  const std::string person = *leaver;
  members.erase(leaver);
  row.at("members") = cell_of(members);
  row.at("head_count") = std::to_string(number_in(row, "head_count") - 1);
  edit.words = person + " does not come with " + row.at("key");
  auto request = change_of_group<r::CancelMembersRequest>(source, row);
  request->add_person_ids(source.platform.person(person));
  edit.command = std::move(request);
  return edit;
}

FolderEdit somebody_comes_instead(const EditSource& source, std::size_t number) {
  FolderEdit edit{"", source.folder};
  FolderRow& row = edit.then.rows(kGroups).at(number);
  std::vector<std::string> members = members_of(row);
  const std::string substitute = some_colleague(source, row);
  if (members.empty() || substitute.empty()) return other_head_count(source, number, 1);
  std::string& place = members.at(source.dice.below(members.size()));
  const std::string leaver = std::exchange(place, substitute);
  row.at("members") = cell_of(members);
  edit.words = substitute + " comes with " + row.at("key") + " instead of " + leaver;
  auto request = change_of_group<r::SubstituteMemberRequest>(source, row);
  request->set_person_id(source.platform.person(leaver));
  request->mutable_substitute()->set_person_id(source.platform.person(substitute));
  edit.command = std::move(request);
  return edit;
}

// Not of one that was held: an empty platform sets scans of its people aside.
FolderEdit group_is_cancelled(const EditSource& source, std::size_t number) {
  const FolderRow& row = source.folder.rows(kGroups).at(number);
  if (was_held(row.at("session"))) return somebody_is_named(source, number);
  FolderEdit edit{row.at("key") + " is cancelled", source.folder};
  FolderRow cancellation;
  cancellation["group"] = row.at("key");
  edit.then.rows("cancellations.csv").push_back(std::move(cancellation));
  edit.command = change_of_group<r::CancelGroupRequest>(source, row);
  return edit;
}

FolderEdit group_passes_over(const EditSource& source, std::size_t number) {
  const FolderRow& row = source.folder.rows(kGroups).at(number);
  FolderEdit edit{row.at("key") + " passes over the waitlist", source.folder};
  auto request = change_of_group<r::PassOverWaitlistRequest>(source, row);
  request->set_session_id(thing_id("sessions.csv", row.at("session")));
  edit.command = std::move(request);
  edit.is_only_called = true;
  return edit;
}

// Entered in its order, as loads do it, or as somebody who comes late.
FolderEdit new_group(const EditSource& source) {
  static const std::vector<std::string> kSessions = {"begun", "next", "later"}, kSenders = {"dawn", "brook", "town"};
  FolderRow row;
  row["key"] = source.dice.another_key("group");
  row["session"] = source.dice.pick(kSessions);
  row["organisation"] = source.dice.pick(kSenders);
  row["head_count"] = std::to_string(source.dice.from_to(1, 4));
  row["members"].clear();
  const std::string person = source.dice.once_in(3) ? std::string() : some_colleague(source, row);
  row["members"] = person;
  FolderEdit edit{row["key"] + " of " + row["head_count"] + " comes to " + row["session"] + ": " + person,
                  source.folder};
  auto request = new_request<r::RegisterGroupRequest>(source);
  request->set_group_id(new_group_id(row["key"]));
  request->set_session_id(thing_id("sessions.csv", row["session"]));
  request->set_organisation_id(thing_id("organisations.csv", row["organisation"]));
  request->set_head_count(number_in(row, "head_count"));
  if (!person.empty()) request->add_members()->set_person_id(source.platform.person(person));
  request->set_late_entry(row["session"] == "begun" || source.dice.once_in(2));
  request->set_in_order_of_arrival(request->late_entry() && source.dice.once_in(2));
  edit.then.rows(kGroups).push_back(std::move(row));
  edit.command = std::move(request);
  return edit;
}

}  // namespace

FolderEdit edit_of_groups(const EditSource& source) {
  const std::size_t kind = source.dice.below(16);
  if (kind < 3) return new_group(source);
  const std::size_t number = some_group(source);
  switch (kind) {
    case 3:
    case 4:
    case 5: return other_head_count(source, number, source.dice.from_to(1, 3));
    case 6:
    case 7: return other_head_count(source, number, -source.dice.from_to(1, 2));
    case 8:
    case 9: return somebody_is_named(source, number);
    case 10:
    case 11: return somebody_leaves(source, number);
    case 12:
    case 13: return somebody_comes_instead(source, number);
    case 14: return group_is_cancelled(source, number);
    default: return group_passes_over(source, number);
  }
}

}  // namespace opora::load
