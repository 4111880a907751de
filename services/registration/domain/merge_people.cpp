#include "registration/domain/merge_people.h"

#include <algorithm>
#include <utility>

#include "registration/domain/correct_person.h"

namespace opora::registration {
namespace {

Result<void> check_pair(const TwoPeopleFacts& facts, const TwoPeople& command) {
  if (command.person == command.other) return nothing_to_merge();
  if (!facts.answers_for_other) return organisation_of_others();
  TRY_DO(check_of_organisation({facts.person, facts.organisations}, command.organisation));
  return check_of_organisation({facts.other, facts.other_organisations}, command.other_organisation);
}

Standing standing_of(const Person& person) { return {!person.merged_into.empty(), person.merged_count}; }

// Each of both is told of it in their own record.
void note(Person& person) { ++person.corrections; }

}  // namespace

tl::unexpected<Error> nothing_to_merge() {
  return refuse(Code::invalid, "NOTHING_TO_MERGE", "Both are the same. Name two.");
}

tl::unexpected<Error> organisation_of_others() {
  return refuse(Code::denied, "ORGANISATION_OF_OTHERS",
                "The other organisation lies in another region. Ask somebody who answers for both, or an "
                "administrator.");
}

tl::unexpected<Error> merged_into_a_third() {
  return refuse(Code::conflict, "MERGED_INTO_A_THIRD",
                "Both are merged into a third one, which stands for both. Take one of them apart from that.");
}

Result<void> check_standing(const Standing& kept, const Standing& merged) {
  if (kept.was_merged)
    return refuse(Code::conflict, "KEPT_WAS_MERGED",
                  "What is to be kept was merged into another one. Merge into that one, or take the two apart first.");
  if (merged.was_merged)
    return refuse(Code::conflict, "MERGED_BEFORE",
                  "What is to be merged was merged into another one before. Take the two apart first.");
  if (merged.merged_count > 0)
    return refuse(Code::conflict, "OTHERS_MERGED_INTO_IT",
                  "Others are merged into the one that is to go. Keep that one, or take them apart from it first.");
  if (kept.merged_count >= kMergedMax)
    return refuse(Code::conflict, "TOO_MANY_MERGED",
                  "As many as may be are merged into the one that is to be kept. Look whether all of them are one.");
  return {};
}

Result<Merging> decide_merge(const TwoPeopleFacts& facts, const TwoPeople& command) {
  TRY_DO(check_pair(facts, command));
  Merging merging{{}, *facts.person, *facts.other};
  Person& kept = merging.person;
  Person& merged = merging.other;
  if (merged.merged_into == kept.id) return merging;
  TRY_DO(check_standing(standing_of(kept), standing_of(merged)));
  merged.merged_into = kept.id;
  ++kept.merged_count;
  note(kept);
  note(merged);
  merging.events.push_back(PeopleMerged{kept.id, merged.id, merged.corrections});
  return merging;
}

Result<Parting> decide_apart(const TwoPeopleFacts& facts, const TwoPeople& command, bool is_told) {
  TRY_DO(check_pair(facts, command));
  Parting parting{{}, *facts.person, *facts.other};
  const bool has_third = !parting.person.merged_into.empty() && parting.person.merged_into == parting.other.merged_into;
  if (has_third) return merged_into_a_third();
  const bool is_kept = parting.other.merged_into == parting.person.id;
  parting.were_merged = is_kept || parting.person.merged_into == parting.other.id;
  parting.is_news = parting.were_merged || !is_told;
  if (!parting.is_news) return parting;
  note(parting.person);
  note(parting.other);
  if (!parting.were_merged) return parting;
  Person& kept = is_kept ? parting.person : parting.other;
  Person& merged = is_kept ? parting.other : parting.person;
  merged.merged_into = {};
  --kept.merged_count;
  parting.events.push_back(PeopleUnmerged{kept.id, merged.id, merged.corrections});
  return parting;
}

}  // namespace opora::registration
