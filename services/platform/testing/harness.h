// A whole service without threads: what a service's tests hold. Its database is in memory, or of the engine that
// OPORA_TEST_ENGINE names.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/service/service_host.h"
#include "platform/testing/manual_clock.h"

namespace opora::testing {

// Somebody who may do everything.
Caller administrator();

class Harness {
 public:
  // Starts at 2023-10-01 00:00 UTC.
  explicit Harness(Service service);
  ~Harness();

  // Calls the method whose request this is, and runs the service until it has answered and nothing is left to do.
  template <class Response, class Request>
  Result<Response> call(const Request& request, const Caller& caller = administrator()) {
    auto answer = call_bytes(Request::descriptor(), request.SerializeAsString(), caller);
    if (!answer.response) return tl::unexpected(std::move(answer.response).error());
    Response response;
    response.ParseFromString(*answer.response);
    return response;
  }
  Answer call_bytes(const google::protobuf::Descriptor* request_type, std::string request, const Caller& caller);

  // Appends an event to another service's log, as if that had emitted it, and lets the service consume it. `event` is
  // the whole Event message with one case set; its type is found from it, unless another is given.
  void deliver(const std::string& source, const google::protobuf::Message& event, const std::string& key = "key",
               const std::string& type = "");

  // Runs everything that is ready: commands, due timers, deliveries, queries, jobs, sealed calls.
  void settle();

  ManualClock& clock();
  ServiceHost& host();
  // Everything the service emitted so far, in order.
  std::vector<LogRecord> events();
  // Their types in short: "GroupConfirmed".
  std::vector<std::string> event_types();
  // From here on one caller may read so many names in an hour; begins anew as restart() does.
  void limit_names(std::int64_t an_hour);
  // Who was told names since the last call, and how many, "somebody ListAttendance 3", or gave a wrong one, "somebody
  // RegisterGroup guessed".
  std::vector<std::string> names_read();
  // How many names were let go since the last call.
  std::int64_t names_gone();
  // Every invariant's violations: empty when all hold.
  std::vector<std::string> violations();
  // Drops everything in memory, as a crash does, and opens the database again.
  void restart();
  // The same with another build of the service.
  void restart_as(Service other);
  // The same, having changed what stands in the database as no command would: to what another build may have left.
  void restart_after(const Statement& change);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A UUIDv7 that tests can read: number 7 gives "00000000-0000-7000-8000-000000000007".
std::string test_id(int number);

}  // namespace opora::testing
