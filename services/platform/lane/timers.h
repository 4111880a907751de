// Work left for later: rows saved with the state they belong to.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "platform/lane/transaction.h"

namespace opora {

// Those whose time to be tried has come, and that are due by a time that is confirmed, the longest waiting first.
std::vector<Timer> due_timers(Sql& sql, Instant now, Instant confirmed, int limit);
// Of these, the ids of those that are still to be run, and due when they were.
std::set<std::string> timers_still_due(Sql& sql, std::span<const Timer* const> timers);
// When the next one is tried.
std::optional<Instant> next_due(Sql& sql);
void write_timers(Sql& sql, std::span<const Timer> timers);
void delete_timers(Sql& sql, std::span<const std::string> ids);
// Timers that failed at `now` are tried later, the later the longer they have been failing: since they were due, or
// since timers are tried at all. What was moved meanwhile stays where it is.
void postpone_timers(Sql& sql, std::span<const Timer> timers, Instant trying_since, Instant now);
// When something that failed at `now` is tried again, by that rule, which jobs go by too: after as long again as it has
// been tried by then, so that one that always fails costs less and less, but within an hour.
inline constexpr std::chrono::hours kRetryAfterMax{1};
Instant try_again_at(Instant due, Instant trying_since, Instant now);
// All are tried when they are due, or at once: a newer build may run what an older one could not, and a wrong
// clock may have put them off.
void hurry_timers(Sql& sql);

}  // namespace opora
