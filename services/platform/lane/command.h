// What goes into a lane, and what comes out: commands and their answers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "platform/events/log/event_log.h"
#include "platform/lane/transaction.h"
#include "platform/result/result.h"

namespace opora {

// What became of a command: its serialised response, or a refusal; and the lane's position after it, for reading one's
// writes.
struct Answer {
  Result<std::string> response;
  LogHead head;
  bool remembered = false;  // it is the first answer to this request id, given again
};

// A command on its way through the lane. Bytes in, bytes out: the lane knows no protobuf.
struct Command {
  std::string caller;        // whose answer is remembered
  std::string method;        // the request message's full name
  std::string request_id;    // a UUID; empty for one that nobody retries
  std::string request_hash;  // of the request's bytes
  std::size_t bytes = 0;     // of the request
  std::string share;         // whose turns and places it takes; the caller's when empty
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::optional<Job> job = {};  // which has found this: success ends it, and once it is over this does nothing
  std::function<Result<std::string>(Transaction&)> run;  // may be called several times, never after `done`
  std::function<void(Answer)> done;                      // called once, from the executor
  // The lane's own: when it came, when its turn was, and that it gets a batch of its own after one that took too long.
  std::uint64_t arrival = 0, turn = 0;
  bool alone = false;
};

// Runs a timer's command: method, request.
using RunTimer = std::function<Result<std::string>(Transaction&, const Timer&)>;

}  // namespace opora
