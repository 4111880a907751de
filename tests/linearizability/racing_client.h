// A client that wants seats: registers a group, looks, cancels, asks again, and sends again what got no answer.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "linearizability/contest.h"
#include "linearizability/history.h"
#include "linearizability/replicas.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/ids/ids.h"

namespace opora::testing {

class RacingClient {
 public:
  RacingClient(int number, std::uint64_t seed, Replicas& replicas, History& history, Tally& tally);

  // Takes part in one session's race, with one operation at a time.
  void race(Contest& contest);

 private:
  using RegisterGroup = registration::v1::RegisterGroupRequest;
  using CancelGroup = registration::v1::CancelGroupRequest;
  using ChangeHeadCount = registration::v1::ChangeHeadCountRequest;

  // Whether it is registered now, confirmed or not.
  bool register_group(Contest& contest, const RegisterGroup& request);
  void cancel_group(Contest& contest, const CancelGroup& request);
  void change_head_count(Contest& contest, const ChangeHeadCount& request);
  void look_at_seats(Contest& contest);
  void look_at_group(Contest& contest, const std::string& group);
  void act(Contest& contest);
  RegisterGroup new_group(const Contest& contest);
  CancelGroup cancellation(const std::string& group);
  ChangeHeadCount head_count(const Contest& contest, const std::string& group);
  void repeat(Contest& contest);

  // Sends until it is answered, to the other replica after each failure. Records what became of it; `describe` puts an
  // answer into words. Whether it was done.
  template <class Response, class Request, class Describe>
  bool run(Operation operation, const Request& request, const Describe& describe);
  template <class Response, class Request>
  Result<Response> settle(const Request& request);
  Client& connected();
  std::chrono::milliseconds patience();
  int roll(int least, int most) { return testing::roll(dice_, least, most); }
  bool chance(int percent) { return roll(1, 100) <= percent; }
  std::string new_id() { return ids_.next(clock_.now()); }

  const int number_;
  Dice dice_;
  Replicas& replicas_;
  History& history_;
  Tally& tally_;
  SystemClock clock_;
  IdSource ids_;
  int wished_;
  Replicas::Replica replica_{-1, ""};
  std::unique_ptr<Client> client_;
  RegisterGroup mine_;
  std::variant<RegisterGroup, CancelGroup, ChangeHeadCount> last_;
};

}  // namespace opora::testing
