// From a message of a timers.proto or a jobs.proto to the work that is left for later: the one way in which services
// set timers and jobs.
#pragma once

#include <string>
#include <utility>

#include "platform/lane/transaction.h"
#include "platform/proto/canonical_bytes.h"

namespace opora {

// The timer that runs the handler of this message at `due` or after it. Set again under the same id, it moves.
template <class Message>
Timer timer_of(std::string id, Instant due, const Message& message) {
  return {std::move(id), due, Message::descriptor()->full_name(), canonical_bytes(message)};
}

// Likewise the job.
template <class Message>
Job job_of(std::string id, Instant due, const Message& message) {
  return {std::move(id), due, Message::descriptor()->full_name(), canonical_bytes(message)};
}

}  // namespace opora
