#include "process/hot_session.h"

#include "opora/platform/v1/operations_service.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/policy/key_folder.h"
#include "process/must.h"
#include "process/planned_sessions.h"
#include "process/platform_under_test.h"

namespace opora::testing {
namespace {

Caller caller(network::v1::Role role, const std::string& subject) {
  Caller caller;
  caller.role = role;
  caller.subject = subject;
  return caller;
}

}  // namespace

HotSession::HotSession() : organisation_(ids_.next(clock_.now())) {}

void HotSession::meet(const std::string& address, const std::filesystem::path& keys_folder) {
  keys_folder_ = keys_folder;
  const auto keys = must(KeyFolder::open(keys_folder), "opening the keys");
  const auto token = [&](const Caller& who) { return keys->issue(who, std::chrono::hours(2), clock_.now()); };
  // By the program that is measured: a build of before may not read what this one writes.
  if (organisation_token_.empty()) {
    organisation_token_ = output_of(program("opora") + " token --role organisation --subject bench-organisation" +
                                    " --organisation " + organisation_ + " --lifetime 2h --data " +
                                    keys_folder.parent_path().string());
    std::erase(organisation_token_, '\n');
  }
  administrator_ = must(Client::make({.address = address,
                                      .token = token(caller(network::v1::ROLE_ADMINISTRATOR, "bench"))}),
                        "connecting");
}

std::unique_ptr<Client> HotSession::connect(const std::string& address) const {
  return must(Client::make({.address = address, .token = organisation_token_}), "connecting");
}

void HotSession::open_session(int capacity) {
  PlannedSessions sessions(*administrator_, organisation_);
  // Its doors have just opened: they do three hours before the start.
  session_ = sessions.publish_closing(capacity, clock_.now() + std::chrono::hours(2));
  round_ = sessions.round();
  region_ = sessions.region();
  sessions.wait_until_known(*administrator_);
}

std::string registration_of(const std::string& session, const std::string& organisation, IdSource& ids, Instant now) {
  registration::v1::RegisterGroupRequest request;
  request.set_request_id(ids.next(now));
  request.set_group_id(ids.next(now));
  request.set_session_id(session);
  request.set_organisation_id(organisation);
  request.set_head_count(1);
  auto* member = request.add_members();
  member->set_person_id(ids.next(now));
  member->set_name("Invented Person");
  member->set_occupation(registration::v1::OCCUPATION_PSYCHOLOGIST);
  return request.SerializeAsString();
}

std::string HotSession::new_registration() {
  return registration_of(session_, organisation_, ids_, clock_.now());
}

std::string HotSession::new_upload(int scan_count) {
  const Instant now = clock_.now();
  registration::v1::CheckInBatchRequest request;
  request.set_request_id(ids_.next(now));
  request.set_session_id(session_);
  for (int i = 0; i < scan_count; ++i) {
    registration::v1::Scan* scan = request.add_scans();
    scan->set_check_in_id(ids_.next(now));
    scan->set_person_id(ids_.next(now));
    scan->set_scanned_at_us(now.us);
  }
  return request.SerializeAsString();
}

std::string HotSession::facilitator_token() const {
  Caller facilitator = caller(network::v1::ROLE_FACILITATOR, "bench-door");
  facilitator.scopes["session"] = {session_};
  const auto keys = must(KeyFolder::open(keys_folder_), "opening the keys");
  return keys->issue(facilitator, std::chrono::hours(2), clock_.now());
}

std::vector<std::string> HotSession::violations() {
  const auto processes = must(administrator_->call_everywhere<platform::v1::CheckInvariantsResponse>(
                                  platform::v1::CheckInvariantsRequest(), std::chrono::minutes(2)),
                              "checking invariants");
  std::vector<std::string> all;
  for (const auto& checked : processes)
    for (const auto& check : checked.checks())
      for (const auto& violation : check.violations())
        all.push_back(check.service() + ": " + check.invariant() + " " + violation);
  return all;
}

}  // namespace opora::testing
