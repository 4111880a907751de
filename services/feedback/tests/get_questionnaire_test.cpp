#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class GettingQuestionnaires : public FeedbackTest {
 protected:
  Result<v1::GetQuestionnaireResponse> get(const std::string& id, int version, const Caller& caller = facilitator()) {
    v1::GetQuestionnaireRequest request;
    request.set_questionnaire(id);
    request.set_version(version);
    return service.call<v1::GetQuestionnaireResponse>(request, caller);
  }
};

TEST_F(GettingQuestionnaires, OfAVersionOrTheNewest) {
  for (const int version : {1, 2}) {
    v1::AddQuestionnaireRequest request;
    request.set_definition(questionnaire_file(version));
    ASSERT_EQ(refusal(request), "");
  }
  const auto first = get("check", 1), newest = get("check", 0);
  ASSERT_TRUE(first && newest);
  EXPECT_EQ(first->missing_texts_size(), 1);
  EXPECT_EQ(newest->missing_texts_size(), 0);
  EXPECT_EQ(newest->definition(), get("check", 2)->definition());
  EXPECT_NE(newest->definition().find("Разговоры?"), std::string::npos);
}

TEST_F(GettingQuestionnaires, NeedsIt) {
  EXPECT_EQ(get("check", 0).error().reason, "UNKNOWN_QUESTIONNAIRE");
  EXPECT_EQ(get("check", 1).error().reason, "UNKNOWN_QUESTIONNAIRE");
}

}  // namespace
}  // namespace opora::feedback::testing
