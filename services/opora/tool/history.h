// `opora history …`: what became of a person, a group or a session, who changed it, when and why, oldest first. It is
// told in sentences of words/, and holds no more than whoever asks may see: what it is made of are answers to them.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/clock/clock.h"

namespace opora::tool {

// Before all else, and now: of what nobody has recorded when it happened.
constexpr Instant kBefore{std::numeric_limits<std::int64_t>::min()};
constexpr Instant kNow{std::numeric_limits<std::int64_t>::max()};

struct Happening {
  Instant at = kBefore;
  std::string what;  // the sentence's key without "history.": "session.moved"
  std::vector<std::pair<std::string, std::string>> parts = {};  // of the sentence
  std::string who = {};   // the subject of a token, or a list
  std::string side = {};  // where only that is told: "coordinator"
  std::string code = {};  // why, as the contract calls it: "cannot_come"
  std::string why = {};   // why, as it was said
  bool is_day = false;    // of the time its day alone is meant
};

struct History {
  std::string id;
  std::string name;          // what it is called; may be empty
  std::string zone = {};     // in which times are told; empty: UTC
  bool is_partial = false;   // whoever asks may read no logs, and isn't told all times
  std::vector<Happening> happenings = {};
  std::string left_out = {};  // what is never in it: the sentence's key without "history."; empty: nothing
};

// In order of time; what has none stands first or last, and what has the same time stays in its order.
void put_in_order(History& history);

// For people: what it is of, in which zone, and a line for each.
std::string history_text(const History& history, std::string_view language);
// For programs: the same sentences beside what they are made of, times in UTC.
std::string history_json(const History& history, std::string_view language);

}  // namespace opora::tool
