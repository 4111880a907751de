#include "registration/store/flags.h"

namespace opora::registration {

std::int64_t to_column(const Flags& flags) {
  std::int64_t bits = 0;
  for (const CheckInFlag flag : flags) bits |= bit_of(flag);
  return bits;
}

Flags from_column(Type<Flags>, std::int64_t bits) {
  Flags flags;
  for (int number = 1; number <= static_cast<int>(CheckInFlag::session_cancelled); ++number)
    if (const auto flag = static_cast<CheckInFlag>(number); (bits & bit_of(flag)) != 0) flags.push_back(flag);
  return flags;
}

}  // namespace opora::registration
