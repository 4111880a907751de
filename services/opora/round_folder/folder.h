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

#include "opora/feedback/v1/types.pb.h"
#include "opora/registration/v1/types.pb.h"
#include "opora/round_folder/defects.h"
#include "opora/round_folder/definition_files.h"
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

// Which options of a question make a group.
struct PartitionGroup {
  std::string code;
  std::vector<std::string> options;
};

// Waves in which the same people are asked, about a round, or one project or session of it.
struct WaveSeries : Source {
  std::string key;
  std::string round;
  std::string project;    // empty: all
  std::string session;    // likewise
  std::string time_zone;  // empty: that of the round's sessions
  std::vector<std::string> keepers;  // two accounts
  std::string primary_scale;
  feedback::v1::Moment primary_from{}, primary_to{};
  std::string partition_question;
  std::vector<PartitionGroup> partition_groups;
  int grace_hours = 0;  // 0: as the platform has it
  bool entered_afterwards = false;
  bool invented = false;  // its answers are nobody's: whoever loads may act for its keepers
};

struct Wave : Source {
  std::string key;
  std::string series;
  feedback::v1::Moment moment{};
  int months_later = 0;       // of a follow-up
  std::string questionnaire;  // its id
  int version = 0;            // 0: the newest in the folder
  std::string local_open, local_remind, local_close;  // 2023-10-18T09:30; of these a reminder may be empty
};

// One answer on a sheet: to a question, or to a row of one.
struct SheetAnswer : Source {
  std::string sheet;  // tells sheets of a series apart, and says nothing of whose it is
  std::string wave;
  std::string question;
  std::string row;
  std::string answer;  // codes of options between blanks, a number, or a text: as its question takes it
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
  std::vector<WaveSeries> wave_series;
  std::vector<Wave> waves;
  std::vector<SheetAnswer> answers;
  std::vector<DefinitionFile> scales;          // scales/*.json
  std::vector<DefinitionFile> questionnaires;  // questionnaires/*.json
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
