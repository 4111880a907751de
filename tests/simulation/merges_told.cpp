#include "simulation/merges_told.h"

#include <algorithm>

namespace opora::simulation {

bool MergesTold::is_next(const std::string& merged, int change) {
  const int before = std::exchange(changes_[merged], change);
  return change > before;
}

bool MergesTold::merge(const std::string& kept, const std::string& merged, int change) {
  const bool has_others = std::ranges::any_of(kept_, [&](const auto& each) { return each.second == merged; });
  const bool could_be = kept != merged && !kept_.contains(kept) && !kept_.contains(merged) && !has_others;
  kept_[merged] = kept;
  ever_[merged].insert(kept);
  ever_[kept].insert(merged);
  merged_.emplace(kept, merged);
  return is_next(merged, change) && could_be;
}

bool MergesTold::part(const std::string& kept, const std::string& merged, int change) {
  const bool were_merged = kept_of(merged) == kept;
  kept_.erase(merged);
  parted_.insert(in_order(kept, merged));
  return is_next(merged, change) && were_merged;
}

std::string MergesTold::kept_of(const std::string& id) const {
  const auto found = kept_.find(id);
  return found == kept_.end() ? id : found->second;
}

std::vector<std::string> MergesTold::ids_of(const std::string& id) const {
  std::vector<std::string> ids{kept_of(id)};
  for (const auto& [merged, kept] : kept_)
    if (kept == ids.front()) ids.push_back(merged);
  return ids;
}

bool MergesTold::are_apart(const std::string& one, const std::string& other) const {
  const auto wanted = in_order(kept_of(one), kept_of(other));
  return std::ranges::any_of(
      apart_, [&](const auto& each) { return in_order(kept_of(each.first), kept_of(each.second)) == wanted; });
}

std::set<std::string> MergesTold::ever_one_with(const std::string& id) const {
  std::set<std::string> all{id};
  std::vector<std::string> next{id};
  while (!next.empty()) {
    const auto found = ever_.find(next.back());
    next.pop_back();
    if (found == ever_.end()) continue;
    for (const std::string& other : found->second)
      if (all.insert(other).second) next.push_back(other);
  }
  return all;
}

}  // namespace opora::simulation
