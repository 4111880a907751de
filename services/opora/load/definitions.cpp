#include "opora/load/definitions.h"

#include <algorithm>
#include <map>
#include <utility>

#include "feedback/handlers/known_scales.h"
#include "feedback/questionnaire/defects.h"
#include "feedback/questionnaire/reading.h"
#include "feedback/questionnaire/versions.h"
#include "feedback/scales/built_in.h"
#include "feedback/scales/scale_file.h"
#include "round_folder_words.h"

namespace opora::load {
namespace {

using round_folder::Part;
using round_folder::Said;

// What its reader says of it, in each language.
template <class Defect>
Refused refused_for(const std::string& file, const Defect& defect) {
  std::map<std::string, std::string> by_language;
  for (const std::string& language : round_folder_words().languages())
    by_language[language] = sentence_of(defect, language);
  std::vector<Part> parts{{"message", {}, {}, {}, std::move(by_language)}};
  const bool is_whole = defect.path.empty();
  if (!is_whole) parts.push_back({"path", defect.path});
  return {file, 0, "", defect.reason, {Said(is_whole ? "definition" : "in_definition", std::move(parts))}};
}

void refuse_second(const std::string& file, const std::string& first, Told<Refused>& refused) {
  refused.add({file, 0, "", "KEY_TWICE", {Said("two_definitions", {{"other", first}})}});
}

void read_scales(const round_folder::RoundFolder& folder, Definitions& read, Told<Refused>& refused) {
  for (const round_folder::DefinitionFile& file : folder.scales) {
    scales::ReadScale scale = scales::read_scale(file.text);
    for (const scales::Defect& defect : scale.defects) refused.add(refused_for(file.file, defect));
    if (!scale.scale) continue;
    const auto same = std::ranges::find_if(read.brought_scales, [&](const BroughtScale& each) {
      return each.scale.scale_id == scale.scale->scale_id &&
             each.scale.scoring_version == scale.scale->scoring_version;
    });
    if (same != read.brought_scales.end())
      refuse_second(file.file, same->file, refused);
    else
      read.brought_scales.push_back({file.file, file.text, *std::move(scale.scale)});
  }
}

void read_questionnaires(const round_folder::RoundFolder& folder, Definitions& read, Told<Refused>& refused) {
  const auto shapes = feedback::shapes_of(read.known);
  for (const round_folder::DefinitionFile& file : folder.questionnaires) {
    questionnaire::ReadQuestionnaire asked = questionnaire::read_questionnaire(file.text, shapes);
    for (const questionnaire::Defect& defect : asked.defects.kept()) refused.add(refused_for(file.file, defect));
    if (!asked.questionnaire) continue;
    const auto same = std::ranges::find_if(read.questionnaires, [&](const BroughtQuestionnaire& each) {
      return each.asked.id == asked.questionnaire->id && each.asked.version == asked.questionnaire->version;
    });
    if (same != read.questionnaires.end())
      refuse_second(file.file, same->file, refused);
    else
      read.questionnaires.push_back({file.file, file.text, *std::move(asked.questionnaire)});
  }
}

// Scales that score one item are not asked together; and a later version breaks no answer to an earlier one.
void check_questionnaires(const Definitions& read, Told<Refused>& refused) {
  for (const BroughtQuestionnaire& each : read.questionnaires) {
    const std::vector<scales::Scale> used = feedback::scales_of(each.asked, read.known);
    for (const scales::Defect& defect : scales::check_together(used)) refused.add(refused_for(each.file, defect));
    std::vector<questionnaire::Questionnaire> earlier;
    for (const BroughtQuestionnaire& other : read.questionnaires)
      if (other.asked.id == each.asked.id && other.asked.version < each.asked.version) earlier.push_back(other.asked);
    questionnaire::Defects defects;
    if (!earlier.empty()) questionnaire::check_next_version(earlier, each.asked, defects);
    for (const questionnaire::Defect& defect : defects.kept()) refused.add(refused_for(each.file, defect));
  }
}

}  // namespace

const BroughtQuestionnaire* Definitions::find(std::string_view id, std::int32_t version) const {
  const BroughtQuestionnaire* found = nullptr;
  for (const BroughtQuestionnaire& each : questionnaires) {
    const bool fits = each.asked.id == id && (version == 0 || each.asked.version == version);
    if (fits && (found == nullptr || each.asked.version > found->asked.version)) found = &each;
  }
  return found;
}

std::vector<scales::Scale> with_built_in(const std::vector<BroughtScale>& brought) {
  const auto built_in = scales::built_in_scales();
  std::vector<scales::Scale> known(built_in.begin(), built_in.end());
  for (const BroughtScale& each : brought) {
    std::erase_if(known, [&](const scales::Scale& other) {
      return other.scale_id == each.scale.scale_id && other.scoring_version == each.scale.scoring_version;
    });
    known.push_back(each.scale);
  }
  return known;
}

Definitions read_definitions(const round_folder::RoundFolder& folder, Told<Refused>& refused) {
  Definitions read;
  const std::size_t refused_before = refused.total;
  read_scales(folder, read, refused);
  read.known = with_built_in(read.brought_scales);
  read_questionnaires(folder, read, refused);
  check_questionnaires(read, refused);
  read.is_whole = refused.total == refused_before;
  return read;
}

}  // namespace opora::load
