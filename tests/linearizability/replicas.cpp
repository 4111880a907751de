#include "linearizability/replicas.h"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "platform/policy/key_folder.h"
#include "process/must.h"
#include "process/planned_sessions.h"
#include "process/platform_under_test.h"

namespace opora::testing {
Replicas::Replicas(const std::string& planted_bug) : planted_bug_(planted_bug) {
  organisation_ = IdSource().next(SystemClock().now());
  scheduling_ = run("scheduling", scheduling_database_);
  for (int i = 0; i < kReplicaCount; ++i) start(i);
  organisation_token_ = token(network::v1::ROLE_ORGANISATION, "organisation");
}

// One that stands still could not be asked to end.
Replicas::~Replicas() {
  for (const auto& server : servers_)
    if (server) server->send(SIGCONT);
}

std::unique_ptr<ServerProcess> Replicas::run(const std::string& service, const PostgresTestDatabase& database) const {
  std::string address = database.address();
  address.replace(address.rfind(service), service.size(), "{service}");
  std::vector<std::string> command = {program(service),
                                      "--data=" + (scratch_ / "data").string(),
                                      "--database=" + address,
                                      "--listen.address=127.0.0.1:0",
                                      "--metrics.address=",
                                      "--log.level=error"};
  std::vector<std::string> variables;
  if (service == "registration") {
    command.push_back("--peers=scheduling=" + scheduling_->address());
    if (!planted_bug_.empty()) variables.push_back("OPORA_PLANTED=" + planted_bug_);
  }
  return std::make_unique<ServerProcess>(command, variables);
}

std::string Replicas::token(network::v1::Role role, const std::string& subject) const {
  Caller caller;
  caller.role = role;
  caller.subject = subject;
  if (role == network::v1::ROLE_ORGANISATION) caller.scopes["organisation"] = {organisation_};
  const auto keys = must(KeyFolder::open(scratch_ / "data" / "keys"), "opening the keys");
  return keys->issue(caller, std::chrono::hours(2), SystemClock().now());
}

std::vector<std::string> Replicas::publish(const std::vector<int>& capacities) {
  ClientOptions options;
  options.address = "scheduling=" + scheduling_->address() + " registration=" + replica_for(0).address;
  options.token = token(network::v1::ROLE_ADMINISTRATOR, "administrator");
  const auto administrator = must(Client::make(options), "connecting");
  PlannedSessions planned(*administrator, organisation_);
  std::vector<std::string> sessions;
  for (const int capacity : capacities) sessions.push_back(planned.publish(capacity));
  planned.wait_until_known(*administrator);
  return sessions;
}

Replicas::Replica Replicas::replica_for(int wished) {
  std::unique_lock lock(mutex_);
  const auto is_up = [](const std::string& address) { return !address.empty(); };
  came_up_.wait(lock, [&] { return std::ranges::any_of(addresses_, is_up); });
  while (addresses_[at(wished)].empty()) wished = (wished + 1) % kReplicaCount;
  return {wished, addresses_[at(wished)]};
}

std::unique_ptr<Client> Replicas::connect(const std::string& address) const {
  ClientOptions options;
  options.address = address;
  options.token = organisation_token_;
  return must(Client::make(options), "connecting");
}

void Replicas::kill(int replica) {
  servers_[at(replica)]->end(SIGKILL);
  const std::lock_guard lock(mutex_);
  addresses_[at(replica)].clear();
}

void Replicas::start(int replica) {
  servers_[at(replica)] = run("registration", registration_database_);
  {
    const std::lock_guard lock(mutex_);
    addresses_[at(replica)] = servers_[at(replica)]->address();
  }
  came_up_.notify_all();
}

}  // namespace opora::testing
