// A round folder beside what the platform has of it: what is new, what is there, what differs, what the folder says no
// more, and what can't go in, all before anything is changed. Whether a row can go in, the services' own decisions say.
// Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "opora/load/plan.h"
#include "opora/load/standing.h"
#include "opora/round_folder/folder.h"

namespace opora::load {

// A cell, in the file's words; empty where a cell is.
struct Change {
  std::string column;
  std::string before;  // on the platform
  std::string after;   // in the folder
  bool operator==(const Change&) const = default;
};

// `"capacity" "20" → "25"`, of a row of the file.
round_folder::Said said_of(const Change& change, const std::string& file);

// A row that differs from what the platform has, where a command puts that right.
struct Correction {
  std::int64_t line = 0;
  std::string key;
  std::vector<Change> changes;
};

// A row that can't go in.
using Refused = round_folder::Defect;
using round_folder::to_text;

// Nobody reads a thousand lines: the first ones are kept, all are counted.
template <class T>
struct Told {
  static constexpr std::size_t kKeptMax = 50;
  std::vector<T> kept;
  std::size_t total = 0;

  void add(T one) {
    if (++total <= kKeptMax) kept.push_back(std::move(one));
  }
};

struct TableComparison {
  std::size_t new_count = 0;
  std::size_t same_count = 0;
  Told<Correction> changed;
  std::size_t published_count = 0;  // of those that changed: planned already, and published now, which is the usual way
  Told<std::string> gone;          // what the platform has by this folder's rows, and the folder doesn't
  std::size_t of_others_count = 0;  // what it has there that may never have been the folder's
};

struct Comparison {
  std::map<std::string, TableComparison> tables;  // by file: "groups.csv"
  Told<Refused> refused;
  std::set<std::pair<std::string, std::int64_t>> refused_rows;  // of all of them the file and the line
  Plan to_do;  // of the plan what isn't there, in its order; nothing of it is to be sent where a row was refused
  // The folder's scans that are kept and count nowhere so far, by their session.
  std::map<std::string, std::int64_t> scans_set_aside;
  // The series, by their keys, whose answers are still to be entered once their waves are drafted.
  std::set<std::string> series_to_enter;
  // The folder's scans of attendances that somebody has taken back since, by their session: what a door saw stays, and
  // counts no more.
  std::map<std::string, std::int64_t> scans_taken_back;

  bool has_work() const;      // is there anything to send, or to enter?
  bool asks_first() const;    // does it correct anything but what is published now, or is something gone?
  std::size_t gone_count() const;
};

// Of a folder without defects, `plan` being its plan and `people` the ids of its people.
Comparison compare(const round_folder::RoundFolder& folder, const PersonIds& people, const Plan& plan,
                   const Standing& standing);

}  // namespace opora::load
