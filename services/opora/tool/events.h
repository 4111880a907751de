// `opora events …`: what the services told each other, and the events that could not be applied.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "opora/platform/v1/event_log_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct TailOptions {
  std::string log;  // "registration"; empty reads every log
  std::int64_t after = 0;
  bool follow = false;
};

struct ParkedOptions {
  std::string service;
  std::string source;
  std::string key;            // empty: every key
  std::int64_t position = 0;  // to skip
};

Result<void> tail_events(const ConnectionOptions& options, const TailOptions& tail);
Result<void> list_parked(const ConnectionOptions& options);
Result<void> retry_parked(const ConnectionOptions& options, const ParkedOptions& parked);
// Carries a service's events from a position on to Kafka once more.
Result<void> republish(const ConnectionOptions& options, const std::string& service, std::int64_t from_position);
Result<void> skip_parked(const ConnectionOptions& options, const ParkedOptions& parked);

// What an event of a log says, as its own message; nothing where this build knows no such log or event.
std::unique_ptr<google::protobuf::Message> body_of(const std::string& log, const std::string& payload);

// One line: "registration 12 2023-10-18T00:59:59.123456Z GroupConfirmed {…}".
std::string to_line(const std::string& log, const platform::v1::LogEvent& event);

}  // namespace opora::tool
