// A test or bench that could not do what it says must not report.
#pragma once

#include <stdexcept>
#include <string>

#include "platform/result/result.h"

namespace opora::testing {

// The value, or std::runtime_error with the refusal.
template <class T>
T must(Result<T> result, const std::string& what) {
  if (result) return *std::move(result);
  throw std::runtime_error(what + ": " + result.error().reason + " " + result.error().message);
}

}  // namespace opora::testing
