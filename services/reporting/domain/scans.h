// What is known of a scan that was set aside.
#pragma once

#include <optional>

#include "reporting/domain/facts.h"

namespace opora::reporting {

// What is known of a scan after one more event told `update` about it: in any order, and more than once, it gives the
// same.
ScanSetAside updated(const std::optional<ScanSetAside>& known, const ScanSetAside& update);

}  // namespace opora::reporting
