// Who may call a method: the grants of its policy against what the caller's token says. Pure; whoever runs the method
// finds where the thing that it names lies, in the transaction the method runs in.
#pragma once

#include <vector>

#include "opora/options/v1/options.pb.h"
#include "platform/policy/caller.h"
#include "platform/result/result.h"

namespace opora {

// What can be said before it is known where the thing lies. Not allowed and nothing to check means: denied.
struct AccessDecision {
  bool allowed = false;                                  // a grant without limits applies
  std::vector<const options::v1::Grant*> to_check = {};  // else: any of these may apply, if the thing lies in its scope
};

// The grants stay owned by `policy`.
AccessDecision decide_access(const options::v1::Policy& policy, const Caller& caller);

// Whether a grant lets the caller reach a thing that lies there. A thing that lies nowhere in the grant's scope is
// never matched.
bool scope_matches(const options::v1::Grant& grant, const Caller& caller, const Scope& scope);

// Whether nobody knows yet where in the grant's scope the thing lies.
bool is_unknown(const options::v1::Grant& grant, const Scope& scope);

// Whether a grant lets the caller act on such a thing all the same (Grant.before_known): what they do may have effect
// only within their ids of the scope.
bool scope_may_match(const options::v1::Grant& grant, const Caller& caller, const Scope& scope);

// PERMISSION_DENIED, in the words of the policy for the caller's role (Grant.otherwise), or else naming the roles and
// limits that would be let in.
Error denied(const options::v1::Policy& policy, const Caller& caller = {});

}  // namespace opora
