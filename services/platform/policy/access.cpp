// Fails closed: a role, limit or place that nobody has set never matches.
#include "platform/policy/access.h"

#include <algorithm>
#include <string_view>

namespace opora {
namespace {

using options::v1::Grant;

// Whether the caller's token could match any place at all.
bool has_scope(const Caller& caller, options::v1::Within within) {
  switch (within) {
    case options::v1::WITHIN_REGION:
      return !caller.regions.empty();
    case options::v1::WITHIN_ORGANISATION:
      return !caller.organisation.empty();
    case options::v1::WITHIN_SESSION:
      return !caller.sessions.empty();
    default:
      return false;
  }
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return !item.empty() && std::find(list.begin(), list.end(), item) != list.end();
}

std::string_view role_name(options::v1::Role role) {
  switch (role) {
    case options::v1::ROLE_ADMINISTRATOR:
      return "administrator";
    case options::v1::ROLE_COORDINATOR:
      return "coordinator";
    case options::v1::ROLE_ORGANISATION:
      return "organisation";
    case options::v1::ROLE_FACILITATOR:
      return "facilitator";
    case options::v1::ROLE_OPERATOR:
      return "operator";
    case options::v1::ROLE_SERVICE:
      return "service";
    default:
      return "nobody";
  }
}

std::string_view limit_name(options::v1::Within within) {
  switch (within) {
    case options::v1::WITHIN_REGION:
      return " of its region";
    case options::v1::WITHIN_ORGANISATION:
      return " itself";
    case options::v1::WITHIN_SESSION:
      return " of the session";
    default:
      return "";
  }
}

}  // namespace

AccessDecision decide_access(const options::v1::Access& access, const Caller& caller) {
  AccessDecision decision;
  if (caller.role == options::v1::ROLE_UNSPECIFIED) return decision;
  for (const Grant& grant : access.grants()) {
    if (grant.role() != caller.role) continue;
    if (grant.within() == options::v1::WITHIN_UNSPECIFIED) return {true, {}};
    if (has_scope(caller, grant.within())) decision.to_check.push_back(&grant);
  }
  return decision;
}

bool place_matches(const Grant& grant, const Caller& caller, const Place& place) {
  if (grant.role() != caller.role || caller.role == options::v1::ROLE_UNSPECIFIED) return false;
  switch (grant.within()) {
    case options::v1::WITHIN_UNSPECIFIED:
      return true;
    case options::v1::WITHIN_REGION:
      return std::ranges::any_of(place.regions,
                                 [&](const std::string& region) { return contains(caller.regions, region); });
    case options::v1::WITHIN_ORGANISATION:
      return !place.organisation.empty() && place.organisation == caller.organisation;
    case options::v1::WITHIN_SESSION:
      return contains(caller.sessions, place.session);
    default:
      return false;
  }
}

bool place_may_match(const Grant& grant, const Caller& caller, const Place& place) {
  return grant.before_known() && !place.is_known && grant.role() == caller.role &&
         grant.within() == options::v1::WITHIN_REGION && has_scope(caller, grant.within());
}

Error denied(const options::v1::Access& access, options::v1::Role role) {
  const auto is_of_a_door = [&](const Grant& grant) {
    return grant.role() == role && grant.within() == options::v1::WITHIN_SESSION;
  };
  if (role == options::v1::ROLE_FACILITATOR && std::ranges::any_of(access.grants(), is_of_a_door))
    return {Code::denied, "PERMISSION_DENIED",
            "Your access is for the door of another session. Open that one, or ask a coordinator for access to this."};
  std::string who;
  for (const Grant& grant : access.grants()) {
    if (!who.empty()) who += ", ";
    who += role_name(grant.role());
    who += limit_name(grant.within());
  }
  if (who.empty()) who = "nobody";
  return {Code::denied, "PERMISSION_DENIED", "This may be done by: " + who + ". The token presented says otherwise."};
}

}  // namespace opora
