// How far a service has come with its sources, and which of their events it could not apply: the tables.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "platform/lane/lane.h"

namespace opora {

// Why an event is parked that was never tried: an earlier one of its key is parked, or was until a retry applied it or
// an operator gave it up.
constexpr const char* kBehindParked = "BEHIND_PARKED";
constexpr const char* kNotTriedSince = "NOT_TRIED_SINCE";

// Trouble of the engine: not the event's fault.
bool is_trouble(const EngineError& error);

void meet_source(Sql& sql, const std::string& source, const std::string& epoch);
Consumed consumed_position(Sql& sql, const std::string& source);
// Moves the position, from where this transaction found it and from nowhere else: a zombie's write changes no row.
void move_position(Sql& sql, const std::string& source, const Consumed& from, const Consumed& to,
                   std::int64_t applied_count);
// Nothing more is read of it, for this reason, until it is moved again.
void write_stopped(Sql& sql, const std::string& source, const std::string& reason);

// The keys of which events are parked: later ones wait behind them.
std::set<std::string> held_keys(Sql& sql, const std::string& source);
void write_parked(Sql& sql, const std::string& source, const LogRecord& record, const Error& error);
void write_reason(Sql& sql, const Parked& parked, const Error& error);
// False if it is not parked.
bool delete_parked(Sql& sql, const std::string& source, std::int64_t position);
// Whichever is the first of its key now is behind nothing any more.
void free_first_of(Sql& sql, const std::string& source, const std::set<std::string>& keys);
void write_skipped(Sql& sql, const std::string& source, std::int64_t position, Instant now);

std::vector<Parked> parked_first(Sql& sql, int limit);
// The next ones that a retry asks for, past where it has come to.
std::vector<Parked> parked_next(Sql& sql, const Lane::Retry& retry, int limit);
std::optional<std::string> key_of_parked(Sql& sql, const std::string& source, std::int64_t position);

}  // namespace opora
