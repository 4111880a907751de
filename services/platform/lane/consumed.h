// How far a service has come with its sources, and which of their events it could not apply: the tables.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "platform/lane/delivery.h"
#include "platform/sql/database.h"

namespace opora {

// Why an event is parked that was never tried: an earlier one of its key is parked, or was until a retry applied it or
// an operator gave it up.
constexpr const char* kBehindParked = "BEHIND_PARKED";
constexpr const char* kNotTriedSince = "NOT_TRIED_SINCE";

// With its read models, all that a service knows of others' logs: how far it has come, and what could not be applied.
inline constexpr std::array<const char*, 4> kTablesOfOthersLogs{"consumed", "first_heads", "parked", "skipped"};

// Trouble of the engine: not the event's fault.
bool is_trouble(const EngineError& error);

// If nothing of it has been read so far: it will be from its beginning, and its log goes to `head`.
void register_source(Sql& sql, const std::string& source, const LogHead& head, std::int64_t revision);
// That alone, where there is nothing to be read yet.
void write_first_head(Sql& sql, const std::string& source, const LogHead& head);
// The log goes on in another epoch, or was restored without anybody having seen it: either may end earlier.
void lower_first_head(Sql& sql, const std::string& source, const LogHead& head);
// How far the log went then; nothing where that isn't known.
std::optional<std::int64_t> first_head(Sql& sql, const std::string& source);
// Whether all was read that the log held when the first was.
bool has_read_all_at_first(Sql& sql, const std::string& source);
Consumed consumed_position(Sql& sql, const std::string& source);
// Moves the position, from where this transaction found it and from nowhere else: a zombie's write changes no row. What
// this revision has learnt moves along if it had come as far.
void move_position(Sql& sql, const std::string& source, const Consumed& from, const Consumed& to,
                   std::int64_t applied_count, std::int64_t revision);

// How far a revision of the consumers has made what it can of a source's events.
struct Learnt {
  std::string epoch;
  std::int64_t position = 0;  // up to this, of
  std::int64_t consumed = 0;  // what was applied, by whatever build
};
Learnt learnt_by(Sql& sql, const std::string& source, std::int64_t revision);
// From where this transaction found it, as above; `parked_count` events turned out not to be applicable.
void move_learnt(Sql& sql, const std::string& source, const Learnt& from, std::int64_t to, std::int64_t revision,
                 std::int64_t parked_count);
// Of a source's events after `from`, up to `to`: those that are parked, or were given up.
std::set<std::int64_t> put_by(Sql& sql, const std::string& source, std::int64_t from, std::int64_t to);
// The keys of which events are parked, and the first of each.
std::map<std::string, std::int64_t> held_from(Sql& sql, const std::string& source);
// Nothing more is read of it, for this reason, until it is moved again; empty: it is read.
void write_stopped(Sql& sql, const std::string& source, const std::string& reason);
bool is_noted_stopped(Sql& sql, const std::string& source);

// The keys of which events are parked: later ones wait behind them.
std::set<std::string> held_keys(Sql& sql, const std::string& source);
void write_parked(Sql& sql, const std::string& source, const LogRecord& record, const Error& error);
void write_reason(Sql& sql, const Parked& parked, const Error& error);
// False if it is not parked.
bool delete_parked(Sql& sql, const std::string& source, std::int64_t position);
// The first event of each key that is still parked waits for no other any more.
void free_first_of(Sql& sql, const std::string& source, const std::set<std::string>& keys);
void write_skipped(Sql& sql, const std::string& source, std::int64_t position, Instant now);

std::vector<Parked> parked_first(Sql& sql, int limit);
// The next ones that a retry asks for, past where it has come to.
std::vector<Parked> parked_next(Sql& sql, const EventRetry& retry, int limit);
std::optional<std::string> key_of_parked(Sql& sql, const std::string& source, std::int64_t position);

}  // namespace opora
