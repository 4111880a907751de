#include "opora/load/tests/damaged_folders.h"

#include <random>
#include <sstream>

#include "opora/load/compare.h"
#include "opora/load/plan.h"
#include "opora/load/refused_rows.h"
#include "opora/scheduling/v1/events.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/ids/ids.h"
#include "platform/testing/harness.h"
#include "registration/service.h"
#include "scheduling/service.h"

namespace opora::load {
namespace {

using Cells = std::vector<std::string>;
using Table = std::vector<Cells>;  // the header first

Table table_of(const std::string& text) {
  Table table;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    Cells cells{""};
    for (const char c : line) {
      if (c == ',')
        cells.emplace_back();
      else
        cells.back() += c;
    }
    table.push_back(std::move(cells));
  }
  return table;
}

std::string text_of(const Table& table) {
  std::string text;
  for (const Cells& cells : table) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + cells[i];
    text += "\n";
  }
  return text;
}

class Damager {
 public:
  explicit Damager(std::uint64_t seed) : random_(seed) {}

  DamagedFolder folder() {
    generate();
    for (auto left = 1 + below(3); left > 0; --left) damage();
    return std::move(folder_);
  }

 private:
  std::size_t below(std::size_t count) { return count == 0 ? 0 : random_() % count; }
  const std::string& pick(const std::vector<std::string>& from) { return from.at(below(from.size())); }
  std::string number(std::size_t least, std::size_t most) { return std::to_string(least + below(most - least + 1)); }

