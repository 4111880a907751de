// The commands that wait, by whose they are. Whoever has had the least goes next, so that nobody waits for another's
// burst; what one caller may have waiting leaves places for others.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/lane/command.h"

namespace opora {

// What a command is thought to cost before it runs, in small commands: large requests ask for more.
std::size_t work_of(const Command& command);
// One that takes as long as a batch of small ones would.
bool is_large(const Command& command);

// For one thread at a time.
class CommandQueue {
 public:
  CommandQueue(std::size_t count_max, std::size_t bytes_max) : count_max_(count_max), bytes_max_(bytes_max) {}

  // Whether there is room for one more of so many bytes. Refused with QUEUE_FULL, or with SHARE_FULL where only other
  // callers have room left: a caller may have at most eight times as much waiting as is free. So there is always room
  // for the next caller, and one alone can use eight ninths of the queue. `pace` is how long a unit of work takes; the
  // advice when to come again follows from it.
  Result<void> check_room(const std::string& share, std::size_t bytes, std::chrono::nanoseconds pace) const;
  void push(Command command);
  // Where it was taken from: before its caller's others, and as if it had not had its turn.
  void put_back(Command command);
  // A command that was taken was more work than it was thought to be.
  void charge(const Command& command, std::size_t work);

  // Whichever goes next, or null. A caller's own go in their order.
  const Command* next();
  Command take_next();  // there is one
  // All that are to run alone.
  std::vector<Command> take_alone();

  std::size_t count() const { return count_; }
  bool empty() const { return count_ == 0; }

 private:
  // A caller's. It stays when it is empty, until those who had less have caught up.
  struct Line {
    std::string share;
    std::deque<Command> commands;
    std::size_t bytes = 0;
    std::size_t work = 0;    // of those that wait
    std::uint64_t used = 0;  // work that had its turn, counted from where the others were when the line began
    std::uint64_t since = 0;  // arrival of what it began with: of those who have had as much, the first goes first
  };
  static bool goes_after(const Line* one, const Line* other);
  Line& line_of(const Command& command);
  void add(Line& line, const Command& command);
  void remove(Line& line, const Command& command);
  void drop_first_line();

  const std::size_t count_max_, bytes_max_;
  std::unordered_map<std::string, Line> lines_;
  std::vector<Line*> order_;  // a heap: in front whoever has had the least
  std::uint64_t had_ = 0;     // what the line that went last had had
  std::uint64_t arrived_ = 0;
  std::size_t count_ = 0, bytes_ = 0;
};

}  // namespace opora
