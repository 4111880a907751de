#include "scheduling/service.h"

#include "opora/scheduling/v1/events.pb.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/invariants.h"
#include "scheduling/scopes.h"
#include "scheduling_migrations.h"

namespace opora {

Service make_scheduling() {
  using namespace scheduling;
  Service service;
  service.name = "scheduling";
  service.grpc_name = "opora.scheduling.v1.SchedulingService";
  service.event = v1::Event::descriptor();
  service.migrations = scheduling_migrations();
  service.handlers = {
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
      list_rounds,
      list_sessions,
  };
  service.scopes = scopes();
  service.invariants = invariants();
  return service;
}

}  // namespace opora