  // Good whatever the seed: sessions one after another, each with a group that fits.
  void generate() {
    folder_.files = round_folder::small_folder();
    auto& files = folder_.files;
    const std::size_t count = 1 + below(4);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string key = std::to_string(i);
      files["sessions.csv"] += "more-" + key + ",2021,care,hall,seminar,rest,carers,More,2021-03-29T1" + key +
                               ":00,60," + number(3, 20) + ",2021-03-26T18:00\n";
      files["people.csv"] += "cy-" + key + ",Cy " + key + ",teacher,dawn,2020-0" + number(1, 9) + "-01,\n";
      files["groups.csv"] += "more-" + key + ",more-" + key + ",dawn,2,cy-" + key + "\n";
      files["attendances.csv"] += "more-" + key + ",cy-" + key + ",2021-03-29T1" + key + ":05\n";
    }
  }

  // A row of a table that has any; 0 where it has none.
  std::size_t some_row(const Table& table) { return table.size() < 2 ? 0 : 1 + below(table.size() - 1); }

  void put(const std::string& file, const Table& table, const std::string& what) {
    folder_.files[file] = text_of(table);
    folder_.damages.push_back(file + ": " + what);
  }

  void damage() {
    switch (below(10)) {
      case 0: return delete_row();
      case 1: return repeat_row();
      case 2: return swap_in_row();
      case 3: return swap_in_column();
      case 4: return odd_value();
      case 5: return set("groups.csv", "members", pick({"ana", "bo ana", "ana ana", "guest", "cy-0", "bo cy-0 ana"}));
      case 6: return set("groups.csv", "head_count", pick({"1", "2", "3", "10", "11", "20", "21", "1000"}));
      case 7: return cancel();
      case 8:
        return set("sessions.csv", "local_start",
                   pick({"2021-03-27T10:30", "2021-03-27T10:59", "2021-03-27T12:00", "2021-03-28T02:30",
                         "2021-03-28T03:30", "2021-03-28T10:30", "2021-03-28T11:00", "2021-03-29T10:30"}));
      default: return more_odd_things();
    }
  }

  std::string some_file() {
    std::vector<std::string> names;
    for (const auto& [name, text] : folder_.files) names.push_back(name);
    return pick(names);
  }

  void delete_row() {
    const std::string file = some_file();
    Table table = table_of(folder_.files[file]);
    const std::size_t row = some_row(table);
    if (row == 0) return;
    table.erase(table.begin() + static_cast<std::ptrdiff_t>(row));
    put(file, table, "row " + std::to_string(row + 1) + " taken out");
  }

  // At the end, often under a key of its own.
  void repeat_row() {
    const std::string file = some_file();
    Table table = table_of(folder_.files[file]);
    const std::size_t row = some_row(table);
    if (row == 0) return;
    Cells again = table[row];
    if (below(3) > 0 && table[0][0] == "key") again[0] += "-again";
    table.push_back(std::move(again));
    put(file, table, "row " + std::to_string(row + 1) + " twice");
  }

  void swap_in_row() {
    const std::string file = some_file();
    Table table = table_of(folder_.files[file]);
    Cells& cells = table[some_row(table)];
    const std::size_t a = below(cells.size()), b = below(cells.size());
    std::swap(cells[a], cells[b]);
    put(file, table, "cells swapped in a row");
  }

  void swap_in_column() {
    const std::string file = some_file();
    Table table = table_of(folder_.files[file]);
    const std::size_t a = some_row(table), b = some_row(table);
    if (a == 0 || b == 0) return;
    const std::size_t column = below(table[0].size());
    if (column < table[a].size() && column < table[b].size()) std::swap(table[a][column], table[b][column]);
    put(file, table, "cells swapped in column " + std::to_string(column + 1));
  }

  void odd_value() {
    static const std::vector<std::string> kOdd = {
        "", " ", "   ", "\xE2\x80\x8B", "0", "-1", "21", "1001", "99999", "x", "nobody", "ana", "dawn", "hall", "rest",
        "0203-10-18T10:00", "1899-12-31T10:00", "1950-06-01T10:00", "2021-03-27T10:00", "2021-03-28T03:30",
        "2200-01-01T10:00", "0019-01-01", "1019-01-01", "1899-12-31", "2021-02-29", "2023-01-01", "2018-01-01",
        "yes", "no", "manager", std::string(119, 'n'), std::string(201, 'n'), "\xD0\x99", "a\tb"};
    const std::string file = some_file();
    Table table = table_of(folder_.files[file]);
    const std::size_t row = some_row(table);
    if (row == 0) return;
    const std::size_t column = below(table[row].size());
    table[row][column] = pick(kOdd);
    put(file, table, "row " + std::to_string(row + 1) + ", cell " + std::to_string(column + 1) + " is \"" +
                         table[row][column] + "\"");
  }

  void set(const std::string& file, const std::string& column, const std::string& value) {
    Table table = table_of(folder_.files[file]);
    const std::size_t row = some_row(table);
    for (std::size_t i = 0; row > 0 && i < table[0].size() && i < table[row].size(); ++i)
      if (table[0][i] == column) table[row][i] = value;
    put(file, table, "row " + std::to_string(row + 1) + ", " + column + " is \"" + value + "\"");
  }

  void cancel() {
    folder_.files["cancellations.csv"] += pick({"g1", "g2", "more-0", "g1-again", "more-0-again"}) + "\n";
    folder_.damages.emplace_back("one more cancelled");
  }

  void more_odd_things() {
    switch (below(6)) {
      case 0: return set("sessions.csv", "duration_minutes", pick({"1", "1440", "1441", "700"}));
      case 1: return set("sessions.csv", "capacity", pick({"0", "1", "2", "20", "21"}));
      case 2: return set("people.csv", "from_date", pick({"0019-01-01", "1900-01-01", "2022-01-01", "2022-01-02"}));
      case 3: return set("people.csv", "organisation", pick({"dawn", "town", "", "dusk"}));
      case 4: return set("groups.csv", "organisation", pick({"dawn", "town"}));
      default: return many_languages();
    }
  }

  void many_languages() {
    const std::size_t count = 15 + below(4);
    std::string header = "key", row = "steps";
    for (std::size_t i = 0; i < count; ++i) {
      header += std::string(",name_x") + static_cast<char>('a' + i);
      row += ",Steps";
    }
    folder_.files["programmes.csv"] = header + "\n" + row + "\n";
    folder_.damages.push_back(std::to_string(count) + " languages");
  }

  std::mt19937_64 random_;
  DamagedFolder folder_;
};

