#include "scheduling/handlers/handlers.h"
#include "scheduling/store/places.h"
#include "scheduling/wire.h"

namespace opora::scheduling {

Result<v1::AddCountryResponse> add_country(Transaction& tx, const v1::AddCountryRequest& request) {
  Country country = from_proto(request);
  TRY(known, tx.find<Country>(country.id));
  TRY(events, decide(known, country));
  if (!events.empty()) tx.save(std::move(country));
  tx.emit(events);
  return v1::AddCountryResponse();
}

}  // namespace opora::scheduling
