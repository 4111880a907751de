#include "feedback/store/waves.h"

#include <array>

#include <nlohmann/json.hpp>

#include "platform/lane/stored_bodies.h"

namespace opora::feedback {
namespace {

constexpr Statement kOfSeries("SELECT wave_id FROM waves WHERE series_id = :series ORDER BY opens_at_us, wave_id");
constexpr Statement kAfter(
    "SELECT w.wave_id FROM wave_series s JOIN waves w ON w.series_id = s.series_id "
    "WHERE s.round_id = :round AND (w.opens_at_us, w.wave_id) > (:opens_at_us, :id) "
    "ORDER BY w.opens_at_us, w.wave_id LIMIT :limit");

}  // namespace

std::string to_column(const PartitionGroups& groups) {
  auto list = nlohmann::json::array();
  for (const PartitionGroup& group : groups) list.push_back({{"code", group.code}, {"options", group.options}});
  return list.dump();
}

PartitionGroups from_column(Type<PartitionGroups>, const std::string& column) {
  PartitionGroups groups;
  for (const auto& group : nlohmann::json::parse(column))
    groups.push_back({group.at("code").get<std::string>(), group.at("options").get<std::vector<std::string>>()});
  return groups;
}

Result<std::vector<Wave>> waves_of(Reader& reader, const SeriesId& series) {
  TRY(ids, reader.query(kOfSeries, {{"series", series}}).map(values_of<WaveId>));
  return reader.load_all<Wave>(ids);
}

Result<std::vector<Keeper>> keepers_of(Reader& reader, const SeriesId& series) {
  const std::array<Stored<Keeper>::Key, 2> both{Stored<Keeper>::Key{series, 1}, Stored<Keeper>::Key{series, 2}};
  return reader.load_all<Keeper>(both);
}

PageCursor cursor_of(const Wave& wave) { return {wave.opens_at.us, wave.id.value}; }

Result<std::vector<Wave>> waves_after(Reader& reader, const RoundId& round, const PageCursor& after, int limit) {
  TRY(ids, reader
               .query(kAfter, {{"round", round}, {"opens_at_us", after.number}, {"id", after.id}, {"limit", limit}})
               .map(values_of<WaveId>));
  return reader.load_all<Wave>(ids);
}

}  // namespace opora::feedback

OPORA_STORED(opora::feedback::Series);
OPORA_STORED(opora::feedback::Wave);
OPORA_STORED(opora::feedback::Keeper);
