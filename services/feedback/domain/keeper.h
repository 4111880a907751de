// The two who can open the waves of a series. Each has a key pair of their own under a passphrase of their own; each
// wave's private key is sealed to both, so either can open it alone, and nobody needs what the other was shown.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "feedback/domain/ids.h"
#include "feedback/domain/wave.h"
#include "platform/result/result.h"

namespace opora::feedback {

struct Keeper {
  SeriesId series;
  int place = 1;              // 1 or 2; it says nothing of rank
  std::string account;        // the subject of their token
  std::string public_key = {};  // base64url; empty until they were shown a passphrase
  std::string wrapped_key = {}; // their private key under it, likewise
  bool has_confirmed = false;   // they have typed it back
  bool operator==(const Keeper&) const = default;
};

// What is sealed for the keeper of that place.
const std::string& sealed_for(const SealedForKeepers& secret, int place);

bool both_confirmed(std::span<const Keeper> keepers);

// Which of the two somebody is. Refused with NOT_A_KEEPER.
Result<Keeper> keeper_of(std::span<const Keeper> keepers, const std::string& account);

// Whether they can be shown a passphrase: as long as they have not confirmed one. Refused with KEEPER_CONFIRMED.
Result<void> check_shown(const Keeper& keeper);

// Whether they have been shown one. Refused with NO_PASSPHRASE_YET.
Result<void> check_has_passphrase(const Keeper& keeper);

// The other one's place with somebody else in it, who has no passphrase yet. Refused, in this order, with
// KEEPER_NOT_CONFIRMED, ANSWERS_BEGUN and TWO_KEEPERS_NEEDED.
Result<Keeper> replaced(std::span<const Keeper> keepers, const Keeper& by, const std::string& new_account,
                        bool has_answers);

// A wave after one of its keepers was replaced: a draft, without a key.
Wave withdrawn(Wave wave);

}  // namespace opora::feedback
