// What tells one history of a log from another: a digest beside each position, over everything before it. Two logs
// that have the same digest at one position hold the same events up to there, whatever their epochs are called.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "platform/events/log/event_log.h"

namespace opora {

constexpr std::size_t kDigestBytes = 32;
constexpr std::size_t kHistoryKeyBytes = 32;

// A new log's key, from the system's random numbers: whoever has it, the log's owner and its readers, can make digests,
// and nobody else.
std::string new_history_key();

// The digest at an event: keyed BLAKE2b (RFC 7693) of 32 bytes, over the digest at the one before it (empty before the
// first), and the event's position, time, type, key and stored bytes; what has no fixed length stands behind its own.
// `record.digest` is not looked at.
std::string digest_of(std::string_view history_key, std::string_view digest_before, const LogRecord& record);

}  // namespace opora
