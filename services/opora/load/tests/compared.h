// Folders beside a platform that has others, as values: what is told of them, and what would be sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "opora/load/compare.h"
#include "opora/load/tests/folders.h"
#include "opora/load/tests/standing_after.h"
#include "platform/ids/ids.h"

namespace opora::load {

using round_folder::Files;
using Lines = std::vector<std::string>;

// As registration gives them, but always the same.
inline PersonIds ids_of(const Keys& keys) {
  PersonIds ids;
  for (const std::string& key : keys.keys) ids[key] = uuid_derived({}, "whom " + keys.list + " calls " + key);
  return ids;
}

inline Comparison compared(const Files& files, const Standing& standing) {
  const round_folder::RoundFolder folder = folder_of(files);
  const PersonIds people = ids_of(keys_of(folder));
  return compare(folder, people, plan(folder, people), standing);
}

inline Standing loaded(const Files& files) {
  const round_folder::RoundFolder folder = folder_of(files);
  return standing_after(plan(folder, ids_of(keys_of(folder))));
}

struct Edit {
  std::string file, before, after;
};

inline Files edited(Files files, const std::vector<Edit>& edits) {
  for (const auto& [file, before, after] : edits) {
    std::string& text = files[file];
    const auto place = text.find(before);
    EXPECT_NE(place, std::string::npos) << file << " has no " << before;
    if (place != std::string::npos) text.replace(place, before.size(), after);
  }
  return files;
}

// Each table that isn't as it was: "groups.csv 1 new", "groups.csv 1 gone: …".
inline Lines told(const Comparison& comparison) {
  Lines lines;
  for (const auto& [file, table] : comparison.tables) {
    if (table.new_count > 0) lines.push_back(file + " " + std::to_string(table.new_count) + " new");
    for (const Correction& changed : table.changed.kept)
      for (const Change& change : changed.changes)
        lines.push_back(file + " " + std::to_string(changed.line) + " " + changed.key + " " +
                        round_folder::Wording().text(said_of(change, file)));
    for (const std::string& gone : table.gone.kept) lines.push_back(file + " gone: " + gone);
  }
  for (const Refused& refused : comparison.refused.kept) {
    const std::string message = round_folder::Wording().message(refused);
    lines.push_back(round_folder::Wording().place(refused) + " " + refused.reason + " " +
                    message.substr(0, message.find(". ")));
  }
  return lines;
}

// "RegisterGroup" …
inline Lines commands(const Plan& plan) {
  constexpr std::string_view kRequest = "Request";
  Lines names;
  for (const Stage& stage : plan.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain) {
        const std::string& name = command.request.type()->name();
        names.push_back(name.substr(0, name.size() - kRequest.size()));
      }
  return names;
}

inline const std::string kOtherwise = " ID_TAKEN The platform has it otherwise: ";

}  // namespace opora::load
