// What each account may do in Kafka: a service writes its own topic, and reads those whose events it consumes.
#pragma once

#include <chrono>
#include <set>
#include <span>
#include <string>

#include "platform/events/kafka/kafka_options.h"
#include "platform/result/result.h"

namespace opora {

struct Grant {
  std::string account;            // a user's name, as Kafka has it behind "User:"
  std::string service;            // whose topic it reads and, where `tells`, writes; whose consumer group it is in
  bool tells = false;
  std::set<std::string> sources;  // whose topics it reads
};

// Makes those that are missing; what has been granted otherwise stays. By an account that may: Kafka's super user. A
// broker without an authorizer knows no grants. Refused with GRANTS_REFUSED, KAFKA_DENIED or KAFKA_UNAVAILABLE.
Result<void> apply_grants(const KafkaOptions& options, std::span<const Grant> grants,
                          std::chrono::milliseconds within);

}  // namespace opora
