// Jobs: rows saved with the state they belong to, for work outside the lane (docs/adr/0041). Whoever takes one moves
// the time at which it is tried to the end of a lease, so a job that nobody ends is taken by somebody else.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "platform/lane/transaction.h"

namespace opora {

// Those that are due and that nobody has taken, the longest waiting first; with those that are tried after `never`, to
// which only a wrong clock can have put them off.
std::vector<Job> due_jobs(Sql& sql, Instant now, Instant never, int limit);
// Of these, the ids of those that are still to be done, as they were set.
std::set<std::string> jobs_still_to_do(Sql& sql, std::span<const Job* const> jobs);
// When the next one is tried.
std::optional<Instant> next_job(Sql& sql);
// How many have been due for more than an hour.
std::int64_t count_late_jobs(Sql& sql, Instant now);
void write_jobs(Sql& sql, std::span<const Job> jobs);
void delete_jobs(Sql& sql, std::span<const std::string> ids);
// Each is tried at that time. What was set anew meanwhile stays where it is.
void move_jobs(Sql& sql, std::span<const std::pair<Job, Instant>> jobs);
// Those that are not there, or not due yet, are due `now`; and so are those that are tried later than at the end of a
// `lease` from now, the longest that anybody holds one. A replica beside this one may have taken a job by a clock that
// is a little ahead (kPeersAgree): it keeps it.
void set_standing_jobs(Sql& sql, std::span<const Job> jobs, Instant now, std::chrono::microseconds lease);

}  // namespace opora
