#include "scheduling/store/places.h"

#include "scheduling/store/localized_text.h"
#include "scheduling/store/rows.h"

namespace opora {

using namespace scheduling;

namespace {

constexpr Statement kLoadCountry("SELECT id, code, name FROM countries WHERE id = :id");
constexpr Statement kSaveCountry(
    "INSERT INTO countries (id, code, name) VALUES (:id, :code, :name) "
    "ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name");

constexpr Statement kLoadRegion("SELECT id, country_id, name FROM regions WHERE id = :id");
constexpr Statement kSaveRegion(
    "INSERT INTO regions (id, country_id, name) VALUES (:id, :country_id, :name) "
    "ON CONFLICT (id) DO UPDATE SET country_id = excluded.country_id, name = excluded.name");

constexpr Statement kLoadSite("SELECT id, region_id, name, time_zone FROM sites WHERE id = :id");
constexpr Statement kSaveSite(
    "INSERT INTO sites (id, region_id, name, time_zone) VALUES (:id, :region_id, :name, :time_zone) "
    "ON CONFLICT (id) DO UPDATE SET region_id = excluded.region_id, name = excluded.name, "
    "time_zone = excluded.time_zone");

constexpr Statement kLoadVenue("SELECT id, site_id, name FROM venues WHERE id = :id");
constexpr Statement kSaveVenue(
    "INSERT INTO venues (id, site_id, name) VALUES (:id, :site_id, :name) "
    "ON CONFLICT (id) DO UPDATE SET site_id = excluded.site_id, name = excluded.name");

constexpr Statement kLoadRoom("SELECT id, venue_id, name, capacity FROM rooms WHERE id = :id");
constexpr Statement kSaveRoom(
    "INSERT INTO rooms (id, venue_id, name, capacity) VALUES (:id, :venue_id, :name, :capacity) "
    "ON CONFLICT (id) DO UPDATE SET venue_id = excluded.venue_id, name = excluded.name, capacity = excluded.capacity");

}  // namespace

std::vector<Country> Stored<Country>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Country>(sql.query_each(kLoadCountry, keys, bind_id), [](const Row& row) {
    return Country{row.id<CountryId>(0), row.text(1), localized_text(row.text(2))};
  });
}

void Stored<Country>::save(Sql& sql, std::span<const Country> values) {
  sql.execute_each(kSaveCountry, values, [](const Country& country, const auto& next) {
    next({{"id", country.id}, {"code", country.code}, {"name", to_column(country.name)}});
  });
}

std::vector<Region> Stored<Region>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Region>(sql.query_each(kLoadRegion, keys, bind_id), [](const Row& row) {
    return Region{row.id<RegionId>(0), row.id<CountryId>(1), localized_text(row.text(2))};
  });
}

void Stored<Region>::save(Sql& sql, std::span<const Region> values) {
  sql.execute_each(kSaveRegion, values, [](const Region& region, const auto& next) {
    next({{"id", region.id}, {"country_id", region.country}, {"name", to_column(region.name)}});
  });
}

std::vector<Site> Stored<Site>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Site>(sql.query_each(kLoadSite, keys, bind_id), [](const Row& row) {
    return Site{row.id<SiteId>(0), row.id<RegionId>(1), localized_text(row.text(2)), row.text(3)};
  });
}

void Stored<Site>::save(Sql& sql, std::span<const Site> values) {
  sql.execute_each(kSaveSite, values, [](const Site& site, const auto& next) {
    next({{"id", site.id}, {"region_id", site.region}, {"name", to_column(site.name)}, {"time_zone", site.time_zone}});
  });
}

std::vector<Venue> Stored<Venue>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Venue>(sql.query_each(kLoadVenue, keys, bind_id), [](const Row& row) {
    return Venue{row.id<VenueId>(0), row.id<SiteId>(1), localized_text(row.text(2))};
  });
}

void Stored<Venue>::save(Sql& sql, std::span<const Venue> values) {
  sql.execute_each(kSaveVenue, values, [](const Venue& venue, const auto& next) {
    next({{"id", venue.id}, {"site_id", venue.site}, {"name", to_column(venue.name)}});
  });
}

std::vector<Room> Stored<Room>::load(Sql& sql, std::span<const Key> keys) {
  return values_of<Room>(sql.query_each(kLoadRoom, keys, bind_id), [](const Row& row) {
    return Room{row.id<RoomId>(0), row.id<VenueId>(1), localized_text(row.text(2)),
                static_cast<std::int32_t>(row.integer(3))};
  });
}

void Stored<Room>::save(Sql& sql, std::span<const Room> values) {
  sql.execute_each(kSaveRoom, values, [](const Room& room, const auto& next) {
    next({{"id", room.id}, {"venue_id", room.venue}, {"name", to_column(room.name)}, {"capacity", room.capacity}});
  });
}

}  // namespace opora
