#include "opora/round_folder/typed_dates.h"

#include <charconv>
#include <cstdio>
#include <optional>

#include "platform/dates/dates.h"

namespace opora::round_folder {
namespace {

// What is wrong, if more can be said than how to write it.
using NoDay = tl::unexpected<std::vector<Said>>;

NoDay no_day(std::vector<Said> wrong = {}) { return NoDay(std::move(wrong)); }

NoDay advice(std::vector<Said> wrong, const char* form) {
  wrong.emplace_back(form);
  return no_day(std::move(wrong));
}

// Takes a text apart from its beginning.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // A number of so many digits.
  std::optional<int> number(std::size_t digits_min, std::size_t digits_max) {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    if (count < digits_min || count > digits_max) return {};
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + count, value);
    rest_.remove_prefix(count);
    return value;
  }
  bool take(std::string_view word) {
    const bool there = rest_.starts_with(word);
    if (there) rest_.remove_prefix(word.size());
    return there;
  }
  char take_one_of(std::string_view characters) {
    if (rest_.empty() || characters.find(rest_[0]) == std::string_view::npos) return 0;
    const char taken = rest_[0];
    rest_.remove_prefix(1);
    return taken;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

struct Day {
  int year = 0, month = 0, day = 0;
};

std::string to_text(const Day& day) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
  return text;
}

std::string day_after(const Day& day) {
  using std::chrono::year, std::chrono::month, std::chrono::sys_days;
  const std::chrono::year_month_day next = sys_days(year{day.year} / day.month / day.day) + std::chrono::days(1);
  return to_text(Day{int(next.year()), int(unsigned(next.month())), int(unsigned(next.day()))});
}

// The day that the text begins with.
tl::expected<Day, std::vector<Said>> read_day(Reader& text) {
  const Reader begun = text;
  Day day;
  char separator = 0;
  if (const auto year = text.number(4, 4)) {
    separator = text.take_one_of("-./");
    const auto month = text.number(1, 2);
    if (separator == 0 || !month || text.take_one_of({&separator, 1}) == 0) return no_day();
    const auto day_of_month = text.number(1, 2);
    if (!day_of_month) return no_day();
    day = {*year, *month, *day_of_month};
  } else {
    text = begun;
    const auto day_of_month = text.number(1, 2);
    separator = text.take_one_of("-./");
    const auto month = text.number(1, 2);
    if (!day_of_month || separator == 0 || !month || text.take_one_of({&separator, 1}) == 0) return no_day();
    const Reader before_year = text;
    const auto last = text.number(4, 4);
    if (!last && Reader(before_year).number(2, 2)) return no_day({Said("year_in_four_digits")});
    if (!last) return no_day();
    if (separator != '.') return no_day({Said("day_or_month")});
    day = {*last, *month, *day_of_month};
    if (!text.take(" г.")) text.take("г.");
  }
  if (is_date(to_text(day))) return day;
  return no_day({Said(day.year < 1900 && day.year >= 0 ? "year_of_1900" : "no_such_day")});
}

struct TimeOfDay {
  int hour = 0, minute = 0, second = 0;
};

// The time that the text is, to its end: a fraction of a second that says nothing may follow.
std::optional<TimeOfDay> read_time_of_day(Reader& text) {
  const auto hour = text.number(1, 2);
  if (!hour || !text.take(":")) return {};
  const auto minute = text.number(2, 2);
  if (!minute) return {};
  TimeOfDay time{*hour, *minute, 0};
  if (text.take(":")) {
    const auto second = text.number(2, 2);
    if (!second) return {};
    time.second = *second;
    if (text.take(".")) while (text.take("0")) {}
  }
  if (!text.rest().empty()) return {};
  return time;
}

bool is_midnight(Reader text) {
  if (text.take_one_of("T ") == 0) return false;
  const auto time = read_time_of_day(text);
  return time && time->hour == 0 && time->minute == 0 && time->second == 0;
}

}  // namespace

tl::expected<std::string, std::vector<Said>> typed_day(std::string_view text) {
  constexpr const char* kForm = "write_date";
  Reader reader(text);
  const auto day = read_day(reader);
  if (!day) return advice(day.error(), kForm);
  if (!reader.rest().empty() && !is_midnight(reader)) return advice({}, kForm);
  return to_text(*day);
}

tl::expected<std::chrono::local_seconds, std::vector<Said>> typed_time(std::string_view text) {
  constexpr const char* kForm = "write_time";
  Reader reader(text);
  const auto day = read_day(reader);
  if (!day) return advice(day.error(), kForm);
  if (reader.rest().empty()) return advice({Said("date_without_time")}, kForm);
  if (reader.take_one_of("T ") == 0) return advice({}, kForm);
  const auto time = read_time_of_day(reader);
  if (!time) return advice({}, kForm);
  if (time->hour == 24 && time->minute == 0 && time->second == 0)
    return no_day({Said("day_ends", {{"next", day_after(*day) + "T00:00"}})});
  if (time->hour > 23 || time->minute > 59 || time->second > 59)
    return advice({Said("no_such_time")}, kForm);
  char written[40];
  std::snprintf(written, sizeof written, "%sT%02d:%02d:%02d", to_text(*day).c_str(), time->hour, time->minute,
                time->second);
  const auto local = local_time_in(written);
  if (!local) return advice({}, kForm);
  return *local;
}

}  // namespace opora::round_folder
