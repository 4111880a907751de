// The coordinator of the region beside: plans sessions in a room of theirs in every round there is, publishes them, and
// asks for reports. Allowed is only what the round's regions allow.
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

constexpr const char* kOfItsRegions = "A round's report is for coordinators of its regions.";

constexpr int kSessionsMax = 6;

class Neighbour final : public Client {
 public:
  Neighbour(Stage& stage, Verdict& verdict) : stage_(stage), verdict_(verdict) {}

  void act() override {
    const int what = stage_.dice.between(1, 100);
    if (what <= 40 && planned_.size() < kSessionsMax) return plan();
    if (what <= 75) return ask_for_report();
    if (!planned_.empty()) publish();
  }

 private:
  void plan() {
    scheduling::v1::PlanSessionRequest session;
    session.set_session_id(planned_.emplace_back(stage_.new_id()));
    session.set_round_id(stage_.dice.pick(stage_.network.rounds));
    session.set_project_id(stage_.network.project);
    session.set_room_id(stage_.network.room_beside);
    session.set_kind(scheduling::v1::SESSION_KIND_WORKSHOP);
    name(*session.mutable_title(), "Beside");
    session.set_topic("boundaries");
    session.set_audience("teachers");
    const std::string hour = std::to_string(9 + planned_.size());
    session.set_local_start("2023-10-02T" + hour + ":00");
    session.set_local_registration_end("2023-10-02T08:00");
    session.set_duration_minutes(60);
    session.set_capacity(6);
    stage_.post.send("scheduling", coordinator_beside(stage_.network), session);
  }

  void publish() {
    scheduling::v1::PublishSessionRequest publish;
    publish.set_session_id(stage_.dice.pick(planned_));
    stage_.post.send("scheduling", coordinator_beside(stage_.network), publish);
  }

  void ask_for_report() {
    reporting::v1::GetRoundReportRequest request;
    request.set_round_id(stage_.dice.pick(stage_.network.rounds));
    stage_.post.ask("reporting", coordinator_beside(stage_.network), request, {},
                   [this, round = request.round_id()](const Answer& answer) {
                     if (!answer.response) return;
                     verdict_.expect(stage_.network.held_in.at(round).contains(stage_.network.region_beside),
                                     kOfItsRegions, "round " + round);
                   });
  }

  Stage& stage_;
  Verdict& verdict_;
  std::vector<std::string> planned_;  // sessions, refused ones too
};

}  // namespace

std::unique_ptr<Client> make_neighbour(Stage& stage, Verdict& verdict) {
  return std::make_unique<Neighbour>(stage, verdict);
}

}  // namespace opora::simulation
