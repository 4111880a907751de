#include "scheduling/scopes.h"

#include <tuple>

#include "platform/lane/gather.h"
#include "scheduling/store/location.h"
#include "scheduling/store/places.h"
#include "scheduling/store/programmes.h"
#include "scheduling/store/rounds.h"
#include "scheduling/store/sessions.h"

namespace opora::scheduling {
namespace {

Scope in(const RegionId& region) { return {{{kRegionScope, {region.value}}}}; }

// Coordinators' tokens name regions, so one needs no looking up.
Result<Scope> scope_of_region(Reader&, const std::string& id) { return in(RegionId{id}); }

Result<Scope> scope_of_site(Reader& reader, const std::string& id) {
  TRY(site, reader.load<Site>(SiteId{id}));
  return in(site.region);
}

Result<Scope> scope_of_venue(Reader& reader, const std::string& id) {
  TRY(site, site_of(reader, VenueId{id}));
  return in(site.region);
}

Result<Scope> scope_of_room(Reader& reader, const std::string& id) {
  TRY(place, room_and_site(reader, RoomId{id}));
  return in(place.second.region);
}

Result<Scope> scope_of_session(Reader& reader, const std::string& id) {
  TRY(session, reader.load<Session>(SessionId{id}));
  TRY(site, reader.load<Site>(session.site));
  return in(site.region);
}

// Only of what coordinators may add: the names of countries, regions and programmes are the whole network's. Nor of an
// id that several things have, since a coordinator chooses the ids of theirs.
Result<Scope> scope_of_thing(Reader& reader, const std::string& id) {
  TRY(found, gather(reader, maybe<Session>({id}), maybe<Room>({id}), maybe<Venue>({id}), maybe<Site>({id}),
                    maybe<Country>({id}), maybe<Region>({id}), maybe<Programme>({id}), maybe<Project>({id}),
                    maybe<Round>({id})));
  const auto things = std::apply([](const auto&... each) { return ((each ? 1 : 0) + ...); }, found);
  if (things > 1) return Scope{};
  const auto& [session, room, venue, site, country, region, programme, project, round] = found;
  if (session) return scope_of_session(reader, id);
  if (room) return scope_of_room(reader, id);
  if (venue) return scope_of_venue(reader, id);
  if (site) return in(site->region);
  return Scope{};
}

}  // namespace

std::map<std::string, ScopeOf> scopes() {
  return {{"region_id", {{kRegionScope}, scope_of_region}},
          {"site_id", {{kRegionScope}, scope_of_site}},
          {"venue_id", {{kRegionScope}, scope_of_venue}},
          {"room_id", {{kRegionScope}, scope_of_room}},
          {"session_id", {{kRegionScope}, scope_of_session}},
          {"thing_id", {{kRegionScope}, scope_of_thing}}};
}

}  // namespace opora::scheduling
