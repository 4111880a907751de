#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

const std::string kThirdRegion = test_id(70), kOfOther = test_id(71), kOfAll = test_id(72);

// Two are the region's, one is another region's, and one works in all.
class ListOrganisations : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    auto elsewhere = organisation(kOfOther);
    elsewhere.set_region_id(kThirdRegion);
    ASSERT_EQ(refusal(elsewhere), "");
    auto everywhere = organisation(kOfAll);
    everywhere.clear_region_id();
    ASSERT_EQ(refusal(everywhere), "");
  }
  static v1::ListOrganisationsRequest of(const std::string& region, int size = 0, const std::string& token = "") {
    v1::ListOrganisationsRequest request;
    request.set_region_id(region);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
  std::vector<std::string> listed(const std::string& region, int size,
                                  const Caller& by = opora::testing::administrator()) {
    std::vector<std::string> ids;
    std::string token;
    do {
      const auto page = answer<v1::ListOrganisationsResponse>(of(region, size, token), by);
      EXPECT_LE(page.organisations_size(), size);
      for (const auto& each : page.organisations()) ids.push_back(each.organisation_id());
      token = page.next_page_token();
    } while (!token.empty() && ids.size() < 100);
    return ids;
  }
};

using Ids = std::vector<std::string>;

TEST_F(ListOrganisations, TellsAnAdministratorOfAll) {
  for (const int size : {1, 2, 3, 4, 5})
    EXPECT_EQ(listed("", size), (Ids{kSchool, kClinic, kOfOther, kOfAll})) << size;
}

TEST_F(ListOrganisations, TellsACoordinatorOfTheirsAndOfThoseThatWorkInAll) {
  for (const int size : {1, 2, 3, 4}) {
    EXPECT_EQ(listed(kRegion, size, coordinator(kRegion)), (Ids{kSchool, kClinic, kOfAll})) << size;
    EXPECT_EQ(listed(kThirdRegion, size, coordinator(kThirdRegion)), (Ids{kOfOther, kOfAll})) << size;
  }
}

TEST_F(ListOrganisations, TellsNobodyElse) {
  EXPECT_EQ(refusal(of(""), coordinator(kRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of(kThirdRegion), coordinator(kRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of(kRegion), facilitator(kSession)), "PERMISSION_DENIED");
}

TEST_F(ListOrganisations, SaysWhatWasAdded) {
  const auto school = answer<v1::ListOrganisationsResponse>(of(kRegion)).organisations(0);
  EXPECT_EQ(school.organisation_id(), kSchool);
  EXPECT_EQ(school.name().by_language().at("ru"), "Школа №1");
  EXPECT_EQ(school.kind(), v1::ORGANISATION_KIND_SCHOOL);
  EXPECT_EQ(school.region_id(), kRegion);
}

TEST_F(ListOrganisations, RefusesATokenOfAnotherRegion) {
  const auto page = answer<v1::ListOrganisationsResponse>(of(kRegion, 1));
  ASSERT_NE(page.next_page_token(), "");
  EXPECT_EQ(refusal(of(kThirdRegion, 1, page.next_page_token())), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
