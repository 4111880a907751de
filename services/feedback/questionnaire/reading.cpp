#include "feedback/questionnaire/reading.h"

#include <array>
#include <stdexcept>

#include "feedback/questionnaire/check_parts.h"
#include "feedback/questionnaire/read_parts.h"

namespace opora::questionnaire {
namespace {

constexpr auto kKeys = std::to_array<std::string_view>({"schema", "id", "version", "languages", "title",
                                                        "introduction", "scales", "questions", "option_sets",
                                                        "$schema"});
constexpr std::size_t kKeysOfFilesAlone = 2;  // the last ones

Questionnaire read_whole(const Node& root, Context context) {
  const Fields fields(root, std::span(kKeys).first(kKeys.size() - (context.is_stored() ? kKeysOfFilesAlone : 0)));
  Questionnaire whole;
  if (const auto schema = fields.need("schema"); schema && schema->text() != kSchema)
    schema->defect("NOT_OF_THIS_SCHEMA", {{"schema", std::string(kSchema)}});
  if (const auto id = fields.need("id")) whole.id = id->id();
  if (const auto version = fields.need("version"))
    whole.version = static_cast<std::int32_t>(version->whole(1, kVersionMax));
  if (const auto languages = fields.need("languages")) whole.languages = read_languages(*languages);
  context.languages = whole.languages;
  if (const auto title = fields.need("title")) whole.title = read_text(*title, kTitlePointsMax, context);
  if (const auto text = fields.find("introduction")) whole.introduction = read_text(*text, kHintPointsMax, context);
  if (const auto scales = fields.find("scales")) whole.scales = read_used_scales(*scales, context);
  context.used = whole.scales;
  if (const auto sets = fields.find("option_sets")) context.option_sets = read_option_sets(*sets, context);
  if (const auto questions = fields.need("questions")) {
    for (const Node& each : questions->items(1, kQuestionsMax))
      whole.questions.push_back(read_question(each, context));
  }
  return whole;
}

// What parts say of each other is checked where each can be read: else all that names a broken one would be a defect.
ReadQuestionnaire read_checked(std::string_view json, std::optional<std::span<const ScaleShape>> scales) {
  ReadQuestionnaire result;
  Defects& defects = result.defects;
  const std::optional<nlohmann::json> file = parsed(json, defects);
  if (!file) return result;
  Context context;
  context.known = scales;
  Questionnaire whole = read_whole(Node(*file, "", defects), std::move(context));
  if (defects.empty() && scales) check_scales(whole, *scales, defects);
  if (defects.empty()) check_questions(whole, defects);
  if (defects.empty()) check_conditions(whole, defects);
  if (defects.empty()) result.questionnaire = std::move(whole);
  return result;
}

}  // namespace

ReadQuestionnaire read_questionnaire(std::string_view json, std::span<const ScaleShape> scales) {
  return read_checked(json, scales);
}

Result<Questionnaire> questionnaire_of(std::string_view json, std::span<const ScaleShape> scales) {
  ReadQuestionnaire result = read_questionnaire(json, scales);
  if (!result.questionnaire) return tl::unexpected(refusal_of(result.defects));
  return *std::move(result.questionnaire);
}

Questionnaire stored_questionnaire(const std::string& canonical) {
  ReadQuestionnaire result = read_checked(canonical, std::nullopt);
  if (!result.questionnaire)
    throw std::invalid_argument("a stored questionnaire is damaged: " + to_text(result.defects.kept().front()));
  return *std::move(result.questionnaire);
}

}  // namespace opora::questionnaire
