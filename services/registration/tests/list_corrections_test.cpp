#include "registration/tests/correcting.h"

namespace opora::registration::testing {
namespace {

class ListCorrections : public CorrectingDesk {};

TEST_F(ListCorrections, SaysWhatWasThereWhoChangedItWhenAndWhy) {
  ASSERT_EQ(refusal(correction(1, "Анна Иванова", v1::OCCUPATION_MANAGER), coordinator(kRegion)), "");
  auto by_list = ending(1, "2023-01-01", "2023-05-31");
  by_list.set_list("amur");
  ASSERT_EQ(refusal(by_list), "");
  ASSERT_EQ(refusal(ending(1, "2023-01-01", "2023-06-30"), head_of(kSchool)), "");
  const auto all = corrections(kSchool);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].person_id(), person(1));
  EXPECT_EQ(all[0].number(), 1);
  EXPECT_EQ(all[0].corrected_by(), coordinator(kRegion).subject);
  EXPECT_EQ(all[0].corrected_at().seconds(), service.clock().now().us / 1'000'000);
  EXPECT_EQ(all[0].list(), "");
  EXPECT_EQ(all[0].reason(), "As their passport has it");
  EXPECT_EQ(all[0].former_name(), name_of(1));
  EXPECT_EQ(all[0].former_occupation(), v1::OCCUPATION_TEACHER);
  EXPECT_EQ(all[0].from_date() + all[0].former_until_date(), "");
  EXPECT_EQ(all[1].number(), 2);
  EXPECT_EQ(all[1].list(), "amur");
  EXPECT_EQ(all[1].former_name(), "") << "it stayed";
  EXPECT_EQ(all[1].from_date() + " " + all[1].former_until_date(), "2023-01-01 ");
  EXPECT_EQ(all[2].corrected_by(), head_of(kSchool).subject);
  EXPECT_EQ(all[2].former_until_date(), "2023-05-31");
}

TEST_F(ListCorrections, ComesInPagesOfOneOrganisation) {
  for (const int number : {2, 3}) add_to_roster(kSchool, number, "2023-01-01");
  add_to_roster(kClinic, 4, "2023-01-01");
  for (const int number : {3, 1, 2, 1, 3})
    ASSERT_EQ(refusal(correction(number, "Имя " + fresh_request_id())), "");
  auto elsewhere = correction(4, "Анна Иванова");
  elsewhere.set_organisation_id(kClinic);
  ASSERT_EQ(refusal(elsewhere), "");
  for (const int size : {1, 2, 3, 5, 6}) {
    std::string listed;
    for (const auto& each : corrections(kSchool, size))
      for (const int number : {1, 2, 3})
        if (each.person_id() == person(number))
          listed += std::to_string(number) + "." + std::to_string(each.number()) + " ";
    EXPECT_EQ(listed, "1.1 1.2 2.1 3.1 3.2 ") << "pages of " << size;
  }
  EXPECT_EQ(corrections(kClinic).size(), 1U);
}

TEST_F(ListCorrections, AreForWhoseTheyAre) {
  v1::ListCorrectionsRequest request;
  request.set_organisation_id(kSchool);
  EXPECT_EQ(refusal(request, head_of(kSchool)), "");
  EXPECT_EQ(refusal(request, head_of(kClinic)), "PERMISSION_DENIED");
  request.set_page_token("nonsense");
  EXPECT_EQ(refusal(request), "BAD_PAGE_TOKEN");
  request.set_organisation_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_ORGANISATION");
}

// What somebody was called before goes with what they are called, and so does a reason that may say it.
TEST_F(ListCorrections, LoseNamesWithTheirPeoplesNames) {
  ASSERT_EQ(refusal(correction(1, "Анна Иванова")), "");
  ASSERT_EQ(refusal(ending(1, "2023-01-01", "2023-02-28")), "");
  on("2025-03-02");
  on("2025-04-10");
  EXPECT_TRUE(roster(kSchool).at(0).name_expired());
  for (const auto& each : corrections(kSchool)) EXPECT_EQ(each.former_name() + each.reason(), "") << each.number();
  EXPECT_EQ(corrections(kSchool).size(), 2U);
  EXPECT_EQ(refusal(correction(1, "Анна Иванова")), "PERSON_EXPIRED");
  EXPECT_EQ(refusal(ending(1, "2023-01-01", "2023-03-31")), "") << "an id on a roster has a last day";
}

}  // namespace
}  // namespace opora::registration::testing
