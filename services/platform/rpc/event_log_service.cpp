#include "platform/rpc/event_log_service.h"

#include "platform/rpc/bytes.h"
#include "platform/rpc/status.h"
#include "platform/sql/sql.h"

namespace opora {
namespace {

constexpr const char* kPath = "/opora.platform.v1.EventLogService/Read";
constexpr const char* kHeadPath = "/opora.platform.v1.EventLogService/GetHead";
constexpr std::size_t kStreamCountMax = 64;

Result<platform::v1::ReadRequest> parse(const grpc::ByteBuffer& bytes) {
  platform::v1::ReadRequest request;
  Error error{Code::invalid, "INVALID_REQUEST", "The request is not what its contract says."};
  if (!request.ParseFromString(to_string(bytes))) return tl::unexpected(std::move(error));
  if (request.log().empty()) error.fields.push_back({"log", "must name a service"});
  if (request.after_position() < 0) error.fields.push_back({"after_position", "must not be negative"});
  if (!error.fields.empty()) return tl::unexpected(std::move(error));
  return request;
}

platform::v1::HistoryStanding to_wire(Standing standing) {
  switch (standing) {
    case Standing::same:
      return platform::v1::HISTORY_STANDING_SAME;
    case Standing::differs:
      return platform::v1::HISTORY_STANDING_DIFFERS;
    case Standing::unknown:
      break;
  }
  return platform::v1::HISTORY_STANDING_UNSPECIFIED;
}

}  // namespace

EventLogService::EventLogService(const std::vector<ServiceHost*>& hosts, const Gate& gate, WorkPool& pool)
    : gate_(gate),
      pool_(pool),
      access_(platform_access(platform::v1::ReadRequest::descriptor(), "EventLogService", "Read")) {
  for (auto* host : hosts)
    if (auto log = host->log()) logs_[log->name()] = log;
  add_unary(kHeadPath, [this](UnaryCall& call) { call.answer({head(call), {}}); });
  add_stream(kPath, [this](StreamCall& call) { open(call); });
}

void EventLogService::open(StreamCall& call) {
  auto stream = accept(call);
  const auto entered = stream ? enter(*stream) : tl::unexpected(std::move(stream).error());
  if (!entered) return call.finish(to_status(entered.error()));
  (*stream)->start();
}

Result<std::shared_ptr<EventStream>> EventLogService::accept(StreamCall& call) {
  TRY(caller, gate_.pass(call.context(), call.request()));
  TRY_DO(check_access(access_, caller));
  TRY(request, parse(call.request()));
  TRY(log, find_log(request.log()));
  return std::make_shared<EventStream>(std::move(log), std::move(request), pool_, call,
                                       [this](EventStream* ended) { leave(ended); });
}

Result<std::shared_ptr<EventLog>> EventLogService::find_log(const std::string& name) const {
  const auto log = logs_.find(name);
  if (log == logs_.end()) return refuse(Code::not_found, "UNKNOWN_LOG", "This process has no service of that name.");
  return log->second;
}

// The same grants as for reading.
Result<std::string> EventLogService::head(const UnaryCall& call) try {
  TRY(caller, gate_.pass(call.context(), call.request()));
  TRY_DO(check_access(access_, caller));
  platform::v1::GetHeadRequest request;
  if (!request.ParseFromString(to_string(call.request())))
    return refuse(Code::invalid, "INVALID_REQUEST", "The request is not what its contract says.");
  TRY(log, find_log(request.log()));
  platform::v1::GetHeadResponse response;
  // The services alone are told what digests are made with, so that nobody else is a witness.
  if (caller.role == options::v1::ROLE_SERVICE) {
    response.set_history_key(log->history_key());
    if (!request.read_epoch().empty())
      response.set_standing(
          to_wire(log->compare({request.read_epoch(), request.read_position(), request.read_digest()})));
  }
  const LogHead head = log->head();
  response.set_epoch(head.epoch);
  response.set_head(head.position);
  return response.SerializeAsString();
} catch (const EngineError&) {
  return refuse(Code::unavailable, "LOG_UNAVAILABLE", "The log can't be read now; try again later.");
}

Result<void> EventLogService::enter(const std::shared_ptr<EventStream>& stream) {
  const std::lock_guard lock(mutex_);
  if (stopping_)
    return refuse(Code::unavailable, "SERVER_STOPPING", "The server is stopping; read on from another one.");
  if (streams_.size() >= kStreamCountMax)
    return tl::unexpected(Error{Code::overloaded,
                                "TOO_MANY_READERS",
                                "Too many are reading logs; try again later.",
                                {},
                                std::chrono::milliseconds(1000)});
  streams_.emplace(stream.get(), stream);
  return {};
}

void EventLogService::leave(EventStream* stream) {
  const std::lock_guard lock(mutex_);
  streams_.erase(stream);
}

void EventLogService::stop() {
  std::vector<std::shared_ptr<EventStream>> living;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& [pointer, stream] : streams_)
      if (auto held = stream.lock()) living.push_back(std::move(held));
  }
  for (const auto& stream : living) stream->stop();
}

}  // namespace opora
