#include "opora/load/rights.h"

#include <algorithm>

#include <google/protobuf/descriptor.h>

#include "opora/network/v1/roles.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/policy/policies.h"
#include "platform/rpc/client.h"

namespace opora::load {
namespace {

bool is_coordinators(const options::v1::Grant& grant) { return grant.role() == network::v1::ROLE_COORDINATOR; }

// Whether an organisation is the region's, as it is there; one that is not there yet is refused itself.
bool is_theirs(const std::string& organisation, const Standing& standing) {
  const auto found = standing.organisations.find({organisation});
  return found == standing.organisations.end() || found->second.region.value == standing.region;
}

// Countries, regions, programmes and what belongs to these are the network's to name.
bool is_networks_to_name(const Request& request) {
  namespace v1 = scheduling::v1;
  if (request.type() != v1::RenameThingRequest::descriptor()) return false;
  switch (static_cast<const v1::RenameThingRequest&>(*request.made()).kind()) {
    case v1::NAMED_THING_SITE:
    case v1::NAMED_THING_VENUE:
    case v1::NAMED_THING_ROOM:
    case v1::NAMED_THING_SESSION:
      return false;
    default:
      return true;
  }
}

// Whether the contract lets a coordinator of the region call with it. Where it asks in which region another thing lies
// that the request only names, the platform says so itself.
bool may_be_theirs(const Request& request, const Standing& standing) {
  const auto* method = method_of(request.type());
  if (method == nullptr) return true;
  const auto policy = policy_of(method);
  if (!policy || std::ranges::none_of((*policy)->grants(), is_coordinators)) return false;
  if (is_networks_to_name(request)) return false;
  const std::string& of = method->options().GetExtension(options::v1::access).of();
  if (of != "region_id" && of != "organisation_id") return true;
  const Request::Made made = request.made();
  const std::string id = made->GetReflection()->GetString(*made, request.type()->FindFieldByName(of));
  return of == "region_id" ? id == standing.region : is_theirs(id, standing);
}

}  // namespace

void refuse_what_is_others(Comparison& comparison, const Standing& standing) {
  if (standing.region.empty()) return;
  for (const Stage& stage : comparison.to_do.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain)
        if (!may_be_theirs(command.request, standing))
          comparison.refused.add({command.file, command.lines.empty() ? 0 : command.lines.front(), "",
                                  "ADMINISTRATOR_NEEDED", {round_folder::Said("administrator_needed")}});
}

}  // namespace opora::load
