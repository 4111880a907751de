#include "platform/rpc/operations_service.h"

#include "platform/rpc/bytes.h"
#include "platform/sql/sql.h"

namespace opora {
namespace {

using namespace platform::v1;

const std::string kService = "/opora.platform.v1.OperationsService/";
constexpr int kListedCountMax = 500;
constexpr int kServiceNamesMax = 20;

tl::unexpected<Error> invalid(std::string field, std::string what) {
  return tl::unexpected(Error{Code::invalid,
                              "INVALID_REQUEST",
                              "The request is not what its contract says.",
                              {{std::move(field), std::move(what)}}});
}

Error busy() {
  return {Code::overloaded,
          "QUEUE_FULL",
          "Other operations are running; try again later.",
          {},
          std::chrono::milliseconds(1000)};
}

ClockStanding to_proto(ClockState::Standing standing) {
  switch (standing) {
    case ClockState::Standing::agreed:
      return CLOCK_STANDING_AGREED;
    case ClockState::Standing::contradicted:
      return CLOCK_STANDING_CONTRADICTED;
    case ClockState::Standing::unconfirmed:
      return CLOCK_STANDING_UNCONFIRMED;
    case ClockState::Standing::aside:
      return CLOCK_STANDING_ASIDE;
  }
  return CLOCK_STANDING_UNSPECIFIED;
}

void describe(const std::string& service, Parked parked, ParkedEvent& event) {
  event.set_service(service);
  event.set_source(std::move(parked.source));
  event.set_position(parked.record.position);
  event.set_type(std::move(parked.record.type));
  event.set_key(std::move(parked.record.key));
  event.set_reason(std::move(parked.reason));
  event.set_message(std::move(parked.message));
}

}  // namespace

OperationsService::OperationsService(std::vector<ServiceHost*> hosts, const Gate& gate, WorkPool& pool)
    : hosts_(std::move(hosts)), gate_(gate), pool_(pool) {
  add("CheckInvariants", &OperationsService::check);
  add("ListParkedEvents", &OperationsService::list);
  add("RetryParkedEvents", &OperationsService::retry);
  add("SkipParkedEvent", &OperationsService::skip);
  add("RepublishEvents", &OperationsService::republish);
  // These wait for nobody: they are for when something is wrong, and the doctor takes minutes.
  add("GetClock", &OperationsService::get_clock, When::at_once);
  add("ConfirmTime", &OperationsService::confirm_time, When::at_once);
}

template <class Request, class Response>
void OperationsService::add(const char* name, Operation<Request, Response> operation, When when) {
  const auto& access = platform_policy(Request::descriptor(), "OperationsService", name);
  add_unary(kService + name, [this, &access, operation, when](UnaryCall& call) {
    const auto caller = gate_.pass(call.context(), call.request());
    const auto allowed = caller ? check_access(access, *caller) : tl::unexpected(caller.error());
    if (!allowed) return call.answer({tl::unexpected(allowed.error()), {}});
    if (when == When::at_once) return call.answer({perform(to_string(call.request()), operation), {}});
    const bool queued = pool_.run([this, operation, &call, bytes = to_string(call.request())] {
      call.answer({perform(bytes, operation), {}});
    });
    if (!queued) call.answer({tl::unexpected(busy()), {}});
  });
}

template <class Request, class Response>
Result<std::string> OperationsService::perform(const std::string& bytes, Operation<Request, Response> operation) try {
  Request request;
  if (!request.ParseFromString(bytes)) return invalid("", "can't be read");
  TRY(response, (this->*operation)(request));
  return response.SerializeAsString();
} catch (const EngineError&) {
  return refuse(Code::unavailable, "DATABASE_UNAVAILABLE", "The database can't do it now; try again later.");
}

Result<CheckInvariantsResponse> OperationsService::check(const CheckInvariantsRequest& request) {
  TRY(hosts, named(request.services()));
  CheckInvariantsResponse response;
  for (auto* host : hosts) {
    for (auto& checked : host->check_invariants()) {
      auto* check = response.add_checks();
      check->set_service(host->service().name);
      check->set_invariant(std::move(checked.invariant));
      check->set_checked_count(checked.finding.checked_count);
      for (auto& violation : checked.finding.violations) check->add_violations(std::move(violation));
    }
  }
  return response;
}

Result<ListParkedEventsResponse> OperationsService::list(const ListParkedEventsRequest& request) {
  TRY(hosts, named(request.services()));
  ListParkedEventsResponse response;
  for (auto* host : hosts) {
    response.set_total_count(response.total_count() + host->parked_count());
    const int room = kListedCountMax - response.events_size();
    if (room == 0) continue;
    for (auto& parked : host->parked(room)) describe(host->service().name, std::move(parked), *response.add_events());
  }
  return response;
}

Result<RetryParkedEventsResponse> OperationsService::retry(const RetryParkedEventsRequest& request) {
  if (request.source().empty()) return invalid("source", "must name a log");
  TRY(chosen, host(request.service()));
  TRY(retried, chosen->retry_parked(request.source(), request.key()));
  RetryParkedEventsResponse response;
  response.set_applied_count(retried.applied_count);
  response.set_parked_count(retried.parked_count);
  return response;
}

Result<SkipParkedEventResponse> OperationsService::skip(const SkipParkedEventRequest& request) {
  if (request.source().empty()) return invalid("source", "must name a log");
  if (request.position() < 1) return invalid("position", "must be at least 1");
  TRY(chosen, host(request.service()));
  TRY(retried, chosen->skip_parked(request.source(), request.position()));
  SkipParkedEventResponse response;
  response.set_applied_count(retried.applied_count);
  response.set_parked_count(retried.parked_count);
  return response;
}

Result<RepublishEventsResponse> OperationsService::republish(const RepublishEventsRequest& request) {
  if (request.from_position() < 1) return invalid("from_position", "must be at least 1");
  TRY(chosen, host(request.service()));
  TRY(head, chosen->republish(request.from_position()));
  RepublishEventsResponse response;
  response.set_head(head);
  return response;
}

Result<GetClockResponse> OperationsService::get_clock(const GetClockRequest&) {
  GetClockResponse response;
  for (auto* host : hosts_) {
    const ClockState state = host->clock();
    auto* clock = response.add_clocks();
    clock->set_service(host->service().name);
    clock->set_standing(to_proto(state.standing));
    clock->set_wall_us(state.wall.us);
    clock->set_believed_us(state.believed.us);
  }
  return response;
}

Result<ConfirmTimeResponse> OperationsService::confirm_time(const ConfirmTimeRequest& request) {
  if (request.now_us() < 1) return invalid("now_us", "must be at least 1");
  for (auto* host : hosts_) TRY_DO(host->confirm_time(Instant{request.now_us()}));
  return ConfirmTimeResponse();
}

Result<ServiceHost*> OperationsService::host(const std::string& name) const {
  for (auto* host : hosts_)
    if (host->service().name == name) return host;
  return refuse(Code::not_found, "UNKNOWN_SERVICE", "This process has no service of that name.");
}

Result<std::vector<ServiceHost*>> OperationsService::named(
    const google::protobuf::RepeatedPtrField<std::string>& names) const {
  if (names.empty()) return hosts_;
  if (names.size() > kServiceNamesMax) return invalid("services", "has at most 20 items");
  std::vector<ServiceHost*> chosen;
  for (const auto& name : names) {
    TRY(found, host(name));
    chosen.push_back(found);
  }
  return chosen;
}

}  // namespace opora
