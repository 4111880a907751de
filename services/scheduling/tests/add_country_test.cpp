#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

using AddCountry = SchedulingTest;

TEST_F(AddCountry, AddsItOnce) {
  auto changed = country();
  (*changed.mutable_name()->mutable_by_language())["en"] = "Another";
  expect_added_once(country(), changed, "CountryAdded");
}

TEST_F(AddCountry, TellsWhatWasAdded) {
  ASSERT_EQ(refusal(country()), "");
  const auto body = last_event().country_added();
  EXPECT_EQ(body.country_id(), test_id(kCountry));
  EXPECT_EQ(body.code(), "ru");
  EXPECT_EQ(body.name().by_language_size(), 2);
  EXPECT_EQ(body.name().by_language().at("ru"), country().name().by_language().at("ru"));
}

TEST_F(AddCountry, NeedsAName) {
  auto unnamed = country();
  (*unnamed.mutable_name()->mutable_by_language())["ru"] = "  ";
  EXPECT_EQ(refusal(unnamed), "TEXT_MISSING");
  EXPECT_EQ(service.events().size(), 0u);
}

}  // namespace
}  // namespace opora::scheduling::testing
