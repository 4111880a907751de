#include "opora/load/corrected_since.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "opora/load/list_reason.h"
#include "opora/load/pages.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"

namespace opora::load {
namespace {

namespace s = scheduling::v1;
namespace r = registration::v1;
using round_folder::Said;

// What a command says of a thing of scheduling's, and what else says the same of it.
struct OfThing {
  std::string id;
  std::set<int> kinds;
};

std::optional<OfThing> thing_in(const Command& command) {
  if (const auto moved = as<s::MoveSessionRequest>(command))
    return OfThing{moved->session_id(), {s::CORRECTION_KIND_MOVED}};
  if (const auto resized = as<s::ChangeCapacityRequest>(command))
    return OfThing{resized->session_id(), {s::CORRECTION_KIND_MOVED, s::CORRECTION_KIND_CAPACITY_CHANGED}};
  if (const auto renamed = as<s::RenameThingRequest>(command))
    return OfThing{renamed->thing_id(), {s::CORRECTION_KIND_RENAMED}};
  return std::nullopt;
}

std::string group_in(const Command& command) {
  if (const auto counted = as<r::ChangeHeadCountRequest>(command)) return counted->group_id();
  if (const auto substituted = as<r::SubstituteMemberRequest>(command)) return substituted->group_id();
  if (const auto cancelled = as<r::CancelMembersRequest>(command)) return cancelled->group_id();
  return {};
}

// They are told in their order.
Result<bool> is_things_by_hand(const OfThing& thing, const Query& query) {
  bool by_hand = false;
  s::ListCorrectionsRequest request;
  request.set_thing_id(thing.id);
  TRY_DO(pages<s::ListCorrectionsResponse>(query, request, [&](const s::ListCorrectionsResponse& page) {
    for (const s::Correction& each : page.corrections())
      if (thing.kinds.contains(each.kind())) by_hand = !is_of_a_list(each.reason());
  }));
  return by_hand;
}

Result<bool> is_groups_by_hand(const std::string& group, const Query& query) {
  r::GetGroupRequest request;
  request.set_group_id(group);
  r::GetGroupResponse response;
  TRY_DO(query(request, response));
  bool by_hand = false;
  for (const r::GroupChange& change : response.group().changes())
    if (change.kind() != r::GROUP_CHANGE_KIND_PASSED_OVER) by_hand = !is_of_a_list(change.note());
  return by_hand;
}

Result<bool> is_by_hand(const Command& command, const Query& query) {
  if (const auto thing = thing_in(command)) return is_things_by_hand(*thing, query);
  if (const std::string group = group_in(command); !group.empty()) return is_groups_by_hand(group, query);
  return false;
}

// As it was to be changed, which the comparison tells of it.
Refused corrected_since(const Comparison& comparison, const Command& command) {
  Refused refused{command.file, command.lines.front(), "", "CORRECTED_SINCE", {}};
  const auto table = comparison.tables.find(command.file);
  if (table != comparison.tables.end()) {
    const auto& changed = table->second.changed.kept;
    const auto row = std::ranges::find(changed, refused.line, &Correction::line);
    if (row != changed.end() && !row->changes.empty()) {
      std::vector<Said> cells;
      for (const Change& change : row->changes) cells.push_back(said_of(change, command.file));
      refused.column = row->changes.front().column;
      refused.said.push_back(Said("platform_has_otherwise", {{"changes", "", std::move(cells)}}));
    }
  }
  refused.said.push_back(Said("corrected_by_hand"));
  return refused;
}

}  // namespace

Result<void> refuse_what_was_corrected_since(Comparison& comparison, const Query& query) {
  std::set<std::pair<std::string, std::int64_t>> rows;
  for (const Stage& stage : comparison.to_do.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain) {
        TRY(by_hand, is_by_hand(command, query));
        if (by_hand && rows.emplace(command.file, command.lines.front()).second)
          comparison.refused.add(corrected_since(comparison, command));
      }
  return {};
}

}  // namespace opora::load
