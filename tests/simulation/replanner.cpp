// Corrects the plan once it stands: sessions are moved, also to where another one is, resized, also to more than the
// room holds, renamed and cancelled, while people register and come.
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

class Replanner final : public Client {
 public:
  explicit Replanner(Stage& stage) : stage_(stage) {}

  void act() override {
    for (int i = 0; i < 2; ++i) act_once();
  }

 private:
  void act_once() {
    if (!stage_.network.is_planned) return;
    if (!mine_.empty() && stage_.dice.chance(150)) return stage_.post.send_again(*stage_.dice.pick(mine_));
    auto& sessions = stage_.network.sessions;
    const std::size_t index = stage_.dice.chance(300) ? 0 : stage_.dice.below(sessions.size());
    KnownSession& session = sessions[index];
    const int what = stage_.dice.between(1, 100);
    // Every other session is held as it was planned, so that what holds of those alone is watched as well.
    if (index % 2 == 1) return rename(session.id);
    session.is_changed = session.is_changed || what <= 70 || what > 85;
    if (what <= 35) return move(session.id);
    if (what <= 70) return resize(session.id);
    if (what <= 85) return rename(session.id);
    cancel(session.id);
  }

  template <class Request>
  void send(Request& request) {
    request.set_reason("It was otherwise.");
    mine_.push_back(&stage_.post.send("scheduling", coordinator_of(stage_.network), request));
  }

  void move(const std::string& session) {
    scheduling::v1::MoveSessionRequest request;
    request.set_session_id(session);
    request.set_room_id(stage_.network.room);
    const std::string start = std::string(stage_.dice.chance(700) ? "2023-10-01" : "2023-10-02") + "T" +
                              std::to_string(stage_.dice.between(10, 18)) + (stage_.dice.chance(500) ? ":00" : ":30");
    request.set_local_start(start);
    request.set_local_registration_end(start);
    request.set_duration_minutes(stage_.dice.chance(500) ? 60 : 90);
    request.set_capacity(stage_.dice.between(0, 6));
    request.set_registrations(scheduling::v1::REGISTRATIONS_KEEP);
    send(request);
  }

  void resize(const std::string& session) {
    scheduling::v1::ChangeCapacityRequest request;
    request.set_session_id(session);
    request.set_capacity(stage_.dice.between(0, 8));
    send(request);
  }

  void rename(const std::string& session) {
    scheduling::v1::RenameThingRequest request;
    request.set_kind(scheduling::v1::NAMED_THING_SESSION);
    request.set_thing_id(session);
    name(*request.mutable_name(), "Session " + std::to_string(++named_count_));
    send(request);
  }

  void cancel(const std::string& session) {
    scheduling::v1::CancelSessionRequest request;
    request.set_session_id(session);
    send(request);
  }

  Stage& stage_;
  std::vector<Sent*> mine_;
  int named_count_ = 0;
};

}  // namespace

std::unique_ptr<Client> make_replanner(Stage& stage) { return std::make_unique<Replanner>(stage); }

}  // namespace opora::simulation
