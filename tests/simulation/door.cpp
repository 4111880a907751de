// Scans at the doors: one by one or uploaded together, twice, with devices whose clocks are off or that make one id for
// two scans, of people nobody knows and of codes that are nobody's; some before anybody has heard of the session, and
// some by a coordinator of another region. What was set aside is looked at now and then, and settled.
#include <cctype>
#include <optional>
#include <utility>

#include "opora/registration/v1/registration_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

class Door final : public Client {
 public:
  explicit Door(Stage& stage) : stage_(stage) {}

  void act() override {
    if (resend()) return;
    const std::string session = stage_.session().id;
    if (stage_.dice.chance(50)) return meddle(session);
    if (stage_.dice.chance(330)) return settle_one();
    if (stage_.dice.chance(60)) return crowd_in(session);
    if (stage_.dice.chance(600)) return scan_one(session);
    v1::CheckInBatchRequest request;
    request.set_session_id(session);
    const int count = stage_.dice.between(1, 5);
    for (int i = 0; i < count; ++i) *request.add_scans() = scan();
    if (stage_.dice.chance(300)) *request.add_scans() = request.scans(0);  // the same scan twice
    mine_.push_back(&stage_.post.send("registration", by(), request));
  }

 private:
  void scan_one(const std::string& session) {
    v1::CheckInRequest request;
    request.set_session_id(session);
    *request.mutable_scan() = scan();
    mine_.push_back(&stage_.post.send("registration", by(), request));
  }

  Caller by() {
    return stage_.dice.chance(200) ? coordinator_of(stage_.network) : facilitator_of(stage_.network);
  }

  // A coordinator of another region at a door that is none of theirs: whom they scan, nobody else does.
  void meddle(const std::string& session) {
    v1::CheckInBatchRequest request;
    request.set_session_id(session);
    *request.add_scans() = scan_of(stage_.new_id());
    mine_.push_back(&stage_.post.send("registration", coordinator_of_elsewhere(), request));
  }

  // More people than the room holds, of whom nobody has heard.
  void crowd_in(const std::string& session) {
    v1::CheckInBatchRequest request;
    request.set_session_id(session);
    for (int count = stage_.dice.between(25, 45); count > 0; --count) *request.add_scans() = scan_of(stage_.new_id());
    mine_.push_back(&stage_.post.send("registration", facilitator_of(stage_.network), request));
  }

  // Of one of the uploads that were answered: a scan that was set aside, and its door.
  std::optional<std::pair<std::string, v1::Scan>> one_set_aside() {
    std::vector<std::pair<std::string, v1::Scan>> aside;
    for (const Sent* sent : mine_) {
      if (!sent->succeeded()) continue;
      if (sent->type == v1::CheckInRequest::descriptor()) {
        v1::CheckInRequest request;
        request.ParseFromString(sent->bytes);
        v1::CheckInResponse response;
        response.ParseFromString(**sent->decided);
        if (response.set_aside()) aside.emplace_back(request.session_id(), request.scan());
      } else if (sent->type == v1::CheckInBatchRequest::descriptor()) {
        v1::CheckInBatchRequest request;
        request.ParseFromString(sent->bytes);
        v1::CheckInBatchResponse response;
        response.ParseFromString(**sent->decided);
        for (int index = 0; index < response.results_size(); ++index)
          if (response.results(index).set_aside()) aside.emplace_back(request.session_id(), request.scans(index));
      }
    }
    if (aside.empty()) return {};
    std::vector<std::pair<std::string, v1::Scan>> codes;
    for (const auto& each : aside)
      if (is_code(each.second.person_id())) codes.push_back(each);
    return stage_.dice.pick(codes.empty() || stage_.dice.chance(500) ? aside : codes);
  }

