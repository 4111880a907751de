#include "platform/lane/trouble.h"

#include "platform/lane/lane_time.h"

namespace opora {
namespace {

constexpr std::chrono::seconds kRetrySlowAfter{60};  // whoever sends it again holds everybody up again

}  // namespace

bool is_outage(const EngineError& error) {
  using Kind = EngineError::Kind;
  return error.kind() == Kind::busy || error.kind() == Kind::full || error.kind() == Kind::io ||
         error.kind() == Kind::corrupt || error.kind() == Kind::clock;
}

Error outage(const EngineError& error) {
  if (error.kind() == EngineError::Kind::full)
    return {Code::unavailable, "STORAGE_FULL",
            "The disk is full: nothing can be written now. Nothing was changed; try again later."};
  if (error.kind() == EngineError::Kind::clock) return clock_wrong();
  return {Code::unavailable, "STORAGE_UNAVAILABLE",
          "The database can't write now. Nothing was changed; try again shortly."};
}

Error ended_for_its_time() {
  Error error{Code::unavailable, "TOOK_TOO_LONG",
              "The database ended this request, which took too long. Nothing was changed; send less at once, or try "
              "again later."};
  error.retry_after = kRetrySlowAfter;
  return error;
}

Error mistake_of_ours() {
  return {Code::internal, "INTERNAL",
          "The request failed by a mistake of ours. Nothing was changed; operators can see it."};
}

Error turn_came_too_late() {
  return {Code::deadline, "DEADLINE_PASSED", "The deadline passed before the request's turn came."};
}

}  // namespace opora
