#include "platform/dates/time_zone.h"

#include <stdexcept>

#include <date/tz.h>

#include "platform/dates/dates.h"

namespace opora {
namespace {

constexpr std::size_t kToTheMinute = 16;  // YYYY-MM-DDTHH:MM

// The library throws for a zone it doesn't know; here that is an answer like any other. It also knows "localtime", the
// machine's own setting, which would say something else on every machine.
const date::time_zone* find_zone(const std::string& name) {
  if (name == "localtime") return nullptr;
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

tl::unexpected<Error> unknown_time_zone() {
  return refuse(Code::invalid, "UNKNOWN_TIME_ZONE",
                "There is no such time zone. Use an IANA name such as Asia/Yakutsk.");
}

Result<Instant> instant_in(const date::time_zone& zone, std::chrono::local_seconds local) {
  const date::local_info info = zone.get_info(date::local_seconds(local.time_since_epoch()));
  if (info.result == date::local_info::nonexistent)
    return refuse(Code::invalid, "LOCAL_TIME_SKIPPED",
                  "The clocks of this zone are put forward over this time, so it never comes. Choose another.");
  const std::chrono::seconds since_1970 = local.time_since_epoch() - info.first.offset;
  return Instant{std::chrono::microseconds(since_1970).count()};
}

}  // namespace

bool is_time_zone(const std::string& name) { return find_zone(name) != nullptr; }

Result<Instant> instant_of(std::chrono::local_seconds local, const std::string& zone) {
  const date::time_zone* const known = find_zone(zone);
  if (known == nullptr) return unknown_time_zone();
  return instant_in(*known, local);
}

Result<Instant> instant_of(const std::string& local, const std::string& zone) {
  const date::time_zone* const known = find_zone(zone);
  if (known == nullptr) return unknown_time_zone();
  const auto time = local_time_in(local);
  if (!time || local.size() != kToTheMinute)
    return refuse(Code::invalid, "LOCAL_TIME_INVALID", "This is no date and time. Write it as YYYY-MM-DDTHH:MM.");
  return instant_in(*known, *time);
}

Result<std::chrono::local_seconds> local_time_at(Instant at, const std::string& zone) {
  const date::time_zone* const known = find_zone(zone);
  if (known == nullptr) return unknown_time_zone();
  const auto since_1970 = std::chrono::floor<std::chrono::seconds>(std::chrono::microseconds(at.us));
  const date::sys_info info = known->get_info(date::sys_seconds(since_1970));
  return std::chrono::local_seconds(since_1970 + info.offset);
}

}  // namespace opora
