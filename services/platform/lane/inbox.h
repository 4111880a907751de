// What waits for a lane's turn: commands, others' events, operators' work, what sealed methods write.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/lane/command.h"
#include "platform/lane/delivery.h"
#include "platform/lane/lane_options.h"
#include "platform/lane/queue.h"
#include "platform/lane/sealed_work.h"
#include "platform/result/result.h"

namespace opora {

// A delivery, as far as it has not been applied yet.
struct WaitingEvents {
  Delivery delivery;
  std::function<void(Result<void>)> done;
  std::size_t begin = 0;  // of its records, the first that is still to be applied
};

// Thread-safe. Anybody brings something, the lane's executor alone takes it.
class Inbox {
 public:
  explicit Inbox(const LaneOptions& options) : commands_(options.queue_count_max, options.queue_bytes_max) {}

  // As Lane promises it.
  Result<void> check_room(const std::string& share, std::size_t bytes) const;
  Result<void> offer(Command command);
  void offer(Delivery delivery, std::function<void(Result<void>)> done);
  bool offer_alone(std::function<void()> work);
  Result<void> offer_sealed(SealedWork work);
  void drain();
  std::size_t waiting_count() const;
  std::size_t sealed_waiting_count() const;

  // Until something is there, the lane is draining, or the time has passed.
  void wait(std::chrono::milliseconds at_most);

  // The commands' queue, kept from everybody else: callers wait meanwhile.
  class LockedQueue {
   public:
    LockedQueue(std::mutex& mutex, CommandQueue& queue) : lock_(mutex), queue_(queue) {}
    CommandQueue* operator->() { return &queue_; }

   private:
    const std::lock_guard<std::mutex> lock_;
    CommandQueue& queue_;
  };
  LockedQueue lock_commands() { return {mutex_, commands_}; }
  bool commands_wait() const;
  // A unit of work has taken so long. By what the last ones took, callers are told when to come again.
  void note_pace(std::int64_t pace_ns);

  // What has waited longest; nothing if nothing waits.
  std::optional<WaitingEvents> take_events();
  std::optional<std::function<void()>> take_alone();
  // As many as go together, in the order of their coming.
  std::vector<SealedWork> take_sealed(std::size_t at_most);
  // There is more to do of it, and it goes next.
  void put_back(WaitingEvents events);

 private:
  mutable std::mutex mutex_;  // guards what follows, down to the blank line
  std::condition_variable work_;
  CommandQueue commands_;
  std::deque<WaitingEvents> deliveries_;
  std::deque<std::function<void()>> alone_;
  std::deque<SealedWork> sealed_;
  bool draining_ = false;

  std::atomic<std::int64_t> pace_ns_ = 0;  // what a unit of work has lately taken
};

}  // namespace opora
