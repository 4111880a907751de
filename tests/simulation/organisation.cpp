// Groups for few hot sessions: registered, named, changed, cancelled, resent, and all the mistakes that people make.
#include <algorithm>
#include <array>

#include "opora/registration/v1/registration_service.pb.h"
#include "simulation/clients.h"
#include "simulation/group_changes.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

class Organisation final : public Client {
 public:
  explicit Organisation(Stage& stage)
      : stage_(stage),
        id_(stage.new_id()),
        speaker_(speaker_of(id_)),
        changes_(stage, speaker_, [this](v1::GroupMember& member) { mention(member); }) {
    stage_.network.organisations.push_back(id_);
  }

  void act() override {
    if (added_ == nullptr) return add();
    const std::vector<KnownSession> missed = just_missed();
    if (!missed.empty() && stage_.dice.chance(250)) return reopen(stage_.dice.pick(missed));
    const auto& sessions = stage_.network.sessions;
    const auto begun = std::ranges::find_if(sessions, [&](const KnownSession& each) { return has_begun(each.id); });
    if (begun != sessions.end() && stage_.dice.chance(200)) return enter_late(begun->id);
    const int what = stage_.dice.between(1, 100);
    if (what <= 20 && resend_unanswered()) return;
    if (what <= 42) return register_group();
    if (what <= 48) return crowd();
    if (what <= 54) return cancel();
    if (what <= 77) return change();
    if (what <= 84) return name_members();
    if (what <= 92) return resend_any();
    if (what <= 95) return reuse_an_id();
    if (what <= 97) return add_to_roster();
    if (what <= 98) return reopen(stage_.dice.pick(stage_.network.sessions));
    talk_nonsense();
  }

 private:
  void add() {
    v1::AddOrganisationRequest request;
    request.set_organisation_id(id_);
    name(*request.mutable_name(), "Organisation");
    request.set_kind(v1::ORGANISATION_KIND_SCHOOL);
    request.set_region_id(stage_.network.region);
    added_ = &stage_.post.send("registration", coordinator_of(stage_.network), request);
    mine_.push_back(added_);
  }

  void keep(Sent& sent) { mine_.push_back(&sent); }

  v1::RegisterGroupRequest new_group() {
    v1::RegisterGroupRequest request;
    request.set_group_id(stage_.new_id());
    request.set_session_id(stage_.session().id);
    request.set_organisation_id(id_);
    request.set_head_count(stage_.dice.between(1, 4));
    return request;
  }

  // A group that leaves a seat free, one that is too large for it, and one behind that fits; then one of them changes.
  // By chance alone they would meet in one of hundreds of seeds.
  void crowd() {
    std::vector<KnownSession> open;
    for (const KnownSession& session : stage_.network.sessions)
      if (session.capacity > 2 && stage_.clock.true_time() < session.registration_ends) open.push_back(session);
    if (open.empty()) return register_group();
    const KnownSession session = stage_.dice.pick(open);
    // Or two who leave a seat free, of which one wants one too many.
    if (stage_.dice.chance(300)) {
      register_as(session.id, session.capacity - 2);
      register_as(session.id, 1);
      return keep(changes_.say_head_count(groups_.back(), 3));
    }
    for (const int head_count : {session.capacity - 1, 2, 1}) register_as(session.id, head_count);
    keep(changes_.change_crowd(*(groups_.rbegin() + 2), *(groups_.rbegin() + 1), session.capacity - 1));
  }

  void register_as(const std::string& session, int head_count) {
    v1::RegisterGroupRequest request = new_group();
    request.set_session_id(session);
    request.set_head_count(head_count);
    if (head_count > 1 && stage_.dice.chance(500))
      for (int i = 0; i < 2; ++i) mention(*request.add_members());
    register_by(speaker_, request);
  }

  void register_by(const Caller& caller, v1::RegisterGroupRequest& request) {
    groups_.push_back(request.group_id());
    Sent& sent = stage_.post.send("registration", caller, request);
    changes_.note(request, sent);
    keep(sent);
  }

  void register_group() {
    v1::RegisterGroupRequest request = new_group();
    const int named_count = stage_.dice.chance(400) ? stage_.dice.between(1, request.head_count()) : 0;
    for (int i = 0; i < named_count; ++i) mention(*request.add_members());
    if (stage_.dice.chance(has_begun(request.session_id()) ? 500 : 60)) {
      request.set_late_entry(true);
      request.set_in_order_of_arrival(stage_.dice.chance(300));
      return register_by(coordinator_of(stage_.network), request);
    }
    register_by(speaker_, request);
  }

  // One who comes by themselves finds a seat that is too little for whoever waits.
  void enter_late(const std::string& session) {
    v1::RegisterGroupRequest request = new_group();
    request.set_session_id(session);
    request.set_head_count(1);
    request.set_late_entry(true);
    register_by(coordinator_of(stage_.network), request);
  }

  bool has_begun(const std::string& id) const {
    return std::ranges::any_of(stage_.network.sessions, [&](const KnownSession& session) {
      return session.id == id && session.starts <= stage_.clock.true_time();
    });
  }

