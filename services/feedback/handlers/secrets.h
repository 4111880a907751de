// Keys, passphrases and chance as handlers use them. What is kept of keys is base64url of what sealing makes; what is
// kept and can't be read is a mistake of ours, and throws std::runtime_error.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "feedback/domain/keeper.h"
#include "feedback/sealing/key_pair.h"
#include "feedback/sealing/passphrase.h"
#include "feedback/sealing/randomness.h"
#include "feedback/sealing/sheets.h"
#include "feedback/sealing/wrapped_key.h"
#include "platform/result/result.h"

namespace opora::feedback {

// The system's generator; in a thread of a simulation, which has to repeat itself, another one, which outlives its use.
sealing::Randomness& chance();
void take_chance_from(sealing::Randomness* other);  // null: the system's

// What one attempt at a passphrase costs; in a thread of tests less.
sealing::WrapCost wrap_cost();
void set_wrap_cost(sealing::WrapCost cost);

// 16 bytes.
std::string random_key();
// A UUIDv4 (RFC 9562), which unlike ids of other rows says nothing of when it was made.
std::string random_id();

// A keeper with a new key pair under a new passphrase. Refused with SEALING_FAILED.
Result<Keeper> with_passphrase(Keeper keeper, const sealing::Passphrase& passphrase);

// A keeper's own keys by what they typed. Refused with NO_PASSPHRASE_YET, PASSPHRASE_MISTYPED, PASSPHRASE_WRONG and
// SEALING_FAILED. Takes as long as the cost says: outside the lane.
Result<sealing::KeyPair> keys_of(const Keeper& keeper, std::string_view typed);

// A secret that either of the two can open, and nobody else.
SealedForKeepers seal_for(std::span<const Keeper> keepers, std::string_view secret);
sealing::LockedBytes open_for(const Keeper& keeper, const sealing::KeyPair& keys, const SealedForKeepers& secret);

// Bytes that only whoever has the private key opens.
std::string seal_to(const sealing::PublicKey& key, std::string_view bytes);

// What answers are sealed to, as waves keep it.
std::string text_of(const sealing::PublicKey& key);
sealing::PublicKey public_key_of(const std::string& text);

// A link code by the key of its series: equal codes are equal, and nobody without the key can try codes.
std::string link_of(const sealing::LockedBytes& link_key, const std::string& link_code);

}  // namespace opora::feedback
