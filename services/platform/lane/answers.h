// First answers, remembered in the commit they belong to, so that a retry gets the same one.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "platform/lane/lane.h"

namespace opora {

// A first answer as it is kept.
struct RememberedAnswer {
  std::string request_hash;
  Result<std::string> response;
};

// The first answers that concern one batch: those looked up, and those the batch itself has given so far.
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

  // Deletes at most 1,000 answers given before `cutoff`; returns how many.
  static std::int64_t prune(Sql& sql, Instant cutoff);

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // request id, caller, method
  static Key key_of(const Command& command) { return {command.request_id, command.caller, command.method}; }
  std::map<Key, RememberedAnswer> known_;
  std::vector<std::map<Key, RememberedAnswer>::const_iterator> added_;
};

}  // namespace opora
