#include "platform/process/sources.h"

#include <algorithm>

#include "platform/rpc/address.h"
#include "platform/rpc/client.h"
#include "platform/rpc/remote_log.h"

namespace opora {

Result<std::shared_ptr<EventLog>> Sources::open(const std::string& source, const std::string& reader) {
  const auto missing = refuse(Code::invalid, "SOURCE_MISSING",
                              reader + " needs the events of " + source +
                                  ", which does not run here: name its endpoint in the setting peers, as " + source +
                                  "=host:port.");
  if (options_.peers.empty()) return missing;
  TRY(endpoints, parse_endpoints(options_.peers));
  if (std::none_of(endpoints.begin(), endpoints.end(), [&](const auto& endpoint) { return endpoint.first == source; }))
    return missing;
  TRY(client, Client::make({.address = options_.peers,
                            .tls = options_.tls,
                            .read_your_writes = false,
                            .token_source = options_.token}));
  if (!options_.kafka)
    return std::make_shared<RemoteLog>(source, std::move(client), RemoteLog::Newest::streamed);
  auto log = std::make_shared<RemoteLog>(source, std::move(client), RemoteLog::Newest::shared);
  TailCallbacks calls;
  calls.on_assigned = [log](bool is_ours) { log->share(is_ours); };
  calls.on_records = [log](const std::string& epoch, std::vector<LogRecord> records) {
    log->append(epoch, std::move(records));
  };
  TRY(kafka, for_service(*options_.kafka, reader));
  TRY(tail, KafkaTail::make(kafka, source, group_of(reader), std::move(calls)));
  const std::lock_guard lock(mutex_);
  tails_.push_back({source, reader, std::move(tail)});
  return log;
}

std::vector<std::string> Sources::troubles() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> all;
  for (const auto& [source, reader, tail] : tails_)
    if (const auto error = tail->trouble())
      all.push_back(reader + " reads " + source + " from its owner alone: " + error->reason + ": " + error->message);
  return all;
}

void Sources::leave() {
  std::vector<SharedTail> leaving;
  {
    const std::lock_guard lock(mutex_);
    leaving.swap(tails_);
  }
}

}  // namespace opora
