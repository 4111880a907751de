// opora.platform.v1.OperationsService: what operators ask of a running process. Its work waits for its turn in the
// lanes, so it runs on a pool's thread.
#pragma once

#include <string>
#include <vector>

#include "opora/platform/v1/operations_service.pb.h"
#include "platform/rpc/byte_service.h"
#include "platform/rpc/gate.h"
#include "platform/rpc/work_pool.h"
#include "platform/service/service_host.h"

namespace opora {

class OperationsService final : public ByteService {
 public:
  OperationsService(std::vector<ServiceHost*> hosts, const Gate& gate, WorkPool& pool);

 private:
  enum class When { in_turn, at_once };
  template <class Request, class Response>
  using Operation = Result<Response> (OperationsService::*)(const Request&);
  template <class Request, class Response>
  void add(const char* name, Operation<Request, Response> operation, When when = When::in_turn);
  template <class Request, class Response>
  Result<std::string> perform(const std::string& bytes, Operation<Request, Response> operation);

  Result<platform::v1::CheckInvariantsResponse> check(const platform::v1::CheckInvariantsRequest& request);
  Result<platform::v1::ListParkedEventsResponse> list(const platform::v1::ListParkedEventsRequest& request);
  Result<platform::v1::RetryParkedEventsResponse> retry(const platform::v1::RetryParkedEventsRequest& request);
  Result<platform::v1::SkipParkedEventResponse> skip(const platform::v1::SkipParkedEventRequest& request);

  Result<platform::v1::RepublishEventsResponse> republish(const platform::v1::RepublishEventsRequest& request);

  Result<platform::v1::GetClockResponse> get_clock(const platform::v1::GetClockRequest& request);
  Result<platform::v1::ConfirmTimeResponse> confirm_time(const platform::v1::ConfirmTimeRequest& request);

  Result<ServiceHost*> host(const std::string& name) const;
  // All, if none is named.
  Result<std::vector<ServiceHost*>> named(const google::protobuf::RepeatedPtrField<std::string>& names) const;

  const std::vector<ServiceHost*> hosts_;
  const Gate& gate_;
  WorkPool& pool_;
};

}  // namespace opora
