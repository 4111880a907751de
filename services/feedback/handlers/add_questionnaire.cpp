#include "feedback/questionnaire/reading.h"
#include "feedback/questionnaire/versions.h"

#include <algorithm>

#include "feedback/handlers/handlers.h"
#include "feedback/handlers/known_scales.h"
#include "feedback/handlers/versions.h"
#include "feedback/scales/scale_file.h"
#include "feedback/store/definitions.h"
#include "platform/text/base64url.h"

namespace opora::feedback {
namespace {

using opora::questionnaire::Questionnaire;

// Whether it is one of those that there are already. Refused with VERSION_TAKEN, and where it would break an answer to
// an earlier version.
Result<bool> is_known(const KeptQuestionnaire& kept, const Questionnaire& asked,
                      const std::vector<KeptQuestionnaire>& versions) {
  const auto same = std::ranges::find(versions, kept.version, &KeptQuestionnaire::version);
  if (same != versions.end() && same->digest == kept.digest) return true;
  if (same != versions.end())
    return refuse(Code::conflict, "VERSION_TAKEN",
                  "This version of the questionnaire was added before, and asks something else. Raise its version.");
  std::vector<Questionnaire> earlier;
  for (const KeptQuestionnaire& version : versions) earlier.push_back(*read_version(version));
  opora::questionnaire::Defects defects;
  opora::questionnaire::check_next_version(earlier, asked, defects);
  if (!defects.empty()) return tl::unexpected(opora::questionnaire::refusal_of(defects));
  return false;
}

Result<void> check_scored_once(const Questionnaire& asked, const std::vector<scales::Scale>& known) {
  const std::vector<scales::Scale> used = scales_of(asked, known);
  const scales::Defects defects = scales::check_together(used);
  if (!defects.empty()) return tl::unexpected(scales::refusal_of(defects));
  return {};
}

}  // namespace

Result<v1::AddQuestionnaireResponse> add_questionnaire(Transaction& tx, const v1::AddQuestionnaireRequest& request) {
  TRY(known, known_scales(tx));
  TRY(asked, opora::questionnaire::questionnaire_of(request.definition(), shapes_of(known)));
  TRY_DO(check_scored_once(asked, known));
  KeptQuestionnaire kept{asked.id, asked.version, base64url(opora::questionnaire::digest_of(asked)),
                         opora::questionnaire::canonical_json(asked)};
  TRY(versions, versions_of(tx, kept.questionnaire));
  TRY(is_there, is_known(kept, asked, versions));
  if (!is_there) tx.save(std::move(kept));
  v1::AddQuestionnaireResponse response;
  response.set_questionnaire(asked.id);
  response.set_version(asked.version);
  put_missing_texts(asked, *response.mutable_missing_texts());
  return response;
}

}  // namespace opora::feedback
