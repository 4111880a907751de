// Questionnaires and scales in their tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "feedback/domain/definitions.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

constexpr auto table_of(Type<KeptScale>) {
  return Table("scales", "UNKNOWN_SCALE",
               key("scale", &KeptScale::scale),
               key("scoring_version", &KeptScale::scoring_version),
               column("definition", &KeptScale::definition));
}

constexpr auto table_of(Type<KeptQuestionnaire>) {
  return Table("questionnaires", "UNKNOWN_QUESTIONNAIRE",
               key("questionnaire", &KeptQuestionnaire::questionnaire),
               key("version", &KeptQuestionnaire::version),
               column("digest", &KeptQuestionnaire::digest),
               column("definition", &KeptQuestionnaire::definition));
}

// All that were added, by id and scoring version.
Result<std::vector<KeptScale>> kept_scales(Reader& reader);

// Every version of a questionnaire, the first one first.
Result<std::vector<KeptQuestionnaire>> versions_of(Reader& reader, const std::string& questionnaire);

}  // namespace opora::feedback
