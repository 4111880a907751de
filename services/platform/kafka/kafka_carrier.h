// Kafka as what carries a service's events.
#pragma once

#include <string>

#include "platform/event_log/carrier.h"
#include "platform/kafka/kafka_options.h"

namespace opora {

// Makes publishers of this service's topic that have been looked at and are warm. Refused as KafkaPublisher::check()
// is.
MakeCarrier kafka_carrier(KafkaOptions options, std::string service);

}  // namespace opora
