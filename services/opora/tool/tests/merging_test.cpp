// What is sent of what somebody typed to say that two are one person, or two.
#include "opora/tool/merging.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

MergeOptions typed(const std::string& list) {
  MergeOptions told;
  told.organisation = "school";
  told.other_organisation = "clinic";
  told.list = list;
  told.reason = "Entered twice";
  return told;
}

TEST(Merging, SaysWhichListKnowsIt) {
  for (const std::string& list : {std::string(), std::string("amur")}) {
    const auto merging = merging_of(typed(list), "anna", "anya");
    EXPECT_EQ(merging.kept_person_id() + " " + merging.merged_person_id(), "anna anya");
    EXPECT_EQ(merging.organisation_id() + " " + merging.merged_organisation_id(), "school clinic");
    EXPECT_EQ(merging.list(), list);
    EXPECT_EQ(merging.reason(), "Entered twice");
    const auto parting = parting_of(typed(list), "anna", "anya");
    EXPECT_EQ(parting.person_id() + " " + parting.other_person_id(), "anna anya");
    EXPECT_EQ(parting.organisation_id() + " " + parting.other_organisation_id(), "school clinic");
    EXPECT_EQ(parting.list(), list);
    EXPECT_EQ(parting.reason(), "Entered twice");
  }
}

}  // namespace
}  // namespace opora::tool
