// Round folders as tests of loading have them.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "opora/load/plan.h"
#include "opora/load/shared_ids.h"
#include "opora/round_folder/tests/small_folder.h"
#include "opora/round_folder/wording.h"

namespace opora::load {

inline round_folder::RoundFolder folder_of(const round_folder::Files& files) {
  const round_folder::FolderOnDisk on_disk(files);
  round_folder::ReadFolder read = round_folder::read_round_folder(on_disk.path());
  for (const auto& defect : read.defects.sorted()) ADD_FAILURE() << to_text(defect);
  return std::move(read.folder);
}

// The small folder as another programme's; its list is the programme's own unless one is given.
inline round_folder::Files of_programme(const std::string& programme, const std::string& list = "") {
  round_folder::Files files = round_folder::small_folder();
  for (const char* file : {"projects.csv", "rounds.csv"}) {
    std::string& text = files.at(file);
    for (auto at = text.find("steps"); at != std::string::npos; at = text.find("steps", at + programme.size()))
      text.replace(at, 5, programme);
  }
  files["programmes.csv"] = "key,name_en,list\n" + programme + ",Programme,";
  files["programmes.csv"] += list + "\n";
  return files;
}

// A plan that outlives its folder.
inline Plan with_requests_made(Plan plan) {
  for (Stage& stage : plan.stages)
    for (Chain& chain : stage.chains)
      for (Command& command : chain) command.request = command.request.made();
  return plan;
}

// A platform on which these ids are what the folder's rows say.
inline Known as_loaded(const round_folder::RoundFolder& folder, const SharedIds& ids) {
  Known known;
  for (const auto& place : folder.places)
    known.places.push_back({ids.places.at(place.key), place.kind,
                            place.parent.empty() ? "" : ids.places.at(place.parent), place.name, place.code});
  for (const auto& organisation : folder.organisations)
    known.organisations.push_back({ids.organisations.at(organisation.key), organisation.name, organisation.kind,
                                   organisation.region.empty() ? "" : ids.places.at(organisation.region)});
  return known;
}

}  // namespace opora::load
