// `opora topics apply`: Kafka gets the topics it has to have.
#pragma once

#include <string>

#include "platform/result/result.h"

namespace opora::tool {

struct TopicsOptions {
  std::string servers = "127.0.0.1:9092";
  std::string settings;                          // as the platform's setting kafka.settings
  std::string file = "deploy/kafka/topics.json"; // which they are
};

// Makes those that are missing and prints what it did. Refused as read_topics() and apply_topics() are.
Result<void> apply_topics(const TopicsOptions& options);

}  // namespace opora::tool
