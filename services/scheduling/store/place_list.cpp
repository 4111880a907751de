#include "scheduling/store/place_list.h"

#include <utility>

#include "platform/lane/stored_bodies.h"
#include "scheduling/store/places.h"

namespace opora::scheduling {
namespace {

constexpr ComposedStatement kCountries(
    "SELECT ", columns_of<Country>(), " FROM countries WHERE id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kCountryOf(
    "SELECT ", columns_of<Country>("c"), " FROM regions r JOIN countries c ON c.id = r.country_id "
    "WHERE r.id = :region AND c.id > :after ORDER BY c.id LIMIT :limit");
constexpr ComposedStatement kRegions(
    "SELECT ", columns_of<Region>(), " FROM regions WHERE id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kRegionItself(
    "SELECT ", columns_of<Region>(), " FROM regions WHERE id = :region AND id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kSites(
    "SELECT ", columns_of<Site>(), " FROM sites WHERE id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kSitesOf(
    "SELECT ", columns_of<Site>(), " FROM sites WHERE region_id = :region AND id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kVenues(
    "SELECT ", columns_of<Venue>(), " FROM venues WHERE id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kVenuesOf(
    "SELECT ", columns_of<Venue>("v"), " FROM sites s JOIN venues v ON v.site_id = s.id "
    "WHERE s.region_id = :region AND v.id > :after ORDER BY v.id LIMIT :limit");
constexpr ComposedStatement kRooms(
    "SELECT ", columns_of<Room>(), " FROM rooms WHERE id > :after ORDER BY id LIMIT :limit");
constexpr ComposedStatement kRoomsOf(
    "SELECT ", columns_of<Room>("m"), " FROM sites s JOIN venues v ON v.site_id = s.id "
    "JOIN rooms m ON m.venue_id = v.id WHERE s.region_id = :region AND m.id > :after ORDER BY m.id LIMIT :limit");

// Reads one kind after the other, until the page is full.
class Reading {
 public:
  Reading(Reader& reader, const RegionId& region, const PageCursor& after, int limit)
      : reader_(reader), region_(region), after_(after), limit_(limit) {}

  template <class T>
  Result<void> add(const Statement& everywhere, const Statement& of_region) {
    const std::int64_t kind = kind_of(T());
    const int left = limit_ - static_cast<int>(places_.size());
    if (kind < after_.number || left == 0) return {};
    const std::string from = kind == after_.number ? after_.id : "";
    auto rows = region_.empty()
                    ? reader_.query(everywhere, {{"after", from}, {"limit", left}})
                    : reader_.query(of_region, {{"region", region_}, {"after", from}, {"limit", left}});
    TRY(found, std::move(rows).map(values_of<T>));
    for (T& place : found) places_.emplace_back(std::move(place));
    return {};
  }

  std::vector<Place> take() && { return std::move(places_); }

 private:
  Reader& reader_;
  const RegionId& region_;
  const PageCursor& after_;
  const int limit_;
  std::vector<Place> places_;
};

}  // namespace

std::int64_t kind_of(const Place& place) { return static_cast<std::int64_t>(place.index()) + 1; }

PageCursor cursor_of(const Place& place) {
  return {kind_of(place), std::visit([](const auto& each) { return each.id.value; }, place)};
}

Result<std::vector<Place>> places_after(Reader& reader, const RegionId& region, const PageCursor& after, int limit) {
  Reading reading(reader, region, after, limit);
  TRY_DO(reading.add<Country>(kCountries, kCountryOf));
  TRY_DO(reading.add<Region>(kRegions, kRegionItself));
  TRY_DO(reading.add<Site>(kSites, kSitesOf));
  TRY_DO(reading.add<Venue>(kVenues, kVenuesOf));
  TRY_DO(reading.add<Room>(kRooms, kRoomsOf));
  return std::move(reading).take();
}

}  // namespace opora::scheduling
