// The plan: places in two regions, a programme, rounds held in one or both, and small sessions, sent in order and again
// until all of it is there.
#include <algorithm>

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {


constexpr Instant kFirstDay{1'696'118'400'000'000};  // 2023-10-01 00:00 UTC

class Planner final : public Client {
 public:
  explicit Planner(Stage& stage) : stage_(stage) {
    plan_places();
    plan_programme();
    const int session_count = stage_.dice.between(2, 4);
    for (int i = 0; i < session_count; ++i) plan_session(i);
  }

  // Sends the plan in order and in a hurry: a request may overtake one that was lost and has to be sent again.
  void act() override {
    stage_.network.is_planned = has_finished();
    // What came before its round was held there is asked anew, since a decision stays.
    for (std::size_t i = 0; i < sent_.size(); ++i)
      if (sent_[i]->decided && !sent_[i]->succeeded() &&
          sent_[i]->decided->error().reason == "ROOM_OUTSIDE_ROUND")
        sent_[i] = plan_[i]();
    for (Sent* sent : sent_)
      if (!sent->succeeded() && (sent->under_way_count == 0 || stage_.dice.chance(50))) stage_.post.send_again(*sent);
    for (int count = stage_.dice.between(1, 4); count > 0 && sent_.size() < plan_.size(); --count)
      sent_.push_back(plan_[sent_.size()]());
  }
  bool has_finished() const override {
    return sent_.size() == plan_.size() &&
           std::ranges::all_of(sent_, [](const Sent* sent) { return sent->succeeded(); });
  }

 private:
  template <class Request>
  void then(Caller caller, Request request) {
    plan_.push_back([this, caller, request] {
      Request attempt = request;
      return &stage_.post.send("scheduling", caller, attempt);
    });
  }

  void plan_places() {
    scheduling::v1::AddCountryRequest country;
    country.set_country_id(stage_.new_id());
    country.set_code("ru");
    name(*country.mutable_name(), "Country");
    then(administrator_of_network(), country);
    room_ = plan_region(country, stage_.network.region = stage_.new_id(), coordinator_of);
    stage_.network.room = room_;
    stage_.network.room_beside =
        plan_region(country, stage_.network.region_beside = stage_.new_id(), coordinator_beside);
  }

  // Its only room, for six.
  std::string plan_region(const scheduling::v1::AddCountryRequest& country, const std::string& id,
                          Caller (&coordinator_of_it)(const Network&)) {
    scheduling::v1::AddRegionRequest region;
    region.set_region_id(id);
    region.set_country_id(country.country_id());
    name(*region.mutable_name(), "Region");
    scheduling::v1::AddSiteRequest site;
    site.set_site_id(stage_.new_id());
    site.set_region_id(region.region_id());
    name(*site.mutable_name(), "Site");
    site.set_time_zone("Asia/Yakutsk");
    scheduling::v1::AddVenueRequest venue;
    venue.set_venue_id(stage_.new_id());
    venue.set_site_id(site.site_id());
    name(*venue.mutable_name(), "Venue");
    scheduling::v1::AddRoomRequest room;
    room.set_room_id(stage_.new_id());
    room.set_venue_id(venue.venue_id());
    room.set_capacity(6);
    name(*room.mutable_name(), "Room");
    const Caller coordinator = coordinator_of_it(stage_.network);
    then(administrator_of_network(), region);
    then(coordinator, site);
    then(coordinator, venue);
    then(coordinator, room);
    return room.room_id();
  }

  void plan_programme() {
    scheduling::v1::AddProgrammeRequest programme;
    programme.set_programme_id(stage_.new_id());
    name(*programme.mutable_name(), "Programme");
    then(administrator_of_network(), programme);
    project_.set_project_id(stage_.network.project = stage_.new_id());
    project_.set_programme_id(programme.programme_id());
    name(*project_.mutable_name(), "Project");
    then(administrator_of_network(), project_);
    const int round_count = stage_.dice.between(1, 2);
    for (int i = 0; i < round_count; ++i) {
      scheduling::v1::PlanRoundRequest round;
      round.set_round_id(stage_.network.rounds.emplace_back(stage_.new_id()));
      round.set_programme_id(programme.programme_id());
      round.add_project_ids(project_.project_id());
      name(*round.mutable_name(), "Round");
      round.set_year(2023);
      plan_held(round);
    }
  }

  // In the region always, and beside it sometimes; named with the round, or later.
  void plan_held(scheduling::v1::PlanRoundRequest& round) {
    std::set<std::string>& all = stage_.network.held_in[round.round_id()];
    all.insert(stage_.network.region);
    if (stage_.dice.chance(400)) all.insert(stage_.network.region_beside);
    scheduling::v1::AddRoundRegionsRequest added;
    added.set_round_id(round.round_id());
    for (const std::string& region : all) {
      if (stage_.dice.chance(500)) round.add_region_ids(region);
      else added.add_region_ids(region);
    }
    then(administrator_of_network(), round);
    if (added.region_ids_size() > 0) then(administrator_of_network(), added);
  }

  // Starts at 00:00 UTC, which is 09:00 there: sessions lie within the first hours of the simulation, one after the
  // other.
  void plan_session(int number) {
    scheduling::v1::PlanSessionRequest session;
    session.set_session_id(stage_.new_id());
    session.set_round_id(stage_.dice.pick(stage_.network.rounds));
    session.set_project_id(project_.project_id());
    session.set_room_id(room_);
    session.set_kind(static_cast<scheduling::v1::SessionKind>(stage_.dice.between(1, 10)));
    name(*session.mutable_title(), "Session");
    session.set_topic(stage_.dice.chance(500) ? "boundaries" : "burnout");
    session.set_audience("teachers");
    const std::string day = stage_.dice.chance(850) ? "2023-10-01" : "2023-10-02";
    const std::string hour = std::to_string(10 + 2 * number);
    session.set_local_start(day + "T" + hour + ":30");
    const bool until_the_start = stage_.dice.chance(500);
    session.set_local_registration_end(day + "T" + hour + (until_the_start ? ":30" : ":00"));
    session.set_duration_minutes(60);
    session.set_capacity(stage_.dice.between(0, 6));
    const Instant starts = kFirstDay + std::chrono::hours((day.ends_with("02") ? 24 : 0) + 10 + 2 * number - 9) +
                           std::chrono::minutes(30);
    stage_.network.sessions.push_back({session.session_id(), session.round_id(), session.capacity(),
                                      starts - std::chrono::minutes(until_the_start ? 0 : 30), starts});
    scheduling::v1::PublishSessionRequest publish;
    publish.set_session_id(session.session_id());
    const Caller coordinator = coordinator_of(stage_.network);
    then(coordinator, session);
    then(coordinator, publish);
    if (stage_.dice.chance(200)) then(coordinator, publish);  // once more changes nothing
  }

  Stage& stage_;
  std::string room_;
  scheduling::v1::AddProjectRequest project_;
  std::vector<std::function<Sent*()>> plan_;
  std::vector<Sent*> sent_;
};

}  // namespace

std::unique_ptr<Client> make_planner(Stage& stage) { return std::make_unique<Planner>(stage); }

}  // namespace opora::simulation
