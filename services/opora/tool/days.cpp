#include "opora/tool/days.h"

#include <chrono>
#include <cstdint>
#include <optional>

#include "opora/round_folder/typed_dates.h"
#include "opora/round_folder/wording.h"
#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"

namespace opora::tool {
namespace {

tl::unexpected<Error> refuse_told(const char* reason, const std::string& text, const std::string& flag,
                                  const std::vector<round_folder::Said>& advice) {
  const round_folder::Wording wording;
  std::string message = flag + ": " + wording.text(round_folder::Said("there_is", {{"cell", text}}));
  for (const round_folder::Said& each : advice) message += " " + wording.text(each);
  return refuse(Code::invalid, reason, message);
}

}  // namespace

Result<std::string> day_told(const std::string& text, const std::string& flag) {
  auto day = round_folder::typed_day(text);
  if (day) return *std::move(day);
  return refuse_told("DAY_MALFORMED", text, flag, day.error());
}

Result<std::string> time_told(const std::string& text, const std::string& flag) {
  const auto time = round_folder::typed_time(text);
  if (!time) return refuse_told("TIME_MALFORMED", text, flag, time.error());
  if (*time != std::chrono::floor<std::chrono::minutes>(*time))
    return refuse_told("TIME_MALFORMED", text, flag, {round_folder::Said("write_time")});
  return opora::to_text(*time);
}

Result<Instant> start_of_day(const std::string& text, const std::string& flag) {
  TRY(day, day_told(text, flag));
  const std::optional<Instant> start = from_rfc3339(day + "T00:00:00.000000Z");
  if (start && start->us >= 0) return *start;
  return refuse_told("DAY_MALFORMED", text, flag, {round_folder::Said("write_date")});
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
