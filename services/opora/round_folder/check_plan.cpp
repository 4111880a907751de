// Checks places, projects, rounds and sessions against each other.
#include <set>
#include <tuple>

#include "opora/round_folder/check_parts.h"
#include "platform/dates/time_zone.h"

namespace opora::round_folder {
namespace {

void check_places(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_keys(folder.places, "places.csv", defects);
  for (const Place& place : folder.places) {
    if (!place.sound) continue;
    const Place* parent = refer(index.places, place.parent,
                                {"places.csv", place.line, "parent", "UNKNOWN_PARENT", "unknown_place"}, defects);
    if (parent != nullptr && parent->sound && static_cast<int>(parent->kind) + 1 != static_cast<int>(place.kind)) {
      defects.add("places.csv", place.line, "parent", "WRONG_PARENT", {"wrong_parent"});
    }
  }
}

void check_programme(const RoundFolder& folder, Defects& defects) {
  check_keys(folder.programmes, "programmes.csv", defects);
  if (folder.programmes.size() > 1) {
    defects.add("programmes.csv", folder.programmes[1].line, "", "ONE_PROGRAMME", {"one_programme"});
  }
}

void check_projects(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_keys(folder.projects, "projects.csv", defects);
  for (const Project& project : folder.projects) {
    refer(index.programmes, project.programme,
          {"projects.csv", project.line, "programme", "UNKNOWN_PROGRAMME", "unknown_programme"}, defects);
  }
}

void check_organisations(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_keys(folder.organisations, "organisations.csv", defects);
  for (const Organisation& organisation : folder.organisations) {
    const Place* region =
        refer(index.places, organisation.region,
              {"organisations.csv", organisation.line, "region", "UNKNOWN_REGION", "unknown_place"}, defects);
    if (region != nullptr && region->sound && region->kind != PlaceKind::region) {
      defects.add("organisations.csv", organisation.line, "region", "UNKNOWN_REGION",
                  {"no_region", {{"key", organisation.region}}});
    }
  }
}

void check_partnerships(const RoundFolder& folder, const Index& index, Defects& defects) {
  std::set<std::tuple<std::string, std::string, int>> seen;
  for (const Partnership& part : folder.partnerships) {
    refer(index.projects, part.project,
          {"partnerships.csv", part.line, "project", "UNKNOWN_PROJECT", "unknown_project"}, defects);
    refer(index.organisations, part.organisation,
          {"partnerships.csv", part.line, "organisation", "UNKNOWN_ORGANISATION", "unknown_organisation"}, defects);
    if (part.sound && !seen.emplace(part.project, part.organisation, part.role).second) {
      defects.add("partnerships.csv", part.line, "", "ROW_TWICE", {"row_twice"});
    }
  }
}

void check_rounds(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_keys(folder.rounds, "rounds.csv", defects);
  for (const Round& round : folder.rounds) {
    refer(index.programmes, round.programme,
          {"rounds.csv", round.line, "programme", "UNKNOWN_PROGRAMME", "unknown_programme"}, defects);
    for (const std::string& project : round.projects) {
      refer(index.projects, project,
            {"rounds.csv", round.line, "projects", "UNKNOWN_PROJECT", "unknown_project"}, defects);
    }
  }
}

void check_room(const Session& session, const Index& index, Defects& defects) {
  const Place* room = refer(index.places, session.room,
                            {"sessions.csv", session.line, "room", "UNKNOWN_ROOM", "unknown_place"}, defects);
  if (room == nullptr || !room->sound || !session.sound) return;
  if (room->kind != PlaceKind::room)
    defects.add("sessions.csv", session.line, "room", "UNKNOWN_ROOM", {"no_room", {{"key", session.room}}});
}

void check_times(const Session& session, const Index& index, Defects& defects) {
  if (!session.sound) return;
  const std::string zone = time_zone_of(index, session.room);
  if (zone.empty()) return;
  const char* skipped = !instant_of(session.start, zone)              ? "local_start"
                        : !instant_of(session.registration_end, zone) ? "local_registration_end"
                                                                      : nullptr;
  if (skipped != nullptr)
    defects.add("sessions.csv", session.line, skipped, "LOCAL_TIME_SKIPPED", {"local_time_skipped"});
}

void check_session(const Session& session, const Index& index, Defects& defects) {
  refer(index.rounds, session.round,
        {"sessions.csv", session.line, "round", "UNKNOWN_ROUND", "unknown_round"}, defects);
  refer(index.projects, session.project,
        {"sessions.csv", session.line, "project", "UNKNOWN_PROJECT", "unknown_project"}, defects);
  check_room(session, index, defects);
  check_times(session, index, defects);
}

}  // namespace

Index::Index(const RoundFolder& folder)
    : places(by_key(folder.places)),
      programmes(by_key(folder.programmes)),
      projects(by_key(folder.projects)),
      organisations(by_key(folder.organisations)),
      rounds(by_key(folder.rounds)),
      sessions(by_key(folder.sessions)),
      people(by_key(folder.people)),
      groups(by_key(folder.groups)),
      wave_series(by_key(folder.wave_series)),
      waves(by_key(folder.waves)) {}

std::string time_zone_of(const Index& index, std::string_view room) {
  const Place* place = find(index.places, room);
  for (int step = 0; step < 2 && place != nullptr; ++step) place = find(index.places, place->parent);
  return place != nullptr && place->sound && place->kind == PlaceKind::site ? place->time_zone : std::string();
}

void check_plan(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_places(folder, index, defects);
  check_programme(folder, defects);
  check_projects(folder, index, defects);
  check_organisations(folder, index, defects);
  check_partnerships(folder, index, defects);
  check_rounds(folder, index, defects);
  check_keys(folder.sessions, "sessions.csv", defects);
  for (const Session& session : folder.sessions) check_session(session, index, defects);
}

}  // namespace opora::round_folder
