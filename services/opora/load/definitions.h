// The scales and questionnaires that a round folder brings, read by the platform's own rules. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "feedback/questionnaire/questionnaire.h"
#include "feedback/scales/scale.h"
#include "opora/load/compare.h"
#include "opora/round_folder/folder.h"

namespace opora::load {

struct BroughtScale {
  std::string file;  // as defects call it
  std::string text;
  scales::Scale scale;
};

struct BroughtQuestionnaire {
  std::string file;
  std::string text;
  questionnaire::Questionnaire asked;
};

struct Definitions {
  std::vector<BroughtScale> brought_scales;
  std::vector<BroughtQuestionnaire> questionnaires;
  std::vector<scales::Scale> known;  // those that are built in, and the folder's
  bool is_whole = true;              // no file was refused

  // The newest where the version is 0; null if there is none.
  const BroughtQuestionnaire* find(std::string_view id, std::int32_t version) const;
};

// Those that are built in, and these, which take the place of one of the same id and scoring version.
std::vector<scales::Scale> with_built_in(const std::vector<BroughtScale>& brought);

// What of them has defects is refused, and missing here.
Definitions read_definitions(const round_folder::RoundFolder& folder, Told<Refused>& refused);

}  // namespace opora::load