// Scheduling and registration, empty, which hears at once what scheduling publishes.
class EmptyPlatform {
 public:
  // The first refusal stops it, as a load: what was refused, or nothing.
  std::string load(const Plan& plan) {
    for (const Stage& stage : plan.stages)
      for (const Chain& chain : stage.chains)
        for (const Command& command : chain) {
          const Answer answer = call(*command.request.made());
          if (!answer.response) return command.from() + ": " + answer.response.error().reason;
          if (command.request.type() == scheduling::v1::PublishSessionRequest::descriptor())
            tell_registration();
        }
    return {};
  }

  std::size_t event_count() { return scheduling_.events().size() + registration_.events().size(); }

  std::vector<std::string> violations() {
    std::vector<std::string> all = scheduling_.violations();
    for (std::string& violation : registration_.violations()) all.push_back(std::move(violation));
    return all;
  }

 private:
  Answer call(const google::protobuf::Message& request) {
    const bool is_schedulings = request.GetDescriptor()->file()->package() == "opora.scheduling.v1";
    testing::Harness& service = is_schedulings ? scheduling_ : registration_;
    return service.call_bytes(request.GetDescriptor(), request.SerializeAsString(), testing::administrator());
  }

  void tell_registration() {
    const std::vector<LogRecord> events = scheduling_.events();
    for (; told_count_ < events.size(); ++told_count_) {
      scheduling::v1::Event event;
      event.ParseFromString(events[told_count_].payload);
      if (event.has_session_published()) registration_.deliver("scheduling", event, events[told_count_].key);
    }
  }

  testing::Harness scheduling_{make_scheduling()};
  testing::Harness registration_{make_registration()};
  std::size_t told_count_ = 0;
};

PersonIds some_ids(const Keys& keys) {
  PersonIds ids;
  for (const std::string& key : keys.keys) ids[key] = uuid_derived({}, "whom a test calls " + key);
  return ids;
}

// What came of a folder that was put on a platform: refused before anything was changed, or stopped at a row.
struct Put {
  Told<Refused> refused;
  std::string stopped;
};

// As `opora load` does it.
Put put_in(const round_folder::RoundFolder& folder, const PersonIds& people, EmptyPlatform& platform) {
  Put put{refused_rows(folder), ""};
  if (put.refused.total > 0) return put;
  const Plan whole = plan(folder, people);
  Comparison comparison = compare(folder, people, whole, Standing{});
  put.refused = std::move(comparison.refused);
  if (put.refused.total == 0) put.stopped = platform.load(comparison.to_do);
  return put;
}

void check_and_load(const DamagedFolder& damaged, const std::string& name, Agreement& agreement) {
  const round_folder::FolderOnDisk on_disk(damaged.files);
  const round_folder::ReadFolder read = round_folder::read_round_folder(on_disk.path());
  if (!read.defects.empty()) {
    ++agreement.unreadable;
    return;
  }
  const PersonIds people = some_ids(keys_of(read.folder));
  EmptyPlatform platform;
  const Put put = put_in(read.folder, people, platform);
  ++(put.refused.total == 0 ? agreement.passed : agreement.refused);

  std::string finding;
  if (!put.stopped.empty()) finding = "the check passed it, and the load stopped at " + put.stopped;
  if (put.refused.total > 0) {
    if (platform.event_count() > 0) finding = "it was refused, and something was changed all the same.";
    if (platform.load(plan(read.folder, people)).empty())
      finding += "it loads whole, and was refused: " + to_text(put.refused.kept.front());
  }
  for (const std::string& violation : platform.violations()) finding += " " + violation;
  if (finding.empty()) return;
  for (const std::string& damage : damaged.damages) finding += "\n    " + damage;
  agreement.disagreements.push_back(name + ": " + finding);
}

}  // namespace

DamagedFolder damaged_folder(std::uint64_t seed) { return Damager(seed).folder(); }

Agreement check_and_load(std::uint64_t first_seed, int count) {
  Agreement agreement;
  for (std::uint64_t seed = first_seed; seed < first_seed + static_cast<std::uint64_t>(count); ++seed)
    check_and_load(damaged_folder(seed), "seed " + std::to_string(seed), agreement);
  return agreement;
}

}  // namespace opora::load
