#include "opora/load/known_people.h"

#include <algorithm>
#include <memory>
#include <unordered_set>
#include <vector>

#include "opora/load/pages.h"
#include "opora/load/refusals.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/ids/ids.h"

namespace opora::load {
namespace {

using registration::KnownKeys;
using registration::PersonId;

// Of a list that is others' the refusal says which it is.
Error naming(const std::string& list, Error refusal) {
  if (refusal.reason == "LIST_OF_OTHERS") refusal.message = "\"" + list + "\": " + refusal.message;
  return refusal;
}

// Those of a list's keys that are nobody's any more.
Result<std::vector<std::string>> expired_among(const std::string& list, const std::vector<std::string>& keys,
                                               const std::string& region, const Query& query) {
  constexpr std::size_t kKeysMax = 300;  // what the contract allows in one request
  std::vector<std::string> expired;
  for (std::size_t begin = 0; begin < keys.size(); begin += kKeysMax) {
    registration::v1::FindExpiredKeysRequest request;
    request.set_list(list);
    request.set_region_id(region);
    for (std::size_t i = begin; i < std::min(begin + kKeysMax, keys.size()); ++i) request.add_keys(keys[i]);
    registration::v1::FindExpiredKeysResponse answer;
    TRY_DO(query(request, answer));
    expired.insert(expired.end(), answer.keys().begin(), answer.keys().end());
  }
  return expired;
}

// Whoever is among those that are nobody's any more has no key there.
Result<void> read_expired(const std::string& list, const std::vector<std::string>& keys, const std::string& region,
                          const Query& query, KnownKeys& known) {
  std::vector<std::string> others;
  for (const std::string& key : keys)
    if (!known.entered.contains({list, key})) others.push_back(key);
  TRY(expired, expired_among(list, others, region, query));
  for (const std::string& key : expired) known.expired.insert(registration::older_id({list, key}));
  return {};
}

// One list's keys of those that the folder names: a list may have many more.
Result<void> read_list(const std::string& list, const std::vector<std::string>& keys, const std::string& region,
                       const Query& query, KnownKeys& known) {
  const std::unordered_set<std::string_view> wanted(keys.begin(), keys.end());
  registration::v1::ListKeysRequest request;
  request.set_list(list);
  request.set_region_id(region);
  TRY_DO(pages<registration::v1::ListKeysResponse>(query, request, [&](const auto& page) {
    // Whoever is told keys has brought some in.
    if (page.keys_size() > 0) known.owners[list].insert(registration::RegionId{region});
    for (const auto& told : page.keys())
      if (wanted.contains(told.key()))
        known.entered[{list, told.key()}] = {{list, told.key()}, {told.person_id()}, {region}};
  }));
  return read_expired(list, keys, region, query, known);
}

// Whom an older build recorded stands under the id that it derived.
void add_older(const registration::WhoseKeys& asked, const Standing& standing, KnownKeys& known) {
  std::unordered_set<std::string_view> came;
  for (const auto& [session, door] : standing.doors)
    for (const auto& [person, at] : door.came) came.insert(person);
  const auto has = [&](const std::string& id) {
    return standing.people.contains(id) || standing.careers.contains(id) || came.contains(id);
  };
  for (const std::string& list : {asked.list, asked.earlier_list})
    for (const std::string& key : asked.keys)
      if (const PersonId older = registration::older_id({list, key}); has(older.value)) known.older.insert(older);
}

// What is known, and what is found out.
struct Finding {
  KnownKeys known;
  const Standing& standing;
  const round_folder::Wording& wording;
  KnownPeople people = {};
  std::vector<std::string> expired = {};  // keys, as the folder writes them
};

// Of the keys of one list what registration would say of them; `as_written` is what they begin with in the folder.
Result<void> refused(const registration::WhoseKeys& asked, const std::string& as_written, Error refusal,
                     Finding& finding) {
  registration::v1::ResolveKeysRequest request;
  request.set_list(asked.list);
  request.mutable_keys()->Assign(asked.keys.begin(), asked.keys.end());
  const std::vector<std::string> expired = expired_keys(refusal, request);
  for (const std::string& key : expired) finding.expired.push_back(as_written + key);
  if (!expired.empty()) return {};  // all are told of together
  const Command command{std::make_shared<registration::v1::ResolveKeysRequest>(std::move(request)), "people.csv"};
  return tl::unexpected(in_words_of_folders(std::move(refusal), command, finding.wording));
}

Result<void> add_list(const registration::WhoseKeys& asked, const std::string& as_written, Finding& finding,
                      std::vector<std::string>& newcomers) {
  KnownPeople& people = finding.people;
  if (asked.region.empty()) add_older(asked, finding.standing, finding.known);
  std::unordered_set<std::string> placeholders;
  const auto new_person = [&] {
    const std::string number = std::to_string(people.ids.size() + placeholders.size());
    return PersonId{*placeholders.insert(uuid_derived(kTimeless, "nobody yet " + number)).first};
  };
  const auto entries = registration::resolve(asked, finding.known, new_person);
  if (!entries) return refused(asked, as_written, entries.error(), finding);
  for (const registration::PersonKey& entry : *entries) {
    if (placeholders.contains(entry.person.value)) newcomers.push_back(entry.key.second);
    people.ids[as_written + entry.key.second] = entry.person.value;
  }
  return {};
}

}  // namespace

Result<KnownKeys> read_keys(const Keys& keys, const Query& query, const std::string& region) {
  KnownKeys known;
  const auto read_named = [&](const std::string& list, const std::vector<std::string>& of_list) {
    return read_list(list, of_list, region, query, known).map_error([&](Error refusal) {
      return naming(list, std::move(refusal));
    });
  };
  if (!keys.keys.empty()) TRY_DO(read_named(keys.list, keys.keys));
  if (!keys.keys.empty() && !keys.earlier_list.empty()) {
    const auto read = read_list(keys.earlier_list, keys.keys, region, query, known);
    // Of a list that is others' by now nothing is found, and nothing is asked.
    if (!read && read.error().reason != "LIST_OF_OTHERS") return tl::unexpected(read.error());
  }
  for (const auto& [list, of_list] : keys.of_others) TRY_DO(read_named(list, of_list));
  return known;
}

Result<void> check_not_expired(const Keys& keys, const Query& query, const std::string& region,
                               const round_folder::Wording& wording) {
  TRY(expired, expired_among(keys.list, keys.keys, region, query));
  for (const auto& [list, of_list] : keys.of_others) {
    TRY(of_other, expired_among(list, of_list, region, query));
    for (const std::string& key : of_other) expired.push_back(list + "/" + key);
  }
  if (!expired.empty()) return tl::unexpected(keys_expired(expired, wording));
  return {};
}

Result<KnownPeople> known_people(const Keys& keys, KnownKeys known, const Standing& standing,
                                 const round_folder::Wording& wording) {
  Finding finding{std::move(known), standing, wording};
  KnownPeople& people = finding.people;
  people.newcomers.list = keys.list;
  people.newcomers.earlier_list = keys.earlier_list;
  const registration::RegionId region{standing.region};
  TRY_DO(add_list({keys.list, keys.earlier_list, region, keys.keys}, "", finding, people.newcomers.keys));
  for (const auto& [list, of_list] : keys.of_others) {
    std::vector<std::string> newcomers;
    TRY_DO(add_list({list, "", region, of_list}, list + "/", finding, newcomers));
    if (!newcomers.empty()) people.newcomers.of_others[list] = std::move(newcomers);
  }
  if (!finding.expired.empty()) return tl::unexpected(keys_expired(finding.expired, wording));
  return std::move(people);
}

}  // namespace opora::load
