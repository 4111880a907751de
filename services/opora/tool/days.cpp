#include "opora/tool/days.h"

#include <optional>

#include "platform/dates/dates.h"

namespace opora::tool {

Result<Instant> start_of_day(const std::string& day) {
  const std::optional<Instant> start = is_date(day) ? from_rfc3339(day + "T00:00:00.000000Z") : std::nullopt;
  if (start && start->us >= 0) return *start;
  return refuse(Code::invalid, "DAY_MALFORMED", "\"" + day + "\" is no day. Write it as 2026-11-29.");
}

}  // namespace opora::tool
