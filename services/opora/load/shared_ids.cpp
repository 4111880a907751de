#include "opora/load/shared_ids.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "opora/load/derived_ids.h"
#include "platform/text/typed_text.h"

namespace opora::load {
namespace {

using round_folder::Organisation;
using round_folder::Place;
using round_folder::PlaceKind;
using round_folder::RoundFolder;
using round_folder::Said;

constexpr std::array kKinds = {PlaceKind::country, PlaceKind::region, PlaceKind::site, PlaceKind::venue,
                               PlaceKind::room};

// Alike in every language that both have, and there is one.
bool same_name(const LocalizedText& a, const LocalizedText& b) {
  bool shared = false;
  for (const auto& [language, text] : a.by_language) {
    const auto other = b.by_language.find(language);
    if (other == b.by_language.end()) continue;
    if (!same_folded(text, other->second)) return false;
    shared = true;
  }
  return shared;
}

// The platform's places by id, and by what they are.
class KnownPlaces {
 public:
  explicit KnownPlaces(const std::vector<KnownPlace>& places) {
    for (const KnownPlace& place : places) by_id_.emplace(place.id, &place);
    for (const PlaceKind kind : kKinds) {
      std::vector<const KnownPlace*> of_kind;
      for (const auto& [id, place] : by_id_)
        if (place->kind == kind) of_kind.push_back(place);
      for (const KnownPlace* place : of_kind) enter(*place);
    }
  }

  bool has(const std::string& id) const { return by_id_.contains(id); }

  // Those that are this, of whichever parent that is the same as the given one; by their ids.
  std::vector<const KnownPlace*> same(const Place& place, const std::string& parent) const {
    return same(place.kind, parent, place.name, place.code);
  }

 private:
  using What = std::tuple<PlaceKind, std::string, std::string>;  // kind, the parent's first id, name or code

  // Places that are one place have one first id.
  std::string first_id(const std::string& id) const {
    const auto found = first_ids_.find(id);
    return found == first_ids_.end() ? id : found->second;
  }

  std::vector<What> said(PlaceKind kind, const std::string& parent, const LocalizedText& name,
                         const std::string& code) const {
    if (kind == PlaceKind::country) return {{kind, "", code}};
    std::vector<What> what;
    for (const auto& [language, text] : name.by_language)
      what.emplace_back(kind, first_id(parent), language + ":" + folded(text));
    return what;
  }

  std::vector<const KnownPlace*> same(PlaceKind kind, const std::string& parent, const LocalizedText& name,
                                      const std::string& code) const {
    std::map<std::string, const KnownPlace*> found;
    for (const What& what : said(kind, parent, name, code)) {
      const auto [begin, end] = by_what_.equal_range(what);
      for (auto each = begin; each != end; ++each)
        if (kind == PlaceKind::country || same_name(each->second->name, name))
          found.emplace(each->second->id, each->second);
    }
    std::vector<const KnownPlace*> places;
    for (const auto& [id, place] : found) places.push_back(place);
    return places;
  }

  void enter(const KnownPlace& place) {
    const auto before = same(place.kind, place.parent, place.name, place.code);
    first_ids_[place.id] = before.empty() ? place.id : first_id(before.front()->id);
    for (What& what : said(place.kind, place.parent, place.name, place.code)) by_what_.emplace(std::move(what), &place);
  }

  std::map<std::string, const KnownPlace*> by_id_;
  std::unordered_map<std::string, std::string> first_ids_;
  std::multimap<What, const KnownPlace*> by_what_;
};

// Which ids a key can have, the newest way of deriving them first.
std::vector<std::string> derived(const RoundFolder& folder, const std::string& kind, const std::string& key) {
  const round_folder::Programme& programme = folder.programmes.at(0);
  std::vector<std::string> ids{listed_id(programme.list, kind, key)};
  if (const bool is_own = key.find('/') == std::string::npos; is_own && programme.list != programme.key)
    ids.push_back(listed_id(programme.key, kind, key));
  return ids;
}

template <class Has>
std::optional<std::string> first_known(const std::vector<std::string>& ids, const Has& has) {
  const auto found = std::find_if(ids.begin(), ids.end(), has);
  if (found == ids.end()) return std::nullopt;
  return *found;
}

class PlaceIds {
 public:
  PlaceIds(const RoundFolder& folder, const Known& known, SharedIds& shared)
      : folder_(folder), known_(known.places), shared_(shared) {}

  void find() {
    for (const Place& place : folder_.places) {
      const auto ids = derived(folder_, "place", place.key);
      if (auto id = first_known(ids, [&](const std::string& each) { return known_.has(each); }))
        take(place, *std::move(id));
    }
    for (const PlaceKind kind : kKinds)  // what a place lies in has its id before it
      for (const Place& place : folder_.places)
        if (place.kind == kind && !shared_.places.contains(place.key)) find_by_what_it_is(place);
    for (const Place& place : folder_.places)
      if (place.kind == PlaceKind::room) note_if_twice(place);
  }

