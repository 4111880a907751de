#include "opora/load/derived_ids.h"

#include <algorithm>
#include <chrono>

#include "platform/ids/ids.h"

namespace opora::load {

Instant year_start(int year) {
  const std::chrono::sys_days day{std::chrono::year(year) / 1 / 1};
  const auto us = std::chrono::duration_cast<std::chrono::microseconds>(day.time_since_epoch()).count();
  return {std::max<std::int64_t>(us, 0)};  // an id's time can't lie before 1970
}

std::string round_id(std::string_view programme, int year, std::string_view key) {
  return uuid_of_key(year_start(year), programme, "round", key);
}

std::string listed_id(std::string_view list, std::string_view kind, std::string_view key) {
  const auto slash = key.find('/');
  if (slash == std::string_view::npos) return uuid_of_key(kTimeless, list, kind, key);
  return uuid_of_key(kTimeless, key.substr(0, slash), kind, key.substr(slash + 1));
}

std::string DerivedIds::id(Instant time, std::string_view kind, std::string_view key) const {
  return uuid_of_key({std::max<std::int64_t>(time.us, 0)}, programme_, kind, key);
}

std::string DerivedIds::id(std::string_view kind, std::string_view key) const { return id(kTimeless, kind, key); }

}  // namespace opora::load
