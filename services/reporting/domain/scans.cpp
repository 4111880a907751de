#include "reporting/domain/scans.h"

#include <algorithm>

namespace opora::reporting {

ScanSetAside learn(const std::optional<ScanSetAside>& known, const ScanSetAside& news) {
  ScanSetAside learnt = news;
  if (known) learnt.standing = std::max(known->standing, news.standing);
  return learnt;
}

}  // namespace opora::reporting
