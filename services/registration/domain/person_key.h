// The keys by which lists of their own call people, and whose they are. Ids are random: nobody can tell somebody's from
// what a list calls them, or the other way round, who can't ask here.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/ids.h"
#include "registration/domain/person.h"

namespace opora::registration {

// A list's name in the whole network, and a key in it.
using ListedKey = std::pair<std::string, std::string>;

struct PersonKey {
  ListedKey key;
  PersonId person;
  RegionId region;  // whose coordinator brought it in; empty: an administrator
  bool operator==(const PersonKey&) const = default;
};

// The id that loads of older builds derived from a key, the list being called as its programme was.
PersonId older_id(const ListedKey& key);

// Whose people the keys of a list are.
struct WhoseKeys {
  std::string list;
  std::string earlier_list;  // what it was called before; may be empty
  RegionId region;           // for a region's people; empty for the whole network's
  std::vector<std::string> keys;
};

// What is known of the keys asked about.
struct KnownKeys {
  std::map<ListedKey, PersonKey> entered;
  std::set<PersonId> older;                           // those whom an older build recorded under derived ids
  std::map<PersonId, std::vector<RegionId>> rosters;  // of those found: regions where they are on a roster, in which an
                                                      // organisation that works in all regions is an empty one
};

// The key's entry: in the list, else of somebody whom an older build loaded from it, else by either way in the list as
// it was called before. Not under the list's name yet where it was found otherwise.
std::optional<PersonKey> find(const WhoseKeys& asked, const std::string& key, const KnownKeys& known);

// The entries of all keys, in their order; for those nobody has seen `new_person` makes ids. Refused with
// KEY_OF_ANOTHER_REGION for a key that another region's coordinator brought in, or that an administrator did and whose
// person is on rosters of other regions only.
Result<std::vector<PersonKey>> resolve(const WhoseKeys& asked, KnownKeys known,
                                       const std::function<PersonId()>& new_person);

}  // namespace opora::registration
