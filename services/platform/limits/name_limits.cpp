#include "platform/limits/name_limits.h"

#include <algorithm>

namespace opora {
namespace {

using Hours = std::chrono::duration<double, std::ratio<3600>>;

constexpr double kWrongNamesAnHour = 20;

}  // namespace

NameLimits::NameLimits(std::int64_t names_an_hour, std::size_t callers_max)
    : names_an_hour_(static_cast<double>(names_an_hour)), callers_max_(callers_max) {}

double NameLimits::left_of(const Read& read, Time now) const {
  return std::max(0.0, read.names - Hours(now - read.at).count() * names_an_hour_);
}

Result<void> NameLimits::check(const std::string& caller, Time now) {
  if (names_an_hour_ == 0) return {};
  const std::lock_guard lock(mutex_);
  auto found = callers_.find(caller);
  if (found == callers_.end() && callers_.size() >= callers_max_) found = callers_.find(std::string());
  const double left = found == callers_.end() ? 0 : left_of(found->second, now);
  if (left < names_an_hour_) return {};
  Error error{Code::overloaded, "NAMES_LIMITED",
              "You have read, or guessed at, as many people's names as one may in an hour. Try again later, or ask an "
              "operator for more."};
  error.retry_after =
      std::chrono::ceil<std::chrono::milliseconds>(Hours((left - names_an_hour_ + 1) / names_an_hour_));
  return tl::unexpected(std::move(error));
}

void NameLimits::count(const std::string& caller, std::int64_t names, Time now) {
  add(caller, static_cast<double>(names), now);
}

void NameLimits::count_wrong(const std::string& caller, Time now) {
  add(caller, std::max(1.0, names_an_hour_ / kWrongNamesAnHour), now);
}

void NameLimits::add(const std::string& caller, double names, Time now) {
  if (names_an_hour_ == 0 || names == 0) return;
  const std::lock_guard lock(mutex_);
  if (callers_.size() >= callers_max_ && !callers_.contains(caller)) forget_idle(now);
  // So many at once are no people: all who are more share what one may read.
  Read& read = callers_[callers_.size() < callers_max_ || callers_.contains(caller) ? caller : std::string()];
  read = {left_of(read, now) + names, now};
}

void NameLimits::forget_idle(Time now) {
  std::erase_if(callers_, [&](const auto& each) { return left_of(each.second, now) == 0; });
}

}  // namespace opora
