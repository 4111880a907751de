// Errors are values: a code for any machine, a reason for ours, a message for people.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace opora {

// What kind of refusal it is. One exhaustive switch maps each to gRPC's status (rpc/status), another to HTTP's
// (http_status.h).
enum class Code {
  invalid,          // the request itself is wrong; sending it again won't help
  not_found,        // it names something that does not exist
  conflict,         // it is right, but not in the present state
  unauthenticated,  // nobody knows who asks
  denied,           // who asks may not
  overloaded,       // too much is waiting; try again after `retry_after`
  deadline,         // the caller's time ran out before the work began
  unavailable,      // the service can't do it now; nothing was changed
  outcome_unknown,  // it may or may not have happened; the same request id settles it
  internal,         // a mistake of ours
};

struct FieldViolation {
  std::string field;        // path in the request: "members[2].person_id"
  std::string description;  // what is wrong with it, for people
};

struct Error {
  Code code;
  std::string reason;   // stable, UPPER_SNAKE (AIP-193)
  std::string message;  // what was wrong and what to do; never holds personal data
  std::vector<FieldViolation> fields = {};
  std::optional<std::chrono::milliseconds> retry_after = {};

  bool operator==(const Error&) const = default;
};
inline bool operator==(const FieldViolation& a, const FieldViolation& b) {
  return a.field == b.field && a.description == b.description;
}

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> refuse(Code code, std::string reason, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(reason), std::move(message)});
}

}  // namespace opora

// TRY(name, expression): names the value of a Result, or leaves the function with its error.
#define OPORA_JOIN_(a, b) a##b
#define OPORA_JOIN(a, b) OPORA_JOIN_(a, b)
#define TRY(name, ...) OPORA_TRY_(OPORA_JOIN(opora_result_, __LINE__), name, __VA_ARGS__)
#define OPORA_TRY_(temporary, name, ...)                                    \
  auto temporary = (__VA_ARGS__);                                           \
  if (!temporary) return tl::unexpected(std::move(temporary).error());      \
  auto name = *std::move(temporary)  // NOLINT(bugprone-macro-parentheses)

// TRY_DO(expression): the same for a Result<void>.
#define TRY_DO(...)                                                         \
  do {                                                                      \
    if (auto opora_result = (__VA_ARGS__); !opora_result)                   \
      return tl::unexpected(std::move(opora_result).error());               \
  } while (false)
