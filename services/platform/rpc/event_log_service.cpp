#include "platform/rpc/event_log_service.h"

#include "platform/rpc/bytes.h"
#include "platform/rpc/status.h"
#include "platform/sql/sql.h"

namespace opora {
namespace {

constexpr const char* kPath = "/opora.platform.v1.EventLogService/Read";
constexpr const char* kHeadPath = "/opora.platform.v1.EventLogService/GetHead";
// Of all, of those who are no services of the platform together, and of one of these: what services read by is nobody
// else's to take.
constexpr std::size_t kStreamCountMax = 64, kOthersCountMax = 32, kOnesCountMax = 8;

Error too_many_readers() {
  return {Code::overloaded,
          "TOO_MANY_READERS",
          "Too many are reading logs; try again later.",
          {},
          std::chrono::milliseconds(1000)};
}

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
      policy_(platform_policy(platform::v1::ReadRequest::descriptor(), "EventLogService", "Read")) {
  for (auto* host : hosts)
    if (auto log = host->log()) logs_[log->name()] = log;
  add_unary(kHeadPath, [this](UnaryCall& call) { head(call); });
  add_stream(kPath, [this](StreamCall& call) { open(call); });
}

void EventLogService::open(StreamCall& call) {
  auto stream = accept(call);
  if (!stream) return call.finish(to_status(stream.error()));
  (*stream)->start();
}

Result<std::shared_ptr<EventStream>> EventLogService::accept(StreamCall& call) {
  TRY(caller, gate_.pass(call.context(), call.request()));
  TRY_DO(check_access(policy_, caller));
  TRY(request, parse(call.request()));
  TRY(log, find_log(request.log()));
  const bool is_service = caller.role == network::v1::ROLE_SERVICE;
  auto stream = std::make_shared<EventStream>(std::move(log), std::move(request), is_service, pool_, call,
                                              [this](EventStream* ended) { leave(ended); });
  TRY_DO(enter(stream, caller));
  return stream;
}

Result<std::shared_ptr<EventLog>> EventLogService::find_log(const std::string& name) const {
  const auto log = logs_.find(name);
  if (log == logs_.end()) return refuse(Code::not_found, "UNKNOWN_LOG", "This process has no service of that name.");
  return log->second;
}

// The same grants as for reading. What was read is compared with the database, which may stand still; and before others
// read, however many they are: whoever asks waits two seconds, reads nothing more until it is told, and may be the one
// who knows that commits were lost.
void EventLogService::head(UnaryCall& call) {
  auto asked = accept_head(call);
  if (!asked) return call.answer({tl::unexpected(std::move(asked).error()), {}});
  const bool compares = asked->is_service && !asked->request.read_epoch().empty();
  if (!compares) return call.answer({head_of(*asked), {}});
  auto comparing = [&call, asked = *std::move(asked)] { call.answer({head_of(asked), {}}); };
  if (!pool_.run(std::move(comparing), WorkPool::Turn::first)) call.answer({tl::unexpected(too_many_readers()), {}});
}

Result<EventLogService::HeadAsked> EventLogService::accept_head(const UnaryCall& call) {
  TRY(caller, gate_.pass(call.context(), call.request()));
  TRY_DO(check_access(policy_, caller));
  HeadAsked asked;
  if (!asked.request.ParseFromString(to_string(call.request())))
    return refuse(Code::invalid, "INVALID_REQUEST", "The request is not what its contract says.");
  TRY(log, find_log(asked.request.log()));
  asked.log = std::move(log);
  asked.is_service = caller.role == network::v1::ROLE_SERVICE;
  return asked;
}

// The services alone are told what digests are made with, so that nobody else is a witness.
Result<std::string> EventLogService::head_of(const HeadAsked& asked) try {
  platform::v1::GetHeadResponse response;
  LogHead head;
  if (asked.is_service && !asked.request.read_epoch().empty()) {
    const platform::v1::GetHeadRequest& read = asked.request;
    const Compared told = asked.log->compare({read.read_epoch(), read.read_position(), read.read_digest()});
    response.set_standing(to_wire(told.standing));
    response.set_read_digest(told.digest);
    head = told.head;
  }
  if (asked.is_service) response.set_history_key(asked.log->history_key());
  if (head.epoch.empty()) head = asked.log->head();
  response.set_epoch(head.epoch);
  response.set_head(head.position);
  return response.SerializeAsString();
} catch (const EngineError&) {
  return refuse(Code::unavailable, "LOG_UNAVAILABLE", "The log can't be read now; try again later.");
}

Result<void> EventLogService::enter(const std::shared_ptr<EventStream>& stream, const Caller& caller) {
  const bool is_service = caller.role == network::v1::ROLE_SERVICE;
  const std::lock_guard lock(mutex_);
  if (stopping_)
    return refuse(Code::unavailable, "SERVER_STOPPING", "The server is stopping; read on from another one.");
  std::size_t others = 0, ones = 0;
  for (const auto& [pointer, reader] : streams_) {
    if (!reader.is_service) ++others;
    if (!reader.is_service && reader.subject == caller.subject) ++ones;
  }
  const bool is_full = streams_.size() >= kStreamCountMax;
  if (is_full || (!is_service && (others >= kOthersCountMax || ones >= kOnesCountMax)))
    return tl::unexpected(too_many_readers());
  streams_.emplace(stream.get(), Reader{stream, caller.subject, is_service});
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
    for (const auto& [pointer, reader] : streams_)
      if (auto held = reader.stream.lock()) living.push_back(std::move(held));
  }
  for (const auto& stream : living) stream->stop();
}

}  // namespace opora
