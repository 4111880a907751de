#include "process/hot_session.h"

#include <stdexcept>

#include "opora/platform/v1/operations_service.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/policy/key_folder.h"

namespace opora::testing {
namespace {

constexpr std::chrono::seconds kPatience{30};

// A test or bench that could not do what it says must not report.
template <class T>
T must(Result<T> result, const char* what) {
  if (result) return *std::move(result);
  throw std::runtime_error(std::string(what) + ": " + result.error().reason + " " + result.error().message);
}

opora::platform::v1::LocalizedText text(const std::string& english) {
  opora::platform::v1::LocalizedText text;
  (*text.mutable_by_language())["en"] = english;
  return text;
}

Caller caller(options::v1::Role role, const std::string& subject, const std::string& organisation = "") {
  Caller caller;
  caller.role = role;
  caller.subject = subject;
  caller.organisation = organisation;
  return caller;
}

}  // namespace

HotSession::HotSession() : organisation_(ids_.next(clock_.now())) {}

void HotSession::meet(const std::string& address, const std::filesystem::path& keys_folder) {
  const auto keys = must(KeyFolder::open(keys_folder), "opening the keys");
  const auto token = [&](const Caller& who) { return keys->issue(who, std::chrono::hours(2), clock_.now()); };
  if (organisation_token_.empty())
    organisation_token_ = token(caller(options::v1::ROLE_ORGANISATION, "bench-organisation", organisation_));
  administrator_ = must(Client::make({.address = address,
                                      .token = token(caller(options::v1::ROLE_ADMINISTRATOR, "bench"))}),
                        "connecting");
}

std::unique_ptr<Client> HotSession::connect(const std::string& address) const {
  return must(Client::make({.address = address, .token = organisation_token_}), "connecting");
}

void HotSession::open_session(int capacity) {
  const Ground ground = add_ground();
  publish_session(ground, capacity);
  // The client carries the position of the publication, so this waits until registration knows the session.
  registration::v1::GetSeatsRequest seats;
  seats.set_session_id(session_);
  must(administrator_->call_until_settled<registration::v1::GetSeatsResponse>(seats, kPatience), "the session's seats");
}

template <class Response, class Request>
void HotSession::send(Request& request) {
  request.set_request_id(new_id());
  must(administrator_->call_until_settled<Response>(request, kPatience), request.GetTypeName().c_str());
}

// Places, a project and the organisation.
HotSession::Ground HotSession::add_ground() {
  namespace s = scheduling::v1;
  s::AddCountryRequest country;
  country.set_country_id(new_id());
  country.set_code("ru");
  *country.mutable_name() = text("Country");
  send<s::AddCountryResponse>(country);
  s::AddRegionRequest region;
  region.set_region_id(new_id());
  region.set_country_id(country.country_id());
  *region.mutable_name() = text("Region");
  send<s::AddRegionResponse>(region);
  s::AddSiteRequest site;
  site.set_site_id(new_id());
  site.set_region_id(region.region_id());
  *site.mutable_name() = text("Site");
  site.set_time_zone("Asia/Yakutsk");
  send<s::AddSiteResponse>(site);
  s::AddVenueRequest venue;
  venue.set_venue_id(new_id());
  venue.set_site_id(site.site_id());
  *venue.mutable_name() = text("Venue");
  send<s::AddVenueResponse>(venue);
  s::AddRoomRequest room;
  room.set_room_id(new_id());
  room.set_venue_id(venue.venue_id());
  *room.mutable_name() = text("Room");
  room.set_capacity(100'000);
  send<s::AddRoomResponse>(room);
  registration::v1::AddOrganisationRequest organisation;
  organisation.set_organisation_id(organisation_);
  *organisation.mutable_name() = text("Organisation");
  organisation.set_kind(registration::v1::ORGANISATION_KIND_SOCIAL_SERVICE);
  organisation.set_region_id(region.region_id());
  send<registration::v1::AddOrganisationResponse>(organisation);
  return {room.room_id()};
}

void HotSession::publish_session(const Ground& ground, int capacity) {
  namespace s = scheduling::v1;
  s::AddProgrammeRequest programme;
  programme.set_programme_id(new_id());
  *programme.mutable_name() = text("Programme");
  send<s::AddProgrammeResponse>(programme);
  s::AddProjectRequest project;
  project.set_project_id(new_id());
  project.set_programme_id(programme.programme_id());
  *project.mutable_name() = text("Project");
  send<s::AddProjectResponse>(project);
  s::PlanRoundRequest round;
  round.set_round_id(new_id());
  round.set_programme_id(programme.programme_id());
  round.add_project_ids(project.project_id());
  *round.mutable_name() = text("Round");
  round.set_year(2036);
  send<s::PlanRoundResponse>(round);
  s::PlanSessionRequest session;
  session.set_session_id(new_id());
  session.set_round_id(round.round_id());
  session.set_project_id(project.project_id());
  session.set_room_id(ground.room);
  session.set_kind(s::SESSION_KIND_WORKSHOP);
  *session.mutable_title() = text("Hot session");
  session.set_topic("burnout");
  session.set_audience("all");
  session.set_local_start("2036-06-02T10:00");
  session.set_duration_minutes(90);
  session.set_capacity(capacity);
  session.set_local_registration_end("2036-06-02T09:00");
  send<s::PlanSessionResponse>(session);
  s::PublishSessionRequest publish;
  publish.set_session_id(session.session_id());
  send<s::PublishSessionResponse>(publish);
  session_ = session.session_id();
}

std::string registration_of(const std::string& session, const std::string& organisation, IdSource& ids, Instant now) {
  registration::v1::RegisterGroupRequest request;
  request.set_request_id(ids.next(now));
  request.set_group_id(ids.next(now));
  request.set_session_id(session);
  request.set_organisation_id(organisation);
  request.set_head_count(1);
  auto* member = request.add_members();
  member->set_person_id(ids.next(now));
  member->set_name("Invented Person");
  member->set_occupation(registration::v1::OCCUPATION_PSYCHOLOGIST);
  return request.SerializeAsString();
}

std::string HotSession::new_registration() {
  return registration_of(session_, organisation_, ids_, clock_.now());
}

std::vector<std::string> HotSession::violations() {
  const auto processes = must(administrator_->call_everywhere<platform::v1::CheckInvariantsResponse>(
                                  platform::v1::CheckInvariantsRequest(), std::chrono::minutes(2)),
                              "checking invariants");
  std::vector<std::string> all;
  for (const auto& checked : processes)
    for (const auto& check : checked.checks())
      for (const auto& violation : check.violations())
        all.push_back(check.service() + ": " + check.invariant() + " " + violation);
  return all;
}

}  // namespace opora::testing
