// What the logs say of one thing, for those who may read them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "opora/platform/v1/event_log_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora::tool {

template <class Event>
struct Told {
  Instant at;
  Event event;
};

// The events of a log under a key and, of types that end so, those under any key. Nothing: whoever asks may read none.
template <class Event>
Result<std::optional<std::vector<Told<Event>>>> told_in_log(Client& client, const std::string& log,
                                                            const std::string& key,
                                                            const std::vector<std::string>& also = {}) {
  std::vector<Told<Event>> told;
  platform::v1::ReadRequest request;
  request.set_log(log);
  const auto read = client.read_events(request, [&](const platform::v1::ReadResponse& response) {
    for (const platform::v1::LogEvent& each : response.events()) {
      bool is_meant = each.key() == key;
      for (const std::string& type : also) is_meant = is_meant || each.type().ends_with(type);
      Event event;
      if (is_meant && event.ParseFromString(each.payload()))
        told.push_back({Instant{each.time_us()}, std::move(event)});
    }
    return true;
  });
  if (!read && read.error().code == Code::denied) return std::optional<std::vector<Told<Event>>>();
  TRY_DO(read);
  return std::optional(std::move(told));
}

}  // namespace opora::tool
