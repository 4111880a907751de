// Fails closed: a role, limit or scope that nobody has set never matches.
#include "platform/policy/access.h"

#include <algorithm>

#include "platform/policy/roles.h"

namespace opora {
namespace {

using options::v1::Grant;

bool is_of(const Grant& grant, const Caller& caller) {
  return grant.role() == caller.role && caller.role != network::v1::ROLE_UNSPECIFIED;
}

// Whether the caller's token could match anything at all.
bool has_scope(const Caller& caller, const Grant& grant) { return !ids_of(caller.scopes, grant.within()).empty(); }

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return !item.empty() && std::ranges::find(list, item) != list.end();
}

// "operator", "coordinator of its region", "organisation itself".
std::string who(const Grant& grant) {
  const std::string role = role_name(grant.role());
  if (grant.within().empty()) return role;
  return grant.within() == role ? role + " itself" : role + " of its " + grant.within();
}

// A grant's words for whom it doesn't let in, with the ids of the scope that they have.
std::string otherwise(const Grant& grant, const Caller& caller) {
  constexpr std::string_view kTheirs = "{ids}";
  std::string words = grant.otherwise(), theirs;
  for (const std::string& id : ids_of(caller.scopes, grant.within())) theirs += (theirs.empty() ? "" : ", ") + id;
  if (const auto at = words.find(kTheirs); at != std::string::npos) words.replace(at, kTheirs.size(), theirs);
  return words;
}

}  // namespace

AccessDecision decide_access(const options::v1::Policy& policy, const Caller& caller) {
  AccessDecision decision;
  for (const Grant& grant : policy.grants()) {
    if (!is_of(grant, caller)) continue;
    if (grant.within().empty()) return {true, {}};
    if (has_scope(caller, grant)) decision.to_check.push_back(&grant);
  }
  return decision;
}

bool scope_matches(const Grant& grant, const Caller& caller, const Scope& scope) {
  if (!is_of(grant, caller)) return false;
  if (grant.within().empty()) return true;
  const auto& theirs = ids_of(caller.scopes, grant.within());
  return std::ranges::any_of(ids_of(scope.ids, grant.within()),
                             [&](const std::string& id) { return contains(theirs, id); });
}

bool is_unknown(const Grant& grant, const Scope& scope) { return contains(scope.unknown, grant.within()); }

bool scope_may_match(const Grant& grant, const Caller& caller, const Scope& scope) {
  return grant.before_known() && is_unknown(grant, scope) && is_of(grant, caller) && has_scope(caller, grant);
}

Error denied(const options::v1::Policy& policy, const Caller& caller) {
  std::string let_in;
  for (const Grant& grant : policy.grants()) {
    if (is_of(grant, caller) && has_scope(caller, grant) && !grant.otherwise().empty())
      return {Code::denied, "PERMISSION_DENIED", otherwise(grant, caller)};
    if (!let_in.empty()) let_in += ", ";
    let_in += who(grant);
  }
  if (let_in.empty()) let_in = "nobody";
  return {Code::denied, "PERMISSION_DENIED",
          "This may be done by: " + let_in + ". The token presented says otherwise."};
}

}  // namespace opora
