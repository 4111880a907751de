#include "platform/dates/dates.h"

#include <cstdio>

namespace opora {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;
using std::chrono::microseconds;
using std::chrono::year_month_day;

// In a form "d" stands for a digit, and everything else for itself.
bool has_form(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == 'd' ? !is_digit : text[i] != form[i]) return false;
  }
  return true;
}

// A part of a text that has_form(): digits.
int number(std::string_view text, std::size_t from, std::size_t size) {
  int value = 0;
  for (const char digit : text.substr(from, size)) value = 10 * value + (digit - '0');
  return value;
}

year_month_day date_in(std::string_view text) {
  return {std::chrono::year(number(text, 0, 4)), std::chrono::month(static_cast<unsigned>(number(text, 5, 2))),
          std::chrono::day(static_cast<unsigned>(number(text, 8, 2)))};
}

// The hours, minutes and seconds of a text that has_form(), from its eleventh character on; nothing beyond 23:59:59.
std::optional<std::chrono::seconds> time_of_day_in(std::string_view text) {
  constexpr std::size_t kToTheMinute = 16;
  const int hour = number(text, 11, 2), minute = number(text, 14, 2);
  const int second = text.size() > kToTheMinute ? number(text, 17, 2) : 0;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
}

// YYYY-MM-DDTHH:MM:SS
std::string to_seconds(std::chrono::local_days day, std::chrono::seconds since_midnight) {
  const year_month_day date(day);
  const std::chrono::hh_mm_ss clock(since_midnight);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

}  // namespace

bool is_date(std::string_view text) {
  constexpr std::chrono::year kFirst{1900};
  return has_form(text, "dddd-dd-dd") && date_in(text).ok() && date_in(text).year() >= kFirst;
}

std::optional<local_seconds> local_time_in(std::string_view text) {
  const bool has_a_form = has_form(text, "dddd-dd-ddTdd:dd") || has_form(text, "dddd-dd-ddTdd:dd:dd");
  if (!has_a_form || !is_date(date_of(text))) return std::nullopt;
  const auto since_midnight = time_of_day_in(text);
  if (!since_midnight) return std::nullopt;
  return std::chrono::local_days(date_in(text)) + *since_midnight;
}

std::string to_text(local_seconds local) {
  const auto day = floor<days>(local);
  std::string text = to_seconds(day, local - day);
  text.resize(text.rfind(':'));
  return text;
}

std::string date_of(std::string_view local_time) {
  return std::string(local_time.substr(0, std::string_view("YYYY-MM-DD").size()));
}

std::string to_rfc3339(Instant time, Precision precision) {
  const std::chrono::local_time<microseconds> point{microseconds(time.us)};
  const auto second = floor<std::chrono::seconds>(point);
  const auto day = floor<days>(second);
  std::string text = to_seconds(day, second - day);
  if (precision == Precision::microseconds) {
    char fraction[16];
    std::snprintf(fraction, sizeof fraction, ".%06d", static_cast<int>((point - second).count()));
    text += fraction;
  }
  return text + "Z";
}

std::optional<Instant> from_rfc3339(std::string_view text) {
  if (!has_form(text, "dddd-dd-ddTdd:dd:dd.ddddddZ") || !date_in(text).ok()) return std::nullopt;
  const auto since_midnight = time_of_day_in(text);
  if (!since_midnight) return std::nullopt;
  const auto point = std::chrono::sys_days(date_in(text)) + *since_midnight + microseconds(number(text, 20, 6));
  return Instant{point.time_since_epoch().count()};
}

}  // namespace opora
