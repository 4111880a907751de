#include <optional>
#include <utility>

#include "feedback/handlers/handlers.h"
#include "feedback/handlers/versions.h"
#include "feedback/store/definitions.h"

namespace opora::feedback {
namespace {

Result<KeptQuestionnaire> newest(Reader& reader, const std::string& id) {
  TRY(versions, versions_of(reader, id));
  if (versions.empty()) return tl::unexpected(nothing_there("UNKNOWN_QUESTIONNAIRE"));
  return std::move(versions.back());
}

}  // namespace

Result<v1::GetQuestionnaireResponse> get_questionnaire(Snapshot& snapshot,
                                                       const v1::GetQuestionnaireRequest& request) {
  TRY(kept, request.version() == 0
                ? newest(snapshot, request.questionnaire())
                : snapshot.load<KeptQuestionnaire>({request.questionnaire(), request.version()}));
  v1::GetQuestionnaireResponse response;
  put_missing_texts(*read_version(kept), *response.mutable_missing_texts());
  response.set_definition(std::move(kept.definition));
  return response;
}

}  // namespace opora::feedback
