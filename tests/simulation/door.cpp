// Scans at the doors: one by one or uploaded together, twice, with devices whose clocks are off, of people nobody
// knows.
#include "opora/registration/v1/registration_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

class Door final : public Client {
 public:
  explicit Door(Desk& desk) : desk_(desk) {}

  void act() override {
    if (resend()) return;
    const std::string session = desk_.dice.pick(desk_.network.sessions).id;
    if (desk_.dice.chance(600)) return scan_one(session);
    v1::CheckInBatchRequest request;
    request.set_session_id(session);
    const int count = desk_.dice.between(1, 5);
    for (int i = 0; i < count; ++i) *request.add_scans() = scan();
    if (desk_.dice.chance(300)) *request.add_scans() = request.scans(0);  // the same scan twice
    mine_.push_back(&desk_.post.send("registration", facilitator_of(desk_.network), request));
  }

 private:
  void scan_one(const std::string& session) {
    v1::CheckInRequest request;
    request.set_session_id(session);
    *request.mutable_scan() = scan();
    mine_.push_back(&desk_.post.send("registration", facilitator_of(desk_.network), request));
  }

  // Mostly somebody who was named; often somebody scanned before; sometimes nobody knows who it is.
  v1::Scan scan() {
    std::string person = desk_.new_id();
    if (!desk_.network.people.empty() && desk_.dice.chance(650))
      person = desk_.dice.pick(desk_.network.people);
    else if (!strangers_.empty() && desk_.dice.chance(600))
      person = desk_.dice.pick(strangers_);
    else
      meet(person);
    v1::Scan scan;
    scan.set_check_in_id(desk_.new_id());
    scan.set_person_id(person);
    // The devices' clocks are not ours.
    scan.set_scanned_at_us(desk_.clock.now().us + std::int64_t{1'000'000} * desk_.dice.between(-3'600, 3'600));
    return scan;
  }

  // Some who come unknown are named by an organisation later.
  void meet(const std::string& stranger) {
    strangers_.push_back(stranger);
    if (desk_.dice.chance(300)) desk_.network.people.push_back(stranger);
  }

  bool resend() {
    if (mine_.empty() || !desk_.dice.chance(250)) return false;
    desk_.post.send_again(*desk_.dice.pick(mine_));
    return true;
  }

  Desk& desk_;
  std::vector<std::string> strangers_;
  std::vector<Sent*> mine_;
};

}  // namespace

std::unique_ptr<Client> make_door(Desk& desk) { return std::make_unique<Door>(desk); }

}  // namespace opora::simulation
