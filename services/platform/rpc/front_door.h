// The door through which connections come in. gRPC's own listener stops for good when descriptors run out, so it is not
// used: the door listens, counts who is inside, turns away whom there is no room for, and hands to gRPC whoever has
// begun to speak. Nothing that comes from outside stops it. See docs/adr/0021.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server_builder.h>

#include "platform/rpc/listening.h"
#include "platform/rpc/visitors.h"

namespace opora {

// Connections since the door was opened. Thread-safe.
struct DoorCounts {
  std::atomic<std::size_t> open = 0;
  // Whoever came, or another who had to go for them.
  std::atomic<std::uint64_t> refused_all = 0;          // there were as many as may be in all
  std::atomic<std::uint64_t> refused_peer = 0;         // there were as many as one peer may have
  std::atomic<std::uint64_t> refused_descriptors = 0;  // the process, or the machine, had no descriptor left
  std::atomic<std::uint64_t> refused_memory = 0;       // the process held too much, and they sent most
  std::atomic<std::uint64_t> ended_silent = 0;         // they said nothing at all
  std::atomic<std::uint64_t> ended_quiet = 0;          // they said nothing for long
};

class FrontDoor {
 public:
  using Receive = std::function<void(int)>;  // takes over a connection's descriptor
  using Died = std::function<void(const char* why)>;

  // Clients can connect from now on, but nobody is let in yet. Refused with ADDRESS_UNAVAILABLE.
  static Result<std::unique_ptr<FrontDoor>> listen(const std::string& address, DoorLimits limits);
  ~FrontDoor() { close(); }
  FrontDoor(const FrontDoor&) = delete;
  FrontDoor& operator=(const FrontDoor&) = delete;

  // Lets guests in, and this process itself. If nobody can be let in any more, whatever is done, `died` is told so.
  void open(Receive guest, Receive itself, Died died);
  // Nobody comes in any more; who is inside stays. Idempotent.
  void close();

  int port() const { return reached_at_.port(); }  // 0 of a Unix socket
  const DoorCounts& counts() const { return counts_; }

  // A connection of this process to its own door, perhaps still on its way; it is let in however full it is inside, and
  // not counted. One at a time. None if there are no descriptors, or nobody listens.
  Descriptor connect_itself();
  // Before that connection is closed.
  void forget_itself();

 private:
  FrontDoor(std::vector<Descriptor> listening, DoorLimits limits);
  void run();
  void accept_from(int listening);
  bool goes_on_after(int error, int listening);
  void turn_away_without_descriptor(int listening);
  bool is_itself(const SocketAddress& from);
  void let_in(Descriptor guest, const std::string& peer);
  bool makes_room_for(const std::string& peer);
  bool replaces_silent(std::optional<int> silent);
  bool replaces(std::optional<int> speaking);
  void listen_to(int guest);
  void end_silent(int guest);
  void look_around(std::chrono::milliseconds at_most_every);
  void bound_memory();
  void tell_refused(const char* reason);

  std::vector<Descriptor> listening_;
  const SocketAddress reached_at_;
  const DoorLimits limits_;
  const Descriptor events_, closing_;
  Descriptor spare_;  // given up for a moment to turn somebody away when there are no others
  Receive guest_, itself_;
  Died died_;
  DoorCounts counts_;

  // Of the door's thread.
  Visitors visitors_;
  Visitors::Time looked_around_, looked_at_memory_;
  std::map<std::string_view, Visitors::Time> told_refused_;  // by reason
  std::uint64_t bytes_held_ = 0;  // when that was last looked at

  std::mutex mutex_;
  std::string itself_from_;  // the identity of its own connection's address
  std::thread thread_;
};

// What hands a door's connections to the server that the builder builds, which speaks with these credentials. Bounds
// what a connection may take that doesn't complete its handshake or whose client is gone. Use it when the server has
// started, and not after it has been shut down.
FrontDoor::Receive connections_of(grpc::ServerBuilder& builder, std::shared_ptr<grpc::ServerCredentials> credentials);

}  // namespace opora
