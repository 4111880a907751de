#include "opora/tool/events.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "opora/all_services/all_services.h"
#include "opora/platform/v1/operations_service.pb.h"
#include "opora/tool/say.h"
#include "platform/dates/dates.h"
#include "platform/proto/canonical_json.h"
#include "platform/service/event_type.h"

namespace opora::tool {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;

// The logs of services that emit events, and what an event of theirs is.
struct Log {
  std::string name;
  const Message* event;
};

const std::vector<Log>& all_logs() {
  static const std::vector<Log> logs = [] {
    auto& messages = *google::protobuf::MessageFactory::generated_factory();
    std::vector<Log> found;
    for (const Service& service : all_services())
      if (service.event != nullptr) found.push_back({service.name, messages.GetPrototype(service.event)});
    return found;
  }();
  return logs;
}

const Message* event_prototype(const std::string& log) {
  const auto found = std::ranges::find(all_logs(), log, &Log::name);
  return found == all_logs().end() ? nullptr : found->event;
}

// As JSON.
std::string body_text(const std::string& log, const std::string& payload) {
  if (event_prototype(log) == nullptr) return "(" + std::to_string(payload.size()) + " bytes)";
  const auto body = body_of(log, payload);
  if (!body) return "(unknown to this tool, " + std::to_string(payload.size()) + " bytes)";
  return canonical_json(*body);
}

Result<void> tail_log(Client& client, const std::string& log, const TailOptions& tail, std::mutex& printing,
                      std::stop_token stop = {}) {
  platform::v1::ReadRequest request;
  request.set_log(log);
  request.set_after_position(tail.after);
  request.set_follow(tail.follow);
  return client.read_events(
      request,
      [&](const platform::v1::ReadResponse& response) {
        const std::lock_guard lock(printing);
        for (const auto& event : response.events()) say_soon(to_line(log, event));
        return say_now();
      },
      std::move(stop));
}

void print_outcome(std::int64_t applied, std::int64_t parked) {
  say(std::to_string(applied) + " applied, " + std::to_string(parked) + " parked still");
}

}  // namespace

// The one case that is set.
std::unique_ptr<Message> body_of(const std::string& log, const std::string& payload) {
  const Message* prototype = event_prototype(log);
  if (prototype == nullptr) return nullptr;
  const std::unique_ptr<Message> event(prototype->New());
  const auto* reflection = event->GetReflection();
  const auto* choice = event->GetDescriptor()->oneof_decl(0);
  if (!event->ParseFromString(payload) || !reflection->HasOneof(*event, choice)) return nullptr;
  return std::unique_ptr<Message>(
      reflection->ReleaseMessage(event.get(), reflection->GetOneofFieldDescriptor(*event, choice)));
}

std::string to_line(const std::string& log, const platform::v1::LogEvent& event) {
  const std::string name = short_name_of(event.type());
  return log + " " + std::to_string(event.position()) + " " + to_rfc3339(Instant{event.time_us()}) + " " + name + " " +
         body_text(log, event.payload());
}

Result<void> tail_events(const ConnectionOptions& options, const TailOptions& tail) {
  TRY(client, connect(options, network::v1::ROLE_OPERATOR));
  std::mutex printing;
  if (!tail.log.empty()) return tail_log(*client, tail.log, tail, printing);
  if (!tail.follow) {
    for (const Log& log : all_logs()) TRY_DO(tail_log(*client, log.name, tail, printing));
    return {};
  }
  // Each log is followed by a thread of its own; when one ends, so do the others.
  std::vector<Result<void>> results(all_logs().size());
  std::stop_source stop;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < results.size(); ++i) {
      threads.emplace_back([&, i] {
        results[i] = tail_log(*client, all_logs()[i].name, tail, printing, stop.get_token());
        stop.request_stop();
      });
    }
  }
  for (Result<void>& result : results) TRY_DO(std::move(result));
  return {};
}

Result<void> list_parked(const ConnectionOptions& options) {
  TRY(client, connect(options, network::v1::ROLE_OPERATOR));
  TRY(processes, client->call_everywhere<platform::v1::ListParkedEventsResponse>(
                     platform::v1::ListParkedEventsRequest(), kPatience));
  std::int64_t total_count = 0;
  for (const auto& parked : processes) {
    total_count += parked.total_count();
    for (const auto& event : parked.events())
      say(event.service() + " " + event.source() + " " + std::to_string(event.position()) + " " + event.type() + " " +
          event.key() + " " + event.reason() + ": " + event.message());
  }
  say(std::to_string(total_count) + " parked");
  return {};
}

Result<void> retry_parked(const ConnectionOptions& options, const ParkedOptions& parked) {
  TRY(client, connect(options, network::v1::ROLE_OPERATOR));
  platform::v1::RetryParkedEventsRequest request;
  request.set_service(parked.service);
  request.set_source(parked.source);
  request.set_key(parked.key);
  TRY(outcome, client->call_where<platform::v1::RetryParkedEventsResponse>(parked.service, request, kPatience));
  print_outcome(outcome.applied_count(), outcome.parked_count());
  return {};
}

Result<void> republish(const ConnectionOptions& options, const std::string& service, std::int64_t from_position) {
  TRY(client, connect(options, network::v1::ROLE_OPERATOR));
  platform::v1::RepublishEventsRequest request;
  request.set_service(service);
  request.set_from_position(from_position);
  TRY(asked, client->call_where<platform::v1::RepublishEventsResponse>(service, request, kPatience));
  say("Events " + std::to_string(from_position) + " to " + std::to_string(asked.head()) + " of " + service +
      " are carried to Kafka once more; opora_relay_lag_events tells how far it is.");
  return {};
}

Result<void> skip_parked(const ConnectionOptions& options, const ParkedOptions& parked) {
  TRY(client, connect(options, network::v1::ROLE_OPERATOR));
  platform::v1::SkipParkedEventRequest request;
  request.set_service(parked.service);
  request.set_source(parked.source);
  request.set_position(parked.position);
  TRY(outcome, client->call_where<platform::v1::SkipParkedEventResponse>(parked.service, request, kPatience));
  print_outcome(outcome.applied_count(), outcome.parked_count());
  return {};
}

}  // namespace opora::tool
