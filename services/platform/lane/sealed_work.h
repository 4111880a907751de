// What a sealed method writes (docs/adr/0049): no command, since nothing of it is remembered, told or counted.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "platform/result/result.h"
#include "platform/sql/sql.h"

namespace opora {

struct SealedWork {
  std::optional<std::chrono::steady_clock::time_point> deadline;
  // From the executor; may be called several times, never after `done`. It refuses before it has written anything.
  std::function<Result<void>(Sql&)> run;
  std::function<void(Result<void>)> done;  // called once, from the executor: what it wrote is durable then
};

}  // namespace opora
