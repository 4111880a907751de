// Who may call a method: the grants of its contract against what the caller's token says. Pure; whoever runs the method
// finds the places that grants name, in the transaction the method runs in.
#pragma once

#include <vector>

#include "opora/options/v1/options.pb.h"
#include "platform/policy/caller.h"
#include "platform/result/result.h"

namespace opora {

// What can be said before any place is known. Not allowed and nothing to check means: denied.
struct AccessDecision {
  bool allowed = false;                                  // a grant without limits applies
  std::vector<const options::v1::Grant*> to_check = {};  // else: any of these may apply, if the place it names matches
};

// The grants stay owned by `access`.
AccessDecision decide_access(const options::v1::Access& access, const Caller& caller);

// Whether a grant lets the caller reach a thing that lies there. A place without the part that the grant compares (a
// thing in no region) is never matched.
bool place_matches(const options::v1::Grant& grant, const Caller& caller, const Place& place);

// Whether a grant lets the caller act on a thing before anybody knows where it lies (Grant.before_known): what they do
// may have effect only in their regions.
bool place_may_match(const options::v1::Grant& grant, const Caller& caller, const Place& place);

// PERMISSION_DENIED, naming the roles and limits that would be let in. A facilitator at another session's door is told
// that in their own words.
Error denied(const options::v1::Access& access, options::v1::Role role = options::v1::ROLE_UNSPECIFIED);

}  // namespace opora
