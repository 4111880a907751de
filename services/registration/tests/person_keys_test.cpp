// Whose a key is: by the list, by what older builds derived, by what the list was called before; and whose a list is.
#include <optional>

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
  known.entered[{"before", "b"}] = {{"before", "b"}, {"boris"}, {}};
  known.entered[{"list", "both"}] = {{"list", "both"}, {"vera"}, {}};
  known.entered[{"before", "both"}] = {{"before", "both"}, {"vera"}, {}};
  known.owners = {{"list", {kNoRegion}}, {"before", {kNoRegion}}};
  known.older = {older_id({"list", "c"}), older_id({"before", "d"}), older_id({"list", "a"})};
  const std::string c = older_id({"list", "c"}).value, d = older_id({"before", "d"}).value;
  const FoundCase cases[] = {
      {"what the list says", {"list", "before", {}, {"a"}}, "anna"},
      {"what it was called before comes after", {"list", "before", {}, {"b"}}, "boris"},
      {"one person under both", {"list", "before", {}, {"both"}}, "vera"},
      {"but only if it is said", {"list", "", {}, {"b"}}, "new 1"},
      {"an older build's is found by what it derived", {"list", "before", {}, {"c"}}, c},
      {"and in the earlier list", {"list", "before", {}, {"d"}}, d},
      {"nobody's is new", {"list", "before", {}, {"x", "y"}}, "new 1, new 2"},
      {"twice is once", {"list", "", {}, {"x", "a", "x"}}, "new 1, anna, new 1"},
      {"in another list it is somebody else", {"other", "", {}, {"a"}}, "new 1"},
      {"a region's are its own", {"theirs", "", kSouth, {"x"}}, "new 1 of south"},
  };
  for (const FoundCase& row : cases) EXPECT_EQ(outcome(row.asked, known), row.people) << row.rule;
}

// Whoever was loaded under both names would be counted twice, and nobody would be told.
TEST(PersonKeys, OfTwoPeopleAreRefused) {
  KnownKeys known;
  known.entered[{"list", "a"}] = {{"list", "a"}, {"anna"}, {}};
  known.entered[{"before", "a"}] = {{"before", "a"}, {"another anna"}, {}};
  known.entered[{"list", "c"}] = {{"list", "c"}, {"clara"}, {}};
  known.owners = {{"list", {kNoRegion}}, {"before", {kNoRegion}}};
  known.older = {older_id({"before", "c"})};
  EXPECT_EQ(outcome({"list", "before", {}, {"x", "a"}}, known), "KEY_OF_TWO_PEOPLE");
  EXPECT_EQ(outcome({"list", "before", {}, {"c"}}, known), "KEY_OF_TWO_PEOPLE") << "also as an older build loaded them";
  EXPECT_EQ(outcome({"list", "", {}, {"a", "c"}}, known), "anna, clara");
}

