#include "scheduling/service.h"

#include "opora/scheduling/v1/events.pb.h"
#include "scheduling/handlers/handlers.h"
#include "scheduling/invariants.h"
#include "scheduling/store/location.h"
#include "scheduling/store/places.h"
#include "scheduling/store/sessions.h"
#include "scheduling_migrations.h"

namespace opora {
namespace {

using namespace scheduling;

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

Service make_scheduling() {
  Service service;
  service.name = "scheduling";
  service.grpc_name = "opora.scheduling.v1.SchedulingService";
  service.event = scheduling::v1::Event::descriptor();
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
  service.places = {
      {"region_id", place_of_region}, {"site_id", place_of_site},       {"venue_id", place_of_venue},
      {"room_id", place_of_room},     {"session_id", place_of_session},
  };
  service.invariants = scheduling::invariants();
  return service;
}

}  // namespace opora
