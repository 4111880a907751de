// Under what a caller is counted, and remembered.
#pragma once

#include <string>

#include "platform/policy/caller.h"

namespace opora {

// Who has a share of the lane: tokens of the same subject and the same rights are one.
std::string share_of(const Caller& caller);

// Whose first answers are given again: those of the same subject and the same rights. Who has lost some, or calls
// themselves alike, has to be let in anew. In few letters, since it stands in a key. Rights are those of tokens that
// the platform has signed, so nobody chooses what is hashed.
std::string account_of(const Caller& caller, const std::string& share);

}  // namespace opora
