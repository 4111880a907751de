// What a row of groups.csv says otherwise than the platform of a group that it has, and what has to be said of it to
// put that right: who comes instead of whom, who doesn't come, how many come, who is named. Pure.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "opora/load/standing.h"
#include "opora/registration/v1/registration_service.pb.h"

namespace opora::load {

struct GroupCorrection {
  std::vector<std::pair<registration::PersonId, registration::v1::GroupMember>> substitutes;  // for whom, and who
  std::vector<registration::PersonId> leavers;  // nobody comes instead: their seats become free
  int unnamed_leavers = 0;                      // likewise of those who are only counted
  std::optional<int> head_count;                // where nobody leaves by name
  std::vector<registration::v1::GroupMember> named;

  bool is_naming_only() const {
    return substitutes.empty() && leavers.empty() && unnamed_leavers == 0 && !head_count;
  }
};

// Nothing where it can't be put right: the group is another session's, another organisation's or cancelled, or somebody
// is left out and head_count still counts them. `may_be_left_out` are those whom no folder can name any more.
std::optional<GroupCorrection> correct_group(
    const StandingGroup& known, const registration::v1::RegisterGroupRequest& wanted,
    const std::function<bool(const registration::PersonId&)>& may_be_left_out);

}  // namespace opora::load
