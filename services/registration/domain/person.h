// People: one person is one id and one name, however many groups and rosters they are in.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/corrected_by.h"
#include "registration/domain/ids.h"

namespace opora::registration {

// What somebody works as. The numbers are the contract's.
enum class Occupation {
  unspecified = 0,
  psychologist = 1,
  social_worker = 2,
  preschool_employee = 3,
  teacher = 4,
  health_worker = 5,
  manager = 6,
  other = 7,
};

struct Person {
  PersonId id;
  std::string name;  // empty once it has expired
  Occupation occupation = Occupation::unspecified;
  // See domain/expiry.h. When they were told that their name goes, when that was last looked at, the time that looks
  // have added up, and since which telling: another one than told_at if an older build has told them anew.
  std::optional<Instant> expiry_told_at = {};
  std::optional<Instant> expiry_seen_at = {};
  std::optional<Instant> expired_at = {};
  std::chrono::microseconds expiry_looked{0};
  std::optional<Instant> expiry_looked_since = {};
  int corrections = 0;  // how much was put right about them, their memberships included
  CorrectedBy corrected_by = CorrectedBy::unspecified;  // what they are called and work as
  // The id that stands for them, where this one turned out to be a second one of theirs; and how many ids this one
  // stands for: see domain/same_people.h.
  PersonId merged_into = {};
  int merged_count = 0;
  bool operator==(const Person&) const = default;
};

// How a request speaks of somebody: by id alone if known already, else with a name and an occupation.
struct Mention {
  PersonId person;
  std::string name;
  Occupation occupation = Occupation::unspecified;
};

std::vector<PersonId> people_of(std::span<const Mention> mentions);
// Those mentioned by id alone.
std::vector<PersonId> nameless(std::span<const Mention> mentions);
// Those mentioned by name whom registration knows.
std::vector<PersonId> known_by_name(std::span<const Mention> mentions, std::span<const Person> known);

// Those mentioned who are new to the platform, each once. `known` are those mentioned whom registration knows.
// Refused when somebody new has no name, or somebody known another one, which an eye can
// tell from theirs (folded, platform/text/typed_text.h): two people never share an id. Nor does somebody
// get a name again whose name has expired.
Result<std::vector<Person>> newcomers(std::span<const Mention> mentions, std::span<const Person> known);

// What is said of somebody, by their place in the list, whom the caller must name.
tl::unexpected<Error> unknown_person(std::size_t index);

}  // namespace opora::registration
