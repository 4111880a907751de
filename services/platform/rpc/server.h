// The gRPC server of a process: its services, their logs, operators' calls, health and reflection on one address.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <grpcpp/server.h>

#include "platform/clock/clock.h"
#include "platform/policy/key_folder.h"
#include "platform/rpc/call_loop.h"
#include "platform/rpc/door_watch.h"
#include "platform/rpc/event_log_service.h"
#include "platform/rpc/front_door.h"
#include "platform/rpc/health_listener.h"
#include "platform/rpc/health_service.h"
#include "platform/rpc/host_service.h"
#include "platform/rpc/operations_service.h"
#include "platform/rpc/tls.h"
#include "platform/service/service_host.h"

namespace opora {

struct ServerOptions {
  std::string address = "127.0.0.1:0";  // port 0 takes any that is free
  TlsFiles tls;                         // with a certificate and its key the server speaks TLS
  std::string health_address;           // where health alone is told of in plaintext as well; empty: nowhere
  std::function<std::vector<std::string>()> notes = {};  // what health says too, in sentences; thread-safe
  std::string build = {};               // what health says beside: which build this is
  DoorLimits connections;               // open at once; health_address takes an eighth as many beside, at most
  HostObserver* observer = nullptr;     // told of calls refused before they reach a host
  const Clock* wall = nullptr;          // Gate's; outlives the server
  CallLimits* limits = nullptr;         // outlives the server; none: everybody may call as often as they like
  // Told when nobody can come in any more, whatever is done: there is nothing left but to end the process.
  FrontDoor::Died on_dead = [](const char*) {};
};

class Server {
 public:
  // Answers calls from now on; the hosts may be started before or after. All references outlive the server. Refused
  // as server_credentials() is, or with ADDRESS_UNAVAILABLE.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, std::vector<ServiceHost*> hosts, KeyFolder& keys,
                                               const Clock& clock);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const { return door_->port(); }
  int health_port() const { return health_listener_ ? health_listener_->port() : 0; }

  const DoorCounts& connections() const { return door_->counts(); }
  // Whether calls come through the door, as far as is known.
  bool is_open() const { return door_watch_ && door_watch_->is_open(); }

  // Health says NOT_SERVING, new calls are refused, calls under way have until `drain` has passed, then the hosts are
  // stopped, which answers what they still have. Clients that are connected and silent don't hold it up. Idempotent.
  void stop(std::chrono::milliseconds drain);

 private:
  Server(const ServerOptions& options, std::vector<ServiceHost*> hosts, KeyFolder& keys, const Clock& clock);
  Result<void> listen(const ServerOptions& options);
  std::vector<ByteService*> all_services();
  int calls_under_way() const;
  void watch_health();
  bool report_health();
  void set_serving(const std::string& service, bool serving);

  HostObserver nobody_;
  const std::vector<ServiceHost*> hosts_;
  const Gate gate_;
  WorkPool reading_;
  WorkPool operating_;
  std::vector<std::unique_ptr<HostService>> services_;
  EventLogService event_logs_;
  OperationsService operations_;
  HealthService health_;
  std::unique_ptr<HealthListener> health_listener_;
  std::vector<std::unique_ptr<CallLoop>> loops_;
  std::shared_ptr<grpc::ServerCredentials> credentials_;  // asked at each handshake
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<FrontDoor> door_;
  std::unique_ptr<DoorWatch> door_watch_;

  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread watching_;
};

}  // namespace opora
