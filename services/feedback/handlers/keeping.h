// A series as one of its keepers finds it.
#pragma once

#include <string>
#include <vector>

#include "feedback/domain/keeper.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

struct KeptSeries {
  Series series;
  std::vector<Keeper> keepers;
  std::vector<Wave> waves;  // by when they open
  Keeper own;               // who asks
};

// Refused with UNKNOWN_SERIES and NOT_A_KEEPER.
Result<KeptSeries> kept_by(Reader& reader, const SeriesId& series, const std::string& account);

}  // namespace opora::feedback
