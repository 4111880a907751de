// The ids of what a round folder holds: always the same for the same keys, so that a folder loaded again, on another
// day or from another machine, finds everything there. They depend on keys and years only: a corrected title keeps
// its id.
#pragma once

#include <string>
#include <string_view>

#include "platform/clock/clock.h"

namespace opora::load {

// The first instant of a year, UTC.
Instant year_start(int year);
// Orders the ids of what has no year: places, organisations, people.
Instant timeless();

// The id of a round, by which `opora report` finds it again.
std::string round_id(std::string_view programme, int year, std::string_view key);

class DerivedIds {
 public:
  explicit DerivedIds(std::string programme) : programme_(std::move(programme)) {}

  // `time` only orders the ids.
  std::string id(Instant time, std::string_view kind, std::string_view key) const;
  // Of what is timeless.
  std::string id(std::string_view kind, std::string_view key) const;

 private:
  std::string programme_;
};

}  // namespace opora::load
