#include "reporting/service.h"

#include <vector>

#include "reporting/handlers/handlers.h"
#include "reporting/invariants.h"
#include "reporting/scopes.h"
#include "reporting/store/progress.h"
#include "reporting_migrations.h"
#include "reporting_refusals_words.h"

namespace opora {
namespace {

std::vector<Handler> handlers() {
  using namespace reporting;
  return {
      get_round_report,
      list_overlapping_attendances,

      // scheduling
      on_region_added,
      on_site_added,
      on_venue_added,
      on_room_added,
      on_programme_added,
      on_project_added,
      on_partnership_added,
      on_round_planned,
      on_round_regions_added,
      on_session_published,
      on_session_moved,
      on_session_capacity_changed,
      on_session_cancelled,
      on_thing_renamed,

      // registration
      on_organisation_added,
      on_organisation_renamed,
      on_organisations_merged,
      on_organisations_unmerged,
      on_group_confirmed,
      on_group_waitlisted,
      on_group_members_named,
      on_group_cancelled,
      on_group_head_count_changed,
      on_group_member_substituted,
      on_group_members_cancelled,
      on_roster_member_added,
      on_roster_member_changed,
      on_people_merged,
      on_people_unmerged,
      on_attendance_recorded,
      on_attendance_taken_back,
      on_attendance_counted,
      on_scan_set_aside,
      on_scan_settled,
  };
}

}  // namespace

Service make_reporting() {
  using namespace reporting;
  return {
      .name = "reporting",
      .contracts = {"opora.reporting.v1.ReportingService"},
      .migrations = reporting_migrations(),
      .refusals = &reporting_refusals_words(),
      .handlers = handlers(),
      .scopes = scopes(),
      .invariants = invariants(),
      .read_models = {"names", "former_names", "rounds", "round_projects", "round_regions", "partnerships", "rooms",
                      "sessions", "session_details", "session_moves", "group_seats",
                      "attendances", "unnamed_counts", "group_members", "roster", "scans_set_aside",
                      "merged_people", "merged_organisations", "organisations_apart"},
      // Builds from before figures were derived passed over who is named where, and left out of groups who sends them;
      // and of rounds the regions that they are held in. Those from before reports listed sessions passed over venues,
      // rooms and where and when sessions are, and left out when groups and attendances were told. Those from before
      // reports listed each move of a session kept the last one alone.
      .relearn = {kLearntRevision,
                  {scheduling::v1::RoundPlanned::descriptor(), scheduling::v1::VenueAdded::descriptor(),
                   scheduling::v1::RoomAdded::descriptor(), scheduling::v1::SessionPublished::descriptor(),
                   scheduling::v1::SessionMoved::descriptor(), scheduling::v1::SessionCapacityChanged::descriptor(),
                   scheduling::v1::SessionCancelled::descriptor(), registration::v1::GroupConfirmed::descriptor(),
                   registration::v1::GroupWaitlisted::descriptor(), registration::v1::GroupCancelled::descriptor(),
                   registration::v1::GroupMembersNamed::descriptor(),
                   registration::v1::AttendanceRecorded::descriptor(),
                   registration::v1::RosterMemberAdded::descriptor()}},
  };
}

}  // namespace opora
