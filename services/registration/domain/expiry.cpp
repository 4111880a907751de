#include "registration/domain/expiry.h"

#include <algorithm>

#include "platform/dates/dates.h"

namespace opora::registration {
namespace {

using std::chrono::days;
using std::chrono::microseconds;

std::string day_of(Instant at) { return date_of(to_rfc3339(at)); }

// The first day of which an activity is not too old yet on the day of `now`. Such days compare as text, also the one
// that a leap year's last of February becomes in another.
std::string oldest_kept(Instant now) {
  std::string day = day_of(now);
  const std::string year = std::to_string(std::stoi(day.substr(0, 4)) - kYearsKept);
  return std::string(4 - std::min<std::size_t>(year.size(), 4), '0') + year + day.substr(4);
}

// Half a day, so that whoever starts the service many times a day writes no row each time. Up to half a day a look is
// lost by it, since one adds a day at most: names stay longer, and none goes earlier.
constexpr std::chrono::hours kOneLookIn{12};

// Whether looks are added up since somebody was told. An older build, which adds up none, may have told them anew.
bool is_told(const Person& person) {
  return person.expiry_told_at && person.expiry_seen_at && person.expiry_looked_since == person.expiry_told_at;
}

// The time for which they were told by then, by the looks that were noted and one now.
microseconds told_for(const Person& person, Instant now) {
  if (!is_told(person)) return microseconds(0);
  const microseconds since_seen{now.us - person.expiry_seen_at->us};
  return person.expiry_looked + std::clamp<microseconds>(since_seen, microseconds(0), kAddedAtMost);
}

Person told(Person person, Instant now) {
  person.expiry_told_at = person.expiry_seen_at = person.expiry_looked_since = now;
  person.expiry_looked = microseconds(0);
  return person;
}

Person not_told(Person person) {
  person.expiry_told_at = person.expiry_seen_at = person.expiry_looked_since = std::nullopt;
  person.expiry_looked = microseconds(0);
  return person;
}

// A clock that was ahead may have told them: then it was now.
Person looked_at(Person person, Instant now) {
  person.expiry_looked = told_for(person, now);
  person.expiry_seen_at = now;
  person.expiry_told_at = person.expiry_looked_since = std::min(*person.expiry_told_at, now);
  return person;
}

}  // namespace

std::string Activity::last() const { return std::max({registered_for, attended, scanned, worked_until}); }

bool is_going(const Activity& activity, Instant now) { return activity.last() < oldest_kept(now + kToldBefore); }

std::optional<Person> aged(Person person, const Activity& activity, Instant now) {
  if (person.expired_at) return std::nullopt;
  if (!is_going(activity, now)) return person.expiry_told_at ? std::optional(not_told(person)) : std::nullopt;
  if (!is_told(person)) return told(std::move(person), now);
  if (told_for(person, now) >= kToldBefore && activity.last() < oldest_kept(now)) {
    person.name.clear();
    person.expired_at = now;
    return person;
  }
  if (*person.expiry_seen_at <= now && now < *person.expiry_seen_at + kOneLookIn) return std::nullopt;
  return looked_at(std::move(person), now);
}

std::string goes_on(const Person& person, const Activity& activity, Instant now) {
  const microseconds to_be_told = std::max<microseconds>(kToldBefore - told_for(person, now), microseconds(0));
  std::string told_long_enough = day_of(now + to_be_told);
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

bool is_overdue(const Person& person, const Activity& activity, Instant now) {
  const bool was_told = person.expiry_told_at && *person.expiry_told_at + kOverdueAfter <= now;
  return was_told && !person.expired_at && activity.last() < oldest_kept(now - kOverdueAfter);
}

}  // namespace opora::registration
