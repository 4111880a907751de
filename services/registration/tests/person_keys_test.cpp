// Whose a key is: by the list, by what older builds derived, by what the list was called before; and which region may
// ask.
#include <gtest/gtest.h>

#include "registration/domain/person_key.h"

namespace opora::registration {
namespace {

const RegionId kNorth{"north"}, kSouth{"south"}, kNoRegion{};

std::string outcome(const WhoseKeys& asked, const KnownKeys& known) {
  int made = 0;
  const auto entries = resolve(asked, known, [&] { return PersonId{"new " + std::to_string(++made)}; });
  if (!entries) return entries.error().reason;
  std::string people;
  for (const PersonKey& entry : *entries) {
    EXPECT_EQ(entry.key.first, asked.list) << "it is entered in the list as it is called";
    people += (people.empty() ? "" : ", ") + entry.person.value;
    if (!entry.region.empty()) people += " of " + entry.region.value;
  }
  return people;
}

// Never to be changed: people whom older builds loaded have these ids.
TEST(PersonKeys, OfOlderBuildsGaveIdsAway) {
  EXPECT_EQ(older_id({"amur", "person-001"}).value, "016f5e66-e800-8fa8-9f68-e2a8f2267146");
}

struct FoundCase {
  const char* rule;
  WhoseKeys asked;
  std::string people;
};

TEST(PersonKeys, AreFoundWhereverTheyAreKnown) {
  KnownKeys known;
  known.entered[{"list", "a"}] = {{"list", "a"}, {"anna"}, {}};
  known.entered[{"before", "a"}] = {{"before", "a"}, {"another anna"}, {}};
  known.entered[{"before", "b"}] = {{"before", "b"}, {"boris"}, kNorth};
  known.older = {older_id({"list", "c"}), older_id({"before", "d"}), older_id({"list", "a"})};
  const std::string c = older_id({"list", "c"}).value, d = older_id({"before", "d"}).value;
  const FoundCase cases[] = {
      {"what the list says wins", {"list", "before", {}, {"a"}}, "anna"},
      {"what it was called before comes after", {"list", "before", {}, {"b"}}, "boris of north"},
      {"but only if it is said", {"list", "", {}, {"b"}}, "new 1"},
      {"an older build's is found by what it derived", {"list", "before", {}, {"c"}}, c},
      {"and in the earlier list", {"list", "before", {}, {"d"}}, d},
      {"nobody's is new", {"list", "before", {}, {"x", "y"}}, "new 1, new 2"},
      {"twice is once", {"list", "", {}, {"x", "a", "x"}}, "new 1, anna, new 1"},
      {"in another list it is somebody else", {"other", "", {}, {"a"}}, "new 1"},
      {"a region's are its own", {"list", "", kSouth, {"x"}}, "new 1 of south"},
  };
  for (const FoundCase& row : cases) EXPECT_EQ(outcome(row.asked, known), row.people) << row.rule;
}

struct RegionCase {
  const char* rule;
  RegionId brought_by;
  std::vector<RegionId> rosters;
  RegionId asked_by;
  std::string outcome;
};

TEST(PersonKeys, AreToldToTheirRegion) {
  const std::string refused = "KEY_OF_ANOTHER_REGION";
  const RegionCase cases[] = {
      {"the one that brought it in", kNorth, {}, kNorth, "p of north"},
      {"the one that brought it in, wherever they work", kNorth, {kSouth}, kNorth, "p of north"},
      {"another one", kNorth, {}, kSouth, refused},
      {"another one, even if they work there", kNorth, {kSouth}, kSouth, refused},
      {"an administrator has all", kNorth, {kNorth}, kNoRegion, "p of north"},
      {"an administrator's, on no roster", kNoRegion, {}, kSouth, "p"},
      {"an administrator's, on this region's rosters too", kNoRegion, {kNorth, kSouth}, kSouth, "p"},
      {"an administrator's, with an organisation of all regions", kNoRegion, {kNorth, kNoRegion}, kSouth, "p"},
      {"an administrator's, on rosters of others only", kNoRegion, {kNorth}, kSouth, refused},
  };
  for (const RegionCase& row : cases) {
    KnownKeys known;
    known.entered[{"list", "k"}] = {{"list", "k"}, {"p"}, row.brought_by};
    known.rosters[{"p"}] = row.rosters;
    EXPECT_EQ(outcome({"list", "", row.asked_by, {"k"}}, known), row.outcome) << row.rule;
    KnownKeys before;
    before.entered[{"before", "k"}] = {{"before", "k"}, {"p"}, row.brought_by};
    before.rosters = known.rosters;
    EXPECT_EQ(outcome({"list", "before", row.asked_by, {"k"}}, before), row.outcome) << row.rule << ", as it was";
  }
}

TEST(PersonKeys, ARefusalNamesNoKey) {
  KnownKeys known;
  known.entered[{"list", "anna-s"}] = {{"list", "anna-s"}, {"anna"}, kNorth};
  const auto refused = resolve({"list", "", kSouth, {"x", "anna-s"}}, known, [] { return PersonId{"new"}; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.find("anna"), std::string::npos);
  EXPECT_NE(refused.error().message.find("Key 2"), std::string::npos);
}

}  // namespace
}  // namespace opora::registration
