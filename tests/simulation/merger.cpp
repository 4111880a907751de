// Says that two people are one, or two organisations, and that they are two after all: mostly of the same few, so that
// one merge meets another. Now and then somebody comes with both of their cards.
#include <algorithm>
#include <utility>

#include "opora/registration/v1/registration_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

class Merger final : public Client {
 public:
  explicit Merger(Stage& stage) : stage_(stage) {}

  // It has so many turns of its own that merges meet.
  void act() override {
    for (int i = 0; i < 3; ++i) act_once();
  }

 private:
  void act_once() {
    if (!sent_.empty() && stage_.dice.chance(150)) return void(stage_.post.send_again(*stage_.dice.pick(sent_)));
    if (stage_.dice.chance(200)) return stage_.dice.chance(650) ? merge_organisations() : part_organisations();
    if (stage_.network.memberships.size() < 2 || stage_.dice.chance(150)) return add_to_roster();
    if (!pairs_.empty() && stage_.dice.chance(300)) return scan_both();
    if (!pairs_.empty() && stage_.dice.chance(300)) return part();
    merge();
  }

  struct Pair {
    KnownMembership kept, merged;
  };

  // Mostly one of few.
  const KnownMembership& membership() {
    constexpr std::size_t kFew = 5;
    const auto& all = stage_.network.memberships;
    return stage_.dice.chance(700) ? all.at(stage_.dice.below(std::min(all.size(), kFew))) : stage_.dice.pick(all);
  }

  // Somebody whom others name and scan as well: so are those who are merged.
  void add_to_roster() {
    const Network& network = stage_.network;
    if (network.people.empty() || network.organisations.empty()) return;
    v1::AddRosterMembersRequest request;
    request.set_organisation_id(stage_.dice.pick(network.organisations));
    v1::RosterMember& member = *request.add_members();
    member.set_person_id(stage_.dice.pick(network.people));
    member.set_name("Person " + member.person_id());
    member.set_occupation(v1::OCCUPATION_TEACHER);
    member.set_from_date("2023-09-15");
    stage_.network.memberships.push_back({request.organisation_id(), member.person_id(), member.from_date()});
    stage_.post.send("registration", coordinator_of(network), request);
  }

  // Half of the time of somebody whom an earlier merge was about.
  void merge() {
    Pair pair{membership(), membership()};
    if (!pairs_.empty() && stage_.dice.chance(500)) {
      const Pair& earlier = stage_.dice.pick(pairs_);
      pair.merged = stage_.dice.chance(500) ? earlier.kept : earlier.merged;
      if (stage_.dice.chance(300)) std::swap(pair.kept, pair.merged);
    }
    pairs_.push_back(pair);
    v1::MergePeopleRequest request;
    request.set_organisation_id(pair.kept.organisation);
    request.set_kept_person_id(pair.kept.person);
    request.set_merged_person_id(pair.merged.person);
    request.set_merged_organisation_id(pair.merged.organisation);
    send(request);
  }

  // Of two who were merged, or were to be: in either order.
  void part() {
    Pair pair = stage_.dice.pick(pairs_);
    if (stage_.dice.chance(300)) std::swap(pair.kept, pair.merged);
    v1::UnmergePeopleRequest request;
    request.set_organisation_id(pair.kept.organisation);
    request.set_person_id(pair.kept.person);
    request.set_other_person_id(pair.merged.person);
    request.set_other_organisation_id(pair.merged.organisation);
    send(request);
  }

  void merge_organisations() {
    v1::MergeOrganisationsRequest request;
    request.set_organisation_id(stage_.dice.pick(stage_.network.organisations));
    request.set_merged_organisation_id(stage_.dice.pick(stage_.network.organisations));
    send(request);
  }

  void part_organisations() {
    v1::UnmergeOrganisationsRequest request;
    request.set_organisation_id(stage_.dice.pick(stage_.network.organisations));
    request.set_other_organisation_id(stage_.dice.pick(stage_.network.organisations));
    send(request);
  }

  void scan_both() {
    const Pair& pair = stage_.dice.pick(pairs_);
    v1::CheckInBatchRequest request;
    request.set_session_id(stage_.dice.pick(stage_.network.sessions).id);
    for (const std::string& person : {pair.kept.person, pair.merged.person}) {
      v1::Scan& scan = *request.add_scans();
      scan.set_check_in_id(stage_.new_id());
      scan.set_person_id(person);
      scan.set_scanned_at_us(stage_.clock.now().us);
    }
    sent_.push_back(&stage_.post.send("registration", facilitator_of(stage_.network), request));
  }

  template <class Request>
  void send(Request& request) {
    request.set_reason("Entered twice");
    const Caller caller = stage_.dice.chance(60)    ? coordinator_of_elsewhere()
                          : stage_.dice.chance(200) ? administrator_of_network()
                                                    : coordinator_of(stage_.network);
    sent_.push_back(&stage_.post.send("registration", caller, request));
  }

  Stage& stage_;
  std::vector<Pair> pairs_;  // whom it has merged, or wanted to
  std::vector<Sent*> sent_;
};

}  // namespace

std::unique_ptr<Client> make_merger(Stage& stage) { return std::make_unique<Merger>(stage); }

}  // namespace opora::simulation
