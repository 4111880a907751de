#include "opora/tool/days.h"

#include <chrono>
#include <cstdint>
#include <optional>

#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"

namespace opora::tool {

Result<Instant> start_of_day(const std::string& day) {
  const std::optional<Instant> start = is_date(day) ? from_rfc3339(day + "T00:00:00.000000Z") : std::nullopt;
  if (start && start->us >= 0) return *start;
  return refuse(Code::invalid, "DAY_MALFORMED", "\"" + day + "\" is no day. Write it as 2026-11-29.");
}

std::string local_text(Instant at, const std::string& zone) {
  const auto local = local_time_at(at, zone);
  if (!local) return to_rfc3339(at, Precision::seconds);
  const std::chrono::microseconds shown = local->time_since_epoch();
  const auto utc = std::chrono::floor<std::chrono::seconds>(std::chrono::microseconds(at.us));
  const std::chrono::seconds ahead = local->time_since_epoch() - utc;
  const std::int64_t minutes = std::chrono::abs(ahead) / std::chrono::minutes(1);
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  std::string text = to_rfc3339(Instant{shown.count()}, Precision::seconds);
  text.back() = ahead.count() < 0 ? '-' : '+';
  return text + two(minutes / 60) + ":" + two(minutes % 60);
}

}  // namespace opora::tool
