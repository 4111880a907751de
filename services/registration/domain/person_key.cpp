#include "registration/domain/person_key.h"

#include <algorithm>

namespace opora::registration {
namespace {

std::optional<PersonKey> find_in(const ListedKey& key, const KnownKeys& known) {
  const auto entered = known.entered.find(key);
  if (entered != known.entered.end()) return entered->second;
  const PersonId older = older_id(key);
  if (known.older.contains(older)) return PersonKey{key, older, {}};
  return std::nullopt;
}

bool may_have(const RegionId& region, const PersonKey& found, const KnownKeys& known) {
  if (region.empty() || found.region == region) return true;
  if (!found.region.empty()) return false;
  const auto rosters = known.rosters.find(found.person);
  if (rosters == known.rosters.end() || rosters->second.empty()) return true;
  return std::ranges::any_of(rosters->second, [&](const RegionId& each) { return each.empty() || each == region; });
}

tl::unexpected<Error> of_another_region(std::size_t index) {
  return refuse(Code::conflict, "KEY_OF_ANOTHER_REGION",
                "Key " + std::to_string(index + 1) +
                    " of the request is somebody's of another region in this list. Call the list otherwise, or ask an "
                    "administrator.");
}

}  // namespace

PersonId older_id(const ListedKey& key) { return {uuid_of_key(kTimeless, key.first, "person", key.second)}; }

std::optional<PersonKey> find(const WhoseKeys& asked, const std::string& key, const KnownKeys& known) {
  auto found = find_in({asked.list, key}, known);
  if (!found && !asked.earlier_list.empty()) found = find_in({asked.earlier_list, key}, known);
  return found;
}

Result<std::vector<PersonKey>> resolve(const WhoseKeys& asked, KnownKeys known,
                                       const std::function<PersonId()>& new_person) {
  std::vector<PersonKey> entries;
  for (std::size_t index = 0; index < asked.keys.size(); ++index) {
    const ListedKey key{asked.list, asked.keys[index]};
    const auto found = find(asked, key.second, known);
    if (found && !may_have(asked.region, *found, known)) return of_another_region(index);
    PersonKey entry = found ? *found : PersonKey{key, new_person(), asked.region};
    entry.key = key;  // it may have been found under the list's earlier name
    entries.push_back(entry);
    known.entered.insert_or_assign(key, std::move(entry));
  }
  return entries;
}

}  // namespace opora::registration