  // Somebody looks at a scan, or looks at one again: it counts where it was made, or next door, or never.
  void settle_one() {
    const bool is_again = !looked_at_.empty() && stage_.dice.chance(600);
    const auto scan = is_again ? std::optional(stage_.dice.pick(looked_at_)) : one_set_aside();
    if (!scan) return;
    looked_at_.push_back(*scan);
    const Caller who = stage_.dice.chance(100)   ? coordinator_of_elsewhere()
                       : stage_.dice.chance(300) ? administrator_of_network()
                                                : coordinator_of(stage_.network);
    if (stage_.dice.chance(350)) {
      v1::DiscardScansRequest request;
      request.set_session_id(scan->first);
      request.add_check_in_ids(scan->second.check_in_id());
      request.set_reason("Nobody knows what it is");
      mine_.push_back(&stage_.post.send("registration", who, request));
      return;
    }
    v1::ConfirmScansRequest request;
    request.set_session_id(stage_.dice.chance(800) ? scan->first : stage_.dice.pick(stage_.network.sessions).id);
    request.set_scanned_session_id(scan->first);
    request.add_check_in_ids(scan->second.check_in_id());
    if (stage_.dice.chance(is_code(scan->second.person_id()) ? 300 : 30) && !stage_.network.people.empty())
      request.set_person_id(stage_.dice.pick(stage_.network.people));
    mine_.push_back(&stage_.post.send("registration", who, request));
  }

  static bool is_code(const std::string& text) { return text.find('/') != std::string::npos; }

  // Mostly somebody who was named; often somebody scanned before; sometimes nobody knows who it is, or what.
  v1::Scan scan() {
    if (stage_.dice.chance(100)) return scan_of("https://example.org/" + std::to_string(stage_.dice.between(1, 3)));
    std::string person = stage_.new_id();
    if (!stage_.network.people.empty() && stage_.dice.chance(650))
      person = stage_.dice.pick(stage_.network.people);
    else if (!strangers_.empty() && stage_.dice.chance(600))
      person = stage_.dice.pick(strangers_);
    else
      meet(person);
    return scan_of(stage_.dice.chance(100) ? in_capitals(person) : person);
  }

  v1::Scan scan_of(const std::string& code) {
    v1::Scan scan;
    if (!made_.empty() && stage_.dice.chance(60))
      scan.set_check_in_id(stage_.dice.pick(made_));
    else
      scan.set_check_in_id(made_.emplace_back(stage_.new_id()));
    scan.set_person_id(code);
    // The devices' clocks are not ours, and some are nobody's.
    scan.set_scanned_at_us(stage_.dice.chance(30)
                               ? -1
                               : stage_.clock.now().us + std::int64_t{1'000'000} * stage_.dice.between(-3'600, 3'600));
    return scan;
  }

  static std::string in_capitals(std::string id) {
    for (char& c : id) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return id;
  }

  // Some who come unknown are named by an organisation later.
  void meet(const std::string& stranger) {
    strangers_.push_back(stranger);
    if (stage_.dice.chance(300)) stage_.network.people.push_back(stranger);
  }

  bool resend() {
    if (mine_.empty() || !stage_.dice.chance(250)) return false;
    Sent& sent = *stage_.dice.pick(mine_);
    v1::CheckInBatchRequest batch;
    // Word for word, or as a device does that has forgotten how it asked: the same scans in another call.
    if (sent.type != v1::CheckInBatchRequest::descriptor() || stage_.dice.chance(500)) {
      stage_.post.send_again(sent);
      return true;
    }
    batch.ParseFromString(sent.bytes);
    batch.clear_request_id();
    for (int last = batch.scans_size() - 1, first = 0; first < last; ++first, --last)
      batch.mutable_scans()->SwapElements(first, last);
    mine_.push_back(&stage_.post.send("registration", sent.caller, batch));
    return true;
  }

  Stage& stage_;
  std::vector<std::string> strangers_;
  std::vector<std::string> made_;  // ids of scans
  std::vector<std::pair<std::string, v1::Scan>> looked_at_;  // by their sessions
  std::vector<Sent*> mine_;
};

}  // namespace

std::unique_ptr<Client> make_door(Stage& stage) { return std::make_unique<Door>(stage); }

}  // namespace opora::simulation
