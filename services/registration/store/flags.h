// Flags of scans as a number of a column: bit n is the flag of number n.
#pragma once

#include <cstdint>

#include "registration/domain/events.h"

namespace opora::registration {

std::int64_t bits_of(const Flags& flags);
Flags flags_in(std::int64_t bits);

}  // namespace opora::registration
