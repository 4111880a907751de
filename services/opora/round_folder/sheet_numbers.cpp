#include "opora/round_folder/sheet_numbers.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace opora::round_folder {
namespace {

std::string plain(double number) {
  constexpr double kWholeMax = 1e15;
  char text[64];
  const bool whole = std::floor(number) == number && std::fabs(number) < kWholeMax;
  std::snprintf(text, sizeof text, whole ? "%.0f" : "%.15g", number);
  return text;
}

// The day of a serial number. Excel counts a 29 February 1900 that never was, so what lies before is a day later.
std::chrono::sys_days day_of(std::int64_t serial, Epoch epoch) {
  using namespace std::chrono_literals;
  constexpr std::int64_t kNeverWas = 60;
  const std::chrono::sys_days from = epoch == Epoch::year_1904 ? std::chrono::sys_days(1904y / 1 / 1)
                                     : serial < kNeverWas      ? std::chrono::sys_days(1899y / 12 / 31)
                                                               : std::chrono::sys_days(1899y / 12 / 30);
  return from + std::chrono::days(serial);
}

}  // namespace

Shown shown_by(std::string_view code) {
  if (code == "General" || code == "Standard") return Shown::number;
  bool day = false;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (c == '"' || c == '[') {  // words, or a colour, a currency, hours beyond a day
      const std::size_t end = code.find(c == '"' ? '"' : ']', at + 1);
      if (end == std::string_view::npos) break;
      if (c == '[' && end > at + 1 && code.find_first_not_of("hHmMsS", at + 1) == end) return Shown::time;
      at = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++at;
    } else if (c == 'h' || c == 'H' || c == 's' || c == 'S') {
      return Shown::time;
    } else if (c == 'y' || c == 'Y' || c == 'm' || c == 'M' || c == 'd' || c == 'D') {
      day = true;
    }
  }
  return day ? Shown::day : Shown::number;
}

Shown shown_by_number(int format) {
  const auto within = [&](int least, int most) { return format >= least && format <= most; };
  if (within(18, 22) || within(45, 47)) return Shown::time;
  if (within(14, 17) || within(27, 36) || within(50, 58)) return Shown::day;
  return Shown::number;
}

std::string number_text(double number, Shown shown, Epoch epoch) {
  constexpr double kSerialMax = 2958465;  // 9999-12-31
  constexpr std::int64_t kSecondsOfDay = 86'400;
  if (shown == Shown::number || !(number >= 1) || number > kSerialMax) return plain(number);
  const auto seconds = static_cast<std::int64_t>(std::llround(number * kSecondsOfDay));
  const std::chrono::year_month_day day(day_of(seconds / kSecondsOfDay, epoch));
  const auto left = static_cast<int>(seconds % kSecondsOfDay);
  char text[64];
  const int year = static_cast<int>(day.year());
  const auto month = static_cast<unsigned>(day.month()), of_month = static_cast<unsigned>(day.day());
  if (shown == Shown::day && left == 0)
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", year, month, of_month);
  else
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", year, month, of_month, left / 3600,
                  left / 60 % 60, left % 60);
  return text;
}

}  // namespace opora::round_folder
