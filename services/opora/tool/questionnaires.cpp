#include "opora/tool/questionnaires.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "feedback/handlers/known_scales.h"
#include "feedback/pages/questionnaire_page.h"
#include "feedback/questionnaire/defects.h"
#include "feedback/questionnaire/encoding.h"
#include "feedback/questionnaire/reading.h"
#include "feedback/questionnaire/texts.h"
#include "feedback/scales/scale_file.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/load/definitions.h"
#include "opora/tool/say.h"
#include "opora/tool/sentences.h"
#include "opora/tool/written.h"
#include "platform/files/read_up_to.h"
#include "platform/ids/ids.h"

namespace opora::tool {
namespace {

namespace v1 = feedback::v1;

constexpr std::size_t kMissingSaidMax = 50;

Result<std::string> text_of(const std::string& file, std::size_t bytes_max) {
  auto text = read_up_to(file, bytes_max + 1);
  if (text) return *std::move(text);
  return refuse(Code::invalid, "FILE_UNREADABLE", file + " can't be read: check its name and its permissions.");
}

Result<std::vector<scales::Scale>> known_scales(const QuestionnaireOptions& options) {
  std::vector<load::BroughtScale> brought;
  for (const std::string& file : options.scale_files) {
    TRY(text, text_of(file, scales::kFileBytesMax));
    scales::ReadScale read = scales::read_scale(text);
    for (const scales::Defect& defect : read.defects) say_error(file + ": " + to_text(defect, options.language));
    if (!read.scale)
      return refuse(Code::invalid, "SCALE_DEFECTIVE", file + " can't be used as it is: mend what is named.");
    brought.push_back({file, text, *std::move(read.scale)});
  }
  return load::with_built_in(brought);
}

void say_missing(const std::string& file, const questionnaire::Questionnaire& asked, const Sentences& sentences) {
  const auto missing = questionnaire::missing_translations(asked);
  for (std::size_t i = 0; i < std::min(missing.size(), kMissingSaidMax); ++i)
    say(sentences.text("questionnaire.missing",
                       {{"file", file}, {"language", missing[i].language}, {"path", missing[i].path}}));
  if (missing.size() > kMissingSaidMax)
    say(sentences.counted("questionnaire.more_missing", static_cast<std::int64_t>(missing.size() - kMissingSaidMax)));
}

}  // namespace

Result<LocalQuestionnaire> read_local(const std::string& file, const QuestionnaireOptions& options) {
  TRY(known, known_scales(options));
  TRY(text, text_of(file, questionnaire::kFileBytesMax));
  questionnaire::ReadQuestionnaire read = questionnaire::read_questionnaire(text, feedback::shapes_of(known));
  for (const questionnaire::Defect& defect : read.defects.kept())
    say_error(file + ": " + to_text(defect, options.language));
  if (!read.questionnaire)
    return refuse(Code::invalid, "QUESTIONNAIRE_DEFECTIVE", file + " can't be used as it is: mend what is named.");
  std::vector<scales::Scale> asked = feedback::scales_of(*read.questionnaire, known);
  const scales::Defects together = scales::check_together(asked);
  for (const scales::Defect& defect : together) say_error(file + ": " + to_text(defect, options.language));
  if (!together.empty())
    return refuse(Code::invalid, "SCALE_DEFECTIVE", file + " asks scales that are not asked together.");
  return LocalQuestionnaire{*std::move(read.questionnaire), std::move(asked)};
}

Result<void> check_questionnaires(const QuestionnaireOptions& options) {
  const Sentences sentences(options.language);
  std::optional<Error> first;
  for (const std::string& file : options.files) {
    const auto read = read_local(file, options);
    if (!read) {
      if (!first) first = read.error();
      continue;
    }
    say(sentences.text("questionnaire.good",
                       {{"file", file},
                        {"questionnaire", read->asked.id},
                        {"version", std::to_string(read->asked.version)},
                        {"bytes", std::to_string(questionnaire::padded_size(read->asked))}}));
    say_missing(file, read->asked, sentences);
  }
  if (first) return tl::unexpected(*std::move(first));
  return {};
}

Result<void> add_questionnaire(const ConnectionOptions& connection, const QuestionnaireOptions& options) {
  const Sentences sentences(options.language);
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  for (const std::string& file : options.scale_files) {
    TRY(text, text_of(file, scales::kFileBytesMax));
    v1::AddScaleRequest scale;
    scale.set_request_id(IdSource().next(SystemClock().now()));
    scale.set_definition(text);
    TRY_DO(client->call_until_settled<v1::AddScaleResponse>(scale, kPatience));
  }
  for (const std::string& file : options.files) {
    TRY(text, text_of(file, questionnaire::kFileBytesMax));
    v1::AddQuestionnaireRequest request;
    request.set_request_id(IdSource().next(SystemClock().now()));
    request.set_definition(text);
    TRY(added, client->call_until_settled<v1::AddQuestionnaireResponse>(request, kPatience));
    say(sentences.text("questionnaire.added", {{"questionnaire", added.questionnaire()},
                                               {"version", std::to_string(added.version())}}));
    if (added.missing_texts_size() > 0) say(sentences.counted("wave.missing_texts", added.missing_texts_size()));
  }
  return {};
}

Result<void> render_questionnaire(const QuestionnaireOptions& options) {
  const Sentences sentences(options.language);
  if (!options.wave.empty() && !is_uuid(options.wave))
    return refuse(Code::invalid, "ID_MALFORMED",
                  "\"" + options.wave + "\" is no id of a wave, which has 36 characters: opora wave status prints it.");
  TRY(read, read_local(options.files.front(), options));
  const pages::PageOptions page{options.language, options.wave, options.help};
  TRY_DO(write_out(pages::questionnaire_html(read.asked, read.asked_scales, page), options.out));
  if (!options.out.empty()) say(sentences.text("questionnaire.rendered", {{"file", options.out}}));
  return {};
}

}  // namespace opora::tool
