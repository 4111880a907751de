#include "registration/service.h"

#include <vector>

#include "opora/registration/v1/events.pb.h"
#include "registration/handlers/handlers.h"
#include "registration/invariants.h"
#include "registration/scopes.h"
#include "registration/wire.h"
#include "registration_migrations.h"
#include "registration_refusals_words.h"

namespace opora {
namespace {

std::vector<Handler> handlers() {
  using namespace registration;
  return {
      add_organisation,
      rename_organisation,
      add_roster_members,
      correct_person,
      end_membership,
      merge_people,
      unmerge_people,
      merge_organisations,
      unmerge_organisations,
      register_group,
      name_group_members,
      cancel_group,
      change_head_count,
      substitute_member,
      cancel_members,
      pass_over_waitlist,
      reopen_registration,
      check_in,
      check_in_batch,
      confirm_scans,
      discard_scans,
      discard_flagged_scans,
      take_back_attendance,
      restore_attendance,
      move_attendance,
      count_attendance,
      resolve_keys,
      get_seats,
      get_group,
      list_groups,
      list_expected,
      list_attendance,
      list_unsettled_scans,
      list_expiring_names,
      get_roster,
      list_corrections,
      get_person_history,
      list_organisations,
      list_likely_duplicates,
      list_likely_duplicate_organisations,
      list_withdrawals,
      list_conflicts,
      list_check_ins,
      list_attendance_corrections,
      list_attendance_counts,
      list_keys,
      find_expired_keys,
      end_registration,
      fill_seats,
      end_waitlist,
      admit_waiting_scans,
      find_old_names,
      find_old_names_result,
      on_session_published,
      on_session_moved,
      on_session_capacity_changed,
      on_session_cancelled,
  };
}

}  // namespace

Service make_registration() {
  using namespace registration;
  return {
      .name = "registration",
      .contracts = {"opora.registration.v1.RegistrationService"},
      .event = v1::Event::descriptor(),
      .migrations = registration_migrations(),
      .refusals = &registration_refusals_words(),
      .handlers = handlers(),
      .scopes = scopes(),
      .names_uncounted_within = {kSessionScope},  // what is told there are its lists, which a door reads all evening
      .guesses_uncounted_of = {network::v1::ROLE_ADMINISTRATOR},
      .invariants = invariants(),
      .standing_jobs = {old_names_job(PersonId{}, Instant{})},
      .read_models = {"sessions"},
  };
}

}  // namespace opora
