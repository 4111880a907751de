// Where waves lie, as the policy asks: with the round that they are about.
#include "feedback/scopes.h"

#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

class ScopesOfWaves : public FeedbackTest {};

TEST_F(ScopesOfWaves, LieInEachRegionOfTheRound) {
  tell(round_planned(1, {1, 2}, {1, 2}));
  tell(session_published(1, 1, 1));
  v1::AddQuestionnaireRequest asked;
  asked.set_definition(questionnaire_file());
  ASSERT_EQ(refusal(asked), "");
  ASSERT_EQ(refusal(draft()), "");
  const auto all = scopes();
  look([&](Snapshot& snapshot) {
    const std::vector<std::string> regions{region_id(1), region_id(2)};
    for (const auto& [field, id] : {std::pair("round_id", round_id(1)), std::pair("series_id", series_id(1)),
                                    std::pair("wave_id", wave_id(kAfter))}) {
      const auto scope = all.at(field).find(snapshot, id);
      ASSERT_TRUE(scope) << field;
      EXPECT_EQ(ids_of(scope->ids, kRegionScope), regions) << field;
    }
    EXPECT_EQ(all.at("series_id").find(snapshot, series_id(2)).error().reason, "UNKNOWN_SERIES");
    EXPECT_EQ(all.at("wave_id").find(snapshot, wave_id(kOtherWave)).error().reason, "UNKNOWN_WAVE");
    EXPECT_TRUE(all.at("round_id").find(snapshot, round_id(2))->ids.empty());
  });
}

}  // namespace
}  // namespace opora::feedback::testing
