// Which events a round's figures follow from.
#include "opora/tool/round_events.h"

#include <memory>

#include <gtest/gtest.h>

#include "opora/registration/v1/events.pb.h"
#include "opora/scheduling/v1/events.pb.h"

namespace opora::tool {
namespace {

namespace planned = scheduling::v1;
namespace v1 = registration::v1;

// Two rounds of one programme, in rooms of two regions.
class EventsOfARound : public ::testing::Test {
 protected:
  EventsOfARound() {
    for (const std::string place : {"1", "2"}) {
      auto& region = add<planned::RegionAdded>("region " + place);
      region.set_region_id("region-" + place);
      region.set_country_id("country");
      auto& site = add<planned::SiteAdded>("site " + place);
      site.set_site_id("site-" + place);
      site.set_region_id("region-" + place);
      auto& venue = add<planned::VenueAdded>("venue " + place);
      venue.set_venue_id("venue-" + place);
      venue.set_site_id("site-" + place);
      auto& room = add<planned::RoomAdded>("room " + place);
      room.set_room_id("room-" + place);
      room.set_venue_id("venue-" + place);
    }
    add<planned::ProgrammeAdded>("programme").set_programme_id("programme");
    for (const std::string number : {"1", "2"}) {
      auto& project = add<planned::ProjectAdded>("project " + number);
      project.set_project_id("project-" + number);
      project.set_programme_id("programme");
      auto& part = add<planned::PartnershipAdded>("partnership " + number);
      part.set_partnership_id("partnership-" + number);
      part.set_project_id("project-" + number);
      part.set_organisation_id("funder-" + number);
      auto& round = add<planned::RoundPlanned>("round " + number);
      round.set_round_id("round-" + number);
      round.set_programme_id("programme");
      round.add_project_ids("project-" + number);
      auto& session = add<planned::SessionPublished>("session " + number);
      session.set_session_id("session-" + number);
      session.set_round_id("round-" + number);
      session.set_room_id("room-" + number);
    }
    for (const std::string id : {"funder-1", "funder-2", "school-1", "school-2"}) {
      add<v1::OrganisationAdded>(id).set_organisation_id(id);
      auto& member = add<v1::RosterMemberAdded>("member of " + id);
      member.set_organisation_id(id);
      member.set_person_id("person-" + id);
      auto& left = add<v1::RosterMemberChanged>("last day at " + id);
      left.set_organisation_id(id);
      left.set_person_id("person-" + id);
    }
    for (const std::string number : {"1", "2"}) {
      auto& group = add<v1::GroupConfirmed>("group " + number);
      group.set_group_id("group-" + number);
      group.set_session_id("session-" + number);
      group.set_organisation_id("school-" + number);
      add<v1::GroupMembersNamed>("members " + number).set_group_id("group-" + number);
      auto& came = add<v1::AttendanceRecorded>("attendance " + number);
      came.set_session_id("session-" + number);
      came.set_person_id("person");  // who came to both
    }
    auto& settled = add<v1::ScanSettled>("scan of the wrong door");
    settled.set_session_id("session-2");
    settled.set_attended_session_id("session-1");
    for (const std::string number : {"1", "2"}) {
      add<planned::SessionMoved>("moved " + number).set_session_id("session-" + number);
      add<planned::ThingRenamed>("venue renamed " + number).set_thing_id("venue-" + number);
      add<v1::OrganisationRenamed>("school renamed " + number).set_organisation_id("school-" + number);
    }
  }

  template <class Body>
  Body& add(const std::string& name) {
    auto body = std::make_unique<Body>();
    Body& added = *body;
    all_.emplace_back(name, std::move(body));
    return added;
  }
  std::vector<std::string> events_of(const std::string& round) {
    RoundEvents events(round);
    for (const auto& [name, body] : all_) events.learn(*body);
    std::vector<std::string> names;
    for (const auto& [name, body] : all_)
      if (events.has(*body)) names.push_back(name);
    return names;
  }

  std::vector<std::pair<std::string, std::unique_ptr<google::protobuf::Message>>> all_;
};

TEST_F(EventsOfARound, AreWhatHappenedInItAndWhatThatMentions) {
  EXPECT_EQ(events_of("round-1"),
            (std::vector<std::string>{"region 1", "site 1", "venue 1", "room 1", "programme", "project 1",
                                      "partnership 1", "round 1", "session 1", "funder-1", "member of funder-1",
                                      "last day at funder-1", "school-1", "member of school-1",
                                      "last day at school-1", "group 1", "members 1", "attendance 1",
                                      "scan of the wrong door", "moved 1", "venue renamed 1", "school renamed 1"}));
}

TEST_F(EventsOfARound, OfAnotherAreOthers) {
  EXPECT_EQ(events_of("round-2"),
            (std::vector<std::string>{"region 2", "site 2", "venue 2", "room 2", "programme", "project 2",
                                      "partnership 2", "round 2", "session 2", "funder-2", "member of funder-2",
                                      "last day at funder-2", "school-2", "member of school-2",
                                      "last day at school-2", "group 2", "members 2", "attendance 2",
                                      "scan of the wrong door", "moved 2", "venue renamed 2", "school renamed 2"}));
  EXPECT_EQ(events_of("round-3"), std::vector<std::string>());
}

TEST(EventAsJson, IsOneObject) {
  v1::Event body;
  body.mutable_group_cancelled()->set_group_id("g");
  platform::v1::LogEvent event;
  event.set_position(12);
  event.set_time_us(1'697'590'799'123'456);
  event.set_type("opora.registration.v1.GroupCancelled");
  event.set_payload(body.SerializeAsString());
  EXPECT_EQ(to_json_line("registration", event),
            R"({"log":"registration","position":12,"time":"2023-10-18T00:59:59.123456Z",)"
            R"("type":"opora.registration.v1.GroupCancelled","event":{"groupId":"g"}})");
  event.set_payload("\xfa\x3f\x02hi");
  EXPECT_EQ(to_json_line("registration", event).find("\"event\""), std::string::npos) << "of a newer build";
}

}  // namespace
}  // namespace opora::tool