// All that a request has, so that nobody takes them out of a list one by one.
TEST(PersonKeys, ThatHaveExpiredAreToldByTheirPlaces) {
  KnownKeys known;
  known.expired = {older_id({"list", "a"}), older_id({"before", "c"})};
  const auto refused = resolve({"list", "before", {}, {"a", "b", "c"}}, known, [] { return PersonId{"new"}; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "KEY_EXPIRED");
  EXPECT_TRUE(refused.error().message.starts_with("Key 1, 3 of the request: "));
  ASSERT_EQ(refused.error().fields.size(), 2U);
  EXPECT_EQ(refused.error().fields[0].field + " " + refused.error().fields[1].field, "keys[0] keys[2]");
}

struct OwnerCase {
  const char* rule;
  std::optional<RegionId> owner;
  bool is_of_older_build;
  RegionId asked_by;
  std::string outcome;
};

TEST(PersonKeys, AreToldToWhoseTheListIs) {
  const std::string refused = "LIST_OF_OTHERS", older = older_id({"list", "k"}).value;
  const OwnerCase cases[] = {
      {"the region's own", kNorth, false, kNorth, "p of north"},
      {"another region's", kNorth, false, kSouth, refused},
      {"a region's, for the network", kNorth, false, kNoRegion, refused},
      {"the network's own", kNoRegion, false, kNoRegion, "p"},
      {"the network's, for a region", kNoRegion, false, kSouth, refused},
      {"nobody's yet", {}, false, kSouth, "new 1 of south"},
      {"as an older build loaded it, for the network", {}, true, kNoRegion, older},
      {"as an older build loaded it, for a region", {}, true, kSouth, refused},
      {"a region's, with the key of one whom an older build loaded", kSouth, true, kSouth, refused},
  };
  for (const OwnerCase& row : cases) {
    KnownKeys known;
    if (row.owner) known.owners["list"] = {*row.owner};
    if (row.owner && !row.is_of_older_build) known.entered[{"list", "k"}] = {{"list", "k"}, {"p"}, *row.owner};
    if (row.is_of_older_build) known.older = {older_id({"list", "k"})};
    EXPECT_EQ(outcome({"list", "", row.asked_by, {"k"}}, known), row.outcome) << row.rule;
  }
}

// Else whoever has a list of their own could bind another list's key to somebody of theirs.
TEST(PersonKeys, OfOthersAreNoListsEarlierOnes) {
  KnownKeys known;
  known.entered[{"theirs", "k"}] = {{"theirs", "k"}, {"p"}, kNorth};
  known.owners["theirs"] = {kNorth};
  EXPECT_EQ(outcome({"list", "theirs", kNorth, {"k"}}, known), "p of north");
  EXPECT_EQ(outcome({"list", "theirs", kSouth, {"k"}}, known), "new 1 of south");
  EXPECT_EQ(outcome({"list", "theirs", {}, {"k"}}, known), "new 1");
  known.older = {older_id({"theirs", "k"})};
  EXPECT_EQ(outcome({"list", "theirs", {}, {"k"}}, known), older_id({"theirs", "k"}).value)
      << "a region that took the name keeps nobody from whom an older build loaded";
  EXPECT_EQ(outcome({"list", "theirs", kSouth, {"k"}}, known), "new 1 of south");
}

struct SharedCase {
  const char* rule;
  WhoseKeys asked;
  std::string outcome;
};

// Older builds let a region and the network, or two regions, bring keys into one list.
TEST(PersonKeys, OfAListThatSeveralShareAreEachsOwn) {
  KnownKeys known;
  for (const char* list : {"charity", "regions"}) known.entered[{list, "n"}] = {{list, "n"}, {"nina"}, kNorth};
  known.entered[{"charity", "p"}] = {{"charity", "p"}, {"pavel"}, kNoRegion};
  known.entered[{"regions", "s"}] = {{"regions", "s"}, {"sonya"}, kSouth};
  known.owners = {{"charity", {kNoRegion, kNorth}}, {"regions", {kNorth, kSouth}}};
  const std::string refused = "LIST_OF_OTHERS";
  const SharedCase cases[] = {
      {"the network's own", {"charity", "", kNoRegion, {"p", "x"}}, "pavel, new 1"},
      {"and whom a region brought in, as older builds told", {"charity", "", kNoRegion, {"n", "p"}}, "nina, pavel"},
      {"the region's own", {"charity", "", kNorth, {"n"}}, "nina of north"},
      {"but not the network's", {"charity", "", kNorth, {"n", "p"}}, refused},
      {"and none that the network would find later", {"charity", "", kNorth, {"n", "x"}}, refused},
      {"nor for a region that has none there", {"charity", "", kSouth, {"n"}}, refused},
      {"called otherwise, for the network", {"new", "charity", kNoRegion, {"p", "n", "x"}}, "pavel, nina, new 1"},
      {"called otherwise, for the region", {"new", "charity", kNorth, {"n", "p"}}, "nina of north, new 1 of north"},
      {"of two regions, each its own", {"regions", "", kSouth, {"s", "x"}}, "sonya of south, new 1 of south"},
      {"and the other one", {"regions", "", kNorth, {"n", "x"}}, "nina of north, new 1 of north"},
      {"and not each other's", {"regions", "", kSouth, {"s", "n"}}, refused},
      {"called otherwise, for one of them", {"new", "regions", kSouth, {"s", "n"}}, "sonya of south, new 1 of south"},
      {"of two regions, for the network", {"regions", "", kNoRegion, {"n"}}, refused},
      {"where it finds nobody under another name", {"new", "regions", kNoRegion, {"n", "s"}}, "new 1, new 2"},
  };
  for (const SharedCase& row : cases) EXPECT_EQ(outcome(row.asked, known), row.outcome) << row.rule;
}

TEST(PersonKeys, ARefusalNamesNoKey) {
  KnownKeys known;
  known.entered[{"list", "anna-s"}] = {{"list", "anna-s"}, {"anna"}, {}};
  known.entered[{"before", "anna-s"}] = {{"before", "anna-s"}, {"another anna"}, {}};
  known.owners = {{"list", {kNoRegion}}, {"before", {kNoRegion}}};
  const auto refused = resolve({"list", "before", {}, {"x", "anna-s"}}, known, [] { return PersonId{"new"}; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.find("anna"), std::string::npos);
  EXPECT_NE(refused.error().message.find("Key 2"), std::string::npos);
}

}  // namespace
}  // namespace opora::registration
