// A round folder as data that can be edited: its tables, and beside them what no table of a folder holds.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "opora/round_folder/tests/small_folder.h"
#include "platform/clock/clock.h"

namespace opora::load {

using FolderRow = std::map<std::string, std::string>;  // cells by their columns

struct FolderTable {
  std::vector<std::string> columns;
  std::vector<FolderRow> rows;
};

struct EditedFolder {
  std::map<std::string, FolderTable> tables;  // by file: "groups.csv"
  // How many came without names, by session and organisation.
  std::map<std::pair<std::string, std::string>, int> unnamed;
  // Sessions and people of whom somebody has said at any time that they came there.
  std::set<std::pair<std::string, std::string>> recorded;

  std::vector<FolderRow>& rows(const std::string& file) { return tables.at(file).rows; }
  const std::vector<FolderRow>& rows(const std::string& file) const { return tables.at(file).rows; }
  FolderRow& row(const std::string& file, const std::string& key);
  const FolderRow& row(const std::string& file, const std::string& key) const;
  bool is_cancelled(const std::string& group) const;
  round_folder::Files files() const;
};

// Before anything is edited: three sessions that were held, one that has begun and where others wait, two to come.
EditedFolder folder_before_edits();
// When it is loaded first: "begun" began three hours ago.
inline constexpr Instant kBeforeEdits{1'696'237'200'000'000};  // 2023-10-02 09:00 UTC, noon at the site

inline const std::string kListOfFolder = "steps";  // and its programme's key
inline const std::string kZoneOfFolder = "Europe/Sofia";
inline const std::string kRoundOfFolder = "2023";

bool was_held(const std::string& session);

// The id of what a row of one of these calls by a key: places, programmes, projects, organisations, rounds, sessions.
std::string thing_id(const std::string& file, const std::string& key);
// As which somebody registers a group that folders are to know by a key.
std::string new_group_id(const std::string& key);

// Cells that hold several words, or a number.
std::vector<std::string> words_in(const std::string& cell);
std::string cell_of(const std::vector<std::string>& words);
int number_in(const FolderRow& row, const std::string& column);

// When somebody was scanned at a session, at the site: always the same, so that it is always the same scan.
std::string scanned_at(const EditedFolder& folder, const std::string& session, const std::string& person);

}  // namespace opora::load
