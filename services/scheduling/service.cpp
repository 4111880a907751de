#include "scheduling/service.h"

#include "opora/scheduling/v1/events.pb.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/invariants.h"
#include "scheduling/store/location.h"
#include "scheduling/store/places.h"
#include "scheduling/store/sessions.h"
#include "scheduling_migrations.h"

namespace opora::scheduling {
namespace {

// Regions are the scopes that coordinators' tokens name, so one needs no looking up.
Result<Place> place_of_region(Reader&, const std::string& id) { return Place{.regions = {id}}; }

Result<Place> place_of_site(Reader& reader, const std::string& id) {
  TRY(site, reader.load<Site>(SiteId{id}));
  return Place{.regions = {site.region.value}};
}

Result<Place> place_of_venue(Reader& reader, const std::string& id) {
  TRY(site, site_of(reader, VenueId{id}));
  return Place{.regions = {site.region.value}};
}

Result<Place> place_of_room(Reader& reader, const std::string& id) {
  TRY(site, site_of(reader, RoomId{id}));
  return Place{.regions = {site.region.value}};
}

Result<Place> place_of_session(Reader& reader, const std::string& id) {
  TRY(session, reader.load<Session>(SessionId{id}));
  TRY(site, reader.load<Site>(session.site));
  return Place{.regions = {site.region.value}, .session = id};
}

}  // namespace
}  // namespace opora::scheduling

namespace opora {

Service make_scheduling() {
  using namespace scheduling;
  return {
      .name = "scheduling",
      .contracts = {"opora.scheduling.v1.SchedulingService"},
      .event = v1::Event::descriptor(),
      .migrations = scheduling_migrations(),
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
              list_rounds,
              list_sessions,
          },
      .places =
          {
              {"region_id", place_of_region},
              {"site_id", place_of_site},
              {"venue_id", place_of_venue},
              {"room_id", place_of_room},
              {"session_id", place_of_session},
          },
      .invariants = invariants(),
  };
}

}  // namespace opora
