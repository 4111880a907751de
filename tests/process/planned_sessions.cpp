#include "process/planned_sessions.h"

#include <chrono>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/dates/dates.h"
#include "process/must.h"

namespace opora::testing {
namespace {

constexpr std::chrono::seconds kPlanPatience{30};

opora::platform::v1::LocalizedText text(const std::string& english) {
  opora::platform::v1::LocalizedText text;
  (*text.mutable_by_language())["en"] = english;
  return text;
}

// The first day and those after it, as dates are written.
std::string day_after_first(int days) {
  using namespace std::chrono;
  return date_of(to_text(local_days(year(2036) / June / 2) + std::chrono::days(days)));
}

// As clocks in Yakutsk show it, nine hours ahead of UTC.
std::string minute_of(Instant time) {
  using namespace std::chrono;
  return to_text(floor<seconds>(local_time<microseconds>(microseconds(time.us)) + hours(9)));
}

}  // namespace

PlannedSessions::PlannedSessions(Client& administrator, const std::string& organisation)
    : administrator_(administrator) {
  add_room(organisation);
  add_round();
}

template <class Response, class Request>
void PlannedSessions::send(Request& request) {
  request.set_request_id(new_id());
  must(administrator_.call_until_settled<Response>(request, kPlanPatience), request.GetTypeName());
}

void PlannedSessions::add_room(const std::string& organisation_id) {
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
  organisation.set_organisation_id(organisation_id);
  *organisation.mutable_name() = text("Organisation");
  organisation.set_kind(registration::v1::ORGANISATION_KIND_SOCIAL_SERVICE);
  organisation.set_region_id(region.region_id());
  send<registration::v1::AddOrganisationResponse>(organisation);
  room_ = room.room_id();
  region_ = region.region_id();
}

void PlannedSessions::add_round() {
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
  round.add_region_ids(region_);
  send<s::PlanRoundResponse>(round);
  project_ = project.project_id();
  round_ = round.round_id();
}

std::string PlannedSessions::publish(int capacity) {
  const std::string day = day_after_first(published_count_++);
  return publish_at(capacity, day + "T10:00", day + "T09:00");
}

std::string PlannedSessions::publish_closing(int capacity, Instant registration_end) {
  return publish_at(capacity, minute_of(registration_end + std::chrono::hours(1)), minute_of(registration_end));
}

std::string PlannedSessions::publish_at(int capacity, const std::string& start, const std::string& registration_end) {
  namespace s = scheduling::v1;
  s::PlanSessionRequest session;
  session.set_session_id(new_id());
  session.set_round_id(round_);
  session.set_project_id(project_);
  session.set_room_id(room_);
  session.set_kind(s::SESSION_KIND_WORKSHOP);
  *session.mutable_title() = text("Hot session");
  session.set_topic("burnout");
  session.set_audience("all");
  session.set_local_start(start);
  session.set_duration_minutes(90);
  session.set_capacity(capacity);
  session.set_local_registration_end(registration_end);
  send<s::PlanSessionResponse>(session);
  s::PublishSessionRequest publish;
  publish.set_session_id(session.session_id());
  send<s::PublishSessionResponse>(publish);
  last_published_ = session.session_id();
  return last_published_;
}

// A client carries the positions it has seen, so the question waits for the publication that was answered last.
void PlannedSessions::wait_until_known(Client& client) const {
  registration::v1::GetSeatsRequest seats;
  seats.set_session_id(last_published_);
  must(client.call_until_settled<registration::v1::GetSeatsResponse>(seats, kPlanPatience), "the session's seats");
}

}  // namespace opora::testing
