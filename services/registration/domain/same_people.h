// Ids that are one person's: somebody was entered twice, and the two were merged (docs/adr/0048). What was written
// under each id stays under it; what is decided of a person goes by all of them. There is one id that stands for the
// others, and no more than one step to it: whoever is merged away stands for nobody.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/group.h"
#include "registration/domain/person.h"
#include "registration/domain/roster.h"

namespace opora::registration {

// Whether somebody is known under other ids as well.
bool has_several_ids(const Person& person);

// The id that stands for somebody.
PersonId kept_of(const Person& person);

// Of some people, those who have several ids, with all of these.
class SamePeople {
 public:
  // Somebody, by the id that stands for them and those that were merged into it.
  void add(const PersonId& kept, std::span<const PersonId> merged);

  bool empty() const { return kept_.empty(); }
  bool has_several(const PersonId& id) const { return kept_.contains(id); }
  // The id that stands for whoever has this one: itself, unless they are among those that were added.
  PersonId kept_of(const PersonId& id) const;
  bool are_one(const PersonId& one, const PersonId& other) const;
  // All ids of those of the people who have several, theirs as well, each once.
  std::vector<PersonId> ids_of(std::span<const PersonId> people) const;

 private:
  std::map<PersonId, PersonId> kept_;
  std::map<PersonId, std::vector<PersonId>> ids_;  // by who is kept
};

// Where each of the people works and worked, under any of their ids.
std::vector<Career> joined(std::vector<Career> careers, const SamePeople& same, std::span<const PersonId> people);

// Under which of their ids somebody is in a group, or else has left one: the id itself first, so that who has left
// under one id and is in it under another is not spoken of twice; the id itself if under none.
PersonId in_it_as(const PersonId& person, const GroupId& group, std::span<const Attendee> attendees,
                  const SamePeople& same);

// Refused with NAMED_TWICE if somebody is listed under two of their ids.
Result<void> check_listed_once(const SamePeople& same, std::span<const Mention> mentions);

}  // namespace opora::registration
