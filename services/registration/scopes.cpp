#include "registration/scopes.h"

#include "platform/lane/gather.h"
#include "registration/store/group.h"
#include "registration/store/organisation.h"
#include "registration/store/session.h"

namespace opora::registration {
namespace {

Result<Scope> scope_of_organisation(Reader& reader, const std::string& id) {
  TRY(organisation, reader.load<Organisation>({id}));
  return Scope{{{kRegionScope, {organisation.region.value}}, {kOrganisationScope, {organisation.id.value}}}};
}

// Where its session is, and where whoever sends it is: a coordinator who registered it there may change it.
Result<Scope> scope_of_group(Reader& reader, const std::string& id) {
  TRY(group, reader.load<Group>({id}));
  TRY(found, gather(reader, one<Session>(group.session), maybe<Organisation>(group.organisation)));
  const auto& [session, sender] = found;
  Scope scope{{{kRegionScope, {session.region.value}},
               {kOrganisationScope, {group.organisation.value}},
               {kSessionScope, {session.id.value}}}};
  if (sender) scope.ids[kRegionScope].push_back(sender->region.value);
  return scope;
}

// Nobody knows yet in which region a session lies that isn't known; but whoever stands at its door may scan there all
// the same, and for others what they scan waits until it is known.
Result<Scope> scope_of_session(Reader& reader, const std::string& id) {
  TRY(session, reader.find<Session>({id}));
  Scope scope{{{kSessionScope, {id}}}};
  if (session)
    scope.ids[kRegionScope] = {session->region.value};
  else
    scope.unknown = {kRegionScope};
  return scope;
}

Result<Scope> scope_of_region(Reader&, const std::string& id) { return Scope{{{kRegionScope, {id}}}}; }

}  // namespace

std::map<std::string, ScopeOf> scopes() {
  return {{"organisation_id", {{kRegionScope, kOrganisationScope}, scope_of_organisation}},
          {"group_id", {{kRegionScope, kOrganisationScope, kSessionScope}, scope_of_group}},
          {"session_id", {{kRegionScope, kSessionScope}, scope_of_session, {kRegionScope}}},
          {"region_id", {{kRegionScope}, scope_of_region}}};
}

}  // namespace opora::registration
