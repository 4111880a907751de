#include "registration/domain/likely_duplicates.h"

#include "registration/tests/merging.h"

namespace opora::registration::testing {
namespace {

LikelyPerson called(const std::string& id, const std::string& name, const std::string& organisation = "house",
                    Occupation occupation = Occupation::teacher) {
  return {{id}, name, occupation, {OrganisationId{organisation}}};
}

// "a b: 1 2": who may be one, and why, by the contract's numbers.
std::string told_alike(const std::vector<LikelyPerson>& people, const PeopleApart& apart = {}) {
  std::string told;
  for (const LikelyDuplicate& each : likely_duplicates(people, apart)) {
    for (const LikelyPerson& person : each.people) told += person.id.value + " ";
    told.back() = ':';
    for (const Likeness reason : each.reasons) told += " " + std::to_string(static_cast<int>(reason));
    told += ". ";
  }
  return told;
}

TEST(LikelyDuplicates, AreWhomAnEyeTakesForOne) {
  EXPECT_EQ(told_alike({called("a", "Anna Petrova"), called("b", "ANNA  petrova")}), "a b: 1 2 3. ");
  EXPECT_EQ(told_alike({called("a", "Йорданка"), called("b", "И\xCC\x86орданка")}), "a b: 1 2 3. ");
  EXPECT_EQ(told_alike({called("a", "Иванова Алёна"), called("b", "Алена Иванова")}), "a b: 1 2 3. ");
  EXPECT_EQ(told_alike({called("a", "Anna Maria Petrova"), called("b", "Anna Petrova")}), "");
  EXPECT_EQ(told_alike({called("a", "Anna"), called("b", "Anya")}), "");
  EXPECT_EQ(told_alike({called("a", "Anna"), called("b", "\xD0\x90nna")}), "") << "letters of two alphabets";
  EXPECT_EQ(told_alike({called("a", "Anna", "house"), called("b", "Anna", "clinic", Occupation::other)}), "a b: 1. ");
  EXPECT_EQ(told_alike({called("a", "Anna"), called("b", "Vera"), called("c", "Anna"), called("d", "Vera", "clinic")}),
            "a c: 1 2 3. b d: 1 3. ");
}

TEST(LikelyDuplicates, AreNoMoreOnceSomebodyHasSaidThatTheyAreTwo) {
  const std::vector<LikelyPerson> three{called("a", "Anna"), called("b", "Anna"), called("c", "Anna")};
  EXPECT_EQ(told_alike(three), "a b c: 1 2 3. ");
  const auto two = [](const char* one, const char* other) { return in_order(PersonId{one}, PersonId{other}); };
  EXPECT_EQ(told_alike(three, PeopleApart{two("b", "a")}), "a b c: 1 2 3. ") << "c may be either";
  EXPECT_EQ(told_alike(three, PeopleApart{two("a", "b"), two("a", "c")}), "b c: 1 2 3. ");
  EXPECT_EQ(told_alike(three, PeopleApart{two("a", "b"), two("c", "a"), two("b", "c")}), "");
}

class ListLikelyDuplicates : public MergingDesk {
 protected:
  void SetUp() override {
    MergingDesk::SetUp();
    for (const int number : {11, 12, 13}) add(kSchool, number, "Анна  Петрова");
    for (const int number : {21, 22}) add(kClinic, number, "Вера «Ли»");
    add(kClinic, 23, "АННА ПЕТРОВА");
    add(kClinic, 24, "вера \"ли\"");
  }
  void add(const std::string& organisation, int number, const std::string& name) {
    v1::AddRosterMembersRequest request;
    request.set_organisation_id(organisation);
    auto& member = *request.add_members();
    member.set_person_id(person(number));
    member.set_name(name);
    member.set_occupation(v1::OCCUPATION_TEACHER);
    member.set_from_date("2023-01-01");
    ASSERT_EQ(refusal(request), "");
  }
  // The numbers of those who may be one, a list a group.
  std::vector<std::string> listed(const std::string& organisation = "", int page_size = 0) {
    v1::ListLikelyDuplicatesRequest request;
    request.set_region_id(kRegion);
    request.set_organisation_id(organisation);
    request.set_page_size(page_size);
    std::vector<std::string> all;
    do {
      const auto page = answer<v1::ListLikelyDuplicatesResponse>(request);
      for (const auto& duplicate : page.duplicates()) all.push_back(numbers_of(duplicate));
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }
  static std::string numbers_of(const v1::LikelyDuplicate& duplicate) {
    std::string numbers;
    for (const auto& each : duplicate.people())
      for (const int number : {11, 12, 13, 21, 22, 23, 24})
        if (each.person_id() == person(number)) numbers += std::to_string(number) + " ";
    return numbers;
  }
};

using Listed = std::vector<std::string>;

TEST_F(ListLikelyDuplicates, OfARegionOrAnOrganisationPageByPage) {
  const Listed all{"11 12 13 23 ", "21 22 24 "};
  for (const int size : {0, 1, 2}) EXPECT_EQ(listed("", size), all) << "pages of " << size;
  EXPECT_EQ(listed(kSchool), Listed{"11 12 13 "});
  EXPECT_EQ(listed(kClinic), Listed{"21 22 24 "});
}

TEST_F(ListLikelyDuplicates, SayWhoTheyAreAndWhy) {
  v1::ListLikelyDuplicatesRequest request;
  request.set_region_id(kRegion);
  const auto first = answer<v1::ListLikelyDuplicatesResponse>(request).duplicates(0);
  EXPECT_EQ(first.people(0).name(), "Анна Петрова");
  EXPECT_EQ(first.people(0).occupation(), v1::OCCUPATION_TEACHER);
  ASSERT_EQ(first.people(0).organisation_ids_size(), 1);
  EXPECT_EQ(first.people(0).organisation_ids(0), kSchool);
  ASSERT_EQ(first.reasons_size(), 3);
  EXPECT_EQ(first.reasons(0), v1::LIKENESS_SAME_NAME);
  EXPECT_EQ(first.reasons(1), v1::LIKENESS_SAME_ORGANISATION);
  EXPECT_EQ(first.reasons(2), v1::LIKENESS_SAME_OCCUPATION);
}

TEST_F(ListLikelyDuplicates, AreTakenOffByMergingAndByTellingApart) {
  ASSERT_EQ(refusal(merging(11, 12)), "");
  EXPECT_EQ(listed(), (Listed{"11 13 23 ", "21 22 24 "}));
  ASSERT_EQ(refusal(parting(12, 13)), "");
  EXPECT_EQ(listed(kSchool), Listed{}) << "12 goes on as 11";
  ASSERT_EQ(refusal(parting(12, 11)), "");
  EXPECT_EQ(listed(kSchool), Listed{"11 13 "}) << "of whom nobody has said it";
}

// Whoever is kept is elsewhere: 12, who is of the school, goes on as 23, who is not.
TEST_F(ListLikelyDuplicates, AreFoundWhereOneOfTheirIdsIs) {
  ASSERT_EQ(refusal(merging(23, 12, kClinic, kSchool)), "");
  EXPECT_EQ(listed(kSchool), Listed{"11 13 23 "});
  EXPECT_EQ(listed(kClinic), (Listed{"21 22 24 "}));
}

TEST_F(ListLikelyDuplicates, IsForWhoAnswersForTheRegionAndCountsLikeReadingNames) {
  v1::ListLikelyDuplicatesRequest request;
  EXPECT_EQ(refusal(request, coordinator(kRegion)), "PERMISSION_DENIED") << "a coordinator names their region";
  request.set_region_id(kRegion);
  EXPECT_EQ(refusal(request, coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request, facilitator(kSession)), "PERMISSION_DENIED");
  service.names_read();
  EXPECT_EQ(refusal(request, coordinator(kRegion)), "");
  EXPECT_EQ(service.names_read().size(), 1U);
  request.set_page_token("nonsense");
  EXPECT_EQ(refusal(request), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
