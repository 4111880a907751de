#include "platform/lane/queue.h"

#include <algorithm>

#include "platform/limits/share.h"

namespace opora {
namespace {

// A registration takes some hundred bytes and some 30 us; a scan in an upload takes 90 bytes and, on PostgreSQL, 40 us.
constexpr std::size_t kSmallBytes = 512, kBytesAUnit = 64;
constexpr std::size_t kLargeWork = 64;

constexpr std::chrono::milliseconds kRetryAfterMin{100}, kRetryAfterMax{5000};

const std::string& share_of(const Command& command) { return command.share.empty() ? command.caller : command.share; }

Error full(bool of_one, std::chrono::nanoseconds wait) {
  Error error = too_many_wait(of_one);
  error.retry_after = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(wait), kRetryAfterMin, kRetryAfterMax);
  return error;
}

}  // namespace

std::size_t work_of(const Command& command) {
  return 1 + (command.bytes > kSmallBytes ? (command.bytes - kSmallBytes) / kBytesAUnit : 0);
}

bool is_large(const Command& command) { return work_of(command) > kLargeWork; }

Result<void> CommandQueue::check_room(const std::string& share, std::size_t bytes,
                                      std::chrono::nanoseconds pace) const {
  // One of any size has a place in an empty queue.
  if (count_ >= count_max_ || (count_ > 0 && bytes_ + bytes > bytes_max_))
    return tl::unexpected(full(false, {}));
  const auto found = lines_.find(share);
  if (found == lines_.end()) return {};
  const Line& line = found->second;
  const bool has_bytes = line.bytes == 0 || has_share(line.bytes + bytes - 1, bytes_, bytes_max_);
  if (has_bytes && has_share(line.commands.size(), count_, count_max_)) return {};
  // Half of what waits is done by then.
  return tl::unexpected(full(true, pace * static_cast<std::int64_t>(line.work) / 2));
}

bool CommandQueue::goes_after(const Line* one, const Line* other) {
  return one->used != other->used ? one->used > other->used : one->since > other->since;
}

CommandQueue::Line& CommandQueue::line_of(const Command& command) {
  const std::string& share = share_of(command);
  const auto [found, is_new] = lines_.try_emplace(share);
  Line& line = found->second;
  if (!is_new) return line;
  line.share = share;
  line.since = command.arrival;
  // Whoever has been away is owed nothing for it. What was put back may have had less than what went last.
  line.used = order_.empty() ? had_ : std::min(had_, order_.front()->used);
  order_.push_back(&line);
  std::push_heap(order_.begin(), order_.end(), goes_after);
  return line;
}

void CommandQueue::add(Line& line, const Command& command) {
  line.bytes += command.bytes;
  line.work += work_of(command);
  bytes_ += command.bytes;
  ++count_;
}

void CommandQueue::remove(Line& line, const Command& command) {
  line.bytes -= command.bytes;
  line.work -= work_of(command);
  bytes_ -= command.bytes;
  --count_;
}

void CommandQueue::push(Command command) {
  command.arrival = ++arrived_;
  Line& line = line_of(command);
  add(line, command);
  line.commands.push_back(std::move(command));
}

void CommandQueue::put_back(Command command) {
  Line& line = line_of(command);
  add(line, command);
  line.used = command.turn;
  line.since = command.arrival;
  line.commands.push_front(std::move(command));
  std::make_heap(order_.begin(), order_.end(), goes_after);
}

void CommandQueue::charge(const Command& command, std::size_t work) {
  line_of(command).used += work;
  std::make_heap(order_.begin(), order_.end(), goes_after);
}

void CommandQueue::drop_first_line() {
  std::pop_heap(order_.begin(), order_.end(), goes_after);
  const std::string share = std::move(order_.back()->share);
  order_.pop_back();
  lines_.erase(share);
}

const Command* CommandQueue::next() {
  while (!order_.empty() && order_.front()->commands.empty()) drop_first_line();
  return order_.empty() ? nullptr : &order_.front()->commands.front();
}

Command CommandQueue::take_next() {
  std::pop_heap(order_.begin(), order_.end(), goes_after);
  Line& line = *order_.back();
  Command command = std::move(line.commands.front());
  line.commands.pop_front();
  remove(line, command);
  command.turn = line.used;
  had_ = std::max(had_, line.used);
  line.used += work_of(command);
  std::push_heap(order_.begin(), order_.end(), goes_after);
  return command;
}

std::vector<Command> CommandQueue::take_alone() {
  std::vector<Command> taken;
  for (auto& [share, line] : lines_) {
    std::deque<Command> others;
    for (Command& command : line.commands) {
      if (command.alone) remove(line, command);
      (command.alone ? taken.emplace_back() : others.emplace_back()) = std::move(command);
    }
    line.commands = std::move(others);
  }
  return taken;
}

}  // namespace opora
