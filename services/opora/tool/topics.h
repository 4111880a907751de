// `opora topics apply`: Kafka gets the topics it has to have, and each service's account what it needs of them.
#pragma once

#include <span>
#include <string>

#include "platform/events/kafka/kafka_options.h"
#include "platform/result/result.h"
#include "platform/service/service.h"

namespace opora::tool {

struct TopicsOptions {
  std::string servers = "127.0.0.1:9092";
  std::string settings;                          // as the platform's setting kafka.settings
  KafkaLogin login;                              // as kafka.user, kafka.password_file and kafka.authority
  std::string file = "deploy/kafka/topics.json"; // which they are
  std::string accounts;                          // the services' users, with {service} in it; empty: none is granted
};

// Makes those that are missing and grants what is to be granted, and prints what it did. Refused as read_topics(),
// apply_topics() and apply_grants() are, or with ACCOUNTS_SHARED where services would have one account.
Result<void> apply_topics(const TopicsOptions& options, std::span<const Service> services);

}  // namespace opora::tool
