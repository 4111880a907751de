#include "registration/domain/person_key.h"

#include <algorithm>
#include <optional>

namespace opora::registration {
namespace {

const RegionId kNetwork{};

bool is_owned_by(const RegionId& region, const std::string& list, const KnownKeys& known) {
  const auto owners = known.owners.find(list);
  return owners != known.owners.end() && owners->second.contains(region);
}

// Whether new keys of theirs may come into the list. Not a region's beside the network's: it would take people whom a
// region binds to keys for its own.
bool may_enter(const WhoseKeys& asked, const KnownKeys& known) {
  if (!known.owners.contains(asked.list)) return true;
  if (is_owned_by(kNetwork, asked.list, known)) return asked.region == kNetwork;
  return is_owned_by(asked.region, asked.list, known);
}

// Lists that the network shares with regions were loaded by older builds, which told administrators everybody's.
bool is_told(const WhoseKeys& asked, const PersonKey& entry, const KnownKeys& known) {
  if (entry.region == asked.region) return true;
  return asked.region == kNetwork && is_owned_by(kNetwork, entry.key.first, known);
}

// Only administrators could load with older builds, so whom those recorded are the network's.
bool has_older(const WhoseKeys& asked, const KnownKeys& known) {
  return std::ranges::any_of(
      asked.keys, [&](const std::string& key) { return known.older.contains(older_id({asked.list, key})); });
}

tl::unexpected<Error> list_of_others() {
  return refuse(Code::conflict, "LIST_OF_OTHERS",
                "The list belongs to whoever loaded it first, a region or the whole network, and is closed to others. "
                "Have them load it (what is the network's, an administrator loads), or call yours otherwise.");
}

// Each key either is one that they are told of, or nobody's yet and theirs to bring in.
Result<void> check_list(const WhoseKeys& asked, const KnownKeys& known) {
  const bool takes_new = may_enter(asked, known);
  const bool is_theirs = std::ranges::all_of(asked.keys, [&](const std::string& key) {
    const auto entered = known.entered.find({asked.list, key});
    return entered == known.entered.end() ? takes_new : is_told(asked, entered->second, known);
  });
  if (is_theirs && (asked.region == kNetwork || !has_older(asked, known))) return {};
  return list_of_others();
}

std::optional<PersonId> find_in(const WhoseKeys& asked, const ListedKey& key, const KnownKeys& known) {
  const auto entered = known.entered.find(key);
  if (entered != known.entered.end() && is_told(asked, entered->second, known)) return entered->second.person;
  const PersonId older = older_id(key);
  if (asked.region == kNetwork && known.older.contains(older)) return older;
  return std::nullopt;
}

tl::unexpected<Error> of_two_people(std::size_t index) {
  return refuse(Code::conflict, "KEY_OF_TWO_PEOPLE",
                "Key " + std::to_string(index + 1) +
                    " of the request is one person in this list and another one in the list as it was called before. "
                    "Both are known by now and can't be made one, so leave the list's name as it was.");
}

// Of the list as it was called before only its owners are told, as of its living keys; of one without any left, whoever
// asks.
bool is_expired(const WhoseKeys& asked, const ListedKey& key, const KnownKeys& known) {
  const bool has_others = known.owners.contains(asked.earlier_list) &&
                          !is_owned_by(asked.region, asked.earlier_list, known);
  return known.expired.contains(older_id(key)) ||
         (!asked.earlier_list.empty() && !has_others &&
          known.expired.contains(older_id({asked.earlier_list, key.second})));
}

// All of them are told by their places, since whoever asked knows which keys stand there: the words of a refusal are
// remembered for a while, and keys that have expired are not.
Result<void> check_expired(const WhoseKeys& asked, const KnownKeys& known) {
  Error error{Code::conflict, "KEY_EXPIRED",
              " of the request: each is of somebody whose name was deleted, 24 months after they last took part. Leave "
              "them out; if they take part again, give them another key: they count as somebody new."};
  std::string places;
  for (std::size_t index = 0; index < asked.keys.size(); ++index) {
    if (!is_expired(asked, {asked.list, asked.keys[index]}, known)) continue;
    places += (places.empty() ? "Key " : ", ") + std::to_string(index + 1);
    error.fields.push_back({"keys[" + std::to_string(index) + "]", "is of somebody whose name was deleted"});
  }
  if (error.fields.empty()) return {};
  error.message.insert(0, places);
  return tl::unexpected(std::move(error));
}

}  // namespace

Result<ToldKeys> keys_told(const RegionId& asking, const std::set<RegionId>& owners) {
  if (!owners.empty() && !owners.contains(asking)) return list_of_others();
  return asking == kNetwork ? ToldKeys::all : ToldKeys::own;
}

PersonId older_id(const ListedKey& key) { return {uuid_of_key(kTimeless, key.first, "person", key.second)}; }

Result<std::vector<PersonKey>> resolve(const WhoseKeys& asked, KnownKeys known,
                                       const std::function<PersonId()>& new_person) {
  TRY_DO(check_list(asked, known));
  TRY_DO(check_expired(asked, known));
  std::vector<PersonKey> entries;
  for (std::size_t index = 0; index < asked.keys.size(); ++index) {
    const ListedKey key{asked.list, asked.keys[index]};
    auto person = find_in(asked, key, known);
    std::optional<PersonId> before;
    if (!asked.earlier_list.empty()) before = find_in(asked, {asked.earlier_list, key.second}, known);
    if (person && before && *person != *before) return of_two_people(index);
    if (!person) person = before;
    PersonKey entry{key, person ? *person : new_person(), asked.region};
    entries.push_back(entry);
    known.entered.insert_or_assign(key, std::move(entry));
  }
  return entries;
}

}  // namespace opora::registration
