// When names go: 24 months after their people's last activity, and never before it was told for 30 days that they will
// (docs/adr/0042). Figures stay, for they count ids.
//
// Thirty days are a sum over looks, not the distance of two readings of a clock: each look adds the time since the one
// before, a day at most, and nothing where the clock was set back. So a clock that leaps, a copy that was brought back
// and a service that stood still add a day however long they took, and a service that seldom runs comes to an end too.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/clock/clock.h"
#include "registration/domain/person.h"
#include "registration/domain/person_key.h"

namespace opora::registration {

inline constexpr int kYearsKept = 2;  // the contracts say so: "24 months after the last activity."
inline constexpr std::chrono::days kToldBefore{30};
inline constexpr std::chrono::days kAddedAtMost{1};    // by one look
inline constexpr std::chrono::days kOverdueAfter{60};  // a name that stays for longer is a mistake of somebody's

// What somebody has taken part in, as days; each is empty where there is nothing. The latest is their last activity.
struct Activity {
  std::string registered_for;  // the last session for which a group names them, whatever became of it
  std::string attended;        // the last session to which they came
  std::string scanned;         // the last session at whose door a scan of theirs waits for somebody to settle it
  std::string worked_until;    // their last day on a roster; the last day there is while they have none
  bool operator==(const Activity&) const = default;

  std::string last() const;
};

struct PersonActivity {
  Person person;
  Activity activity;
};

// The person as they are to be from now on, if they are to be otherwise: told, still told, no longer told, or without a
// name.
std::optional<Person> aged(Person person, const Activity& activity, Instant now);

// Whether it is time to tell somebody that their name goes.
bool is_going(const Activity& activity, Instant now);

// The first day on which the name of somebody can go who was told so, looked at from now on each day.
std::string goes_on(const Person& person, const Activity& activity, Instant now);

// All keys by which lists call somebody.
struct KeysOfPerson {
  PersonId person;
  std::vector<ListedKey> keys;
};

// That a key was of somebody whose name has expired. The digest says whether it is a given one, and not whose it was.
struct ExpiredKey {
  PersonId digest;  // older_id() of the key
  Instant expired_at;
};

// The digests of somebody's keys. Where an older build made the id of a key, the id is one itself.
std::vector<PersonId> digests_of(const PersonId& person, std::span<const KeysOfPerson> keys);

// Whether a name is there though the 24 months were over so long ago, and its person was told so long ago. Who is
// entered with activities of years ago was told lately.
bool is_overdue(const Person& person, const Activity& activity, Instant now);

}  // namespace opora::registration
