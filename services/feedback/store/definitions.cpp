#include "feedback/store/definitions.h"

#include "platform/lane/stored_bodies.h"

namespace opora::feedback {
namespace {

constexpr ComposedStatement kScales("SELECT ", columns_of<KeptScale>(), " FROM scales ORDER BY scale, scoring_version");
constexpr ComposedStatement kVersions("SELECT ", columns_of<KeptQuestionnaire>(),
                                      " FROM questionnaires WHERE questionnaire = :questionnaire ORDER BY version");

}  // namespace

Result<std::vector<KeptScale>> kept_scales(Reader& reader) {
  return reader.query(kScales).map(values_of<KeptScale>);
}

Result<std::vector<KeptQuestionnaire>> versions_of(Reader& reader, const std::string& questionnaire) {
  return reader.query(kVersions, {{"questionnaire", questionnaire}}).map(values_of<KeptQuestionnaire>);
}

}  // namespace opora::feedback

OPORA_STORED(opora::feedback::KeptScale);
OPORA_STORED(opora::feedback::KeptQuestionnaire);
