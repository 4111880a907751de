#include "platform/cache/cache.h"

#include <algorithm>
#include <charconv>

#include "platform/log/log.h"

namespace opora {
namespace {

// The sum of a list of whole numbers. What is none counts as nothing, and an absurd one can't make the sum overflow.
std::int64_t sum_of(const redisReply& list) {
  constexpr std::int64_t kPartMax = 1'000'000'000;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < list.elements; ++i) {
    const redisReply& element = *list.element[i];
    std::int64_t number = 0;
    if (element.type == REDIS_REPLY_STRING) std::from_chars(element.str, element.str + element.len, number);
    sum += std::clamp<std::int64_t>(number, 0, kPartMax);
  }
  return sum;
}

}  // namespace

Result<std::unique_ptr<Cache>> Cache::make(CacheOptions options) {
  TRY(address, parse_redis_address(options.address));
  return std::unique_ptr<Cache>(new Cache(std::move(options), std::move(address)));
}

std::optional<std::vector<std::int64_t>> Cache::count_together(std::span<const Part> parts, std::string_view teller,
                                                               std::chrono::milliseconds lifetime) {
  RedisCommands commands;
  std::vector<std::size_t> asked;  // where the replies are that hold the counts
  for (const Part& part : parts) {
    if (part.own > 0) {
      commands.add({"HSET", part.key, teller, std::to_string(part.own)});
      commands.add({"PEXPIRE", part.key, std::to_string(lifetime.count())});
    }
    asked.push_back(commands.count());
    commands.add({"HVALS", part.key});
  }
  std::vector<std::int64_t> counts;
  const bool is_there = exchange(commands, [&](const Replies& replies) {
    for (const std::size_t at : asked) {
      if (replies[at]->type != REDIS_REPLY_ARRAY) return false;
      counts.push_back(sum_of(*replies[at]));
    }
    return true;
  });
  if (!is_there) return std::nullopt;
  return counts;
}

bool Cache::ping() {
  RedisCommands commands;
  commands.add({"PING"});
  return exchange(commands, [](const Replies& replies) { return replies[0]->type == REDIS_REPLY_STATUS; });
}

bool Cache::connected() const {
  const std::lock_guard lock(mutex_);
  return connected_.value_or(false);
}

bool Cache::exchange(const RedisCommands& commands, const std::function<bool(const Replies&)>& read) {
  auto connection = borrow();
  if (!connection) return false;
  auto replies = (*connection)->exchange(commands);
  if (replies && !read(*replies))
    replies = refuse(Code::unavailable, "CACHE_UNREADABLE", "What answers in Redis's place is no Redis.");
  if (!replies) connection->reset();
  give_back(*std::move(connection));
  if (!replies) give_up(replies.error());
  return replies.has_value();
}

// A connection that counts as lent from now on.
Result<std::unique_ptr<RedisConnection>> Cache::borrow() {
  {
    std::unique_lock lock(mutex_);
    const auto is_free = [this] { return lent_count_ < options_.connection_count_max; };
    if (std::chrono::steady_clock::now() < paused_until_ || !given_back_.wait_for(lock, options_.command, is_free))
      return refuse(Code::unavailable, "CACHE_BUSY", "Redis is being left alone, or all connections are in use.");
    ++lent_count_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  auto opened = RedisConnection::open(address_, options_.connect, options_.command);
  if (!opened) {
    give_back(nullptr);
    give_up(opened.error());
  }
  return opened;
}

// Null is one that broke.
void Cache::give_back(std::unique_ptr<RedisConnection> connection) {
  {
    const std::lock_guard lock(mutex_);
    --lent_count_;
    if (connection != nullptr) {
      idle_.push_back(std::move(connection));
      pause_ = options_.pause_first;
      if (connected_ != true) log::info("Redis is there: what is shared is shared again.");
      connected_ = true;
    }
  }
  given_back_.notify_one();
}

void Cache::give_up(const Error& error) {
  std::vector<std::unique_ptr<RedisConnection>> closing;  // when the lock is free again
  const std::lock_guard lock(mutex_);
  idle_.swap(closing);
  paused_until_ = std::chrono::steady_clock::now() + pause_;
  pause_ = std::min(pause_ * 2, options_.pause_max);
  if (connected_ != false)
    log::warning("Redis is not there: what is shared becomes local.",
                 {{"reason", error.reason}, {"message", error.message}});
  connected_ = false;
}

}  // namespace opora
