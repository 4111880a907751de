#include "registration/domain/correct_person.h"

#include "registration/tests/correcting.h"

namespace opora::registration::testing {
namespace {

const OrganisationId kTheirs{"theirs"}, kAnothers{"anothers"};
const Person kAnna{{"anna"}, "Anna Petrova", Occupation::teacher, {}, {}, {}, {}, {}, 2, CorrectedBy::list};

struct CorrectionRule {
  const char* rule;
  std::vector<OrganisationId> organisations;
  bool speaks_for_one;
  std::string name;
  Occupation occupation;
  CorrectionReason reason;
  std::string expected;  // a refusal, or "name occupation corrections", and what is told
};

const CorrectionRule kCorrectionRules[] = {
    {"another name", {kTheirs}, true, "Anna Ivanova", {}, {}, "Anna Ivanova 4 3 name"},
    {"another occupation", {kTheirs}, true, "", Occupation::manager, {}, "Anna Petrova 6 3 occupation"},
    {"both", {kTheirs}, true, "Anna Ivanova", Occupation::manager, {}, "Anna Ivanova 6 3 name occupation"},
    {"letters that only the eye takes for the same", {kTheirs}, true, "ANNA PETROVA", {}, {}, "ANNA PETROVA 4 3 name"},
    {"as it is", {kTheirs}, true, "Anna Petrova", Occupation::teacher, {}, "Anna Petrova 4 2"},
    {"as it is, though others corrected since", {kTheirs}, true, "Anna Petrova", {}, {"", "", 1}, "Anna Petrova 4 2"},
    {"neither", {kTheirs}, true, "", {}, {}, "NOTHING_TO_CORRECT"},
    {"of another organisation alone", {kAnothers}, true, "Anna Ivanova", {}, {}, "PERSON_NOT_OF_ORGANISATION"},
    {"of none", {}, false, "Anna Ivanova", {}, {}, "PERSON_NOT_OF_ORGANISATION"},
    {"of two, by one of them", {kAnothers, kTheirs}, true, "Anna Ivanova", {}, {}, "PERSON_OF_OTHERS"},
    {"of two, as it is", {kAnothers, kTheirs}, true, "Anna Petrova", {}, {}, "Anna Petrova 4 2"},
    {"of two, by a coordinator", {kAnothers, kTheirs}, false, "Anna Ivanova", {}, {}, "Anna Ivanova 4 3 name"},
    {"as seen", {kTheirs}, true, "Anna Ivanova", {}, {"", "", 3}, "Anna Ivanova 4 3 name"},
    {"seen before others corrected", {kTheirs}, true, "Anna Ivanova", {}, {"", "", 2}, "CORRECTED_SINCE"},
};

std::string told_of(const Result<CorrectedPerson>& decided) {
  if (!decided) return decided.error().reason;
  const Person& person = decided->person;
  std::string told = person.name + " " + std::to_string(static_cast<int>(person.occupation)) + " " +
                     std::to_string(person.corrections);
  for (const Event& event : decided->events) {
    const auto& fact = std::get<PersonCorrected>(event);
    told += std::string(fact.name_changed ? " name" : "") + (fact.occupation_changed ? " occupation" : "");
  }
  return told;
}

TEST(CorrectPersonRules, Hold) {
  for (const CorrectionRule& row : kCorrectionRules) {
    const CorrectPerson command{kTheirs, kAnna.id, row.name, row.occupation, row.reason};
    EXPECT_EQ(told_of(decide({kAnna, row.organisations, row.speaks_for_one}, command)), row.expected) << row.rule;
    EXPECT_EQ(told_of(decide({std::nullopt, row.organisations, row.speaks_for_one}, command)),
              row.expected == "NOTHING_TO_CORRECT" ? row.expected : "PERSON_NOT_OF_ORGANISATION")
        << row.rule << ", of nobody";
  }
}

TEST(CorrectPersonRules, KeepWhoSaidItLast) {
  CorrectPerson command{kTheirs, kAnna.id, "Anna Ivanova", {}, {"", "amur", 0}};
  EXPECT_EQ(decide({kAnna, {kTheirs}}, command)->person.corrected_by, CorrectedBy::list);
  command.reason.list = "";
  EXPECT_EQ(decide({kAnna, {kTheirs}}, command)->person.corrected_by, CorrectedBy::hand);
}

TEST(CorrectPersonRules, GiveNobodyANameAgain) {
  Person expired = kAnna;
  expired.name = "";
  expired.expired_at = Instant{5};
  EXPECT_EQ(told_of(decide({expired, {kTheirs}}, {kTheirs, kAnna.id, "Anna Petrova", {}, {}})), "PERSON_EXPIRED");
  EXPECT_EQ(told_of(decide({expired, {kTheirs}}, {kTheirs, kAnna.id, "", Occupation::manager, {}})), " 6 3 occupation");
}

class CorrectPersonCall : public CorrectingDesk {};

TEST_F(CorrectPersonCall, IsToldWithoutNames) {
  EXPECT_EQ(refusal(correction(1, "Анна Иванова", v1::OCCUPATION_MANAGER)), "");
  EXPECT_EQ(events_since_last(), Types{"PersonCorrected"});
  EXPECT_EQ(last_event().person_corrected().person_id(), person(1));
  EXPECT_TRUE(last_event().person_corrected().name_changed());
  EXPECT_TRUE(last_event().person_corrected().occupation_changed());
  EXPECT_EQ(service.events().back().key, person(1));

  const v1::RosterMember member = roster(kSchool).at(0);
  EXPECT_EQ(member.name(), "Анна Иванова");
  EXPECT_EQ(member.occupation(), v1::OCCUPATION_MANAGER);
  EXPECT_EQ(member.revision(), 2);
  EXPECT_EQ(member.person_corrected_by(), v1::CORRECTED_BY_HAND);
  EXPECT_EQ(member.until_corrected_by(), v1::CORRECTED_BY_UNSPECIFIED);
  EXPECT_EQ(refusal(correction(1, "Анна Иванова")), "");
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
}

TEST_F(CorrectPersonCall, WritesOverNobodysCorrectionUnseen) {
  auto seen = correction(1, "Анна Иванова");
  seen.set_seen_revision(roster(kSchool).at(0).revision());
  EXPECT_EQ(answer<v1::CorrectPersonResponse>(correction(1, "Анна Сидорова")).revision(), 2);
  EXPECT_EQ(refusal(seen), "CORRECTED_SINCE");
  EXPECT_EQ(roster(kSchool).at(0).name(), "Анна Сидорова");
}

// As the list of the one has them, who are told of there; elsewhere they go on working as what they do.
TEST_F(CorrectPersonCall, OfAnOccupationIsWhereTheyWorkAsThat) {
  v1::AddRosterMembersRequest elsewhere;
  elsewhere.set_request_id(fresh_request_id());
  elsewhere.set_organisation_id(kClinic);
  auto& member = *elsewhere.add_members();
  member.set_person_id(person(1));
  member.set_name(name_of(1));
  member.set_occupation(v1::OCCUPATION_PSYCHOLOGIST);
  member.set_from_date("2023-02-01");
  ASSERT_EQ(refusal(elsewhere), "");
  auto at_clinic = correction(1, "", v1::OCCUPATION_MANAGER);
  at_clinic.set_organisation_id(kClinic);
  EXPECT_EQ(refusal(at_clinic), "");
  EXPECT_TRUE(last_event().person_corrected().occupation_changed());
  EXPECT_EQ(roster(kClinic).at(0).occupation(), v1::OCCUPATION_MANAGER);
  EXPECT_EQ(roster(kSchool).at(0).occupation(), v1::OCCUPATION_TEACHER);
  EXPECT_EQ(corrections(kClinic).at(0).former_occupation(), v1::OCCUPATION_PSYCHOLOGIST);
  events_since_last();
  at_clinic.set_request_id(fresh_request_id());
  EXPECT_EQ(refusal(at_clinic), "");
  EXPECT_EQ(events_since_last(), Types{}) << "again changes nothing";
}

TEST_F(CorrectPersonCall, IsStillForWhoseGroupTheyHaveLeft) {
  register_named(1, 2, {2});
  v1::CancelMembersRequest leaves;
  leaves.set_request_id(fresh_request_id());
  leaves.set_group_id(group(1));
  leaves.add_person_ids(person(2));
  leaves.set_reason(v1::GROUP_CHANGE_REASON_CANNOT_COME);
  ASSERT_EQ(refusal(leaves), "");
  EXPECT_EQ(refusal(correction(2, "Анна Иванова"), coordinator(kRegion)), "");
}

// From then on they are known by it alone.
TEST_F(CorrectPersonCall, HoldsForWhoeverNamesThem) {
  ASSERT_EQ(refusal(correction(1, "Анна Иванова")), "");
  auto group_of_them = registration(1, 2);
  *group_of_them.add_members() = named(1, name_of(1));
  EXPECT_EQ(refusal(group_of_them), "PERSON_NAMED_DIFFERENTLY");
  group_of_them.mutable_members(0)->set_name("Анна Иванова");
  group_of_them.set_request_id(fresh_request_id());
  EXPECT_EQ(refusal(group_of_them), "");
}

TEST_F(CorrectPersonCall, IsForWhoseTheyAre) {
  register_named(1, 2, {2});
  EXPECT_EQ(refusal(correction(2, "Анна Иванова"), head_of(kSchool)), "") << "in a group of theirs";
  EXPECT_EQ(refusal(correction(1, "Анна Иванова"), head_of(kClinic)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(correction(1, "Анна Иванова"), coordinator(test_id(70))), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(correction(9, "Анна Иванова"), coordinator(kRegion)), "PERSON_NOT_OF_ORGANISATION");
  add_to_roster(kClinic, 1, "2023-02-01");
  EXPECT_EQ(refusal(correction(1, "Анна Иванова"), head_of(kSchool)), "PERSON_OF_OTHERS");
  EXPECT_EQ(refusal(correction(1, "Анна Иванова"), coordinator(kRegion)), "");
  auto of_nobody = correction(1, "Анна Петрова");
  of_nobody.set_organisation_id(kNobody);
  EXPECT_EQ(refusal(of_nobody), "UNKNOWN_ORGANISATION");
  auto without_reason = correction(1, "Анна Петрова");
  without_reason.set_reason("...");
  EXPECT_EQ(refusal(without_reason), "INVALID_REQUEST");
}

}  // namespace
}  // namespace opora::registration::testing
