// The ids of what a round folder holds, people apart: of what is a programme's own by the programme's key; of places
// and organisations, which are the network's, by their list (see shared_ids.h). Always the same for the same keys, so
// that a folder loaded again, on another day or from another machine, finds everything there. They depend on keys and
// years only: a corrected title keeps its id. Whoever guesses a key knows the id, so they are for what is no secret;
// people's ids are random, and registration keeps which key has which (see people.h).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "platform/clock/clock.h"

namespace opora::load {

// The first instant of a year, UTC.
Instant year_start(int year);

// The id of a round, by which `opora report` finds it again.
std::string round_id(std::string_view programme, int year, std::string_view key);

// The id of a place or an organisation by its key in a list; a key LIST/KEY is that other list's. Those of the list of
// older builds, a programme's key, are the ids that they derived.
std::string listed_id(std::string_view list, std::string_view kind, std::string_view key);

// What a derived id's name makes of it: all but the time that it begins with.
inline std::string_view without_time(std::string_view id) { return id.substr(std::min<std::size_t>(id.size(), 13)); }

class DerivedIds {
 public:
  explicit DerivedIds(std::string programme) : programme_(std::move(programme)) {}

  // `time` only orders the ids.
  std::string id(Instant time, std::string_view kind, std::string_view key) const;
  // Of what has no year: projects.
  std::string id(std::string_view kind, std::string_view key) const;
  // What a person's id was in the loads of builds before ids of people were random.
  std::string older_person_id(std::string_view key) const { return id("person", key); }

 private:
  std::string programme_;
};

}  // namespace opora::load
