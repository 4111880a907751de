// What rows registration's types become.
#include "platform/testing/stored_rows.h"
#include "registration/store/attendance.h"
#include "registration/store/correction.h"
#include "registration/store/attendance_correction.h"
#include "registration/store/expiry.h"
#include "registration/store/group.h"
#include "registration/store/occupation_there.h"
#include "registration/store/group_change.h"
#include "registration/store/likely_duplicates.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"
#include "registration/store/person_key.h"
#include "registration/store/roster.h"
#include "registration/store/same_people.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration_migrations.h"

namespace opora::registration {
namespace {

class RegistrationRows : public opora::testing::StoredRows {
 protected:
  RegistrationRows() : StoredRows(registration_migrations()) {}
};


TEST_F(RegistrationRows, Organisation) {
  expect_rows<Organisation>(
      {"organisations"},
      {{"school"}, {{{"ru", "Школа"}, {"en", "School"}}}, OrganisationKind::school, {"amur"}, {"lyceum"}, 1, 2},
      R"(organisations {organisation_id: "school", name: "{\"en\":\"School\",\"ru\":\"Школа\"}", kind: 3, )"
      R"(region_id: "amur", merged_into: "lyceum", merged_count: 1, merge_changes: 2}
)",
      {{"school"}, {{{"en", "Clinic"}}}, OrganisationKind::company, {""}, {""}, 3, 4},
      R"(organisations {organisation_id: "school", name: "{\"en\":\"Clinic\"}", kind: 7, region_id: "", )"
      R"(merged_into: "", merged_count: 3, merge_changes: 4}
)");
}

TEST_F(RegistrationRows, ApartOrganisations) {
  const std::string row = R"(organisations_apart {first_id: "lyceum", second_id: "school"}
)";
  expect_rows<ApartOrganisations>({"organisations_apart"}, {{"lyceum"}, {"school"}}, row, {{"lyceum"}, {"school"}},
                                  row);
}

TEST_F(RegistrationRows, ApartPeople) {
  const std::string row = R"(people_apart {first_id: "anna", second_id: "anya"}
)";
  expect_rows<ApartPeople>({"people_apart"}, {{"anna"}, {"anya"}}, row, {{"anna"}, {"anya"}}, row);
}

TEST_F(RegistrationRows, Person) {
  expect_rows<Person>(
      {"people"}, {{"anna"}, "Anna", Occupation::teacher, Instant{5}, Instant{6}, Instant{7},
                   std::chrono::microseconds(8), Instant{9}, 10, CorrectedBy::list, {"anya"}, 11},
      R"(people {person_id: "anna", name: "Anna", occupation: 4, derivable: 0, expiry_told_at: 5, )"
      R"(expiry_seen_at: 6, expired_at: 7, expiry_looked: 8, expiry_looked_since: 9, )"
      R"(corrections: 10, corrected_by: 1, merged_into: "anya", merged_count: 11}
)",
      {{"anna"}, "Anya", Occupation::other, std::nullopt, Instant{8}, Instant{9},
       std::chrono::microseconds(10), std::nullopt, 11, CorrectedBy::hand, {""}, 12},
      R"(people {person_id: "anna", name: "Anya", occupation: 7, derivable: 0, expiry_told_at: null, )"
      R"(expiry_seen_at: 8, expired_at: 9, expiry_looked: 10, expiry_looked_since: null, )"
      R"(corrections: 11, corrected_by: 2, merged_into: "", merged_count: 12}
)");
}

// Never changed.
TEST_F(RegistrationRows, PersonKey) {
  expect_rows<PersonKey>({"person_keys"}, {{"folder", "007"}, {"anna"}, {"amur"}},
                         R"(person_keys {list: "folder", key: "007", person_id: "anna", region_id: "amur"}
)",
                         {{"folder", "007"}, {"boris"}, {"perm"}},
                         R"(person_keys {list: "folder", key: "007", person_id: "anna", region_id: "amur"}
)");
}

