// An event as a message of Kafka: CloudEvents 1.0 in binary mode. What the event is stands in headers, the value is
// the protobuf itself. Private to this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <librdkafka/rdkafka.h>

#include "platform/events/log/event_log.h"

namespace opora::kafka {

struct EventMessage {
  std::string epoch;
  LogRecord record;
};

// The ce_source of a service's events: "/opora/<service>".
std::string source_of(std::string_view service);

// The headers of one event; whoever produces with them owns them.
rd_kafka_headers_t* headers_of(const std::string& source, const std::string& epoch, const LogRecord& record);

// The event, or nothing when this is no event of `source`, or not one as we write them.
std::optional<EventMessage> parse_message(const std::string& source, const rd_kafka_message_t& message);

}  // namespace opora::kafka
