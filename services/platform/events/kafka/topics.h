// The topics that Kafka has to have: one a service that tells events, with one partition, made on purpose.
#pragma once

#include <chrono>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "platform/events/kafka/kafka_options.h"
#include "platform/result/result.h"

namespace opora {

struct TopicDescription {
  std::string name;
  int replication_factor = -1;  // -1: as the brokers have it by default
  std::map<std::string, std::string> config = {};  // under Kafka's names: "retention.ms"

  bool operator==(const TopicDescription&) const = default;
};

struct AppliedTopic {
  std::string name;
  enum class Outcome { created, kept } outcome;

  bool operator==(const AppliedTopic&) const = default;
};

// Makes the topics that are missing, each with one partition, and leaves the others as they are: their settings may
// have been changed on purpose. Returns once the new ones can be used. Refused, before anything is made, with
//   TOPIC_PARTITIONED  one is there and has several partitions
//   KAFKA_DENIED, KAFKA_UNAVAILABLE
// and while making them with TOPIC_REFUSED: the brokers don't take one as it is described. Then some may be there.
Result<std::vector<AppliedTopic>> apply_topics(const KafkaOptions& options, std::span<const TopicDescription> topics,
                                               std::chrono::milliseconds within);

// What a file describes, as deploy/kafka/topics.json does:
//   {"topics": [{"name": "opora.scheduling.v1", "replication_factor": 3, "config": {"retention.ms": "2592000000"}}]}
// replication_factor and config may be left out. Refused, naming the place, with
//   TOPICS_FILE_UNREADABLE  it can't be read
//   TOPICS_FILE_INVALID     it is no JSON, or says anything else than this
Result<std::vector<TopicDescription>> read_topics(const std::string& path);

}  // namespace opora