const Statement kOlder{"INSERT INTO people (person_id, name, occupation) VALUES ('anna', 'Anna', 4)"};

// Whom an older build recorded: without the mark that this one gives.
TEST_F(RegistrationRows, OlderPerson) {
  save(Person{{"boris"}, "Boris", Occupation::teacher});
  execute(kOlder);
  EXPECT_EQ(load<OlderPerson>({"boris"}).size(), 0U);
  EXPECT_EQ(load<OlderPerson>({"anna"}).at(0).id, PersonId{"anna"});
  EXPECT_THROW(save(OlderPerson{{"vera"}}), std::logic_error);
}

TEST_F(RegistrationRows, ListedPerson) {
  save(PersonKey{{"folder", "007"}, {"anna"}, {"amur"}});
  save(PersonKey{{"other", "7"}, {"anna"}, {}});
  EXPECT_EQ(load<ListedPerson>({"boris"}).size(), 0U);
  EXPECT_EQ(load<ListedPerson>({"anna"}).size(), 1U);
  EXPECT_EQ(load<ListedPerson>({"anna"}).at(0).id, PersonId{"anna"});
  EXPECT_THROW(save(ListedPerson{{"vera"}}), std::logic_error);
}

// Saved, they are forgotten.
TEST_F(RegistrationRows, KeysOfPerson) {
  save(PersonKey{{"folder", "007"}, {"anna"}, {"amur"}});
  save(PersonKey{{"other", "7"}, {"anna"}, {}});
  save(PersonKey{{"other", "8"}, {"boris"}, {}});
  const std::vector<ListedKey> both{{"folder", "007"}, {"other", "7"}};
  EXPECT_EQ(load<KeysOfPerson>({"anna"}).at(0).keys, both);
  save(KeysOfPerson{{"anna"}, {}});
  EXPECT_EQ(load<KeysOfPerson>({"anna"}).size(), 0U);
  EXPECT_EQ(load<KeysOfPerson>({"boris"}).size(), 1U);
}

// Never changed.
TEST_F(RegistrationRows, ExpiredKey) {
  expect_rows<ExpiredKey>({"expired_keys"}, {{"digest"}, Instant{3}},
                          R"(expired_keys {digest: "digest", expired_at: 3}
)",
                          {{"digest"}, Instant{4}},
                          R"(expired_keys {digest: "digest", expired_at: 3}
)");
}

// What is no longer part of a career stays.
TEST_F(RegistrationRows, Career) {
  expect_rows<Career>(
      {"roster"},
      {{"anna"}, {{{"school"}, "2019-01-01", "2019-12-31"}, {{"clinic"}, "2020-01-01", ""}}},
      R"(roster {person_id: "anna", organisation_id: "clinic", from_date: "2020-01-01", until_date: "", )"
      R"(until_corrected_by: 0}
roster {person_id: "anna", organisation_id: "school", from_date: "2019-01-01", until_date: "2019-12-31", )"
      R"(until_corrected_by: 0}
)",
      {{"anna"}, {{{"clinic"}, "2020-01-01", "2021-06-30", CorrectedBy::hand}}},
      R"(roster {person_id: "anna", organisation_id: "clinic", from_date: "2020-01-01", until_date: "2021-06-30", )"
      R"(until_corrected_by: 2}
roster {person_id: "anna", organisation_id: "school", from_date: "2019-01-01", until_date: "2019-12-31", )"
      R"(until_corrected_by: 0}
)");
}

const Correction kCorrection{{"anna"}, 2,         {"school"}, "olga", Instant{3}, "amur",
                             "married", "Anya",    Occupation::teacher, "2020-01-01", "2021-06-30",
                             IdentityChange::merged_here, {"anya"}};

