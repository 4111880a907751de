// Knocks at a process's own door: only a call that came through it, as everybody's do, shows that it is open.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <grpcpp/client_context.h>

#include "platform/rpc/front_door.h"

namespace opora {

class DoorWatch {
 public:
  // Behind the door somebody tells of health. `died` is told once when nothing has come through for so long that the
  // process is of no use.
  DoorWatch(FrontDoor& door, FrontDoor::Died died);
  ~DoorWatch() { stop(); }
  DoorWatch(const DoorWatch&) = delete;
  DoorWatch& operator=(const DoorWatch&) = delete;

  // Whether a call came through recently. Thread-safe.
  bool is_open() const;
  // Before the door is closed. Idempotent.
  void stop();

 private:
  void run();
  bool knock();
  bool is_connected(const Descriptor& socket);
  bool is_answered(Descriptor socket);

  FrontDoor& door_;
  const FrontDoor::Died died_;
  std::atomic<int> failures_in_a_row_ = 0;

  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  grpc::ClientContext* call_ = nullptr;  // under way
  std::thread thread_;
};

}  // namespace opora
