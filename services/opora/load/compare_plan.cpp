// The half of the comparison that concerns places, programmes, rounds and sessions.
#include <algorithm>
#include <iterator>

#include "opora/load/compare_parts.h"
#include "platform/proto/enum_code.h"
#include "scheduling/domain/places.h"
#include "scheduling/domain/plan_round.h"
#include "scheduling/domain/plan_session.h"
#include "scheduling/domain/programmes.h"
#include "scheduling/domain/publish_session.h"
#include "scheduling/domain/rounds.h"
#include "scheduling/domain/sessions.h"

namespace opora::load {
namespace {

namespace v1 = scheduling::v1;
using scheduling::ActsFor;

template <class Map>
auto known_in(const Map& things, const typename Map::key_type& id) {
  const auto found = things.find(id);
  return found == things.end() ? std::nullopt : std::optional(found->second);
}

// As a round folder writes it: "round-table".
template <class Contract, class Value>
std::string code_in_files(Value value) {
  std::string code = code_of(static_cast<Contract>(value));
  std::ranges::replace(code, '_', '-');
  return code;
}

constexpr auto kDecide = [](const auto& known, const auto& wanted) { return scheduling::decide(known, wanted); };

}  // namespace

template <class Thing, class Decide>
bool Comparer::needs(const Command& command, const ById<Thing>& there, const Thing& wanted, const Decide& decide) {
  const std::optional<Thing> known = known_in(there, wanted.id);
  const auto decided = decide(known, wanted);
  if (!decided && known) {
    const std::vector<Change> changes = changes_of(*known, wanted);
    bool is_renamed = false;
    if constexpr (requires { wanted.name; }) is_renamed = renames(command, wanted.id.value, wanted.name, changes);
    if (!is_renamed) refuse_changed(command, 0, changes);
    return false;
  }
  if (!decided) {
    refuse(command, 0, decided.error());
    return false;
  }
  ++(decided->empty() ? table(command).same_count : table(command).new_count);
  return !decided->empty();
}

std::string Comparer::other_kind(const std::string& id, std::string_view kind) const {
  if (kind != "country" && standing_.countries.contains({id})) return "country";
  if (kind != "region" && standing_.regions.contains({id})) return "region";
  if (kind != "site" && standing_.sites.contains({id})) return "site";
  if (kind != "venue" && standing_.venues.contains({id})) return "venue";
  if (kind != "room" && standing_.rooms.contains({id})) return "room";
  return {};
}

// A place's key makes its id, whatever its kind: it stays what it was.
bool Comparer::needs_place(const Command& command) {
  const auto compared = [&](const auto& there, const auto& wanted, const char* kind, auto& as_it_will_be) {
    if (const std::string other = other_kind(wanted.id.value, kind); !other.empty()) {
      refuse_changed(command, 0, {{"kind", other, kind}});
      return false;
    }
    as_it_will_be[wanted.id] = known_in(there, wanted.id).value_or(wanted);
    return needs(command, there, wanted, kDecide);
  };
  ById<scheduling::Country> nobody_asks;
  if (const auto country = as<v1::AddCountryRequest>(command))
    return compared(standing_.countries, scheduling::from_proto(*country), "country", nobody_asks);
  if (const auto region = as<v1::AddRegionRequest>(command))
    return compared(standing_.regions, scheduling::from_proto(*region), "region", regions_);
  if (const auto site = as<v1::AddSiteRequest>(command))
    return compared(standing_.sites, scheduling::from_proto(*site), "site", sites_);
  if (const auto venue = as<v1::AddVenueRequest>(command))
    return compared(standing_.venues, scheduling::from_proto(*venue), "venue", venues_);
  return compared(standing_.rooms, scheduling::from_proto(*as<v1::AddRoomRequest>(command)), "room", rooms_);
}

// What has no kinds and no rules about others: programmes, projects, partnerships, organisations.
bool Comparer::needs_thing(const Command& command) {
  if (const auto programme = as<v1::AddProgrammeRequest>(command))
    return needs(command, standing_.programmes, scheduling::from_proto(*programme), kDecide);
  if (const auto project = as<v1::AddProjectRequest>(command)) {
    const scheduling::Project wanted = scheduling::from_proto(*project);
    projects_.emplace(wanted.id, wanted);
    return needs(command, standing_.projects, wanted, kDecide);
  }
  if (const auto partnership = as<v1::AddPartnershipRequest>(command))
    return needs(command, standing_.partnerships, scheduling::from_proto(*partnership), kDecide);
  return needs(command, standing_.organisations,
               registration::from_proto(*as<registration::v1::AddOrganisationRequest>(command)),
               [](const auto& known, const auto& wanted) { return registration::decide_addition(known, wanted); });
}

bool Comparer::needs_round(const Command& command, const scheduling::Round& wanted) {
  rounds_[wanted.id] = known_in(standing_.rounds, wanted.id).value_or(wanted);
  std::vector<scheduling::Project> projects;
  for (const scheduling::ProjectId& id : wanted.projects)
    if (const auto project = known_in(projects_, id)) projects.push_back(*project);
  return needs(command, standing_.rounds, wanted, [&](const auto& known, const auto& round) {
    return scheduling::decide(scheduling::PlanRoundFacts{known, projects, {}}, round);
  });
}

// Its sessions say in which regions a round is held: no cell does.
bool Comparer::needs_regions(const Command& command, const v1::AddRoundRegionsRequest& request) {
  scheduling::Round& round = rounds_[{request.round_id()}];
  std::set<scheduling::RegionId> named;
  std::vector<scheduling::Region> existing;
  for (const std::string& id : request.region_ids()) {
    named.insert({id});
    if (const auto region = known_in(regions_, {id})) existing.push_back(*region);
  }
  const auto decided = scheduling::add_regions(round, named, existing);
  if (!decided) {
    refuse(command, 0, decided.error());
    return false;
  }
  round = scheduling::fold(std::move(round), *decided);
  return !decided->empty();
}

// Of the others in its room, the published one that starts last before it ends. They are sorted.
const BookedRoom* Comparer::last_before(const scheduling::Session& session) {
  const std::vector<BookedRoom>& bookings = bookings_[session.plan.room];
  auto after = std::ranges::lower_bound(bookings, session.ends_at(), {}, starts_at);
  while (after != bookings.begin() && std::prev(after)->session == session.plan.id) --after;
  return after == bookings.begin() ? nullptr : &*std::prev(after);
}

void Comparer::book(const scheduling::Session& session) {
  std::vector<BookedRoom>& bookings = bookings_[session.plan.room];
  bookings.insert(std::ranges::upper_bound(bookings, session.starts_at, {}, starts_at),
                  BookedRoom{session.plan.room, session.plan.id, {session.starts_at, session.ends_at()},
                             session.plan.title, session.plan.local_start});
}

// `last` is the session that has the room, where that is why.
void Comparer::refuse_session(const Command& command, const Error& error, const scheduling::Room& room,
                              const BookedRoom* last, const std::vector<Change>& changes) {
  if (error.reason == "CAPACITY_LARGER_THAN_ROOM") {
    refuse(command, 0, "capacity", error.reason, {"room_holds", {{"most", std::to_string(room.capacity)}}}, changes);
    return;
  }
  if (error.reason != "ROOM_DOUBLE_BOOKED" || last == nullptr) {
    refuse(command, 0, error, changes);
    return;
  }
  const auto key = keys_.find(last->session.value);
  const bool is_ours = key != keys_.end();
  refuse(command, 0, "local_start", error.reason,
         {is_ours ? "room_taken_by_folder" : "room_taken_by_others",
          {{"session", is_ours ? key->second : shown(last->title)}, {"start", last->local_start}}},
         changes);
}

bool Comparer::needs_session(const Command& command, const scheduling::SessionPlan& wanted) {
  if (looked_at_.contains(wanted.id.value)) return false;  // it was put right, or refused
  const auto known = known_in(standing_.sessions, wanted.id);
  const scheduling::Room& room = rooms_[wanted.room];
  const scheduling::Site& site = sites_[venues_[room.venue].site];
  const auto decided = scheduling::decide(
      scheduling::PlanSessionFacts{known, rounds_[wanted.round], room, site}, wanted, ActsFor::network);
  if (!decided) {
    refuse_session(command, decided.error(), room, nullptr);
    return false;
  }
  if (decided->published && !published_.contains(wanted.id.value)) {
    refuse_changed(command, 0, {{"published", "yes", "no"}});
    return false;
  }
  sessions_[wanted.id] = *decided;
  ++(known ? table(command).same_count : table(command).new_count);
  return !known;
}

bool Comparer::needs_publishing(const Command& command, const scheduling::SessionId& id) {
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return false;  // refused when it was planned
  scheduling::Session& session = found->second;
  if (session.published) return false;
  const BookedRoom* last = last_before(session);
  const auto decided = scheduling::decide(
      scheduling::PublishSessionFacts{rounds_[session.plan.round], sites_[session.site],
                                      last == nullptr ? std::nullopt : std::optional(last->booking)},
      session, ActsFor::network);
  if (!decided) {
    refuse_session(command, decided.error(), rooms_[session.plan.room], last);
    return false;
  }
  book(session);
  session = scheduling::fold(std::move(session), *decided);
  if (standing_.sessions.contains(id)) tell_published(command, id);
  return true;
}

// Of a row that says something else as well, beside that.
void Comparer::tell_published(const Command& command, const scheduling::SessionId& id) {
  TableComparison& sessions = table(command);
  const Change published{"published", "no", "yes"};
  const auto told = std::ranges::find(sessions.changed.kept, command.lines.front(), &Correction::line);
  if (told != sessions.changed.kept.end()) told->changes.push_back(published);
  if (looked_at_.contains(id.value)) return;
  --sessions.same_count;
  ++sessions.published_count;
  sessions.changed.add({command.lines.front(), key_of(id.value), {published}});
}

std::vector<Change> Comparer::changes_of(const scheduling::Country& before, const scheduling::Country& after) const {
  std::vector<Change> changes;
  add_changes(changes, "name", before.name, after.name);
  add_change(changes, "code", before.code, after.code);
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::Region& before, const scheduling::Region& after) const {
  std::vector<Change> changes;
  add_change(changes, "parent", key_of(before.country.value), key_of(after.country.value));
  add_changes(changes, "name", before.name, after.name);
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::Site& before, const scheduling::Site& after) const {
  std::vector<Change> changes;
  add_change(changes, "parent", key_of(before.region.value), key_of(after.region.value));
  add_changes(changes, "name", before.name, after.name);
  add_change(changes, "time_zone", before.time_zone, after.time_zone);
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::Venue& before, const scheduling::Venue& after) const {
  std::vector<Change> changes;
  add_change(changes, "parent", key_of(before.site.value), key_of(after.site.value));
  add_changes(changes, "name", before.name, after.name);
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::Room& before, const scheduling::Room& after) const {
  std::vector<Change> changes;
  add_change(changes, "parent", key_of(before.venue.value), key_of(after.venue.value));
  add_changes(changes, "name", before.name, after.name);
  add_change(changes, "capacity", std::to_string(before.capacity), std::to_string(after.capacity));
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::Programme& before,
                                         const scheduling::Programme& after) const {
  std::vector<Change> changes;
  add_changes(changes, "name", before.name, after.name);
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::Project& before, const scheduling::Project& after) const {
  std::vector<Change> changes;
  add_change(changes, "programme", key_of(before.programme.value), key_of(after.programme.value));
  add_changes(changes, "name", before.name, after.name);
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::Partnership& before,
                                         const scheduling::Partnership& after) const {
  std::vector<Change> changes;
  add_change(changes, "project", key_of(before.project.value), key_of(after.project.value));
  add_change(changes, "organisation", key_of(before.organisation.value), key_of(after.organisation.value));
  add_change(changes, "role", code_in_files<v1::PartnerRole>(before.role), code_in_files<v1::PartnerRole>(after.role));
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::Round& before, const scheduling::Round& after) const {
  const auto keys = [&](const scheduling::Round& round) {
    std::vector<std::string> named;
    for (const scheduling::ProjectId& project : round.projects) named.push_back(key_of(project.value));
    std::ranges::sort(named);
    std::string text;
    for (const std::string& key : named) text += (text.empty() ? "" : " ") + key;
    return text;
  };
  std::vector<Change> changes;
  add_change(changes, "programme", key_of(before.programme.value), key_of(after.programme.value));
  add_change(changes, "projects", keys(before), keys(after));
  add_changes(changes, "name", before.name, after.name);
  add_change(changes, "year", std::to_string(before.year), std::to_string(after.year));
  return changes;
}

std::vector<Change> Comparer::changes_of(const scheduling::SessionPlan& before,
                                         const scheduling::SessionPlan& after) const {
  std::vector<Change> changes;
  add_change(changes, "round", key_of(before.round.value), key_of(after.round.value));
  add_change(changes, "project", key_of(before.project.value), key_of(after.project.value));
  add_change(changes, "room", key_of(before.room.value), key_of(after.room.value));
  add_change(changes, "kind", code_in_files<v1::SessionKind>(before.kind), code_in_files<v1::SessionKind>(after.kind));
  add_change(changes, "topic", before.topic, after.topic);
  add_change(changes, "audience", before.audience, after.audience);
  add_changes(changes, "title", before.title, after.title);
  add_change(changes, "local_start", before.local_start, after.local_start);
  add_change(changes, "duration_minutes", std::to_string(before.duration.count()),
             std::to_string(after.duration.count()));
  add_change(changes, "capacity", std::to_string(before.capacity), std::to_string(after.capacity));
  add_change(changes, "local_registration_end", before.local_registration_end, after.local_registration_end);
  return changes;
}

std::vector<Change> Comparer::changes_of(const registration::Organisation& before,
                                         const registration::Organisation& after) const {
  std::vector<Change> changes;
  add_changes(changes, "name", before.name, after.name);
  add_change(changes, "kind", code_in_files<registration::v1::OrganisationKind>(before.kind),
             code_in_files<registration::v1::OrganisationKind>(after.kind));
  add_change(changes, "region", key_of(before.region.value), key_of(after.region.value));
  return changes;
}

// Of the rounds and projects that the folder names: others of the programme may be other folders'. Who takes a session
// out that was cancelled says what the platform says.
void Comparer::tell_gone_of_plan() {
  for (const auto& [id, session] : standing_.sessions)
    if (keys_.contains(session.plan.round.value) && !keys_.contains(id.value) && !session.cancelled)
      comparison_.tables["sessions.csv"].gone.add("\"" + shown(session.plan.title) + "\", " +
                                                  session.plan.local_start);
  for (const auto& [id, partnership] : standing_.partnerships)
    if (keys_.contains(partnership.project.value) && !partnerships_.contains(id.value))
      comparison_.tables["partnerships.csv"].gone.add(
          key_of(partnership.project.value) + ", " + key_of(partnership.organisation.value) + ", " +
          code_in_files<v1::PartnerRole>(partnership.role));
}

}  // namespace opora::load
