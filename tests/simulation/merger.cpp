// Says that two people are one, or two organisations, and that they are two after all: mostly of the same few, and on
// purpose of those who are one already, so that one merge meets another. Now and then somebody comes with both of their
// cards.
#include <optional>
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
    if (entered_.size() < 2 || stage_.dice.chance(150)) return add_to_roster();
    if (!pairs_.empty() && stage_.dice.chance(300)) return scan_both();
    if (!pairs_.empty() && stage_.dice.chance(300)) return part();
    merge();
  }

  struct Pair {
    KnownMembership kept, merged;
  };

  // Mostly one of few whom it has entered itself: of others nobody knows whether they are on any roster.
  KnownMembership membership() {
    constexpr std::size_t kFew = 4;
    std::vector<KnownMembership> known;
    for (const auto& [sent, entered] : entered_)
      if (sent->succeeded() && known.size() < kFew) known.push_back(entered);
    return stage_.dice.pick(known.size() > 1 && stage_.dice.chance(800) ? known : stage_.network.memberships);
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
    const KnownMembership entered{request.organisation_id(), member.person_id(), member.from_date()};
    stage_.network.memberships.push_back(entered);
    entered_.emplace_back(&stage_.post.send("registration", coordinator_of(network), request), entered);
  }

  // Of somebody who is one with another already, by what was answered; nothing while there is none.
  std::optional<Pair> one_merged() {
    std::vector<Pair> merged;
    for (const auto& [sent, pair] : merges_)
      if (sent->succeeded()) merged.push_back(pair);
    if (merged.empty()) return {};
    return stage_.dice.pick(merged);
  }

  // Mostly of somebody whom an earlier merge was about: whoever went is to be kept, or goes once more, or whoever was
  // kept is to go.
  void merge() {
    Pair pair{membership(), membership()};
    if (pair.merged.person == pair.kept.person) pair.merged = membership();
    if (const auto earlier = stage_.dice.chance(600) ? one_merged() : std::nullopt) {
      const int what = stage_.dice.between(0, 2);
      (what == 0 ? pair.kept : pair.merged) = what == 2 ? earlier->kept : earlier->merged;
    }
    pairs_.push_back(pair);
    v1::MergePeopleRequest request;
    request.set_organisation_id(pair.kept.organisation);
    request.set_kept_person_id(pair.kept.person);
    request.set_merged_person_id(pair.merged.person);
    request.set_merged_organisation_id(pair.merged.organisation);
    merges_.emplace_back(&send(request), pair);
  }

  // Who are one, or were to be.
  Pair pair_of_before() {
    const auto merged = stage_.dice.chance(500) ? one_merged() : std::nullopt;
    return merged ? *merged : stage_.dice.pick(pairs_);
  }

  // Of two who were merged, or were to be: in either order.
  void part() {
    Pair pair = pair_of_before();
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
    const Pair pair = pair_of_before();
    v1::CheckInBatchRequest request;
    request.set_session_id(stage_.session().id);
    for (const std::string& person : {pair.kept.person, pair.merged.person}) {
      v1::Scan& scan = *request.add_scans();
      scan.set_check_in_id(stage_.new_id());
      scan.set_person_id(person);
      scan.set_scanned_at_us(stage_.clock.now().us);
    }
    sent_.push_back(&stage_.post.send("registration", facilitator_of(stage_.network), request));
  }

  template <class Request>
  Sent& send(Request& request) {
    request.set_reason("Entered twice");
    const Caller caller = stage_.dice.chance(60)    ? coordinator_of_elsewhere()
                          : stage_.dice.chance(200) ? administrator_of_network()
                                                    : coordinator_of(stage_.network);
    return *sent_.emplace_back(&stage_.post.send("registration", caller, request));
  }

  Stage& stage_;
  std::vector<std::pair<const Sent*, KnownMembership>> entered_;  // by itself
  std::vector<std::pair<const Sent*, Pair>> merges_;
  std::vector<Pair> pairs_;  // whom it has merged, or wanted to
  std::vector<Sent*> sent_;
};

}  // namespace

std::unique_ptr<Client> make_merger(Stage& stage) { return std::make_unique<Merger>(stage); }

}  // namespace opora::simulation
