// The three scopes that the platform once knew itself, by name. Tokens of then had a claim for each, and answers are
// remembered under keys that such tokens made.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "platform/policy/scopes.h"

namespace opora {

// What the claims of such a token say; nothing, if one is of the wrong kind. They are read for one version, in which
// whoever has such a token gets a new one.
std::optional<ScopeIds> scopes_in_claims_of_before(const nlohmann::json& claims);

// The same text for the same scopes, as far as those three go the one that was always made of them: answers that were
// remembered before are found again, also by another build beside this one.
std::string text_of_scopes(const ScopeIds& scopes);

}  // namespace opora
