// Keeps lists of people by keys of their own, and asks whose they are: in two regions and for the whole network, again
// and again, as loads do that were cut short or happen twice. Those of the region are put on a roster there.
#include "opora/registration/v1/registration_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

class Lister final : public Client {
 public:
  explicit Lister(Stage& stage) : stage_(stage) { stage_.network.other_region = stage_.new_id(); }

  // It has its turn so seldom that it has several things to do then.
  void act() override {
    for (int i = 0; i < 2; ++i) act_once();
  }

 private:
  void act_once() {
    hear();
    if (!asked_.empty() && stage_.dice.chance(250)) return stage_.post.send_again(*stage_.dice.pick(asked_));
    if (!heard_.empty() && stage_.dice.chance(200)) return add_to_roster();
    ask();
  }

  // A few keys of a list for each of three: the network, one region, the other; now and then in another one's list.
  void ask() {
    v1::ResolveKeysRequest request;
    const int who = stage_.dice.between(0, 2);
    if (who > 0) request.set_region_id(who == 1 ? stage_.network.region : stage_.network.other_region);
    const int whose = stage_.dice.chance(150) ? stage_.dice.between(0, 2) : who;
    request.set_list(std::string("of-") + "nab"[whose]);
    const int count = stage_.dice.between(1, 3);
    for (int i = 0; i < count; ++i) request.add_keys("key-" + std::to_string(stage_.dice.between(1, 4)));
    const Caller caller = who == 0   ? administrator_of_network()
                          : who == 1 ? coordinator_of(stage_.network)
                                     : coordinator_of_other_region(stage_.network);
    asked_.push_back(&stage_.post.send("registration", caller, request));
  }

  // Whom it was told of is somebody like others: named by organisations, scanned at doors.
  void hear() {
    for (; heard_of_ < asked_.size() && asked_[heard_of_]->is_settled(); ++heard_of_) {
      if (!asked_[heard_of_]->succeeded()) continue;
      v1::ResolveKeysResponse response;
      response.ParseFromString(**asked_[heard_of_]->decided);
      for (const std::string& person : response.person_ids()) {
        heard_.push_back(person);
        stage_.network.people.push_back(person);
      }
    }
  }

  void add_to_roster() {
    v1::AddRosterMembersRequest request;
    request.set_organisation_id(stage_.dice.pick(stage_.network.organisations));
    v1::RosterMember& member = *request.add_members();
    member.set_person_id(stage_.dice.pick(heard_));
    member.set_name("Person " + member.person_id());
    member.set_occupation(v1::OCCUPATION_TEACHER);
    member.set_from_date("2023-01-01");
    stage_.network.memberships.push_back({request.organisation_id(), member.person_id(), member.from_date()});
    stage_.post.send("registration", coordinator_of(stage_.network), request);
  }

  Stage& stage_;
  std::vector<Sent*> asked_;
  std::size_t heard_of_ = 0;  // of those asked, the first whose answer it has not heard
  std::vector<std::string> heard_;
};

}  // namespace

std::unique_ptr<Client> make_lister(Stage& stage) { return std::make_unique<Lister>(stage); }

}  // namespace opora::simulation
