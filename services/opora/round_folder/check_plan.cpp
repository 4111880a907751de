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
    const Place* parent = refer(index.places, place.parent, "places.csv", place, defects, "UNKNOWN_PARENT",
                                "No place has the key in \"parent\": add it or correct the key.");
    if (parent != nullptr && parent->sound && static_cast<int>(parent->kind) + 1 != static_cast<int>(place.kind)) {
      defects.add("places.csv", place.line, "WRONG_PARENT",
                  "A region lies in a country, a site in a region, a venue at a site, a room in a venue.");
    }
  }
}

void check_programme(const RoundFolder& folder, Defects& defects) {
  check_keys(folder.programmes, "programmes.csv", defects);
  if (folder.programmes.size() > 1) {
    defects.add("programmes.csv", folder.programmes[1].line, "ONE_PROGRAMME",
                "A folder holds one programme: put the other one into a folder of its own.");
  }
}

void check_projects(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_keys(folder.projects, "projects.csv", defects);
  for (const Project& project : folder.projects) {
    refer(index.programmes, project.programme, "projects.csv", project, defects, "UNKNOWN_PROGRAMME",
          "No programme has the key in \"programme\": correct it.");
  }
}

void check_organisations(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_keys(folder.organisations, "organisations.csv", defects);
  for (const Organisation& organisation : folder.organisations) {
    const Place* region = refer(index.places, organisation.region, "organisations.csv", organisation, defects,
                                "UNKNOWN_REGION", "No place has the key in \"region\": add it or correct the key.");
    if (region != nullptr && region->sound && region->kind != PlaceKind::region) {
      defects.add("organisations.csv", organisation.line, "UNKNOWN_REGION", "The place in \"region\" is no region.");
    }
  }
}

void check_partnerships(const RoundFolder& folder, const Index& index, Defects& defects) {
  std::set<std::tuple<std::string, std::string, int>> seen;
  for (const Partnership& part : folder.partnerships) {
    refer(index.projects, part.project, "partnerships.csv", part, defects, "UNKNOWN_PROJECT",
          "No project has the key in \"project\": correct it.");
    refer(index.organisations, part.organisation, "partnerships.csv", part, defects, "UNKNOWN_ORGANISATION",
          "No organisation has the key in \"organisation\": add it or correct the key.");
    if (part.sound && !seen.emplace(part.project, part.organisation, part.role).second) {
      defects.add("partnerships.csv", part.line, "ROW_TWICE", "An earlier line says the same: remove one.");
    }
  }
}

void check_rounds(const RoundFolder& folder, const Index& index, Defects& defects) {
  check_keys(folder.rounds, "rounds.csv", defects);
  for (const Round& round : folder.rounds) {
    refer(index.programmes, round.programme, "rounds.csv", round, defects, "UNKNOWN_PROGRAMME",
          "No programme has the key in \"programme\": correct it.");
    for (const std::string& project : round.projects) {
      refer(index.projects, project, "rounds.csv", round, defects, "UNKNOWN_PROJECT",
            "No project has a key in \"projects\": correct it.");
    }
  }
}

void check_room(const Session& session, const Index& index, Defects& defects) {
  const Place* room = refer(index.places, session.room, "sessions.csv", session, defects, "UNKNOWN_ROOM",
                            "No place has the key in \"room\": add it or correct the key.");
  if (room == nullptr || !room->sound || !session.sound) return;
  if (room->kind != PlaceKind::room)
    defects.add("sessions.csv", session.line, "UNKNOWN_ROOM", "The place in \"room\" is no room.");
}

void check_times(const Session& session, const Index& index, Defects& defects) {
  if (!session.sound) return;
  const std::string zone = time_zone_of(index, session.room);
  if (zone.empty()) return;
  if (!instant_of(session.start, zone) || !instant_of(session.registration_end, zone)) {
    defects.add("sessions.csv", session.line, "LOCAL_TIME_SKIPPED",
                "The clocks at the site jump over that time: correct it.");
  }
}

void check_session(const Session& session, const Index& index, Defects& defects) {
  refer(index.rounds, session.round, "sessions.csv", session, defects, "UNKNOWN_ROUND",
        "No round has the key in \"round\": correct it.");
  refer(index.projects, session.project, "sessions.csv", session, defects, "UNKNOWN_PROJECT",
        "No project has the key in \"project\": correct it.");
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
      groups(by_key(folder.groups)) {}

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
