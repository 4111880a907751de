#include "scheduling/service.h"

#include "opora/scheduling/v1/events.pb.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/invariants.h"
#include "scheduling/scopes.h"
#include "scheduling_migrations.h"
#include "scheduling_refusals_words.h"

namespace opora {

Service make_scheduling() {
  using namespace scheduling;
  return {
      .name = "scheduling",
      .contracts = {"opora.scheduling.v1.SchedulingService"},
      .event = v1::Event::descriptor(),
      .migrations = scheduling_migrations(),
      .refusals = &scheduling_refusals_words(),
      .handlers =
          {
              add_country,
              add_region,
              add_site,
              add_venue,
              add_room,
              add_programme,
              add_project,
              add_partnership,
              plan_round,
              add_round_regions,
              plan_session,
              publish_session,
              move_session,
              change_capacity,
              cancel_session,
              rename_thing,
              list_rounds,
              list_sessions,
              list_places,
              list_programmes,
              list_projects,
              list_partnerships,
              list_corrections,
          },
      .scopes = scopes(),
      .invariants = invariants(),
  };
}

}  // namespace opora
