// Knocks at a process's own door: only a call that came through it, as everybody's do, shows that it is open.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include "platform/rpc/front_door.h"

namespace opora {

class DoorWatch {
 public:
  // Knocks once before it returns. Behind the door somebody tells of health. `died` is told once when nothing has come
  // through for so long that the process is of no use.
  DoorWatch(FrontDoor& door, FrontDoor::Died died);
  ~DoorWatch() { stop(); }
  DoorWatch(const DoorWatch&) = delete;
  DoorWatch& operator=(const DoorWatch&) = delete;

  // Whether a call came through recently. Thread-safe.
  bool is_open() const { return failures_in_a_row_ < kFailuresUntilShut; }
  // Before the door is closed. Idempotent.
  void stop();

 private:
  // Counted, so that a machine which stood still for a while doesn't look like a door that is shut.
  static constexpr int kFailuresUntilShut = 3;
  void run();
  bool knock();
  bool is_connected(const Descriptor& socket);
  bool is_answered(grpc::Channel& channel);

  FrontDoor& door_;
  const FrontDoor::Died died_;
  std::atomic<int> failures_in_a_row_ = kFailuresUntilShut;

  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  grpc::ClientContext* call_ = nullptr;  // under way
  std::thread thread_;
};

}  // namespace opora
