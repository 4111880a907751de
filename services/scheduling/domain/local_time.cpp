#include "scheduling/domain/local_time.h"

#include <optional>
#include <sstream>
#include <stdexcept>

#include <date/date.h>
#include <date/tz.h>

namespace opora::scheduling {
namespace {

constexpr std::size_t kLocalTimeLength = 16;  // YYYY-MM-DDTHH:MM

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

std::optional<date::local_seconds> parse(const std::string& local) {
  if (local.size() != kLocalTimeLength) return std::nullopt;
  std::istringstream in(local);
  date::local_seconds time;
  in >> date::parse("%Y-%m-%dT%H:%M", time);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  return time;
}

}  // namespace

bool is_time_zone(const std::string& name) { return find_zone(name) != nullptr; }

Result<Instant> instant_of(const std::string& local, const std::string& zone) {
  const date::time_zone* const known = find_zone(zone);
  if (known == nullptr)
    return refuse(Code::invalid, "UNKNOWN_TIME_ZONE",
                  "There is no such time zone. Use an IANA name such as Asia/Yakutsk.");
  const auto time = parse(local);
  if (!time)
    return refuse(Code::invalid, "LOCAL_TIME_INVALID", "This is no date and time. Write it as YYYY-MM-DDTHH:MM.");

  const date::local_info info = known->get_info(*time);
  if (info.result == date::local_info::nonexistent)
    return refuse(Code::invalid, "LOCAL_TIME_SKIPPED",
                  "The clocks of this zone are put forward over this time, so it never comes. Choose another.");
  const std::chrono::seconds since_1970 = time->time_since_epoch() - info.first.offset;
  return Instant{std::chrono::microseconds(since_1970).count()};
}

}  // namespace opora::scheduling
