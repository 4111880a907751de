#include "opora/tool/present_names.h"

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/pages.h"
#include "platform/proto/enum_code.h"

namespace opora::tool {

namespace planned = scheduling::v1;

Result<PresentNames> names_of_places(Client& client, const std::string& region, const std::string& kind) {
  planned::ListPlacesRequest request;
  request.set_region_id(region);
  PresentNames names;
  TRY_DO(each_page<planned::ListPlacesResponse>(client, std::move(request), [&](const auto& page) {
    for (const auto& each : page.places())
      if (kind.empty() || code_of(each.kind()) == kind) names.emplace(each.place_id(), each.name());
  }));
  return names;
}

Result<PresentNames> names_of_programmes(Client& client) {
  PresentNames names;
  TRY_DO(each_page<planned::ListProgrammesResponse>(client, planned::ListProgrammesRequest(), [&](const auto& page) {
    for (const auto& each : page.programmes()) names.emplace(each.programme_id(), each.name());
  }));
  return names;
}

Result<PresentNames> names_of_projects(Client& client) {
  TRY(programmes, names_of_programmes(client));
  PresentNames names;
  for (const auto& [programme, name] : programmes) {
    planned::ListProjectsRequest request;
    request.set_programme_id(programme);
    TRY_DO(each_page<planned::ListProjectsResponse>(client, std::move(request), [&](const auto& page) {
      for (const auto& each : page.projects()) names.emplace(each.project_id(), each.name());
    }));
  }
  return names;
}

Result<PresentNames> names_of_rounds(Client& client) {
  PresentNames names;
  TRY_DO(each_page<planned::ListRoundsResponse>(client, planned::ListRoundsRequest(), [&](const auto& page) {
    for (const auto& each : page.rounds()) names.emplace(each.round_id(), each.name());
  }));
  return names;
}

Result<PresentNames> names_of_organisations(Client& client, const std::string& region) {
  registration::v1::ListOrganisationsRequest request;
  request.set_region_id(region);
  PresentNames names;
  using Response = registration::v1::ListOrganisationsResponse;
  TRY_DO(each_page<Response>(client, std::move(request), [&](const Response& page) {
    for (const auto& each : page.organisations()) names.emplace(each.organisation_id(), each.name());
  }));
  return names;
}

Result<PresentNames> readable_organisations(Client& client, const std::string& region) {
  auto names = names_of_organisations(client);
  if (!names && names.error().code == Code::denied && !region.empty()) names = names_of_organisations(client, region);
  if (!names && names.error().code == Code::denied) return PresentNames();
  return names;
}

}  // namespace opora::tool
