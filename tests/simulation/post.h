// Carries clients' requests to the services and keeps what was answered. Here it is seen that a request id has one
// answer, and that no answer admits a mistake of ours.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "platform/service/service_host.h"
#include "platform/testing/manual_clock.h"
#include "simulation/dice.h"
#include "simulation/faults.h"
#include "simulation/simulated_host.h"
#include "simulation/trace.h"
#include "simulation/verdict.h"

namespace opora::simulation {

// A request, its attempts and what came of them.
struct Sent {
  std::string service;
  const google::protobuf::Descriptor* type;
  Caller caller;
  std::string request_id;  // empty for a query
  std::string bytes;
  std::string named;  // the ids in it, for the trace
  Instant sent_at = {};  // first, by a clock that is right: whatever came of it, came later
  int under_way_count = 0;  // attempts nobody has answered yet; a crash loses them
  // The first answer that is remembered: a success, or what was decided against it.
  std::optional<Result<std::string>> decided;
  Instant decided_at;  // by a clock that is right
  std::int64_t decided_as = 0;  // the how manyeth answer that was
  // Any other answer: who may not call, what is unknown, trouble.
  std::optional<Error> trouble;
  // Whether another request came under the same id first.
  bool is_reuse = false;
  // The one before it under its id may have been forgotten, so it is not sent any more.
  bool is_withdrawn = false;

  bool succeeded() const { return decided && decided->has_value(); }
  bool is_settled() const { return decided || is_withdrawn || (trouble && !may_pass(*trouble)); }
  // Trouble that a later attempt may not meet.
  static bool may_pass(const Error& error);
};

class Post {
 public:
  using HostOf = std::function<SimulatedHost&(const std::string& service)>;

  Post(Dice& dice, const testing::ManualClock& clock, Trace& trace, Verdict& verdict, HostOf host_of)
      : dice_(dice), clock_(clock), trace_(trace), verdict_(verdict), host_of_(std::move(host_of)) {}

  // Sends a command; without a request id it gets a new one.
  Sent& send(const std::string& service, const Caller& caller, google::protobuf::Message& request);
  // Sends it once more, word for word.
  void send_again(Sent& sent);
  // Asks a query. `answered` is called unless the service crashes first.
  void ask(const std::string& service, const Caller& caller, const google::protobuf::Message& request,
           std::map<std::string, LogHead> seen, std::function<void(const Answer&)> answered);

  // Calls a sealed method of feedback's: it has no request id, and nothing is remembered of it. `answered` is called
  // unless the service crashes first: when that has happened life_of() tells.
  void call_sealed(const Caller& caller, const google::protobuf::Message& request,
                   std::function<void(const Answer&)> answered);
  int life_of(const std::string& service) const { return host_of_(service).life(); }

  std::deque<Sent>& all() { return all_; }
  // A service has crashed: what it was doing, nobody will hear of.
  void lost(const std::string& service);
  // How many answers were given; and what a service has decided after so many, it remembers no more, and so is sent
  // again as if it had never been answered.
  std::int64_t decided_count() const { return decided_count_; }
  void forget_since(const std::string& service, std::int64_t decided_count);

  // A batch's answers go out one by one, and the process may end between any two.
  void crash_in_answers(int per_mille) { crash_in_answers_ = per_mille; }
  // The database was made to fail in a way that looks like a mistake of ours.
  void expect_mistakes() { mistakes_expected_ = true; }

 private:
  void answered(Sent& sent, const Answer& answer);
  void check_decision(Sent& sent, const Answer& answer);
  void check_sealed(const google::protobuf::Descriptor& type, const std::string& named, const Answer& answer);

  Dice& dice_;
  const testing::ManualClock& clock_;
  Trace& trace_;
  Verdict& verdict_;
  const HostOf host_of_;
  std::deque<Sent> all_;
  std::map<std::tuple<std::string, const google::protobuf::Descriptor*, std::string>, Sent*> first_under_id_;
  int crash_in_answers_ = 0;
  bool mistakes_expected_ = false;
  std::int64_t decided_count_ = 0;
};

}  // namespace opora::simulation
