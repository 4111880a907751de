#include "feedback/handlers/keeping.h"

#include <utility>

#include "feedback/store/waves.h"
#include "platform/lane/gather.h"

namespace opora::feedback {

Result<KeptSeries> kept_by(Reader& reader, const SeriesId& series, const std::string& account) {
  TRY(found, gather(reader, one<Series>(series), [&](Reader& each) { return keepers_of(each, series); },
                    [&](Reader& each) { return waves_of(each, series); }));
  auto& [known, keepers, waves] = found;
  TRY(own, keeper_of(keepers, account));
  return KeptSeries{std::move(known), std::move(keepers), std::move(waves), std::move(own)};
}

}  // namespace opora::feedback
