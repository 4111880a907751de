#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class AddingQuestionnaires : public FeedbackTest {
 protected:
  std::string add(const std::string& file) {
    v1::AddQuestionnaireRequest request;
    request.set_definition(file);
    return refusal(request);
  }
  static std::string changed(std::string file, const std::string& from, const std::string& to) {
    const auto at = file.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return file.replace(at, from.size(), to);
  }
};

TEST_F(AddingQuestionnaires, AVersionIsWhatItIs) {
  v1::AddQuestionnaireRequest request;
  request.set_definition(questionnaire_file());
  const auto added = answer<v1::AddQuestionnaireResponse>(request);
  EXPECT_EQ(added.questionnaire(), "check");
  EXPECT_EQ(added.version(), 1);
  EXPECT_EQ(added.missing_texts_size(), 1);
  EXPECT_EQ(add(questionnaire_file()), "") << "the same again";
  EXPECT_EQ(add(changed(questionnaire_file(), "A wish", "One wish")), "VERSION_TAKEN");
  EXPECT_EQ(add(questionnaire_file(2)), "");
  EXPECT_EQ(add(questionnaire_file()), "") << "an earlier one that is there";
  EXPECT_EQ(service.events().size(), 0U);
}

TEST_F(AddingQuestionnaires, ANewOneBreaksNoEarlierAnswer) {
  ASSERT_EQ(add(questionnaire_file()), "");
  const std::string other_kind =
      changed(questionnaire_file(2), R"("id": "talk", "kind": "single")", R"("id": "talk", "kind": "scale")");
  EXPECT_EQ(add(other_kind), "QUESTIONNAIRE_DEFECTIVE");
  EXPECT_EQ(add(questionnaire_file(2)), "") << "nothing was kept of it";
}

TEST_F(AddingQuestionnaires, DefectsAreSaidWithTheirPlaces) {
  v1::AddQuestionnaireRequest request;
  request.set_request_id(fresh_request_id());
  request.set_definition(
      changed(questionnaire_file(), R"({"question": "clients", "is": "yes"})", R"({"question": "wish", "is": "yes"})"));
  const auto refused = service.call<v1::AddQuestionnaireResponse>(request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "QUESTIONNAIRE_DEFECTIVE");
  ASSERT_FALSE(refused.error().fields.empty());
  EXPECT_NE(refused.error().fields.front().field.find("questions[2].shown_if"), std::string::npos)
      << refused.error().fields.front().field;
}

TEST_F(AddingQuestionnaires, OfTooManyQuestionsOrAScaleWithAHoleThereAreNone) {
  EXPECT_EQ(add(changed(questionnaire_file(), R"(
              {"code": "s5", "item": {"scale": "own_strain", "code": "s5"}}],)",
                        R"(
              {"code": "s5", "text": {"en": "Another", "ru": "Другое"}}],)")),
            "QUESTIONNAIRE_DEFECTIVE")
      << "an item of the scale is not asked";
  std::string many;
  for (int number = 0; number < 200; ++number)
    many += R"({"id": "q)" + std::to_string(number) + R"(", "kind": "open", "text": {"en": "Q", "ru": "В"}},)";
  EXPECT_EQ(add(changed(questionnaire_file(), R"("questions": [)", R"("questions": [)" + many)),
            "QUESTIONNAIRE_DEFECTIVE");
  EXPECT_EQ(add("no JSON"), "QUESTIONNAIRE_DEFECTIVE");
}

TEST_F(AddingQuestionnaires, IsNotForWhoeverLeadsSessions) {
  v1::AddQuestionnaireRequest request;
  request.set_definition(questionnaire_file());
  EXPECT_EQ(refusal(request, facilitator()), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request, coordinator({region_id(1)})), "");
}

}  // namespace
}  // namespace opora::feedback::testing
