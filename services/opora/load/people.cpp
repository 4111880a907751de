#include "opora/load/people.h"

#include <unordered_set>

namespace opora::load {

Keys keys_of(const round_folder::RoundFolder& folder) {
  Keys people;
  if (!folder.programmes.empty()) {
    const round_folder::Programme& programme = folder.programmes[0];
    people.list = programme.list;
    if (programme.list != programme.key) people.earlier_list = programme.key;
  }
  std::unordered_set<std::string_view> seen;
  const auto add = [&](const std::string& key) {
    if (!seen.insert(key).second) return;
    const auto slash = key.find('/');
    if (slash == std::string::npos)
      people.keys.push_back(key);
    else
      people.of_others[key.substr(0, slash)].push_back(key.substr(slash + 1));
  };
  for (const auto& row : folder.people)
    if (!row.organisation.empty()) add(row.key);
  for (const auto& group : folder.groups)
    for (const std::string& member : group.members) add(member);
  for (const auto& attendance : folder.attendances) add(attendance.person);
  return people;
}

std::unordered_set<std::string_view> with_several_jobs(const round_folder::RoundFolder& folder) {
  std::unordered_map<std::string_view, int> first;
  std::unordered_set<std::string_view> several;
  for (const round_folder::RosterRow& row : folder.people)
    if (!row.organisation.empty() && first.try_emplace(row.key, row.occupation).first->second != row.occupation)
      several.insert(row.key);
  return several;
}

}  // namespace opora::load