// Never changed.
TEST_F(RegistrationRows, Correction) {
  const std::string row =
      R"(people_corrections {person_id: "anna", number: 2, organisation_id: "school", corrected_by: "olga", )"
      R"(corrected_at: 3, list: "amur", reason: "married", former_name: "Anya", former_occupation: 4, )"
      R"(from_date: "2020-01-01", former_until_date: "2021-06-30", identity: 2, other_person_id: "anya"}
)";
  expect_rows<Correction>({"people_corrections"}, kCorrection, row,
                          {{"anna"}, 2, {"clinic"}, "vera", Instant{4}, "", "typo", "Ana", Occupation::other, "", ""},
                          row);
}

// Saved, they are forgotten.
TEST_F(RegistrationRows, FormerNames) {
  save(kCorrection);
  save(Correction{{"boris"}, 1, {"school"}, "olga", Instant{3}, "", "typo", "Bo", Occupation::unspecified, "", ""});
  save(FormerNames{{"anna"}});
  EXPECT_EQ(load<Correction>({{"anna"}, 2}).at(0).former_name + load<Correction>({{"anna"}, 2}).at(0).reason, "");
  EXPECT_EQ(load<Correction>({{"boris"}, 1}).at(0).former_name, "Bo");
  save(Correction{{"vera"}, 1, {"school"}, "olga", Instant{3}, "", "Anna's twin", "", Occupation::unspecified, "", "",
                  IdentityChange::taken_apart, {"anna"}});
  save(FormerNames{{"boris"}});
  EXPECT_EQ(load<Correction>({{"vera"}, 1}).at(0).reason, "Anna's twin");
  save(FormerNames{{"anna"}});
  EXPECT_EQ(load<Correction>({{"vera"}, 1}).at(0).reason, "") << "it may say the other one's name";
  EXPECT_THROW(load<FormerNames>({"anna"}), std::logic_error);
}

// Saved, it is what the people's own rows say.
TEST_F(RegistrationRows, MergedIds) {
  for (const char* id : {"anya", "ann"}) {
    Person merged{{id}, "Anna", Occupation::teacher};
    merged.merged_into = {"anna"};
    save(merged);
  }
  save(MergedIds{{"anna"}, {}});
  const MergedIds both{{"anna"}, {PersonId{"ann"}, PersonId{"anya"}}};
  EXPECT_EQ(load<MergedIds>({"anna"}), std::vector<MergedIds>{both});
  EXPECT_EQ(load<MergedIds>({"anya"}), std::vector<MergedIds>());
}

TEST_F(RegistrationRows, Session) {
  expect_rows<Session>(
      {"sessions"}, {{"round-table"}, {"amur"}, 12, Instant{3}, Instant{4}, "2023-10-11", false, 20},
      R"(sessions {session_id: "round-table", region_id: "amur", capacity: 12, starts_at: 3, registration_ends_at: 4, )"
      R"(on_date: "2023-10-11", cancelled: 0, largest_capacity: 20}
)",
      {{"round-table"}, {"perm"}, 13, Instant{5}, Instant{6}, "2023-10-12", true, 30},
      R"(sessions {session_id: "round-table", region_id: "perm", capacity: 13, starts_at: 5, registration_ends_at: 6, )"
      R"(on_date: "2023-10-12", cancelled: 1, largest_capacity: 30}
)");
}

TEST_F(RegistrationRows, Seats) {
  expect_rows<Seats>(
      {"seats"}, {{"round-table"}, 1, 2, 3, 4, 5, true, std::nullopt, 6, 7},
      R"(seats {session_id: "round-table", confirmed_count: 1, waiting_count: 2, waiting_head_count: 3, )"
      R"(arrival_count: 4, waiting_from: 5, ended: 1, open_until: null, )"
      R"(kept_count: 6, moved_version: 7}
)",
      {{"round-table"}, 11, 12, 13, 14, 15, false, Instant{16}, 17, 18},
      R"(seats {session_id: "round-table", confirmed_count: 11, waiting_count: 12, waiting_head_count: 13, )"
      R"(arrival_count: 14, waiting_from: 15, ended: 0, open_until: 16, )"
      R"(kept_count: 17, moved_version: 18}
)");
}

