#include "feedback/handlers/versions.h"

#include <map>

#include "feedback/questionnaire/reading.h"
#include "feedback/questionnaire/texts.h"

namespace opora::feedback {
namespace {

using opora::questionnaire::Kind;
using opora::questionnaire::Question;
using opora::questionnaire::Questionnaire;

// More waves than these are not under way at once; a version that was forgotten is read again.
constexpr std::size_t kVersionsKept = 16;
constexpr int kMissingTold = 500;

thread_local std::map<std::string, AskedQuestionnaire> versions_here;

}  // namespace

AskedQuestionnaire read_version(const KeptQuestionnaire& kept) {
  if (auto found = version_read(kept.digest)) return found;
  auto asked = std::make_shared<const Questionnaire>(opora::questionnaire::stored_questionnaire(kept.definition));
  if (versions_here.size() >= kVersionsKept) versions_here.clear();
  versions_here.emplace(kept.digest, asked);
  return asked;
}

AskedQuestionnaire version_read(const std::string& digest) {
  const auto found = versions_here.find(digest);
  return found == versions_here.end() ? nullptr : found->second;
}

AskedVersion asked_version(const Questionnaire& asked) {
  AskedVersion version{asked.id, asked.version, {}, {}};
  for (const auto& used : asked.scales) version.scales.insert(used.id);
  for (const Question& question : asked.questions) {
    if (question.kind != Kind::single) continue;
    auto& codes = version.single_choices[question.id];
    for (const auto& option : question.options) codes.insert(option.code);
  }
  return version;
}

std::vector<std::string> unanimity_questions(const Questionnaire& asked) {
  std::vector<std::string> questions;
  for (const Question& question : asked.questions)
    if (question.unanimity_may_be_shown) questions.push_back(question.id);
  return questions;
}

void put_missing_texts(const Questionnaire& asked, google::protobuf::RepeatedPtrField<v1::MissingText>& out) {
  for (const auto& missing : opora::questionnaire::missing_translations(asked)) {
    if (out.size() >= kMissingTold) return;
    v1::MissingText& text = *out.Add();
    text.set_language(missing.language);
    text.set_path(missing.path);
  }
}

}  // namespace opora::feedback
