#include "opora/load/plan.h"

#include <algorithm>
#include <numeric>

#include "opora/load/plan_parts.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/dates/dates.h"
#include "platform/text/text_message.h"

namespace opora::load {

using round_folder::PlaceKind;
namespace v1 = scheduling::v1;

namespace {

// What the contract allows in one request.
constexpr std::size_t kRegionsMax = 200;

}  // namespace

std::string Command::from() const {
  std::string place = file;
  if (!lines.empty()) place += ", line " + std::to_string(lines.front());
  return lines.size() > 1 ? place + " and below" : place;
}

round_folder::Said said_of_stage(const std::string& name) { return {"stage." + name}; }

std::size_t Stage::command_count() const {
  return std::accumulate(chains.begin(), chains.end(), std::size_t{0},
                         [](std::size_t count, const Chain& chain) { return count + chain.size(); });
}

std::size_t Stage::row_count() const {
  std::size_t count = there_count;
  for (const Chain& chain : chains) {
    for (const Command& command : chain) count += command.row_count;
  }
  return count;
}

Planner::Planner(const round_folder::RoundFolder& folder, const PersonIds& people, const SharedIds& shared)
    : folder_(folder),
      people_(people),
      shared_(shared),
      ids_(folder.programmes.empty() ? "" : folder.programmes[0].key),
      index_(folder) {
  on_roster_.reserve(folder.people.size());
  for (const auto& row : folder.people)
    if (!row.organisation.empty()) on_roster_.emplace_back(row.key, row.organisation);
  std::ranges::sort(on_roster_);
  std::unordered_set<std::string_view> sessions;
  for (const auto& cancellation : folder.cancellations) {
    cancelled_.insert(cancellation.group);
    sessions.insert(index_.groups.at(cancellation.group)->session);
  }
  for (const auto& group : folder.groups) {
    if (cancelled_.contains(group.key) || !sessions.contains(group.session)) continue;
    for (const std::string& member : group.members)
      comes_with_.emplace(std::pair<std::string_view, std::string_view>(group.session, member), &group);
  }
}

Instant Planner::round_time(std::string_view round) const { return year_start(index_.rounds.at(round)->year); }

Instant Planner::session_time(std::string_view session) const {
  return {std::chrono::duration_cast<std::chrono::microseconds>(index_.sessions.at(session)->start.time_since_epoch())
              .count()};
}

// By the round's year and not by the start: a session that moved is still itself.
std::string Planner::session_id(std::string_view session) const {
  return ids_.id(round_time(index_.sessions.at(session)->round), "session", session);
}

std::string Planner::round_id_of(const round_folder::Round& round) const {
  return ids_.id(year_start(round.year), "round", round.key);
}

Command Planner::add_place(const round_folder::Place& place) const {
  const std::string& id = place_id(place.key);
  const std::string parent = place.parent.empty() ? std::string() : place_id(place.parent);
  const auto finished = [&](auto request) {
    put_text(place.name, *request.mutable_name());
    return command(kTimeless, std::move(request), "places.csv", place.line);
  };
  switch (place.kind) {
    case PlaceKind::country: {
      v1::AddCountryRequest request;
      request.set_country_id(id);
      request.set_code(place.code);
      return finished(std::move(request));
    }
    case PlaceKind::region: {
      v1::AddRegionRequest request;
      request.set_region_id(id);
      request.set_country_id(parent);
      return finished(std::move(request));
    }
    case PlaceKind::site: {
      v1::AddSiteRequest request;
      request.set_site_id(id);
      request.set_region_id(parent);
      request.set_time_zone(place.time_zone);
      return finished(std::move(request));
    }
    case PlaceKind::venue: {
      v1::AddVenueRequest request;
      request.set_venue_id(id);
      request.set_site_id(parent);
      return finished(std::move(request));
    }
    case PlaceKind::room:
      break;
  }
  v1::AddRoomRequest request;
  request.set_room_id(id);
  request.set_venue_id(parent);
  request.set_capacity(place.capacity);
  return finished(std::move(request));
}

// A stage for each kind: countries first, rooms last.
void Planner::plan_places(Plan& plan) const {
  constexpr std::pair<PlaceKind, const char*> kKinds[] = {{PlaceKind::country, "countries"},
                                                          {PlaceKind::region, "regions"},
                                                          {PlaceKind::site, "sites"},
                                                          {PlaceKind::venue, "venues"},
                                                          {PlaceKind::room, "rooms"}};
  for (const auto& [kind, name] : kKinds) {
    Stage stage{name, {}};
    for (const auto& place : folder_.places) {
      if (place.kind == kind) stage.chains.push_back({add_place(place)});
    }
    plan.stages.push_back(std::move(stage));
  }
}

void Planner::plan_projects(Plan& plan) const {
  Stage programmes{"programmes", {}};
  for (const auto& programme : folder_.programmes) {
    v1::AddProgrammeRequest request;
    request.set_programme_id(ids_.id("programme", programme.key));
    put_text(programme.name, *request.mutable_name());
    programmes.chains.push_back({command(kTimeless, std::move(request), "programmes.csv", programme.line)});
  }
  Stage projects{"projects", {}};
  for (const auto& project : folder_.projects) {
    v1::AddProjectRequest request;
    request.set_project_id(ids_.id("project", project.key));
    request.set_programme_id(ids_.id("programme", project.programme));
    put_text(project.name, *request.mutable_name());
    projects.chains.push_back({command(kTimeless, std::move(request), "projects.csv", project.line)});
  }
  plan.stages.push_back(std::move(programmes));
  plan.stages.push_back(std::move(projects));
}

Planner::Regions Planner::regions_of_rounds() const {
  Regions regions;
  for (const auto& session : folder_.sessions) {
    const std::string& venue = index_.places.at(session.room)->parent;
    const std::string& site = index_.places.at(venue)->parent;
    regions[session.round].insert(place_id(index_.places.at(site)->parent));
  }
  return regions;
}

// Planned without its regions, so that it stays what it was planned as when sessions in others come; naming those it is
// held in already changes nothing.
Chain Planner::plan_round(const round_folder::Round& round, const std::set<std::string>& regions) const {
  v1::PlanRoundRequest request;
  request.set_round_id(round_id_of(round));
  request.set_programme_id(ids_.id("programme", round.programme));
  for (const std::string& project : round.projects) request.add_project_ids(ids_.id("project", project));
  put_text(round.name, *request.mutable_name());
  request.set_year(round.year);
  Chain chain{command(year_start(round.year), std::move(request), "rounds.csv", round.line)};
  v1::AddRoundRegionsRequest held;
  const auto add_held = [&] {
    held.set_round_id(round_id_of(round));
    Command add = command(year_start(round.year), std::exchange(held, {}), "rounds.csv", round.line);
    add.row_count = 0;  // its row was counted when it was planned
    chain.push_back(std::move(add));
  };
  for (const std::string& region : regions) {
    held.add_region_ids(region);
    if (held.region_ids_size() == kRegionsMax) add_held();
  }
  if (held.region_ids_size() > 0) add_held();
  return chain;
}

Command Planner::plan_session(const round_folder::Session& session) const {
  v1::PlanSessionRequest request;
  request.set_session_id(session_id(session.key));
  request.set_round_id(round_id_of(*index_.rounds.at(session.round)));
  request.set_project_id(ids_.id("project", session.project));
  request.set_room_id(place_id(session.room));
  request.set_kind(session.kind);
  put_text(session.title, *request.mutable_title());
  request.set_topic(session.topic);
  request.set_audience(session.audience);
  request.set_local_start(to_text(session.start));
  request.set_duration_minutes(session.duration_minutes);
  request.set_capacity(session.capacity);
  request.set_local_registration_end(to_text(session.registration_end));
  return command(round_time(session.round), std::move(request), "sessions.csv", session.line);
}

Command Planner::publish_session(const round_folder::Session& session) const {
  v1::PublishSessionRequest request;
  request.set_session_id(session_id(session.key));
  Command publish = command(round_time(session.round), std::move(request), "sessions.csv", session.line);
  publish.row_count = 0;  // its row was counted when it was planned
  return publish;
}

void Planner::plan_sessions(Plan& plan) const {
  Stage rounds{"rounds", {}};
  Regions regions = regions_of_rounds();
  for (const auto& round : folder_.rounds) rounds.chains.push_back(plan_round(round, regions[round.key]));
  Stage sessions{"sessions", {}};
  for (const auto& session : folder_.sessions) {
    sessions.chains.push_back({plan_session(session)});
    if (session.published) sessions.chains.back().push_back(publish_session(session));
  }
  plan.stages.push_back(std::move(rounds));
  plan.stages.push_back(std::move(sessions));
}

std::vector<PlannedRound> Planner::rounds() const {
  std::vector<PlannedRound> rounds;
  for (const auto& round : folder_.rounds) {
    rounds.push_back({round_id_of(round), round.programme + "-" + round.key, round.name});
  }
  return rounds;
}

Plan plan(const round_folder::RoundFolder& folder, const PersonIds& people) {
  return plan(folder, people, shared_ids(folder, {}));
}

Plan plan(const round_folder::RoundFolder& folder, const PersonIds& people, const SharedIds& shared) {
  const auto planner = std::make_shared<const Planner>(folder, people, shared);
  Plan plan;
  planner->plan_places(plan);
  planner->plan_projects(plan);
  planner->plan_organisations(plan);
  planner->plan_sessions(plan);
  planner->plan_rosters(plan);
  planner->plan_groups(plan);
  planner->plan_attendances(plan);
  plan.rounds = planner->rounds();
  plan.made_by = planner;
  return plan;
}

}  // namespace opora::load
