#include "registration/domain/expiry.h"

#include <algorithm>

#include "platform/dates/dates.h"

namespace opora::registration {
namespace {

using std::chrono::days;

std::string day_of(Instant at) { return date_of(to_rfc3339(at)); }

// The first day of which an activity is not too old yet on the day of `now`. Such days compare as text, also the one
// that a leap year's last of February becomes in another.
std::string oldest_kept(Instant now) {
  std::string day = day_of(now);
  const std::string year = std::to_string(std::stoi(day.substr(0, 4)) - kYearsKept);
  return std::string(4 - std::min<std::size_t>(year.size(), 4), '0') + year + day.substr(4);
}

// Half a day, so that a look that comes a little early is one of another day still.
constexpr std::chrono::hours kOneLookIn{12};

// Whether looks have gone on, day after day, since they were told: what a wrong clock has told or seen is told anew.
bool is_told_since(const Person& person, Instant now) {
  if (!person.expiry_told_at || !person.expiry_seen_at || *person.expiry_seen_at < *person.expiry_told_at) return false;
  const Instant seen = *person.expiry_seen_at;
  return seen <= now && now <= seen + kUnseenAtMost;
}

}  // namespace

std::string Activity::last() const { return std::max({registered_for, attended, scanned, worked_until}); }

std::optional<Person> aged(Person person, const Activity& activity, Instant now) {
  if (person.expired_at) return std::nullopt;
  if (activity.last() >= oldest_kept(now + kToldBefore)) {
    if (!person.expiry_told_at) return std::nullopt;
    person.expiry_told_at.reset();
    person.expiry_seen_at.reset();
    return person;
  }
  if (!is_told_since(person, now)) {
    person.expiry_told_at = now;
    person.expiry_seen_at = now;
    return person;
  }
  if (!is_overdue(person, activity, now, days(0))) {
    if (now < *person.expiry_seen_at + kOneLookIn) return std::nullopt;
    person.expiry_seen_at = now;
    return person;
  }
  person.name.clear();
  person.expired_at = now;
  return person;
}

std::string goes_on(const Person& person, const Activity& activity) {
  std::string told_long_enough = day_of(person.expiry_told_at.value_or(Instant{}) + kToldBefore);
  const auto last = local_time_in(activity.last() + "T00:00");
  if (!last) return told_long_enough;
  const std::chrono::year_month_day day(std::chrono::floor<days>(*last));
  std::chrono::year_month_day kept = day + std::chrono::years(kYearsKept);
  if (!kept.ok()) kept = kept.year() / kept.month() / std::chrono::last;
  const std::chrono::sys_days gone = std::chrono::sys_days(kept) + days(1);
  const std::chrono::microseconds since_1970 = gone.time_since_epoch();
  return std::max(told_long_enough, day_of(Instant{since_1970.count()}));
}

std::vector<PersonId> digests_of(const PersonId& person, std::span<const KeysOfPerson> keys) {
  std::vector<PersonId> digests;
  for (const KeysOfPerson& theirs : keys) {
    if (theirs.person != person) continue;
    for (const ListedKey& key : theirs.keys) digests.push_back(older_id(key));
  }
  // Ids that are derived are of version 8, new ones of version 7.
  constexpr std::size_t kVersionAt = 14;
  if (person.value.size() > kVersionAt && person.value[kVersionAt] == '8') digests.push_back(person);
  return digests;
}

bool is_overdue(const Person& person, const Activity& activity, Instant now, std::chrono::days by) {
  return !person.expired_at && person.expiry_told_at && *person.expiry_told_at + kToldBefore + by <= now &&
         activity.last() < oldest_kept(now - by);
}

}  // namespace opora::registration