  // Somebody new, or somebody whom others may have named before.
  void mention(v1::GroupMember& member) {
    const bool is_new = stage_.network.people.empty() || stage_.dice.chance(700);
    member.set_person_id(is_new ? stage_.new_id() : stage_.dice.pick(stage_.network.people));
    if (is_new) stage_.network.people.push_back(member.person_id());
    if (!is_new && stage_.dice.chance(300)) return;  // by id alone: refused if nobody knows them yet
    member.set_name("Person " + member.person_id());
    member.set_occupation(v1::OCCUPATION_TEACHER);
  }

  void cancel() {
    if (groups_.empty()) return;
    v1::CancelGroupRequest request;
    request.set_group_id(stage_.dice.pick(groups_));
    keep(stage_.post.send("registration", speaker_, request));
  }

  void name_members() {
    if (groups_.empty()) return;
    v1::NameGroupMembersRequest request;
    request.set_group_id(stage_.dice.pick(groups_));
    const int count = stage_.dice.between(1, 2);
    for (int i = 0; i < count; ++i) mention(*request.add_members());
    changes_.note(request);
    keep(stage_.post.send("registration", speaker_, request));
  }

  void change() {
    if (Sent* sent = changes_.change()) keep(*sent);
  }

  // Who works here, and since when: some of them have been scanned as strangers before.
  void add_to_roster() {
    v1::AddRosterMembersRequest request;
    request.set_organisation_id(id_);
    v1::RosterMember& member = *request.add_members();
    v1::GroupMember somebody;
    mention(somebody);
    member.set_person_id(somebody.person_id());
    member.set_name("Person " + somebody.person_id());
    member.set_occupation(v1::OCCUPATION_TEACHER);
    constexpr std::array kDays{"2023-09-01", "2023-10-01", "2023-10-02"};
    member.set_from_date(kDays.at(stage_.dice.below(kDays.size())));
    if (stage_.dice.chance(300)) member.set_until_date("2023-10-02");
    stage_.network.memberships.push_back({id_, member.person_id(), member.from_date()});
    keep(stage_.post.send("registration", speaker_, request));
  }

  bool resend_unanswered() {
    std::vector<Sent*> open;
    for (Sent* sent : mine_)
      if (sent->under_way_count == 0 && !sent->is_settled()) open.push_back(sent);
    if (open.empty()) return false;
    stage_.post.send_again(*stage_.dice.pick(open));
    return true;
  }

  void resend_any() { stage_.post.send_again(*stage_.dice.pick(mine_)); }

  // Another request under an id that was answered before: a client's mistake.
  void reuse_an_id() {
    std::vector<Sent*> decided;
    for (Sent* sent : mine_)
      if (sent->decided && !sent->is_reuse && sent->type == v1::RegisterGroupRequest::descriptor() &&
          sent->caller.subject == speaker_.subject)
        decided.push_back(sent);
    if (decided.empty()) return register_group();
    v1::RegisterGroupRequest request = new_group();
    request.set_request_id(stage_.dice.pick(decided)->request_id);
    keep(stage_.post.send("registration", speaker_, request));
  }

  // Registration for them is over and they have not begun: when people ask for more time. That is half an hour of a
  // session; whoever asks at any time asks then in one of hundreds of seeds.
  std::vector<KnownSession> just_missed() const {
    std::vector<KnownSession> missed;
    const Instant now = stage_.clock.true_time();
    for (const KnownSession& session : stage_.network.sessions)
      if (session.registration_ends <= now && now < session.starts) missed.push_back(session);
    return missed;
  }

  // The region's coordinator gives people more time, or the time they were promised.
  void reopen(const KnownSession& session) {
    v1::ReopenRegistrationRequest request;
    request.set_session_id(session.id);
    if (stage_.dice.chance(700)) request.set_until_us(session.starts.us);
    keep(stage_.post.send("registration", coordinator_of(stage_.network), request));
  }

  void talk_nonsense() {
    v1::RegisterGroupRequest request = new_group();
    switch (stage_.dice.below(7)) {
      case 0:
        request.set_head_count(0);
        break;
      case 1:
        request.set_session_id("the one on Monday");
        break;
      case 2:
        request.set_session_id(stage_.new_id());
        break;  // nobody knows it
      case 3:
        request.set_organisation_id(stage_.new_id());
        break;
      case 6:
        request.set_organisation_id(stage_.dice.pick(stage_.network.organisations));
        break;  // not theirs to speak for
      case 4:
        request.set_late_entry(true);
        break;  // for coordinators only
      default:
        request.set_head_count(900);
        break;  // no room holds that
    }
    keep(stage_.post.send("registration", speaker_, request));
  }

  Stage& stage_;
  const std::string id_;
  const Caller speaker_;
  GroupChanges changes_;
  Sent* added_ = nullptr;
  std::vector<Sent*> mine_;
  std::vector<std::string> groups_;
};

}  // namespace

std::unique_ptr<Client> make_organisation(Stage& stage) { return std::make_unique<Organisation>(stage); }

}  // namespace opora::simulation
