// What is known of attendances, and of those who were counted without names, after one more event told `update` about
// them: in any order, and more than once, it gives the same. What was said last stands.
#pragma once

#include <optional>

#include "reporting/domain/facts.h"

namespace opora::reporting {

Attendance updated(const std::optional<Attendance>& known, const Attendance& update);
UnnamedCount updated(const std::optional<UnnamedCount>& known, const UnnamedCount& update);

}  // namespace opora::reporting
