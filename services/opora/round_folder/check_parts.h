// The parts of check(): the plan (places, projects, rounds, sessions), the people (rosters, groups, attendances), and
// what they are asked (series of waves, waves, answers).
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "opora/round_folder/folder.h"

namespace opora::round_folder {

// The rows of a folder by their keys.
struct Index {
  explicit Index(const RoundFolder& folder);

  std::unordered_map<std::string_view, const Place*> places;
  std::unordered_map<std::string_view, const Programme*> programmes;
  std::unordered_map<std::string_view, const Project*> projects;
  std::unordered_map<std::string_view, const Organisation*> organisations;
  std::unordered_map<std::string_view, const Round*> rounds;
  std::unordered_map<std::string_view, const Session*> sessions;
  std::unordered_map<std::string_view, const RosterRow*> people;
  std::unordered_map<std::string_view, const Group*> groups;
  std::unordered_map<std::string_view, const WaveSeries*> wave_series;
  std::unordered_map<std::string_view, const Wave*> waves;
};

// The value under a key, nullptr if there is none.
template <class T>
const T* find(const std::unordered_map<std::string_view, const T*>& index, std::string_view key) {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

// The time zone of the site that a room belongs to; empty if the places don't lead there.
std::string time_zone_of(const Index& index, std::string_view room);

// What several programmes share may be called by another list's key.
template <class T>
constexpr bool kIsShared =
    std::is_same_v<T, Place> || std::is_same_v<T, Organisation> || std::is_same_v<T, RosterRow>;

// Where a key stands, and what is said of one that leads nowhere.
struct Reference {
  const char* file;
  std::int64_t line;
  const char* column;
  const char* reason;
  const char* said;
};

// A key that leads nowhere is a defect; one that couldn't be read has been reported already.
template <class T>
const T* refer(const std::unordered_map<std::string_view, const T*>& index, const std::string& key,
               const Reference& from, Defects& defects) {
  const T* target = find(index, key);
  const bool is_legible = kIsShared<T> ? is_shared_key(key) : is_key(key);
  if (target == nullptr && is_legible)
    defects.add(from.file, from.line, from.column, from.reason, {from.said, {{"key", key}}});
  return target;
}

// Every key once.
template <class T>
void check_keys(const std::vector<T>& rows, const char* file, Defects& defects) {
  std::unordered_map<std::string_view, const T*> seen;
  for (const T& row : rows) {
    if (row.key.empty()) continue;
    const auto [first, fresh] = seen.emplace(row.key, &row);
    if (!fresh) {
      defects.add(file, row.line, "key", "KEY_TWICE",
                  {"key_twice", {{"line", std::to_string(first->second->line)}}});
    }
  }
}

void check_plan(const RoundFolder& folder, const Index& index, Defects& defects);
void check_people(const RoundFolder& folder, const Index& index, Defects& defects);
void check_waves(const RoundFolder& folder, const Index& index, Defects& defects);

}  // namespace opora::round_folder
