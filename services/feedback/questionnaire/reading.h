// A questionnaire from JSON, checked whole, and back: docs/questionnaires.md says what stands in a file,
// docs/reference/questionnaire.schema.json the same for machines. Pure; for any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "feedback/questionnaire/defects.h"
#include "feedback/questionnaire/questionnaire.h"
#include "feedback/questionnaire/scale_shape.h"
#include "platform/result/result.h"

namespace opora::questionnaire {

// A file is at most so large: 60 questions of 20 options in many languages are a third of it.
inline constexpr std::size_t kFileBytesMax = std::size_t{4} * 1024 * 1024;

// Which form of file it is; each says it of itself.
inline constexpr std::string_view kSchema = "opora-questionnaire/1";

struct ReadQuestionnaire {
  std::optional<Questionnaire> questionnaire;  // if there are no defects
  Defects defects;
};

// Of any bytes. Texts are composed (platform/text/typed_text.h); one that may steer a line is a defect, as is a key
// that nobody knows or that stands twice. `scales` are all that may be asked; the wording of their items and options is
// put in, since a file has none of it. Reasons of defects are the keys of words/en.json.
ReadQuestionnaire read_questionnaire(std::string_view json, std::span<const ScaleShape> scales);

// The same for a command: refused with QUESTIONNAIRE_DEFECTIVE, its fields saying path and reason of each defect.
Result<Questionnaire> questionnaire_of(std::string_view json, std::span<const ScaleShape> scales);

// As it is stored, and what its digest is of: the same questionnaire is always the same bytes, with the wording of its
// scales in them. Stays so in newer builds: what they add is left out where it says nothing.
std::string canonical_json(const Questionnaire& questionnaire);

// What canonical_json() wrote, without looking for scales again. Throws std::invalid_argument for anything else: the
// store is damaged then.
Questionnaire stored_questionnaire(const std::string& canonical);

// 32 bytes, BLAKE2b of the canonical JSON: two versions with one digest ask the same.
std::string digest_of(const Questionnaire& questionnaire);

}  // namespace opora::questionnaire
