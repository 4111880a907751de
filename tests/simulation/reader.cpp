// Questions while all this goes on. What was seen in one service must be in the answer of another.
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "platform/lane/lane_time.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

constexpr const char* kNoOverbooking = "No session shows more confirmed seats than it has.";
constexpr const char* kOpenUntilItsEnd = "Nobody is shown that registration is over before it is.";
constexpr const char* kNotTakenAway = "Who may read a round's report may read it from then on.";
constexpr const char* kSeesWhatWasSeen = "An answer reflects the positions that its caller had seen.";

class ReportReader final : public Client {
 public:
  ReportReader(Stage& stage, Verdict& verdict, std::function<LogHead(const std::string&)> head_of)
      : stage_(stage), verdict_(verdict), head_of_(std::move(head_of)) {}

  void act() override {
    const int what = stage_.dice.between(1, 3);
    what == 1 ? ask_for_seats() : what == 2 ? ask_for_report() : ask_as_coordinator();
  }

 private:
  void ask_for_seats() {
    registration::v1::GetSeatsRequest request;
    const KnownSession& session = stage_.dice.pick(stage_.network.sessions);
    request.set_session_id(session.id);
    const auto look = [this, id = session.id, end = session.registration_ends,
                       number = &session - stage_.network.sessions.data()](const Answer& answer) {
      if (stage_.network.sessions[static_cast<std::size_t>(number)].is_changed) return;
      registration::v1::GetSeatsResponse seats;
      if (!answer.response || !seats.ParseFromString(*answer.response)) return;
      verdict_.expect(seats.confirmed_count() <= seats.capacity(), kNoOverbooking,
                      "session " + id + " shows " + std::to_string(seats.confirmed_count()) + " of " +
                          std::to_string(seats.capacity()));
      verdict_.expect(seats.open() || stage_.clock.true_time() + kClocksAgree >= end, kOpenUntilItsEnd,
                      "session " + id);
    };
    stage_.post.ask("registration", coordinator_of(stage_.network), request, {}, look);
  }

  void ask_for_report() {
    reporting::v1::GetRoundReportRequest request;
    request.set_round_id(stage_.dice.pick(stage_.network.rounds));
    std::map<std::string, LogHead> seen;
    if (stage_.dice.chance(500)) seen["registration"] = head_of_("registration");
    if (stage_.dice.chance(500)) seen["scheduling"] = head_of_("scheduling");
    stage_.post.ask("reporting", administrator_of_network(), request, seen, [this, seen](const Answer& answer) {
      reporting::v1::GetRoundReportResponse response;
      if (!answer.response || !response.ParseFromString(*answer.response)) return;
      for (const auto& position : response.report().positions()) {
        const auto wanted = seen.find(position.log());
        // What was lost with an epoch can be in no answer.
        if (wanted == seen.end() || wanted->second.epoch != position.epoch()) continue;
        verdict_.expect(position.position() >= wanted->second.position, kSeesWhatWasSeen,
                        "as of " + place_in(position.log(), position.position()) + ", and " +
                            place_in(position.log(), wanted->second.position) + " was seen");
      }
    });
  }

  void ask_as_coordinator() {
    reporting::v1::GetRoundReportRequest request;
    request.set_round_id(stage_.dice.pick(stage_.network.rounds));
    stage_.post.ask("reporting", coordinator_of(stage_.network), request, {},
                   [this, round = request.round_id()](const Answer& answer) {
                     if (answer.response) readable_.insert(round);
                     else if (answer.response.error().code == Code::denied)
                       verdict_.expect(!readable_.contains(round), kNotTakenAway, "round " + round);
                   });
  }

  Stage& stage_;
  Verdict& verdict_;
  std::set<std::string> readable_;  // rounds, by the region's coordinator
  const std::function<LogHead(const std::string&)> head_of_;
};

}  // namespace

std::unique_ptr<Client> make_reader(Stage& stage, Verdict& verdict,
                                    std::function<LogHead(const std::string& service)> head_of) {
  return std::make_unique<ReportReader>(stage, verdict, std::move(head_of));
}

}  // namespace opora::simulation