 private:
  void take(const Place& place, std::string id) {
    taken_.insert(id);
    shared_.places.emplace(place.key, std::move(id));
  }

  std::string parent_of(const Place& place) const {
    const auto parent = shared_.places.find(place.parent);
    return parent == shared_.places.end() ? std::string() : parent->second;
  }

  void find_by_what_it_is(const Place& place) {
    const std::string parent = parent_of(place);
    for (const KnownPlace* known : known_.same(place, parent)) {
      if (known->parent != parent || taken_.contains(known->id)) continue;
      shared_.notes.push_back({"places.csv", place.line, "", "", {Said("place_is_there")}});
      return take(place, known->id);
    }
    take(place, derived(folder_, "place", place.key).front());
  }

  void note_if_twice(const Place& room) {
    const std::string& id = shared_.places.at(room.key);
    const auto same = known_.same(room, parent_of(room));
    const auto is_other = [&](const KnownPlace* known) { return known->id != id; };
    if (!known_.has(id) || std::none_of(same.begin(), same.end(), is_other)) return;
    shared_.notes.push_back({"places.csv", room.line, "", "", {Said("room_is_there_twice")}});
  }

  const RoundFolder& folder_;
  const KnownPlaces known_;
  SharedIds& shared_;
  std::unordered_set<std::string> taken_;
};

std::string region_of(const Organisation& organisation, const SharedIds& shared) {
  const auto region = shared.places.find(organisation.region);
  return region == shared.places.end() ? std::string() : region->second;
}

// One that works in all regions may be the one of a region.
bool is_like(const Organisation& organisation, const std::string& region, const KnownOrganisation& known) {
  const bool near = region.empty() || known.region.empty() || region == known.region;
  return near && known.kind == organisation.kind && same_name(known.name, organisation.name);
}

void find_organisations(const RoundFolder& folder, const Known& known, SharedIds& shared) {
  std::unordered_set<std::string> there;
  for (const KnownOrganisation& organisation : known.organisations) there.insert(organisation.id);
  std::vector<const Organisation*> added;
  std::unordered_set<std::string> taken;
  for (const Organisation& organisation : folder.organisations) {
    const auto ids = derived(folder, "organisation", organisation.key);
    const auto id = first_known(ids, [&](const std::string& each) { return there.contains(each); });
    if (!id) added.push_back(&organisation);
    taken.insert(id.value_or(ids.front()));
    shared.organisations.emplace(organisation.key, id.value_or(ids.front()));
  }
  std::multimap<std::string, const KnownOrganisation*> by_name;
  if (!added.empty())
    for (const KnownOrganisation& organisation : known.organisations)
      for (const auto& [language, text] : organisation.name.by_language)
        by_name.emplace(language + ":" + folded(text), &organisation);
  for (const Organisation* organisation : added) {
    const std::string region = region_of(*organisation, shared);
    const auto is_there = [&](const auto& named) {
      const auto [begin, end] = by_name.equal_range(named.first + ":" + folded(named.second));
      return std::any_of(begin, end, [&](const auto& each) {
        return !taken.contains(each.second->id) && is_like(*organisation, region, *each.second);
      });
    };
    const auto& names = organisation->name.by_language;
    if (std::any_of(names.begin(), names.end(), is_there))
      shared.notes.push_back({"organisations.csv", organisation->line, "key", "", {Said("organisation_is_there")}});
  }
}

}  // namespace

SharedIds shared_ids(const RoundFolder& folder, const Known& known) {
  SharedIds shared;
  if (folder.programmes.empty()) return shared;
  PlaceIds(folder, known, shared).find();
  find_organisations(folder, known, shared);
  std::stable_sort(shared.notes.begin(), shared.notes.end(),
                   [](const Note& a, const Note& b) { return std::tie(a.file, a.line) < std::tie(b.file, b.line); });
  return shared;
}

std::vector<Note> likely_same_people(const RoundFolder& folder, const PersonIds& people, const SharedIds& shared,
                                     const std::vector<KnownMember>& members) {
  std::unordered_set<std::string_view> ours;
  for (const auto& [key, person] : people) ours.insert(person);
  std::set<std::pair<std::string_view, std::string_view>> on_roster;        // of which organisation who is
  std::set<std::pair<std::string_view, std::string>> called_so_by_others;  // and what those are called who aren't ours
  for (const KnownMember& member : members) {
    on_roster.emplace(member.organisation, member.person);
    if (!member.name.empty() && !ours.contains(member.person))
      called_so_by_others.emplace(member.organisation, folded_name(member.name));
  }
  std::vector<Note> notes;
  for (const round_folder::RosterRow& row : folder.people) {
    if (row.organisation.empty()) continue;
    const std::string& organisation = shared.organisations.at(row.organisation);
    if (on_roster.contains({organisation, people.at(row.key)})) continue;
    if (called_so_by_others.contains({organisation, folded_name(row.name)}))
      notes.push_back({"people.csv", row.line, "key", "", {Said("person_is_there")}});
  }
  return notes;
}

}  // namespace opora::load