TEST_F(RegistrationRows, OrganisationRenaming) {
  const std::string row =
      R"(organisation_renamings {id: "renaming", organisation_id: "school", former_name: "{\"en\":\"Sunrise\"}", )"
      R"(reason: "Misspelt.", renamed_by: "coordinator", renamed_at: 5}
)";
  expect_rows<OrganisationRenaming>(
      {"organisation_renamings"},
      {{"renaming"}, {"school"}, {{{"en", "Sunrise"}}}, "Misspelt.", "coordinator", Instant{5}}, row,
      {{"renaming"}, {"clinic"}, {{{"en", "Dawn"}}}, "Other.", "other", Instant{6}}, row);
}

TEST_F(RegistrationRows, OrganisationIdentity) {
  const std::string row =
      R"(organisation_identities {organisation_id: "school", id: "said", identity: 2, )"
      R"(other_organisation_id: "lyceum", reason: "One house.", said_by: "coordinator", said_at: 5}
)";
  expect_rows<OrganisationIdentity>(
      {"organisation_identities"},
      {{"school"}, {"said"}, IdentityChange::merged_here, {"lyceum"}, "One house.", "coordinator", Instant{5}}, row,
      {{"school"}, {"said"}, IdentityChange::taken_apart, {"clinic"}, "Other.", "other", Instant{6}}, row);
}

// A group stays whose it is, and of which session.
TEST_F(RegistrationRows, Group) {
  expect_rows<Group>(
      {"groups_registered"},
      {{"group"}, {"round-table"}, {"school"}, 7, GroupStatus::waiting, 5, 6, true, {"whole"}, 2},
      R"(groups_registered {group_id: "group", session_id: "round-table", organisation_id: "school", head_count: 7, )"
      R"(status: 2, arrival: 5, named_count: 6, passed_over: 1, change_count: 2, part_of_group_id: "whole"}
)",
      {{"group"}, {"seminar"}, {"clinic"}, 17, GroupStatus::cancelled, 15, 16, false, {"other"}, 3},
      R"(groups_registered {group_id: "group", session_id: "round-table", organisation_id: "school", head_count: 17, )"
      R"(status: 3, arrival: 5, named_count: 16, passed_over: 0, change_count: 3, part_of_group_id: "whole"}
)");
}

TEST_F(RegistrationRows, OccupationThere) {
  expect_rows<OccupationThere>(
      {"roster_occupations"}, {{"anna"}, {"school"}, "2023-01-01", Occupation::teacher},
      R"(roster_occupations {person_id: "anna", organisation_id: "school", from_date: "2023-01-01", occupation: 4}
)",
      {{"anna"}, {"school"}, "2023-01-01", Occupation::manager},
      R"(roster_occupations {person_id: "anna", organisation_id: "school", from_date: "2023-01-01", occupation: 6}
)");
}

// What was said stays as it was said.
TEST_F(RegistrationRows, GroupChange) {
  const std::string row =
      R"(group_changes {change_id: "change", group_id: "group", number: 1, session_id: "round-table", arrival: 5, )"
      R"(kind: 3, reason: 2, changed_by: 3, note: "ill", subject: "somebody", changed_at: 6, before_count: 7, )"
      R"(head_count: 5, freed_count: 2, left_people: "anna boris", substitute_id: "clara", waiting_group_id: "more"}
)";
  const GroupChange change{{"change"}, {"group"}, 1, {"round-table"}, 5, GroupChangeKind::members_cancelled,
                           {{ChangeReason::cannot_come, ChangedBy::organisation}, "ill", "somebody"}, Instant{6}, 7, 5,
                           2, {{"anna"}, {"boris"}}, {"clara"}, {"more"}};
  GroupChange other = change;
  other.head_count = 4;
  expect_rows<GroupChange>({"group_changes"}, change, row, other, row);
}

