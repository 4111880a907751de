// Flags of scans as a number of a column: bit n is the flag of number n.
#pragma once

#include <cstdint>

#include "platform/sql/table.h"
#include "registration/domain/events.h"

namespace opora::registration {

constexpr std::int64_t bit_of(CheckInFlag flag) { return std::int64_t{1} << static_cast<int>(flag); }

std::int64_t to_column(const Flags& flags);
Flags from_column(Type<Flags>, std::int64_t bits);

}  // namespace opora::registration
