// How many names of people one caller may read in an hour, in this process. Whoever needs a list of theirs reads some
// hundred; whoever collects the network's would need as many hours as it has thousands of people, and is noticed. Who
// guesses at a stranger's name may be wrong twenty times.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "platform/result/result.h"

namespace opora {

// What a caller has read leaves by and by, evenly over the hour (a leaky bucket). Thread-safe.
class NameLimits {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // 0: as many as they like.
  explicit NameLimits(std::int64_t names_an_hour, std::size_t callers_max = 65'536);

  // Refused with NAMES_LIMITED, saying when to come again, once the caller has read as many as one may; what one answer
  // tells is never cut, so that one may tell more.
  Result<void> check(const std::string& caller, Time now);
  void count(const std::string& caller, std::int64_t names, Time now);
  // A name that is not the stranger's whose it was said to be: weighs as much as a twentieth of what one may read.
  void count_wrong(const std::string& caller, Time now);

 private:
  struct Read {
    double names = 0;
    Time at;
  };
  double left_of(const Read& read, Time now) const;  // what has not left yet
  void add(const std::string& caller, double names, Time now);
  void forget_idle(Time now);

  const double names_an_hour_;
  const std::size_t callers_max_;
  std::mutex mutex_;
  std::unordered_map<std::string, Read> callers_;
};

}  // namespace opora