TEST_F(RegistrationRows, Attendee) {
  expect_rows<Attendee>({"attendees"}, {{"round-table"}, {"anna"}, {"group"}},
                        R"(attendees {session_id: "round-table", person_id: "anna", group_id: "group"}
)",
                        {{"round-table"}, {"anna"}, {"another"}},
                        R"(attendees {session_id: "round-table", person_id: "anna", group_id: "another"}
)");
}

// A scan is kept as it was answered first.
TEST_F(RegistrationRows, CheckIn) {
  expect_rows<CheckIn>(
      {"check_ins"},
      {{"scan"}, {"round-table"}, {"anna"}, Instant{4}, {CheckInFlag::not_registered, CheckInFlag::other_region}},
      R"(check_ins {check_in_id: "scan", session_id: "round-table", person_id: "anna", scanned_at: 4, flags: 130}
)",
      {{"scan"}, {"seminar"}, {"boris"}, Instant{5}, {}},
      R"(check_ins {check_in_id: "scan", session_id: "round-table", person_id: "anna", scanned_at: 4, flags: 130}
)");
}

TEST_F(RegistrationRows, Attendance) {
  expect_rows<Attendance>(
      {"attendances"}, {{"round-table"}, {"anna"}, {"school"}, Instant{4}, false},
      R"(attendances {session_id: "round-table", person_id: "anna", organisation_id: "school", scanned_at: 4, )"
      R"(was_unknown: 0, derivable: 0, change: 0, taken_back_at: null}
)",
      {{"round-table"}, {"anna"}, {"clinic"}, Instant{5}, true, 3, Instant{6}},
      R"(attendances {session_id: "round-table", person_id: "anna", organisation_id: "clinic", scanned_at: 5, )"
      R"(was_unknown: 1, derivable: 0, change: 3, taken_back_at: 6}
)");
}

// What was said is never changed.
TEST_F(RegistrationRows, AttendanceCorrection) {
  const std::string row =
      R"(attendance_corrections {session_id: "round-table", person_id: "anna", change: 1, kind: 2, code: 3, )"
      R"(reason: "why", corrected_by: "olga", corrected_at: 5, other_session_id: "seminar", other_person_id: "boris"}
)";
  expect_rows<AttendanceCorrection>(
      {"attendance_corrections"},
      {{"round-table"}, {"anna"}, 1, CorrectionKind::moved_away, CorrectionCode::did_not_come, "why", "olga",
       Instant{5}, {"seminar"}, {"boris"}},
      row,
      {{"round-table"}, {"anna"}, 1, CorrectionKind::restored, CorrectionCode::other, "else", "vera", Instant{6}, {},
       {}},
      row);
}

// The last of an organisation's counts stands, and the others are kept.
TEST_F(RegistrationRows, CountsOfSession) {
  const UnnamedCount first{{"round-table"}, {"school"}, 1, 5, "", "olga", Instant{3}};
  const UnnamedCount clinic{{"round-table"}, {"clinic"}, 1, 2, "", "olga", Instant{4}};
  const UnnamedCount second{{"round-table"}, {"school"}, 2, 4, "why", "vera", Instant{5}};
  const std::string counted =
      R"(unnamed_counts {session_id: "round-table", organisation_id: "clinic", change: 1, person_count: 2, )"
      R"(reason: "", counted_by: "olga", counted_at: 4}
unnamed_counts {session_id: "round-table", organisation_id: "school", change: 1, person_count: 5, )"
      R"(reason: "", counted_by: "olga", counted_at: 3}
)";
  expect_rows<CountsOfSession>({"unnamed_counts"}, {{"round-table"}, {clinic, first}}, counted,
                               {{"round-table"}, {clinic, second}},
                               counted +
                                   R"(unnamed_counts {session_id: "round-table", organisation_id: "school", )"
                                   R"(change: 2, person_count: 4, reason: "why", counted_by: "vera", counted_at: 5}
)");
  EXPECT_EQ(load<CountsOfSession>({"round-table"}).at(0).counts, (std::vector<UnnamedCount>{clinic, second}));
  EXPECT_EQ(load<CountsOfSession>({"seminar"}).size(), 0U);
}

