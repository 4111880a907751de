// How a load asks for what its rows say, so that it is decided as things are now.
//
// A refusal is remembered for days under its request's id (docs/adr/0004), and the ids of a load derive from the rows:
// the same row would be told the same refusal after what stood in its way is gone.
#pragma once

#include <functional>

#include <google/protobuf/message.h>

#include "platform/result/result.h"

namespace opora::load {

using Ask = std::function<Result<void>(const google::protobuf::Message& request)>;

// Asks, and where the request was decided against, once more under a new request id. Nothing is done twice by that: a
// refusal changed nothing, and what a load asks for changes nothing where it is there. What nobody has decided (it may
// have happened, or can't be done now) is told at once, since only the same id can settle it.
Result<void> ask_anew(const google::protobuf::Message& request, const Ask& ask);

}  // namespace opora::load
