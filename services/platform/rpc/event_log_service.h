// opora.platform.v1.EventLogService: the logs of this process's services, for other processes.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "platform/rpc/event_stream.h"
#include "platform/rpc/gate.h"
#include "platform/service/service_host.h"

namespace opora {

class EventLogService final : public ByteService {
 public:
  EventLogService(const std::vector<ServiceHost*>& hosts, const Gate& gate, WorkPool& pool);

  // Ends every stream with SERVER_STOPPING, and those to come.
  void stop();

 private:
  void open(StreamCall& call);
  struct HeadAsked {
    std::shared_ptr<EventLog> log;
    platform::v1::GetHeadRequest request;
    bool is_service = false;
  };
  void head(UnaryCall& call);
  Result<HeadAsked> accept_head(const UnaryCall& call);
  static Result<std::string> head_of(const HeadAsked& asked);
  Result<std::shared_ptr<EventLog>> find_log(const std::string& name) const;
  Result<std::shared_ptr<EventStream>> accept(StreamCall& call);
  Result<void> enter(const std::shared_ptr<EventStream>& stream, const Caller& caller);
  void leave(EventStream* stream);

  const Gate& gate_;
  WorkPool& pool_;
  const options::v1::Policy& policy_;
  std::map<std::string, std::shared_ptr<EventLog>> logs_;
  std::mutex mutex_;
  bool stopping_ = false;
  struct Reader {
    std::weak_ptr<EventStream> stream;
    std::string subject;
    bool is_service = false;
  };
  std::map<EventStream*, Reader> streams_;
};

}  // namespace opora
