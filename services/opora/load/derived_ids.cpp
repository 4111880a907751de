#include "opora/load/derived_ids.h"

#include <algorithm>

#include <date/date.h>

#include "platform/ids/ids.h"

namespace opora::load {
namespace {

// Never to be changed: every id without a year is derived from it.
constexpr int kYearOfTheTimeless = 2020;

// Keys hold no slash, so different parts never give the same name.
std::string name_of(std::string_view programme, std::string_view kind, std::string_view key) {
  std::string name(programme);
  return name.append("/").append(kind).append("/").append(key);
}

}  // namespace

Instant year_start(int year) {
  const date::sys_days day{date::year{year} / 1 / 1};
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(day.time_since_epoch()).count();
  return {std::max<std::int64_t>(us, 0)};  // an id's time can't lie before 1970
}

Instant timeless() { return year_start(kYearOfTheTimeless); }

std::string round_id(std::string_view programme, int year, std::string_view key) {
  return uuid_derived(year_start(year), name_of(programme, "round", key));
}

std::string DerivedIds::id(Instant time, std::string_view kind, std::string_view key) const {
  return uuid_derived({std::max<std::int64_t>(time.us, 0)}, name_of(programme_, kind, key));
}

std::string DerivedIds::id(std::string_view kind, std::string_view key) const { return id(timeless(), kind, key); }

}  // namespace opora::load
