// A programme with its rounds as a coordinator keeps it: a folder of tables, or a workbook (docs/round-folder.md).
// Reading it either gives all of it, checked by the rules that the platform will apply, or every defect that was
// found.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "opora/registration/v1/types.pb.h"
#include "opora/round_folder/defects.h"
#include "opora/round_folder/table.h"
#include "opora/scheduling/v1/types.pb.h"
#include "platform/text/localized_text.h"

namespace opora::round_folder {

// Keys of places, organisations and people are those of the programme's list, or of another one written as LIST/KEY.

// Where a thing was read. One that is unsound has a defect already: nothing more is concluded from it.
struct Source {
  std::int64_t line = 0;
  bool sound = true;
};

enum class PlaceKind { country, region, site, venue, room };

struct Place : Source {
  PlaceKind kind = PlaceKind::country;
  std::string key;
  std::string parent;  // the country of a region, the region of a site …
  LocalizedText name;
  std::string time_zone;  // of a site
  int capacity = 0;       // of a room
  std::string code;       // of a country
};

struct Programme : Source {
  std::string key;
  LocalizedText name;
  std::string list;  // whose keys of places, organisations and people these are: the programme's key unless it says so
};

struct Project : Source {
  std::string key;
  std::string programme;
  LocalizedText name;
};

struct Organisation : Source {
  std::string key;
  LocalizedText name;
  registration::v1::OrganisationKind kind{};
  std::string region;  // empty: works in all
};

struct Partnership : Source {
  std::string project;
  std::string organisation;
  scheduling::v1::PartnerRole role{};
};

struct Round : Source {
  std::string key;
  std::string programme;
  std::vector<std::string> projects;
  LocalizedText name;
  int year = 0;
};

struct Session : Source {
  std::string key;
  std::string round;
  std::string project;
  std::string room;
  scheduling::v1::SessionKind kind{};
  std::string topic;
  std::string audience;
  LocalizedText title;
  std::chrono::local_seconds start{};
  int duration_minutes = 0;
  int capacity = 0;
  std::chrono::local_seconds registration_end{};
  bool published = true;  // or planned only: nobody is told of it yet
};

// A person's place in an organisation. Somebody on two rosters has two rows; somebody on none has one without
// organisation.
struct RosterRow : Source {
  std::string key;
  std::string name;
  registration::v1::Occupation occupation{};
  std::string organisation;
  std::string from_date;
  std::string until_date;
};

struct Group : Source {
  std::string key;
  std::string session;
  std::string organisation;
  int head_count = 0;
  std::vector<std::string> members;
};

struct Cancellation : Source {
  std::string group;
};

struct Attendance : Source {
  std::string session;
  std::string person;
  std::chrono::local_seconds scanned_at{};
};

struct RoundFolder {
  std::vector<Place> places;
  std::vector<Programme> programmes;  // one
  std::vector<Project> projects;
  std::vector<Organisation> organisations;
  std::vector<Partnership> partnerships;
  std::vector<Round> rounds;
  std::vector<Session> sessions;
  std::vector<RosterRow> people;
  std::vector<Group> groups;  // in order of arrival
  std::vector<Cancellation> cancellations;
  std::vector<Attendance> attendances;
};

struct ReadFolder {
  RoundFolder folder;  // to be used only if there are no defects
  Defects defects;
};

// Of a folder, or of one workbook.
ReadFolder read_round_folder(const std::filesystem::path& path);

// Rows by their keys; of two with one key the first.
template <class T>
std::unordered_map<std::string_view, const T*> by_key(const std::vector<T>& rows) {
  std::unordered_map<std::string_view, const T*> index;
  for (const T& row : rows) index.emplace(row.key, &row);
  return index;
}

}  // namespace opora::round_folder
