// Puts right what was said of people: that they have left, when, or that they haven't; what they are called and work
// as. By the region's coordinator and by organisations, by hand and as lists say it, and often of the same few, so that
// one correction meets another.
#include <algorithm>
#include <array>

#include "opora/registration/v1/registration_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

class Corrector final : public Client {
 public:
  explicit Corrector(Stage& stage) : stage_(stage) {}

  void act() override {
    if (!sent_.empty() && stage_.dice.chance(200)) return stage_.post.send_again(*stage_.dice.pick(sent_));
    if (stage_.network.memberships.empty() || stage_.dice.chance(250)) return add_to_roster();
    if (stage_.dice.chance(300)) return correct();
    if (stage_.dice.chance(350)) return scan();
    end();
  }

 private:
  // One of few, or of all.
  const KnownMembership& membership() {
    const auto& all = stage_.network.memberships;
    return stage_.dice.chance(500) ? all.at(stage_.dice.below(std::min<std::size_t>(all.size(), 3)))
                                   : stage_.dice.pick(all);
  }

  // Somebody whom others name and scan as well.
  void add_to_roster() {
    const Network& network = stage_.network;
    if (network.people.empty() || network.organisations.empty()) return;
    v1::AddRosterMembersRequest request;
    request.set_organisation_id(stage_.dice.pick(network.organisations));
    const std::string person = stage_.dice.pick(network.people);
    const bool comes_back = stage_.dice.chance(400);
    if (comes_back) add_time(request, person, "2023-09-01").set_until_date("2023-09-30");
    add_time(request, person, comes_back || stage_.dice.chance(500) ? "2023-10-01" : "2023-09-01");
    stage_.post.send("registration", coordinator_of(network), request);
  }

  v1::RosterMember& add_time(v1::AddRosterMembersRequest& request, const std::string& person, const char* from) {
    v1::RosterMember& member = *request.add_members();
    member.set_person_id(person);
    member.set_name("Person " + person);
    member.set_occupation(v1::OCCUPATION_TEACHER);
    member.set_from_date(from);
    stage_.network.memberships.push_back({request.organisation_id(), person, from});
    return member;
  }

  // They come, to wherever, as people do of whom it is said later that they had left.
  void scan() {
    v1::CheckInRequest request;
    request.set_session_id(stage_.session().id);
    request.mutable_scan()->set_check_in_id(stage_.new_id());
    request.mutable_scan()->set_person_id(came_.emplace_back(membership()).person);
    request.mutable_scan()->set_scanned_at_us(stage_.clock.now().us);
    sent_.push_back(&stage_.post.send("registration", facilitator_of(stage_.network), request));
  }

  void end() {
    // Before, on and after the days of sessions; also before the first day there.
    constexpr std::array kLastDays{"", "", "2023-08-31", "2023-09-01", "2023-09-30", "2023-10-01", "2023-10-02"};
    // Or of somebody who came, the day before.
    const bool had_left = !came_.empty() && stage_.dice.chance(500);
    const KnownMembership known = had_left ? stage_.dice.pick(came_) : membership();
    v1::EndMembershipRequest request;
    request.set_organisation_id(known.organisation);
    request.set_person_id(known.person);
    request.set_from_date(known.from);
    request.set_until_date(had_left ? "2023-09-30" : kLastDays.at(stage_.dice.below(kLastDays.size())));
    say_why(request);
    send(request);
  }

  // In capitals, which are taken for the same name by whoever goes on writing it as before.
  void correct() {
    const KnownMembership known = membership();
    v1::CorrectPersonRequest request;
    request.set_organisation_id(known.organisation);
    request.set_person_id(known.person);
    if (stage_.dice.chance(600))
      request.set_name((stage_.dice.chance(500) ? "PERSON " : "Person ") + known.person);
    if (stage_.dice.chance(500))
      request.set_occupation(stage_.dice.chance(500) ? v1::OCCUPATION_MANAGER : v1::OCCUPATION_TEACHER);
    say_why(request);
    send(request);
  }

  template <class Request>
  void say_why(Request& request) {
    request.set_reason("It was wrong");
    if (stage_.dice.chance(300)) request.set_list("of-n");
    if (stage_.dice.chance(300)) request.set_seen_revision(stage_.dice.between(1, 4));
  }

  template <class Request>
  void send(Request& request) {
    const Caller caller = stage_.dice.chance(500) ? coordinator_of(stage_.network)
                                                  : speaker_of(request.organisation_id());
    sent_.push_back(&stage_.post.send("registration", caller, request));
  }

  Stage& stage_;
  std::vector<KnownMembership> came_;  // whom it has had scanned
  std::vector<Sent*> sent_;
};

}  // namespace

std::unique_ptr<Client> make_corrector(Stage& stage) { return std::make_unique<Corrector>(stage); }

}  // namespace opora::simulation
