#include "reporting/scopes.h"

#include "reporting/store/rounds.h"

namespace opora::reporting {
namespace {

// In each of its regions: a coordinator of any of them reads the whole report.
Result<Scope> scope_of_round(Reader& reader, const std::string& id) {
  TRY(regions, regions_of(reader, RoundId{id}));
  Scope scope;
  for (const RegionId& region : regions) scope.ids[kRegionScope].push_back(region.value);
  return scope;
}

Result<Scope> scope_of_region(Reader&, const std::string& id) { return Scope{{{kRegionScope, {id}}}}; }

}  // namespace

std::map<std::string, ScopeOf> scopes() {
  return {{"round_id", {{kRegionScope}, scope_of_round}}, {"region_id", {{kRegionScope}, scope_of_region}}};
}

}  // namespace opora::reporting
