#include "feedback/service.h"

#include <vector>

#include "feedback/handlers/handlers.h"
#include "feedback/invariants.h"
#include "feedback/scopes.h"
#include "feedback/store/overdue.h"
#include "feedback_migrations.h"
#include "feedback_refusals_words.h"
#include "opora/feedback/v1/events.pb.h"

namespace opora {
namespace {

std::vector<Handler> handlers() {
  using namespace feedback;
  return {
      add_scale,
      add_questionnaire,
      draft_waves,
      tends_sealed(close_wave),
      give_up_wave,
      get_wave,
      list_waves,
      get_questionnaire,
      list_open_answers,

      // Anybody who holds a token.
      submit_answers,

      // Keepers, and whoever draws sheets.
      add_keeper,
      confirm_keeper,
      replace_keeper,
      issue_sheets,
      open_wave,

      open_for_answers,
      remind_of_wave,
      tends_sealed(end_answering),
      count_eligible,
      tends_sealed(delete_sealed),
      drop_staging,

      // scheduling
      on_round_planned,
      on_round_regions_added,
      on_session_published,
      on_session_cancelled,

      // registration
      on_group_confirmed,
      on_group_waitlisted,
      on_group_members_named,
      on_group_cancelled,
      on_group_head_count_changed,
      on_group_member_substituted,
      on_group_members_cancelled,
      on_attendance_recorded,
      on_attendance_taken_back,
      on_attendance_counted,
      on_people_merged,
      on_people_unmerged,
  };
}

}  // namespace

Service make_feedback() {
  using namespace feedback;
  return {
      .name = "feedback",
      .contracts = {"opora.feedback.v1.FeedbackService"},
      .event = v1::Event::descriptor(),
      .migrations = feedback_migrations(),
      .refusals = &feedback_refusals_words(),
      .handlers = handlers(),
      .scopes = scopes(),
      .invariants = invariants(),
      .overdue = {{"waves_to_close", waves_to_close}, {"waves_to_open", waves_to_open}},
      .sealed_tables = {"sheet_tokens", "spent_tokens", "sealed_answers"},
      .read_models = {"rounds", "round_projects", "round_regions", "sessions", "groups_told", "members_told",
                      "attendances_told", "unnamed_told", "merges_told"},
  };
}

}  // namespace opora