// Of two in one batch the first one was never saved by itself.
TEST_F(RegistrationRows, CountsOfSessionThatWereReplacedAtOnce) {
  const UnnamedCount first{{"round-table"}, {"school"}, 1, 5, "", "olga", Instant{3}};
  const UnnamedCount second{{"round-table"}, {"school"}, 2, 4, "why", "vera", Instant{5}};
  save(CountsOfSession{{"round-table"}, {second}, {first}});
  EXPECT_EQ(load<CountsOfSession>({"round-table"}).at(0).counts, std::vector<UnnamedCount>{second});
  execute(Statement("DELETE FROM unnamed_counts WHERE change = 2"));
  EXPECT_EQ(load<CountsOfSession>({"round-table"}).at(0).counts, std::vector<UnnamedCount>{first});
}

TEST_F(RegistrationRows, UnknownPeople) {
  expect_rows<UnknownPeople>({"unknown_people"}, {{"round-table"}, 1},
                             R"(unknown_people {session_id: "round-table", counted: 1}
)",
                             {{"round-table"}, 2},
                             R"(unknown_people {session_id: "round-table", counted: 2}
)");
}

// What was scanned stays as it is; what somebody makes of it changes.
TEST_F(RegistrationRows, Unsettled) {
  expect_rows<Unsettled>(
      {"unsettled_scans"},
      {{{"kept"}, {"round-table"}, {"anna"}, Instant{4}, {CheckInFlag::unreadable_code}, "code"},
       {"sent"},
       {{"amur"}, {"perm"}},
       Stands::waits,
       Instant{10}},
      R"(unsettled_scans {check_in_id: "kept", sent_id: "sent", session_id: "round-table", person_id: "anna", )"
      R"(code: "code", scanned_at: 4, flags: 64, regions: "amur perm", stands: 1, uploaded_at: 10, counts_at: null, )"
      R"(counts_for: null, settled_by: null, settled_at: null, reason: null}
)",
      {{{"kept"}, {"seminar"}, {"boris"}, Instant{14}, {}, "other"},
       {"other"},
       {},
       Stands::discarded,
       Instant{20},
       {"workshop"},
       {"vera"},
       Settlement{"olga", Instant{24}, "twice"}},
      R"(unsettled_scans {check_in_id: "kept", sent_id: "sent", session_id: "round-table", person_id: "anna", )"
      R"(code: "code", scanned_at: 4, flags: 64, regions: "", stands: 6, uploaded_at: 10, counts_at: "workshop", )"
      R"(counts_for: "vera", settled_by: "olga", settled_at: 24, reason: "twice"}
)");
}

TEST_F(RegistrationRows, UnsettledThatSomebodySettled) {
  const Unsettled settled{{{"kept"}, {"round-table"}, {""}, Instant{4}, {}, ""},
                          {"sent"},
                          {},
                          Stands::counts,
                          std::nullopt,
                          {"workshop"},
                          {"vera"},
                          Settlement{"olga", Instant{24}, ""}};
  const std::string rows =
      R"(unsettled_scans {check_in_id: "kept", sent_id: "sent", session_id: "round-table", person_id: "", code: "", )"
      R"(scanned_at: 4, flags: 0, regions: "", stands: 2, uploaded_at: null, counts_at: "workshop", )"
      R"(counts_for: "vera", settled_by: "olga", settled_at: 24, reason: ""}
)";
  expect_rows<Unsettled>({"unsettled_scans"}, settled, rows, settled, rows);
}

}  // namespace
}  // namespace opora::registration
