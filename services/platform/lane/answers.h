// First answers, remembered in the commit they belong to, so that a retry gets the same one.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "platform/lane/command.h"
#include "platform/sql/database.h"

namespace opora {

// The first answers that concern one batch: those looked up, and those the batch itself has given so far. Holds views
// of the batch's commands, which outlive it.
class Answers {
 public:
  // Looks up what is remembered for these commands, in one trip. Those without a request id are passed over.
  void look_up(Sql& sql, std::span<Command* const> commands);

  // The first answer to this command: given again, REQUEST_ID_REUSED if its request was another, or nothing.
  std::optional<Result<std::string>> find(const Command& command) const;

  // Keeps an answer, if it is one that is remembered: successes and what was decided against. Not: unknown things,
  // which may become known while events arrive, and trouble.
  void remember(const Command& command, const Result<std::string>& response);

  bool added_any() const { return !added_.empty(); }
  // Writes what the batch has added.
  void write(Sql& sql, Instant now);

 private:
  // What was asked, as its request id, caller and method.
  using Key = std::tuple<std::string_view, std::string_view, std::string_view>;
  struct Remembered {
    std::string_view request_hash;
    Result<std::string> response;
  };
  static Key key_of(const Command& command) { return {command.request_id, command.caller, command.method}; }
  Rows rows_;  // what was looked up; `known_` holds views of it
  std::map<Key, Remembered> known_;
  std::vector<std::map<Key, Remembered>::const_iterator> added_;
};

// Forgets old answers, a stretch of request ids at a time. An index by time would make that quicker and every answer
// dearer.
class AnswerSweep {
 public:
  // Looks at 1,000 answers and deletes those given before `cutoff`; returns how many. Every other call looks at the
  // smallest request ids, where the oldest answers are if ids begin with the time (UUIDv7). The calls between go
  // through all ids, one stretch after the other, and begin anew at the end: so answers with other ids are forgotten
  // too, later.
  std::int64_t step(Sql& sql, Instant cutoff);

 private:
  bool at_front_ = false;
  std::string after_;  // the request id up to which it has looked
};

}  // namespace opora
