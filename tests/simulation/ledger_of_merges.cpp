// What the log tells of people and organisations who are one, and what follows for what it tells of them.
#include <algorithm>

#include "simulation/ledger.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

constexpr const char* kOneStep =
    "Whoever is merged away stands for nobody, is merged into somebody who was not, and that is numbered upwards.";
constexpr const char* kOnlyMergedPart = "Only those are taken apart who were merged.";
constexpr const char* kOneGroup = "Nobody is named in a second group of a session, under whichever id.";

std::string pair_of(const std::string& kept, const std::string& merged) { return kept + " and " + merged; }

}  // namespace

void Ledger::read(const v1::PeopleMerged& event) {
  const std::string what = "people " + pair_of(event.kept_person_id(), event.merged_person_id());
  ++corrections_[event.kept_person_id()];
  ++corrections_[event.merged_person_id()];
  verdict_.expect(people_.merge(event.kept_person_id(), event.merged_person_id(), event.change()), kOneStep, what);
}

void Ledger::read(const v1::PeopleUnmerged& event) {
  const std::string what = "people " + pair_of(event.kept_person_id(), event.merged_person_id());
  ++corrections_[event.kept_person_id()];
  ++corrections_[event.merged_person_id()];
  trace_.met("two people who are two after all");
  verdict_.expect(people_.part(event.kept_person_id(), event.merged_person_id(), event.change()), kOnlyMergedPart,
                  what);
}

void Ledger::read(const v1::OrganisationsMerged& event) {
  const std::string &kept = event.kept_organisation_id(), &merged = event.merged_organisation_id();
  verdict_.expect(organisations_.merge(kept, merged, event.change()), kOneStep,
                  "organisations " + pair_of(kept, merged));
}

void Ledger::read(const v1::OrganisationsUnmerged& event) {
  const std::string &kept = event.kept_organisation_id(), &merged = event.merged_organisation_id();
  organisations_.tell_apart(kept, merged);
  if (!event.were_merged()) return trace_.met("two organisations that are said to be two");
  trace_.met("two organisations that are two after all");
  verdict_.expect(organisations_.part(kept, merged, event.change()), kOnlyMergedPart,
                  "organisations " + pair_of(kept, merged));
}

// As it was decided: by who was one with whom at that moment.
void Ledger::expect_in_one_group(const std::string& group, const std::string& person) {
  const std::vector<std::string> ids = people_.ids_of(person);
  const std::string& session = groups_.at(group).session;
  for (const auto& [other, told] : groups_) {
    if (told.session != session || told.cancelled) continue;
    const bool is_there = std::ranges::any_of(ids, [&](const std::string& id) {
      return told.members.contains(id) && (other != group || id != person);
    });
    verdict_.expect(!is_there, kOneGroup, "person " + person + " in group " + group);
  }
}

std::set<std::pair<std::string, std::string>> Ledger::who_came() const {
  std::set<std::pair<std::string, std::string>> came;
  for (const auto& [where, attendance] : attendances_)
    if (attendance.counts && !came.emplace(where.first, people_.kept_of(where.second)).second)
      trace_.met("somebody who came under two ids");
  return came;
}

std::string Ledger::with_whom(const std::string& session, const std::string& person) const {
  const std::vector<std::string> ids = people_.ids_of(person);
  std::string organisation = sent_by(session, ids);
  if (organisation.empty()) organisation = worked_at(session, ids);
  if (organisation.empty()) organisation = said_of(session, ids);
  return organisation.empty() ? organisation : organisations_.kept_of(organisation);
}

// Somebody with several ids may be in several groups: the first organisation by its id.
std::string Ledger::sent_by(const std::string& session, const std::vector<std::string>& ids) const {
  std::set<std::string> organisations;
  for (const auto& [id, group] : groups_) {
    const std::set<std::string>& members = group.members;
    const auto is_in_it = [&](const std::string& each) { return members.contains(each); };
    if (group.session == session && group.confirmed && !group.cancelled && std::ranges::any_of(ids, is_in_it))
      organisations.insert(group.organisation);
  }
  if (organisations.size() > 1) trace_.met("somebody whom two organisations have sent");
  return organisations.empty() ? "" : *organisations.begin();
}

std::string Ledger::worked_at(const std::string& session, const std::vector<std::string>& ids) const {
  const std::string day = sessions_.at(session).facts.local_start().substr(0, 10);
  const ToldMembership* first = nullptr;
  for (const std::string& id : ids)
    for (const ToldMembership& each : memberships_of(id)) {
      const bool is_there = each.from <= day && (each.until.empty() || day <= each.until);
      if (is_there && (first == nullptr || std::pair(each.from, each.organisation) <
                                               std::pair(first->from, first->organisation)))
        first = &each;
    }
  return first == nullptr ? "" : first->organisation;
}

// As it was said when they came: of several ids the last by the organisation's. What rests on a roster on which they no
// longer were is nothing.
std::string Ledger::said_of(const std::string& session, const std::vector<std::string>& ids) const {
  std::string last;
  for (const std::string& id : ids) {
    const auto attendance = attendances_.find({session, id});
    if (attendance == attendances_.end() || !attendance->second.counts) continue;
    const std::string& said = attendance->second.organisation;
    const bool is_corrected = std::ranges::any_of(ids, [&](const std::string& each) {
      return std::ranges::any_of(memberships_of(each), [&](const ToldMembership& membership) {
        return membership.organisation == said && membership.is_corrected;
      });
    });
    if (is_corrected) trace_.met("somebody who came after they had left");
    if (!is_corrected) last = std::max(last, said);
  }
  return last;
}

}  // namespace opora::simulation
