#include "process/platform_under_test.h"

#include <array>
#include <iostream>

#include "opora/platform/v1/operations_service.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/lane/lane.h"
#include "platform/policy/key_folder.h"
#include "platform/sql/database.h"
#include "process/must.h"
#include "process/planned_sessions.h"
#include "registration_migrations.h"

namespace opora::testing {
namespace {

Caller caller(options::v1::Role role, const std::string& subject, const std::string& organisation = "") {
  Caller caller;
  caller.role = role;
  caller.subject = subject;
  caller.organisation = organisation;
  return caller;
}

}  // namespace

std::string opora_program() {
  return (std::filesystem::canonical("/proc/self/exe").parent_path() / "../../services/opora/opora").lexically_normal();
}

PlatformUnderTest::PlatformUnderTest(std::filesystem::path folder, const std::vector<std::string>& more_flags,
                                     const std::vector<std::string>& variables)
    : folder_(std::move(folder)), more_flags_(more_flags) {
  organisation_ = ids_.next(clock_.now());
  restart(variables);
}

void PlatformUnderTest::restart(const std::vector<std::string>& variables) {
  std::vector<std::string> command = {opora_program(),
                                      "serve",
                                      "--data=" + folder_.string(),
                                      "--listen.address=127.0.0.1:0",
                                      "--metrics.address=127.0.0.1:0",
                                      "--log.level=error"};
  command.insert(command.end(), more_flags_.begin(), more_flags_.end());
  server_ = std::make_unique<ServerProcess>(command, variables);
  const auto keys = must(KeyFolder::open(folder_ / "keys"), "opening the keys");
  const auto token = [&](const Caller& who) { return keys->issue(who, std::chrono::hours(2), clock_.now()); };
  if (organisation_token_.empty())
    organisation_token_ = token(caller(options::v1::ROLE_ORGANISATION, "bench-organisation", organisation_));
  ClientOptions options;
  options.address = server_->address();
  options.token = token(caller(options::v1::ROLE_ADMINISTRATOR, "bench"));
  administrator_ = must(Client::make(options), "connecting");
}

std::unique_ptr<Client> PlatformUnderTest::connect() const {
  ClientOptions options;
  options.address = server_->address();
  options.token = organisation_token_;
  return must(Client::make(options), "connecting");
}

void PlatformUnderTest::open_session(int capacity) {
  PlannedSessions sessions(*administrator_, organisation_);
  session_ = sessions.publish(capacity);
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

std::string PlatformUnderTest::new_registration() {
  return registration_of(session_, organisation_, ids_, clock_.now());
}

std::int64_t PlatformUnderTest::registration_wal_bytes() const {
  std::error_code missing;
  const auto size = std::filesystem::file_size(folder_ / "registration.db-wal", missing);
  return missing ? 0 : static_cast<std::int64_t>(size);
}

std::vector<std::string> PlatformUnderTest::violations() {
  const auto checked = must(administrator_->call<platform::v1::CheckInvariantsResponse>(
                                platform::v1::CheckInvariantsRequest(), std::chrono::minutes(2)),
                            "checking invariants");
  std::vector<std::string> all;
  for (const auto& check : checked.checks())
    for (const auto& violation : check.violations())
      all.push_back(check.service() + ": " + check.invariant() + " " + violation);
  return all;
}

void add_remembered_answers(const std::filesystem::path& folder, int count) {
  static const Statement kAnswer{
      "INSERT INTO answers (request_id, caller, method, request_hash, answered_at, code, reason, message, response) "
      "VALUES (:id, 'bench-organisation', 'opora.registration.v1.RegisterGroupRequest', :hash, :at, 0, '', '', "
      ":response)"};
  SqliteOptions options;
  options.path = folder / "registration.db";
  const std::array migrations{platform_migrations(), registration_migrations()};
  const auto database = must(open_sqlite(options, migrations), "opening the stopped platform's database");
  SystemClock clock;
  IdSource ids;
  const Instant start = clock.now() - std::chrono::hours(6 * 24);
  const auto step = std::chrono::microseconds(std::chrono::hours(6 * 24)) / count;
  const std::string hash(16, 'h'), response(4, 'r');
  for (int done = 0; done < count;) {
    database->begin();
    for (int i = 0; i < 50'000 && done < count; ++i, ++done) {
      const Instant at = start + step * done;
      database->writer().execute(
          kAnswer, {{"id", ids.next(at)}, {"hash", Blob{hash}}, {"at", at}, {"response", Blob{response}}});
    }
    database->commit();
  }
}

ScratchFolder::ScratchFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "opora-bench-XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

}  // namespace opora::testing
