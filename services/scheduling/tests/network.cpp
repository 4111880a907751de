#include "scheduling/tests/network.h"

#include "scheduling/service.h"

namespace opora::scheduling::testing {
namespace {

void name(platform::v1::LocalizedText& text, const std::string& english, const std::string& russian) {
  (*text.mutable_by_language())["en"] = english;
  (*text.mutable_by_language())["ru"] = russian;
}

}  // namespace

v1::AddCountryRequest country() {
  v1::AddCountryRequest request;
  request.set_country_id(test_id(kCountry));
  request.set_code("ru");
  name(*request.mutable_name(), "Russia", "Россия");
  return request;
}

v1::AddRegionRequest region() {
  v1::AddRegionRequest request;
  request.set_region_id(test_id(kRegion));
  request.set_country_id(test_id(kCountry));
  name(*request.mutable_name(), "Amur Oblast", "Амурская область");
  return request;
}

v1::AddSiteRequest site() {
  v1::AddSiteRequest request;
  request.set_site_id(test_id(kSite));
  request.set_region_id(test_id(kRegion));
  name(*request.mutable_name(), "Svobodny", "Свободный");
  request.set_time_zone("Asia/Yakutsk");
  return request;
}

v1::AddVenueRequest venue() {
  v1::AddVenueRequest request;
  request.set_venue_id(test_id(kVenue));
  request.set_site_id(test_id(kSite));
  name(*request.mutable_name(), "House of Culture", "Дом культуры");
  return request;
}

v1::AddRoomRequest room() {
  v1::AddRoomRequest request;
  request.set_room_id(test_id(kRoom));
  request.set_venue_id(test_id(kVenue));
  name(*request.mutable_name(), "Small hall", "Малый зал");
  request.set_capacity(20);
  return request;
}

v1::AddProgrammeRequest programme() {
  v1::AddProgrammeRequest request;
  request.set_programme_id(test_id(kProgramme));
  name(*request.mutable_name(), "Care for caregivers", "Забота о тех, кто заботится");
  return request;
}

v1::AddProjectRequest project() {
  v1::AddProjectRequest request;
  request.set_project_id(test_id(kProject));
  request.set_programme_id(test_id(kProgramme));
  name(*request.mutable_name(), "Points of support", "Точки опоры");
  return request;
}

v1::AddPartnershipRequest partnership() {
  v1::AddPartnershipRequest request;
  request.set_partnership_id(test_id(kPartnership));
  request.set_project_id(test_id(kProject));
  request.set_organisation_id(test_id(100));
  request.set_role(v1::PARTNER_ROLE_FUNDER);
  return request;
}

v1::PlanRoundRequest round() {
  v1::PlanRoundRequest request;
  request.set_round_id(test_id(kRound));
  request.set_programme_id(test_id(kProgramme));
  request.add_project_ids(test_id(kProject));
  name(*request.mutable_name(), "Autumn 2023", "Осень 2023");
  request.set_year(2023);
  return request;
}

v1::PlanRoundRequest held_in(v1::PlanRoundRequest round, std::vector<std::string> regions) {
  for (std::string& region : regions) round.add_region_ids(std::move(region));
  return round;
}

v1::AddRoundRegionsRequest add_regions(std::vector<std::string> regions) {
  v1::AddRoundRegionsRequest request;
  request.set_round_id(test_id(kRound));
  for (std::string& region : regions) request.add_region_ids(std::move(region));
  return request;
}

v1::PlanSessionRequest session() {
  v1::PlanSessionRequest request;
  request.set_session_id(test_id(kSession));
  request.set_round_id(test_id(kRound));
  request.set_project_id(test_id(kProject));
  request.set_room_id(test_id(kRoom));
  request.set_kind(v1::SESSION_KIND_ROUND_TABLE);
  name(*request.mutable_title(), "Where help ends", "Границы помощи");
  request.set_topic("boundaries");
  request.set_audience("social-workers");
  request.set_local_start("2023-10-17T10:00");
  request.set_duration_minutes(60);
  request.set_capacity(12);
  request.set_local_registration_end("2023-10-16T18:00");
  return request;
}

v1::PublishSessionRequest publish(const std::string& session_id) {
  v1::PublishSessionRequest request;
  request.set_session_id(session_id);
  return request;
}

v1::MoveSessionRequest move_to(const std::string& room_id, const std::string& local_start) {
  v1::MoveSessionRequest request;
  request.set_session_id(test_id(kSession));
  request.set_room_id(room_id);
  request.set_local_start(local_start);
  request.set_duration_minutes(60);
  request.set_capacity(12);
  request.set_local_registration_end("2023-10-16T18:00");
  request.set_registrations(v1::REGISTRATIONS_KEEP);
  request.set_reason("The hall is flooded.");
  return request;
}

v1::ChangeCapacityRequest change_capacity(int capacity) {
  v1::ChangeCapacityRequest request;
  request.set_session_id(test_id(kSession));
  request.set_capacity(capacity);
  request.set_reason("More chairs were found.");
  return request;
}

v1::CancelSessionRequest cancel_session(const std::string& session_id) {
  v1::CancelSessionRequest request;
  request.set_session_id(session_id);
  request.set_reason("Nobody can lead it.");
  return request;
}

v1::RenameThingRequest rename(v1::NamedThing kind, const std::string& thing_id, const std::string& english) {
  v1::RenameThingRequest request;
  request.set_kind(kind);
  request.set_thing_id(thing_id);
  (*request.mutable_name()->mutable_by_language())["en"] = english;
  request.set_reason("It was misspelt.");
  return request;
}

Caller coordinator(std::vector<std::string> regions) {
  Caller caller;
  caller.subject = "coordinator";
  caller.role = network::v1::ROLE_COORDINATOR;
  caller.scopes["region"] = std::move(regions);
  return caller;
}

SchedulingTest::SchedulingTest() : ServiceTest(make_scheduling()) {}

void SchedulingTest::add_places() {
  EXPECT_EQ(refusal(country()), "");
  EXPECT_EQ(refusal(region()), "");
  EXPECT_EQ(refusal(site()), "");
  EXPECT_EQ(refusal(venue()), "");
  EXPECT_EQ(refusal(room()), "");
}

void SchedulingTest::add_programme_and_round() {
  EXPECT_EQ(refusal(programme()), "");
  EXPECT_EQ(refusal(project()), "");
  EXPECT_EQ(refusal(round()), "");
}

}  // namespace opora::scheduling::testing
