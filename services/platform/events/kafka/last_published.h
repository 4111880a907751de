// What a service's topic holds last, for an owner who may have lost it: a standby that took over without the last
// commits finds them here.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "platform/events/kafka/kafka_options.h"
#include "platform/events/log/event_log.h"
#include "platform/result/result.h"

namespace opora {

// Among the topic's last thousand messages, the event of this epoch with the highest position of which it is proved
// that whoever has `history_key` wrote it: the event before it came before it there, or it is the first, and its digest
// follows on that one's. Whatever else stands there, others' or nobody's, is passed over. Nothing if there is none, or
// no key. Refused with KAFKA_UNAVAILABLE if Kafka does not tell all of it within that time, or KAFKA_DENIED.
Result<std::optional<HistoryPoint>> last_published(const KafkaOptions& options, const std::string& service,
                                                   const std::string& epoch, const std::string& history_key,
                                                   std::chrono::milliseconds within);

}  // namespace opora
