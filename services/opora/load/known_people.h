// Who of a round folder is known to the platform. Asking changes nothing: registration lists the keys that it has, and
// its own decision says whose each is; whoever is new has no id before the folder goes in.
#pragma once

#include <string>

#include "opora/load/people.h"
#include "opora/load/standing.h"
#include "opora/round_folder/wording.h"
#include "platform/result/result.h"
#include "registration/domain/person_key.h"

namespace opora::load {

struct KnownPeople {
  PersonIds ids;   // of all that keys_of() names; those of newcomers stand for the ones that they get
  Keys newcomers;  // whom registration has to give ids to, before anything of theirs goes in
};

// What is there of the folder's keys, for a coordinator's region or the network. The first refusal ends it.
Result<registration::KnownKeys> read_keys(const Keys& keys, const Query& query, const std::string& region = "");

// Refused as ResolveKeys would be, with KEY_OF_TWO_PEOPLE or KEY_EXPIRED, in words of folders.
Result<KnownPeople> known_people(const Keys& keys, registration::KnownKeys known, const Standing& standing,
                                 const round_folder::Wording& wording);

// Refused with KEY_EXPIRED, which names all of them, where people of these keys are nobody's by now: asked once more
// before any of them gets an id, since whoever was asked to agree may have taken their time.
Result<void> check_not_expired(const Keys& keys, const Query& query, const std::string& region,
                               const round_folder::Wording& wording);

}  // namespace opora::load
