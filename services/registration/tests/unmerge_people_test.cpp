#include "registration/domain/merge_people.h"

#include "registration/tests/merging.h"

namespace opora::registration::testing {
namespace {

const OrganisationId kTheirHouse{"house"};

Person known_as(const std::string& id, const std::string& merged_into = "", int merged_count = 0) {
  Person person{{id}, "Anna Petrova", Occupation::teacher};
  person.merged_into = {merged_into};
  person.merged_count = merged_count;
  return person;
}

struct PartRule {
  const char* rule;
  Person one, other;
  std::string expected;  // a refusal, or what is told: "merged from kept"
};

const PartRule kPartRules[] = {
    {"merged", known_as("anna", "", 1), known_as("anya", "anna"), "anya from anna"},
    {"the other way round", known_as("anya", "anna"), known_as("anna", "", 1), "anya from anna"},
    {"two", known_as("anna"), known_as("anya"), ""},
    {"two of whom one was merged elsewhere", known_as("anna"), known_as("anya", "vera"), ""},
    {"both merged into a third", known_as("anna", "vera"), known_as("anya", "vera"), "MERGED_INTO_A_THIRD"},
    {"one", known_as("anna"), known_as("anna"), "NOTHING_TO_MERGE"},
};

std::string told_of_parting(const Result<Parting>& decided) {
  if (!decided) return decided.error().reason;
  EXPECT_EQ(decided->were_merged, !decided->events.empty());
  for (const Event& event : decided->events) {
    const auto& fact = std::get<PeopleUnmerged>(event);
    EXPECT_EQ(decided->person.merged_into.value + decided->other.merged_into.value, "");
    EXPECT_EQ(decided->person.merged_count + decided->other.merged_count, 0);
    return fact.merged.value + " from " + fact.kept.value;
  }
  return "";
}

TEST(UnmergePeopleRules, Hold) {
  for (const PartRule& row : kPartRules) {
    const TwoPeople command{kTheirHouse, row.one.id, kTheirHouse, row.other.id, {}};
    for (const bool is_told : {false, true})
      EXPECT_EQ(told_of_parting(decide_apart({row.one, row.other, {kTheirHouse}, {kTheirHouse}}, command, is_told)),
                row.expected)
          << row.rule;
  }
}

TEST(UnmergePeopleRules, AreNewsOnce) {
  const TwoPeople command{kTheirHouse, {"anna"}, kTheirHouse, {"anya"}, {}};
  const auto corrections_of = [&](const Person& one, const Person& other, bool is_told) {
    const auto decided = decide_apart({one, other, {kTheirHouse}, {kTheirHouse}}, command, is_told).value();
    EXPECT_EQ(decided.is_news, decided.person.corrections == 1);
    EXPECT_EQ(decided.person.corrections, decided.other.corrections);
    return decided.person.corrections;
  };
  EXPECT_EQ(corrections_of(known_as("anna"), known_as("anya"), false), 1);
  EXPECT_EQ(corrections_of(known_as("anna"), known_as("anya"), true), 0);
  EXPECT_EQ(corrections_of(known_as("anna", "", 1), known_as("anya", "anna"), true), 1) << "merged since";
}

TEST(UnmergePeopleRules, KeepNoReasonOfWhomNobodyMayName) {
  const CorrectionReason why{"Anna's twin", "", 0};
  Person gone = known_as("anya");
  gone.expired_at = Instant{1};
  EXPECT_EQ(kept_of(why, known_as("anna"), known_as("anya")), "Anna's twin");
  EXPECT_EQ(kept_of(why, known_as("anna"), gone), "");
  EXPECT_EQ(kept_of(why, gone, known_as("anna")), "");
}

class UnmergePeople : public MergingDesk {};

TEST_F(UnmergePeople, GivesEachBackWhatIsTheirs) {
  add_to_roster(kClinic, 2, "2023-01-01");
  ASSERT_EQ(refusal(merging(1, 2, kSchool, kClinic)), "");
  check_in(1, 1);
  check_in(2, 2);
  EXPECT_EQ(attending(kSession), std::vector<std::string>{person(1)});
  events_since_last();
  EXPECT_TRUE(answer<v1::UnmergePeopleResponse>(parting(2, 1, kClinic, kSchool)).were_merged());
  EXPECT_EQ(events_since_last(), Types{"PeopleUnmerged"});
  EXPECT_EQ(last_event().people_unmerged().kept_person_id(), person(1));
  EXPECT_EQ(last_event().people_unmerged().merged_person_id(), person(2));
  EXPECT_EQ(last_event().people_unmerged().change(), 2);
  EXPECT_EQ(service.events().back().key, "merges of people");
  EXPECT_EQ(attending(kSession), (std::vector<std::string>{person(1), person(2)})) << "both were scanned";
  EXPECT_FALSE(answer<v1::UnmergePeopleResponse>(parting(1, 2)).were_merged());
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
}

TEST_F(UnmergePeople, ThatWereNeverMergedOnlySaysSo) {
  EXPECT_FALSE(answer<v1::UnmergePeopleResponse>(parting(1, 2)).were_merged());
  EXPECT_EQ(events_since_last(), Types{});
  EXPECT_FALSE(answer<v1::UnmergePeopleResponse>(parting(2, 1)).were_merged()) << "again changes nothing";
  v1::ListCorrectionsRequest request;
  request.set_organisation_id(kSchool);
  const auto listed = answer<v1::ListCorrectionsResponse>(request);
  ASSERT_EQ(listed.corrections_size(), 2);
  for (const int each : {0, 1}) {
    EXPECT_EQ(listed.corrections(each).person_id(), person(each + 1));
    EXPECT_EQ(listed.corrections(each).identity(), v1::IDENTITY_CHANGE_TAKEN_APART);
    EXPECT_EQ(listed.corrections(each).other_person_id(), person(2 - each));
    EXPECT_EQ(listed.corrections(each).reason(), "Two sisters");
  }
  EXPECT_EQ(refusal(merging(1, 2)), "") << "somebody has found out since";
}

TEST_F(UnmergePeople, MayBeMergedAgainAndOtherwise) {
  ASSERT_EQ(refusal(merging(1, 2)), "");
  ASSERT_EQ(refusal(parting(1, 2)), "");
  EXPECT_EQ(refusal(merging(2, 1)), "");
  EXPECT_EQ(last_event().people_merged().merged_person_id(), person(1));
  EXPECT_EQ(last_event().people_merged().change(), 3);
  ASSERT_EQ(refusal(merging(2, 3)), "");
  EXPECT_EQ(refusal(parting(1, 3)), "MERGED_INTO_A_THIRD");
}

TEST_F(UnmergePeople, SurvivesACrash) {
  ASSERT_EQ(refusal(merging(1, 2)), "");
  ASSERT_EQ(refusal(parting(1, 2)), "");
  service.restart();
  EXPECT_FALSE(answer<v1::UnmergePeopleResponse>(parting(1, 2)).were_merged());
}

TEST_F(UnmergePeople, IsForWhoAnswersForBoth) {
  EXPECT_EQ(refusal(parting(1, 2), coordinator(kFarRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(parting(1, 9)), "PERSON_NOT_OF_ORGANISATION");
  EXPECT_EQ(refusal(parting(1, 2), coordinator(kRegion)), "");
}

}  // namespace
}  // namespace opora::registration::testing
