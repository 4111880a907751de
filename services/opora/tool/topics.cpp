#include "opora/tool/topics.h"

#include <iostream>

#include "platform/kafka/topics.h"

namespace opora::tool {
namespace {

constexpr std::chrono::milliseconds kPatience{30'000};

}  // namespace

Result<void> apply_topics(const TopicsOptions& options) {
  TRY(topics, read_topics(options.file));
  TRY(kafka, parse_kafka_options(options.servers, options.settings));
  TRY(applied, opora::apply_topics(kafka, topics, kPatience));
  for (const AppliedTopic& topic : applied)
    std::cout << topic.name << (topic.outcome == AppliedTopic::Outcome::created ? " made" : " kept") << "\n";
  return {};
}

}  // namespace opora::tool
