// Saying that two people are one, or that two are two: everything that stands against it, in the order in which it is
// said. No row of theirs changes but who stands for whom.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/result/result.h"
#include "registration/domain/correction.h"
#include "registration/domain/events.h"
#include "registration/domain/person.h"

namespace opora::registration {

// How many ids may stand behind one: so many rows a command may have to look at for one person.
constexpr int kMergedMax = 20;

// Two people, each with an organisation through which they are known.
struct TwoPeople {
  OrganisationId organisation;
  PersonId person;  // of two who are merged, who is kept
  OrganisationId other_organisation;
  PersonId other;
  CorrectionReason reason;
};

// What is known when the command comes.
struct TwoPeopleFacts {
  std::optional<Person> person, other;
  std::vector<OrganisationId> organisations, other_organisations;  // on whose rosters or in whose groups each is or was
  bool answers_for_other = true;  // the caller answers for the region of the other one's organisation
};

struct Merging {
  Events events;  // none if it is so already
  Person person, other;  // as they are then
};

// Refused with NOTHING_TO_MERGE, ORGANISATION_OF_OTHERS, PERSON_NOT_OF_ORGANISATION, KEPT_WAS_MERGED, MERGED_BEFORE,
// OTHERS_MERGED_INTO_IT or TOO_MANY_MERGED.
Result<Merging> decide_merge(const TwoPeopleFacts& facts, const TwoPeople& command);

struct Parting {
  Events events;  // none where they were not merged
  Person person, other;  // as they are then
  bool were_merged = false;
  bool is_news = false;  // each of both is told of it in their own record
};

// `is_told`: somebody has said before that they are two. Refused with NOTHING_TO_MERGE, ORGANISATION_OF_OTHERS,
// PERSON_NOT_OF_ORGANISATION or MERGED_INTO_A_THIRD.
Result<Parting> decide_apart(const TwoPeopleFacts& facts, const TwoPeople& command, bool is_told);

// What stands against it of people and organisations alike.
tl::unexpected<Error> nothing_to_merge();
tl::unexpected<Error> organisation_of_others();
tl::unexpected<Error> merged_into_a_third();
// Of what is to be kept, and what is to be merged into it: what each was merged into, and how many into it.
struct Standing {
  bool was_merged = false;
  int merged_count = 0;
};
Result<void> check_standing(const Standing& kept, const Standing& merged);

}  // namespace opora::registration
