// Where Kafka is and how it is spoken to, as people set it. What our promises rest on is not theirs to set.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "platform/result/result.h"

namespace opora {

// Who comes, and whom they trust. In the user's name and the file's, {service} stands for each service's.
struct KafkaLogin {
  std::string user;           // empty: nobody in particular
  std::string password_file;  // whose first line is the user's password; needed with a user
  std::string authority;      // PEM of who signed the brokers' certificates; empty: whom the system trusts
};

struct KafkaOptions {
  std::string servers;  // "kafka-1:9092,kafka-2:9092"
  // Handed to librdkafka unchanged: security.protocol, sasl.*, ssl.* and the like, under its own names.
  std::map<std::string, std::string> settings;
  KafkaLogin login = {};
};

// The options from two texts: the servers, and settings as "name=value" separated by spaces or new lines; a value holds
// neither. Refused with SETTING_INVALID: no server, a setting that isn't one, stands twice or is ours to choose. No
// value is ever shown, since it may be a password, nor what may be a part of one.
Result<KafkaOptions> parse_kafka_options(std::string servers, std::string_view settings);

// SETTING_INVALID when there is no server, or when a setting would take a promise from us (acks, enable.idempotence,
// enable.auto.commit and so on).
Result<void> validate(const KafkaOptions& options);

// The same for one service, with its login among the settings: a user comes by TLS, and tells the password inside of it
// (PLAIN) unless sasl.mechanism says otherwise. The file is read now. Refused with SETTING_INVALID where it can't be, a
// part is missing, or the settings say the same.
Result<KafkaOptions> for_service(const KafkaOptions& options, std::string_view service);

// The consumer group of a service's replicas: "opora.<service>".
std::string group_of(std::string_view service);

// The topic of a service's events: "opora.<service>.v1".
std::string topic_of(std::string_view service);

}  // namespace opora
