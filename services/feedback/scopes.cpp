#include "feedback/scopes.h"

#include "feedback/store/facts.h"
#include "feedback/store/waves.h"

namespace opora::feedback {
namespace {

// In each region that the round is held in: a coordinator of any of them looks after its waves.
Result<Scope> scope_of_round(Reader& reader, const std::string& id) {
  TRY(regions, regions_of(reader, RoundId{id}));
  Scope scope;
  for (const RegionId& region : regions) scope.ids[kRegionScope].push_back(region.value);
  return scope;
}

Result<Scope> scope_of_series(Reader& reader, const std::string& id) {
  TRY(series, reader.load<Series>(SeriesId{id}));
  return scope_of_round(reader, series.about.round.value);
}

Result<Scope> scope_of_wave(Reader& reader, const std::string& id) {
  TRY(wave, reader.load<Wave>(WaveId{id}));
  return scope_of_series(reader, wave.series.value);
}

}  // namespace

std::map<std::string, ScopeOf> scopes() {
  return {{"round_id", {{kRegionScope}, scope_of_round}},
          {"series_id", {{kRegionScope}, scope_of_series}},
          {"wave_id", {{kRegionScope}, scope_of_wave}}};
}

}  // namespace opora::feedback
