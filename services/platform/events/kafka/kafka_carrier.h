// Kafka as what carries a service's events.
#pragma once

#include <string>

#include "platform/events/kafka/kafka_options.h"
#include "platform/events/log/carrier.h"

namespace opora {

// Makes publishers of this service's topic that have been looked at and are warm. Refused as KafkaPublisher::check()
// is.
MakeCarrier kafka_carrier(KafkaOptions options, std::string service);

}  // namespace opora
