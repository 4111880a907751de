#include "registration/store/flags.h"

namespace opora::registration {

std::int64_t bits_of(const Flags& flags) {
  std::int64_t bits = 0;
  for (const CheckInFlag flag : flags) bits |= std::int64_t{1} << static_cast<int>(flag);
  return bits;
}

Flags flags_in(std::int64_t bits) {
  Flags flags;
  for (int number = 1; number <= static_cast<int>(CheckInFlag::too_many_unknown); ++number)
    if ((bits >> number & 1) != 0) flags.push_back(static_cast<CheckInFlag>(number));
  return flags;
}

}  // namespace opora::registration
