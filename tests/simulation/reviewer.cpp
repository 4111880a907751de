// Puts right who came: takes attendances back, restores them, moves them to another session or somebody else, and says
// how many came without names. Of those who were scanned, and now and then of somebody who was not; by whoever may, and
// by others.
#include <cctype>
#include <optional>
#include <utility>

#include "opora/registration/v1/registration_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

class Reviewer final : public Client {
 public:
  explicit Reviewer(Stage& stage) : stage_(stage) {}

  void act() override {
    if (!mine_.empty() && stage_.dice.chance(150)) return stage_.post.send_again(*stage_.dice.pick(mine_));
    if (stage_.dice.chance(250)) return count();
    const auto [session, person] = somebody();
    if (session.empty()) return count();
    if (stage_.dice.chance(400)) return take_back(session, person);
    if (stage_.dice.chance(200)) return scan_again();
    stage_.dice.chance(400) ? restore(session, person) : move(session, person);
  }

 private:
  using SessionAndPerson = std::pair<std::string, std::string>;

  // Mostly somebody corrected before or scanned, wherever; nobody, as long as nobody was.
  SessionAndPerson somebody() {
    if (!corrected_.empty() && stage_.dice.chance(350)) return stage_.dice.pick(corrected_);
    if (!stage_.network.people.empty() && stage_.dice.chance(50))
      return {stage_.dice.pick(stage_.network.sessions).id, stage_.dice.pick(stage_.network.people)};
    if (stage_.post.all().empty()) return {};
    constexpr int kLooks = 40;
    for (int look = 0; look < kLooks; ++look)
      if (const auto scanned = scanned_by(one_request())) return *scanned;
    return {};
  }

  const Sent& one_request() { return stage_.post.all()[stage_.dice.below(stage_.post.all().size())]; }

  // Whom a request has scanned; nothing, if it is none or was not answered.
  std::optional<SessionAndPerson> scanned_by(const Sent& sent) {
    if (!sent.succeeded()) return {};
    v1::CheckInBatchRequest batch;
    if (sent.type == v1::CheckInRequest::descriptor()) {
      v1::CheckInRequest one;
      one.ParseFromString(sent.bytes);
      batch.set_session_id(one.session_id());
      *batch.add_scans() = one.scan();
    } else if (sent.type == v1::CheckInBatchRequest::descriptor()) {
      batch.ParseFromString(sent.bytes);
    }
    if (batch.scans_size() == 0) return {};
    std::string person = batch.scans(stage_.dice.between(0, batch.scans_size() - 1)).person_id();
    for (char& c : person) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (person.find('/') != std::string::npos) return {};
    return SessionAndPerson{batch.session_id(), person};
  }

  Caller by() {
    if (stage_.dice.chance(40)) return coordinator_of_elsewhere();
    if (stage_.dice.chance(200)) return administrator_of_network();
    return stage_.dice.chance(300) ? facilitator_of(stage_.network) : coordinator_of(stage_.network);
  }

  template <class Request>
  void say(Request request, const std::string& session, const std::string& person) {
    request.set_session_id(session);
    request.set_person_id(person);
    request.set_reason("The line below");
    corrected_.emplace_back(session, person);
    mine_.push_back(&stage_.post.send("registration", by(), request));
  }

  void take_back(const std::string& session, const std::string& person) {
    v1::TakeBackAttendanceRequest request;
    request.set_code(v1::CORRECTION_CODE_DID_NOT_COME);
    say(request, session, person);
  }

  // Somebody who was corrected comes after all.
  void scan_again() {
    if (corrected_.empty()) return;
    const auto& [session, person] = stage_.dice.pick(corrected_);
    v1::CheckInRequest request;
    request.set_session_id(session);
    request.mutable_scan()->set_check_in_id(stage_.new_id());
    request.mutable_scan()->set_person_id(person);
    request.mutable_scan()->set_scanned_at_us(stage_.clock.now().us);
    mine_.push_back(&stage_.post.send("registration", facilitator_of(stage_.network), request));
  }

  void restore(const std::string& session, const std::string& person) {
    say(v1::RestoreAttendanceRequest(), session, person);
  }

  void move(const std::string& session, const std::string& person) {
    v1::MoveAttendanceRequest request;
    request.set_code(v1::CORRECTION_CODE_WRONG_SESSION);
    if (stage_.dice.chance(700)) request.set_to_session_id(stage_.dice.pick(stage_.network.sessions).id);
    if (!stage_.network.people.empty() && stage_.dice.chance(400))
      request.set_to_person_id(stage_.dice.pick(stage_.network.people));
    // Onto somebody who has come there, perhaps.
    if (const auto there = stage_.dice.chance(250) ? somebody() : SessionAndPerson(); !there.first.empty()) {
      request.set_to_session_id(there.first);
      request.set_to_person_id(there.second);
    }
    const std::string& to_session = request.to_session_id().empty() ? session : request.to_session_id();
    const std::string& to_person = request.to_person_id().empty() ? person : request.to_person_id();
    corrected_.emplace_back(to_session, to_person);
    say(request, session, person);
  }

  void count() {
    v1::CountAttendanceRequest request;
    request.set_session_id(stage_.session().id);
    request.set_organisation_id(stage_.dice.pick(stage_.network.organisations));
    request.set_person_count(stage_.dice.chance(200) ? 0 : stage_.dice.between(1, 25));
    if (stage_.dice.chance(700)) request.set_reason("Counted again");
    mine_.push_back(&stage_.post.send("registration", by(), request));
  }

  Stage& stage_;
  std::vector<SessionAndPerson> corrected_;
  std::vector<Sent*> mine_;
};

}  // namespace

std::unique_ptr<Client> make_reviewer(Stage& stage) { return std::make_unique<Reviewer>(stage); }

}  // namespace opora::simulation
