#include <nlohmann/json.hpp>

#include "feedback/scales/built_in.h"
#include "feedback/scales/scale_file.h"
#include "feedback/tests/series.h"

namespace opora::feedback::testing {
namespace {

// An invented scale of two items.
scales::Scale invented() {
  scales::Scale scale;
  scale.scale_id = "invented";
  scale.label.by_language["en"] = "An invented scale (not validated)";
  scale.option_sets = {{"likeness", {{"low", 0}, {"high", 100}}}};
  scale.items = {{"i1", "likeness", false}, {"i2", "likeness", true}};
  scale.range = {0, 100 * scales::kUnitsPerPoint};
  scale.source = "invented for this test";
  scale.terms = "anybody's";
  return scale;
}

class AddingScales : public FeedbackTest {
 protected:
  std::string add(const scales::Scale& scale) {
    v1::AddScaleRequest request;
    request.set_definition(scales::canonical_json(scale));
    return refusal(request);
  }
};

TEST_F(AddingScales, AScoringKeepsItsVersion) {
  EXPECT_EQ(add(invented()), "");
  EXPECT_EQ(add(invented()), "") << "the same again";
  scales::Scale other = invented();
  other.source = "somebody who was invented";
  EXPECT_EQ(add(other), "") << "scored alike";
  other.items[1].reversed = false;
  EXPECT_EQ(add(other), "SCALE_TAKEN");
  other.scoring_version = 2;
  EXPECT_EQ(add(other), "");
}

TEST_F(AddingScales, OneThatIsBuiltInMayGetAWording) {
  scales::Scale strain = *scales::find_built_in(scales::kOwnStrain);
  strain.source = "the same, with a wording of its own";
  EXPECT_EQ(add(strain), "");
  strain.min_answered = 5;
  EXPECT_EQ(add(strain), "SCALE_TAKEN");
}

TEST_F(AddingScales, OneThatCantBeScoredIsRefused) {
  scales::Scale hole = invented();
  hole.items[0].option_set = "nowhere";
  EXPECT_EQ(add(hole), "SCALE_DEFECTIVE");
  v1::AddScaleRequest request;
  request.set_definition("no JSON");
  EXPECT_EQ(refusal(request), "SCALE_DEFECTIVE");
  EXPECT_EQ(refusal(request, facilitator()), "PERMISSION_DENIED");
}

}  // namespace
}  // namespace opora::feedback::testing
