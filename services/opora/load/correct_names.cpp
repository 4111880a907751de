#include "opora/load/correct_names.h"

#include <algorithm>
#include <utility>

#include "opora/load/compare_parts.h"
#include "opora/load/list_reason.h"
#include "platform/text/text_message.h"

namespace opora::load {
namespace {

namespace s = scheduling::v1;
namespace r = registration::v1;

s::NamedThing kind_of(const google::protobuf::Descriptor* added) {
  const std::pair<const google::protobuf::Descriptor*, s::NamedThing> kKinds[] = {
      {s::AddCountryRequest::descriptor(), s::NAMED_THING_COUNTRY},
      {s::AddRegionRequest::descriptor(), s::NAMED_THING_REGION},
      {s::AddSiteRequest::descriptor(), s::NAMED_THING_SITE},
      {s::AddVenueRequest::descriptor(), s::NAMED_THING_VENUE},
      {s::AddRoomRequest::descriptor(), s::NAMED_THING_ROOM},
      {s::AddProgrammeRequest::descriptor(), s::NAMED_THING_PROGRAMME},
      {s::AddProjectRequest::descriptor(), s::NAMED_THING_PROJECT},
      {s::PlanRoundRequest::descriptor(), s::NAMED_THING_ROUND},
      {s::PlanSessionRequest::descriptor(), s::NAMED_THING_SESSION}};
  const auto* found = std::ranges::find(kKinds, added, [](const auto& each) { return each.first; });
  return found == std::end(kKinds) ? s::NAMED_THING_UNSPECIFIED : found->second;
}

}  // namespace

bool are_names(const std::vector<Change>& changes, const std::string& family) {
  const auto is_name = [&](const Change& change) {
    return change.column.starts_with(family + "_") && !change.after.empty();
  };
  return !changes.empty() && std::ranges::all_of(changes, is_name);
}

s::RenameThingRequest renaming(const google::protobuf::Descriptor* added, const std::string& id,
                               const LocalizedText& name, const std::string& reason) {
  s::RenameThingRequest request;
  request.set_thing_id(id);
  request.set_kind(kind_of(added));
  put_text(name, *request.mutable_name());
  request.set_reason(reason);
  return request;
}

r::RenameOrganisationRequest renaming_of_organisation(const std::string& id, const LocalizedText& name,
                                                      const std::string& reason) {
  r::RenameOrganisationRequest request;
  request.set_organisation_id(id);
  put_text(name, *request.mutable_name());
  request.set_reason(reason);
  return request;
}

// False: something else differs as well, and no command changes that.
bool Comparer::renames(const Command& command, const std::string& id, const LocalizedText& name,
                       const std::vector<Change>& changes) {
  if (!are_names(changes, "name")) return false;
  const std::string reason = reason_of_list(list_);
  if (command.request.type() == r::AddOrganisationRequest::descriptor())
    correct(command, 0, id, renaming_of_organisation(id, name, reason));
  else
    correct(command, 0, id, renaming(command.request.type(), id, name, reason));
  table(command).changed.add({command.lines.front(), row_key(command), changes});
  return true;
}

}  // namespace opora::load
