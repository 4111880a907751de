#include "registration/tests/merging.h"

namespace opora::registration::testing {
namespace {

class ListLikelyDuplicateOrganisations : public MergingDesk {
 protected:
  // As the desk's two are called, which are both schools.
  void add(const std::string& id, const std::string& name, const std::string& region = kRegion) {
    auto request = organisation(id);
    (*request.mutable_name()->mutable_by_language())["ru"] = name;
    request.set_region_id(region);
    ASSERT_EQ(refusal(request), "");
  }
  std::vector<std::vector<std::string>> listed(const std::string& region = kRegion, int page_size = 0) {
    v1::ListLikelyDuplicateOrganisationsRequest request;
    request.set_region_id(region);
    request.set_page_size(page_size);
    std::vector<std::vector<std::string>> all;
    do {
      const auto page = answer<v1::ListLikelyDuplicateOrganisationsResponse>(request);
      for (const auto& duplicate : page.duplicates()) {
        all.emplace_back();
        for (const auto& each : duplicate.organisations()) all.back().push_back(each.organisation_id());
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
};

using Alike = std::vector<std::vector<std::string>>;

TEST_F(ListLikelyDuplicateOrganisations, OfARegionWithThoseThatWorkInAll) {
  add(test_id(81), "ШКОЛА  №1", "");
  add(test_id(82), "Заря");
  add(test_id(83), "«заря»", kFarRegion);
  EXPECT_EQ(listed(), (Alike{{kSchool, kClinic, test_id(81)}}));
  add(test_id(84), "заря");
  const Alike both{{kSchool, kClinic, test_id(81)}, {test_id(82), test_id(84)}};
  for (const int size : {0, 1, 2}) EXPECT_EQ(listed(kRegion, size), both) << "pages of " << size;
  EXPECT_EQ(listed(kFarRegion), Alike{}) << "there it is one";
}

TEST_F(ListLikelyDuplicateOrganisations, AreTakenOffByMergingAndByTellingApart) {
  EXPECT_EQ(listed(), (Alike{{kSchool, kClinic}}));
  ASSERT_EQ(refusal(merging_organisations(kSchool, kClinic)), "");
  EXPECT_EQ(listed(), Alike{});
  ASSERT_EQ(refusal(parting_organisations(kSchool, kClinic)), "");
  EXPECT_EQ(listed(), Alike{});
}

TEST_F(ListLikelyDuplicateOrganisations, IsForWhoAnswersForTheRegion) {
  v1::ListLikelyDuplicateOrganisationsRequest request;
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(refusal(request, coordinator(kRegion)), "PERMISSION_DENIED");
  request.set_region_id(kRegion);
  const auto told = answer<v1::ListLikelyDuplicateOrganisationsResponse>(request, coordinator(kRegion));
  ASSERT_EQ(told.duplicates_size(), 1);
  ASSERT_EQ(told.duplicates(0).reasons_size(), 2);
  EXPECT_EQ(told.duplicates(0).reasons(0), v1::LIKENESS_SAME_NAME);
  EXPECT_EQ(told.duplicates(0).reasons(1), v1::LIKENESS_SAME_KIND);
  request.set_page_token("nonsense");
  EXPECT_EQ(refusal(request), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
