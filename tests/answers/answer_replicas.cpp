#include "answers/answer_replicas.h"

#include <algorithm>
#include <csignal>

#include "process/must.h"

namespace opora::testing {

AnswerReplicas::AnswerReplicas(const std::string& planted_bug) : planted_bug_(planted_bug) {
  scheduling_ = run("scheduling", scheduling_database_, "", {});
  registration_ = run("registration", registration_database_, "scheduling=" + scheduling_->address(), {});
  for (int i = 0; i < kCount; ++i) start(i);
  session_.meet(address(), scratch_ / "data" / "keys");
  session_.open_session(100);
  waves_ = std::make_unique<AskedWaves>(session_.administrator(), address(), scratch_ / "data" / "keys",
                                        session_.round(), 1);
}

std::unique_ptr<ServerProcess> AnswerReplicas::run(const std::string& service, const PostgresTestDatabase& database,
                                                   const std::string& peers,
                                                   std::vector<std::string> variables) const {
  std::string place = database.address();
  place.replace(place.rfind(service), service.size(), "{service}");
  std::vector<std::string> command = {program(service),
                                      "--data=" + (scratch_ / "data").string(),
                                      "--database=" + place,
                                      "--listen.address=127.0.0.1:0",
                                      "--metrics.address=",
                                      "--log.level=error"};
  if (!peers.empty()) command.push_back("--peers=" + peers);
  if (service == "feedback" && !planted_bug_.empty()) variables.push_back("OPORA_PLANTED=" + planted_bug_);
  return std::make_unique<ServerProcess>(command, variables);
}

std::string AnswerReplicas::address() const {
  std::string feedback;
  for (const auto& server : servers_) feedback += (feedback.empty() ? "" : ",") + server->address();
  return "scheduling=" + scheduling_->address() + " registration=" + registration_->address() +
         " feedback=" + feedback;
}

AnswerReplicas::Replica AnswerReplicas::replica_for(int wished) {
  std::unique_lock lock(mutex_);
  const auto is_up = [](const std::string& address) { return !address.empty(); };
  came_up_.wait(lock, [&] { return std::ranges::any_of(addresses_, is_up); });
  while (addresses_[at(wished)].empty()) wished = (wished + 1) % kCount;
  return {wished, addresses_[at(wished)]};
}

std::unique_ptr<Client> AnswerReplicas::connect(const std::string& address) {
  ClientOptions options;
  options.address = address;
  return must(Client::make(options), "connecting");
}

void AnswerReplicas::kill(int replica) {
  servers_[at(replica)]->end(SIGKILL);
  const std::lock_guard lock(mutex_);
  addresses_[at(replica)].clear();
}

void AnswerReplicas::start(int replica, const std::vector<std::string>& variables) {
  servers_[at(replica)] =
      run("feedback", feedback_database_,
          "scheduling=" + scheduling_->address() + " registration=" + registration_->address(), variables);
  {
    const std::lock_guard lock(mutex_);
    addresses_[at(replica)] = servers_[at(replica)]->address();
  }
  came_up_.notify_all();
}

void AnswerReplicas::meet_again() {
  session_.meet(address(), scratch_ / "data" / "keys");
  waves_->meet(session_.administrator(), address());
}

}  // namespace opora::testing
