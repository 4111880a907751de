#include "registration/domain/merge_organisations.h"

#include "registration/domain/merge_people.h"

namespace opora::registration {
namespace {

Result<void> check_pair(const Organisation& one, const Organisation& other, bool answers_for_other) {
  if (one.id == other.id) return nothing_to_merge();
  if (!answers_for_other) return organisation_of_others();
  return {};
}

Standing standing_of(const Organisation& organisation) {
  return {!organisation.merged_into.empty(), organisation.merged_count};
}

}  // namespace

Result<OrganisationMerging> decide_merge(const Organisation& kept, const Organisation& merged,
                                         bool answers_for_merged) {
  TRY_DO(check_pair(kept, merged, answers_for_merged));
  OrganisationMerging merging{{}, kept, merged};
  if (merged.merged_into == kept.id) return merging;
  TRY_DO(check_standing(standing_of(kept), standing_of(merged)));
  merging.merged.merged_into = kept.id;
  ++merging.merged.merge_changes;
  ++merging.kept.merged_count;
  merging.events.push_back(OrganisationsMerged{kept.id, merged.id, merging.merged.merge_changes});
  return merging;
}

Result<OrganisationParting> decide_apart(const Organisation& one, const Organisation& other, bool answers_for_other,
                                         bool is_told) {
  TRY_DO(check_pair(one, other, answers_for_other));
  if (!one.merged_into.empty() && one.merged_into == other.merged_into) return merged_into_a_third();
  const bool is_kept = one.merged_into != other.id;
  OrganisationParting parting{{}, is_kept ? one : other, is_kept ? other : one};
  parting.were_merged = parting.merged.merged_into == parting.kept.id;
  if (!parting.were_merged) {
    if (!is_told) parting.events.push_back(OrganisationsUnmerged{parting.kept.id, parting.merged.id, 0, false});
    return parting;
  }
  parting.merged.merged_into = {};
  ++parting.merged.merge_changes;
  --parting.kept.merged_count;
  parting.events.push_back(
      OrganisationsUnmerged{parting.kept.id, parting.merged.id, parting.merged.merge_changes, true});
  return parting;
}

}  // namespace opora::registration
