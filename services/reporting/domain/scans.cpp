#include "reporting/domain/scans.h"

#include <algorithm>

namespace opora::reporting {

ScanSetAside updated(const std::optional<ScanSetAside>& known, const ScanSetAside& update) {
  ScanSetAside result = update;
  if (known) result.standing = std::max(known->standing, update.standing);
  return result;
}

}  // namespace opora::reporting
