#include "opora/round_folder/local_time.h"

#include <stdexcept>

#include <date/tz.h>

namespace opora::round_folder {

std::optional<Instant> to_instant(date::local_seconds local, const std::string& time_zone) {
  try {
    const date::time_zone* zone = date::locate_zone(time_zone);
    const date::local_info info = zone->get_info(local);
    if (info.result == date::local_info::nonexistent) return {};
    const auto since_1970 = local.time_since_epoch() - info.first.offset;
    return Instant{std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count()};
  } catch (const std::runtime_error&) {  // how the library says that it knows no such zone
    return {};
  }
}

}  // namespace opora::round_folder
