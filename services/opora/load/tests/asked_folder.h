// The folder with waves as tests of loading have it.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "opora/load/compare_waves.h"
#include "opora/load/waves_of_folder.h"
#include "opora/round_folder/tests/waves_folder.h"

namespace opora::load {

// A folder read, with what it asks. Stays where it is: what it asks points into what was read.
class AskedFolder {
 public:
  explicit AskedFolder(const round_folder::Files& files = round_folder::folder_with_waves())
      : read_(round_folder::read_round_folder(round_folder::FolderOnDisk(files).path())),
        waves_(waves_of(read_.folder, Instant{}, refused_)) {
    for (const auto& defect : read_.defects.sorted()) ADD_FAILURE() << to_text(defect);
    for (const Refused& refused : refused_.kept) ADD_FAILURE() << to_text(refused);
  }
  AskedFolder(const AskedFolder&) = delete;
  AskedFolder& operator=(const AskedFolder&) = delete;

  const WavesOfFolder& waves() const { return waves_; }
  const PlannedSeries& series() const { return waves_.series.at(0); }

 private:
  const round_folder::ReadFolder read_;
  Told<Refused> refused_;
  const WavesOfFolder waves_;
};

inline round_folder::Files with_waves_edited(const std::string& file, const std::string& before,
                                             const std::string& after) {
  round_folder::Files files = round_folder::folder_with_waves();
  std::string& text = files[file];
  const auto place = text.find(before);
  EXPECT_NE(place, std::string::npos) << file << " has no " << before;
  if (place != std::string::npos) text.replace(place, before.size(), after);
  return files;
}

}  // namespace opora::load
