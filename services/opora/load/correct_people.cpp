#include "opora/load/correct_people.h"

#include <algorithm>

#include "opora/load/compare_parts.h"
#include "platform/proto/enum_code.h"
#include "platform/text/typed_text.h"
#include "registration/domain/correct_person.h"
#include "registration/domain/end_membership.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;
using registration::CorrectedBy;
using registration::CorrectionReason;

constexpr const char* kWhy = "Corrected in the list";

template <class Request>
Request stamped(const registration::OrganisationId& organisation, const registration::PersonId& person,
                const CorrectionReason& reason) {
  Request request;
  request.set_organisation_id(organisation.value);
  request.set_person_id(person.value);
  request.set_reason(reason.text);
  request.set_list(reason.list);
  request.set_seen_revision(reason.seen_revision);
  return request;
}

void correct_person(const registration::Mention& row, const registration::OrganisationId& wanted,
                    const std::string& list, RowCorrection& correction) {
  registration::Person& person = correction.person_then;
  const bool is_renamed = !row.name.empty() && !person.name.empty() && !same_folded(row.name, person.name);
  const bool is_known_for_work = person.occupation != registration::Occupation::unspecified;
  const bool works_as_another = is_known_for_work && row.occupation != person.occupation;
  if (is_renamed) add_change(correction.changes, "name", person.name, row.name);
  if (works_as_another)
    add_change(correction.changes, "occupation", occupation_in_files(person.occupation),
               occupation_in_files(row.occupation));
  if (correction.changes.empty()) return;
  if (person.corrected_by == CorrectedBy::hand) correction.refusal = "CORRECTED_SINCE";

  // Through an organisation whose they are.
  std::vector<registration::OrganisationId> theirs;
  for (const registration::Membership& each : correction.career_then.memberships) theirs.push_back(each.organisation);
  const bool is_of_wanted = std::ranges::find(theirs, wanted) != theirs.end();
  const registration::CorrectPerson command{is_of_wanted ? wanted : theirs.front(), person.id,
                                            is_renamed ? row.name : "",
                                            works_as_another ? row.occupation : registration::Occupation::unspecified,
                                            {kWhy, list, registration::revision_of(person)}};
  auto request = stamped<v1::CorrectPersonRequest>(command.organisation, person.id, command.reason);
  request.set_name(command.name);
  request.set_occupation(static_cast<v1::Occupation>(command.occupation));
  correction.person = std::move(request);
  auto decided = registration::decide(registration::CorrectPersonFacts{person, std::move(theirs)}, command);
  if (decided)
    person = std::move(decided->person);
  else
    correction.refusal = decided.error().reason;
}

void correct_last_day(const registration::Membership& row, const std::string& list, RowCorrection& correction) {
  const registration::Career& career = correction.career_then;
  const auto present = std::ranges::find_if(career.memberships, [&](const registration::Membership& each) {
    return each.organisation == row.organisation && each.from_date == row.from_date;
  });
  if (present == career.memberships.end() || present->until_date == row.until_date) return;
  add_change(correction.changes, "until_date", present->until_date, row.until_date);
  if (present->until_corrected_by == CorrectedBy::hand) correction.refusal = "CORRECTED_SINCE";

  const registration::Person& person = correction.person_then;
  const registration::EndMembership command{row.organisation, person.id, row.from_date, row.until_date,
                                            {kWhy, list, registration::revision_of(person)}};
  auto request = stamped<v1::EndMembershipRequest>(command.organisation, person.id, command.reason);
  request.set_from_date(command.from_date);
  request.set_until_date(command.until_date);
  correction.last_day = std::move(request);
  auto decided = registration::decide(registration::EndMembershipFacts{person, career}, command);
  if (!decided) {
    correction.refusal = decided.error().reason;
    return;
  }
  correction.person_then = std::move(decided->person);
  correction.career_then = std::move(decided->career);
}

}  // namespace

std::string occupation_in_files(registration::Occupation occupation) {
  std::string code = code_of(static_cast<v1::Occupation>(occupation));
  std::ranges::replace(code, '_', '-');
  return code;
}

RowCorrection correct_row(const registration::Person& known, const registration::Career& career,
                          const registration::AddRosterMembers::Member& row, const std::string& list) {
  RowCorrection correction{{}, "", {}, {}, known, career};
  if (career.memberships.empty()) return correction;  // in a group alone
  correct_person(row.mention, row.membership.organisation, list, correction);
  correct_last_day(row.membership, list, correction);
  return correction;
}

// Before any row is added: the one that ends a membership may stand below the one that begins the next.
void Comparer::correct_members(const Stage& stage) {
  if (standing_.people.empty()) return;
  for (const Chain& chain : stage.chains)
    for (const Command& command : chain)
      if (const auto request = as<v1::AddRosterMembersRequest>(command)) {
        const registration::AddRosterMembers wanted = registration::from_proto(*request);
        for (std::size_t row = 0; row < wanted.members.size(); ++row) correct_member(command, row, wanted.members[row]);
      }
}

// Puts right what the platform says otherwise of somebody, or tells that it can't be.
void Comparer::correct_member(const Command& command, std::size_t row,
                              const registration::AddRosterMembers::Member& member) {
  const std::string& id = member.mention.person.value;
  const auto known = person(id);
  if (!known || !standing_.people.contains(id)) return;
  // What somebody with several jobs works as is each roster's to say, and no load changes it.
  registration::AddRosterMembers::Member stated = member;
  if (several_jobs_.contains(id)) stated.mention.occupation = known->occupation;
  RowCorrection correction = correct_row(*known, career(id), stated, list_);
  if (correction.changes.empty()) return;
  if (!correction.refusal.empty()) {
    uncorrected_lines_.insert(command.lines.at(row));
    return refuse_changed(command, row, correction.changes, correction.refusal);
  }
  corrected_lines_.insert(command.lines.at(row));
  table(command).changed.add({command.lines.at(row), key_of_person(id), correction.changes});
  if (correction.person) correct(command, row, id, *std::move(correction.person));
  if (correction.last_day) correct(command, row, id, *std::move(correction.last_day));
  corrected_.insert_or_assign(id, std::move(correction.person_then));
  corrected_careers_.insert_or_assign(id, std::move(correction.career_then));
}

// Before the rows that go by what was put right.
void Comparer::add_corrections() {
  if (corrections_.empty()) return;
  Stage corrections{"corrections", {}};
  for (auto& [person, chain] : corrections_) corrections.chains.push_back(std::move(chain));
  corrections_.clear();
  comparison_.to_do.stages.push_back(std::move(corrections));
}

}  // namespace opora::load
