#include "opora/load/rights.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include <google/protobuf/descriptor.h>

#include "opora/network/v1/roles.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/policy/policies.h"
#include "platform/rpc/client.h"

namespace opora::load {
namespace {

bool is_coordinators(const options::v1::Grant& grant) { return grant.role() == network::v1::ROLE_COORDINATOR; }

// What the things of a folder lie in, as they are there or are to be added.
class Regions {
 public:
  explicit Regions(const Standing& standing) : standing_(standing) {
    for (const auto& [id, site] : standing.sites) lies_in_[id.value] = site.region.value;
    for (const auto& [id, venue] : standing.venues) lies_in_[id.value] = venue.site.value;
    for (const auto& [id, room] : standing.rooms) lies_in_[id.value] = room.venue.value;
    for (const auto& [id, session] : standing.sessions) lies_in_[id.value] = session.plan.room.value;
    for (const auto& [id, known] : standing.groups)
      note_group(id, known.group.session.value, known.group.organisation.value);
  }

  void note(const Command& command) {
    namespace s = scheduling::v1;
    if (const auto site = as<s::AddSiteRequest>(command)) lies_in_[site->site_id()] = site->region_id();
    if (const auto venue = as<s::AddVenueRequest>(command)) lies_in_[venue->venue_id()] = venue->site_id();
    if (const auto room = as<s::AddRoomRequest>(command)) lies_in_[room->room_id()] = room->venue_id();
    if (const auto session = as<s::PlanSessionRequest>(command)) lies_in_[session->session_id()] = session->room_id();
    if (const auto group = as<registration::v1::RegisterGroupRequest>(command))
      note_group(group->group_id(), group->session_id(), group->organisation_id());
  }

  // A group is of two regions: where its session is, and where whoever sends it is.
  bool is_theirs(const std::string& of, const std::string& id) const {
    if (of == "region_id") return id == standing_.region;
    if (of == "organisation_id") return is_organisation_theirs(id);
    const auto sender = sent_by_.find(id);
    return is_place_theirs(id) || (sender != sent_by_.end() && is_organisation_theirs(sender->second));
  }

 private:
  void note_group(const std::string& group, const std::string& session, const std::string& organisation) {
    lies_in_[group] = session;
    sent_by_[group] = organisation;
  }

  // As it is there; what is not there yet is refused itself.
  bool is_organisation_theirs(const std::string& organisation) const {
    const auto found = standing_.organisations.find({organisation});
    return found == standing_.organisations.end() || found->second.region.value == standing_.region;
  }

  bool is_place_theirs(std::string id) const {
    for (auto in = lies_in_.find(id); in != lies_in_.end(); in = lies_in_.find(id)) id = in->second;
    return id == standing_.region || !standing_.regions.contains({id});
  }

  const Standing& standing_;
  std::unordered_map<std::string, std::string> lies_in_, sent_by_;
};

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

// Whether the contract lets a coordinator of the region call with it.
bool may_be_theirs(const Request& request, const Regions& regions) {
  const auto* method = method_of(request.type());
  if (method == nullptr) return true;
  const auto policy = policy_of(method);
  if (!policy || std::ranges::none_of((*policy)->grants(), is_coordinators)) return false;
  if (is_networks_to_name(request)) return false;
  const std::string& of = method->options().GetExtension(options::v1::access).of();
  if (of.empty()) return true;
  const Request::Made made = request.made();
  return regions.is_theirs(of, made->GetReflection()->GetString(*made, request.type()->FindFieldByName(of)));
}

}  // namespace

void refuse_what_is_others(Comparison& comparison, const Standing& standing) {
  if (standing.region.empty()) return;
  Regions regions(standing);
  std::set<std::pair<std::string, std::int64_t>> told;  // of a session's row there are two commands
  for (const Stage& stage : comparison.to_do.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain) {
        regions.note(command);
        const std::int64_t line = command.lines.empty() ? 0 : command.lines.front();
        if (!may_be_theirs(command.request, regions) && told.emplace(command.file, line).second)
          comparison.refused.add({command.file, line, "", "ADMINISTRATOR_NEEDED",
                                  {round_folder::Said("administrator_needed")}});
      }
}

}  // namespace opora::load
