// A call that was let in, with its request parsed.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "platform/service/binding.h"

namespace opora {

// One thread at a time has it.
struct PreparedCall {
  const BoundMethod* method;
  Caller caller;
  std::string share;  // whose turns and places it takes
  AccessDecision access;
  std::unique_ptr<google::protobuf::Message> request;
  std::size_t size;  // of its bytes
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::map<std::string, LogHead> seen;  // what its answer must reflect
  std::chrono::steady_clock::time_point started = {};
  std::function<void(Answer)> done = {};
  Told told = {};  // what was counted of it so far
};

}  // namespace opora
