// The keys by which lists of their own call people, and whose they are. Ids are random: nobody can tell somebody's from
// what a list calls them, or the other way round, who can't ask here.
#pragma once

#include <functional>
#include <map>
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
  RegionId region;  // for whose people it was brought in; empty: the whole network's
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
  std::set<PersonId> older;  // those whom an older build recorded under derived ids
  std::set<PersonId> expired;  // digests, older_id(), of those whose people's names have expired
  // Of the lists asked about that have keys: the network if it has brought any in, the region asked for likewise, and
  // who has brought in the first.
  std::map<std::string, std::set<RegionId>> owners;
};

// The entries of all keys, in their order: whose the key is in the list, else whom an older build loaded from it, else
// by either way whose it is in the list as it was called before; for those nobody has seen `new_person` makes ids.
//
// A list belongs to whoever has brought its first key in, a region or the network, and people whom older builds loaded
// are the network's: others are refused with LIST_OF_OTHERS, before they could bind a key to somebody of theirs. In
// older builds, and by one that runs beside this, several could bring keys into one list. Such a list is the network's
// if any key of it is, else each region's that has keys there. Everybody finds what they have brought in themselves, in
// the list and in the earlier one; the network, whatever is in a list of its own; and nobody anything else.
//
// A key whose person's name has expired is nobody's any more, and is refused with KEY_EXPIRED, which says of all such
// keys where they stand: a new id for it would make one person two, who both count, and the old one would say whose it
// was.
//
// Refused with KEY_OF_TWO_PEOPLE where the list and the earlier one have different people: they would be counted twice.
Result<std::vector<PersonKey>> resolve(const WhoseKeys& asked, KnownKeys known,
                                       const std::function<PersonId()>& new_person);

// Which of a list's keys somebody is told: all that anybody has brought in, or their own.
enum class ToldKeys { all, own };

// Which of them a region, or the network, is told, by the same rules; `owners` as in KnownKeys. Refused with
// LIST_OF_OTHERS where the list has keys, and none of theirs.
Result<ToldKeys> keys_told(const RegionId& asking, const std::set<RegionId>& owners);

}  // namespace opora::registration
