// hiredis connects and reads replies; sending is ours, since its own would end the process with SIGPIPE.
#include "platform/cache/redis_connection.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>

namespace opora {
namespace {

timeval to_timeval(std::chrono::milliseconds span) {
  return {.tv_sec = span.count() / 1000, .tv_usec = span.count() % 1000 * 1000};
}

tl::unexpected<Error> unreachable(const std::string& why) {
  return refuse(Code::unavailable, "CACHE_UNREACHABLE", "Redis can't be reached: " + why + ".");
}

// Redis repeats commands it doesn't know, a password among their words: only its own first word is told.
tl::unexpected<Error> refused(std::string_view text) {
  constexpr std::array<std::string_view, 10> kKnown{"NOAUTH",   "WRONGPASS", "NOPERM",     "LOADING", "OOM",
                                                    "READONLY", "MISCONF",   "MASTERDOWN", "BUSY",    "WRONGTYPE"};
  const auto known = std::find(kKnown.begin(), kKnown.end(), text.substr(0, text.find(' ')));
  return refuse(Code::unavailable, "CACHE_REFUSED",
                "Redis answered with an error: " + std::string(known == kKnown.end() ? "ERR" : *known) + ".");
}

}  // namespace

void RedisCommands::add(std::initializer_list<std::string_view> words) {
  bytes_ += "*" + std::to_string(words.size()) + "\r\n";
  for (const std::string_view word : words) {
    bytes_ += "$" + std::to_string(word.size()) + "\r\n";
    bytes_ += word;
    bytes_ += "\r\n";
  }
  ++count_;
}

Result<std::unique_ptr<RedisConnection>> RedisConnection::open(const RedisAddress& address,
                                                               std::chrono::milliseconds connect,
                                                               std::chrono::milliseconds command) {
  Context context(address.socket.empty()
                      ? redisConnectWithTimeout(address.host.c_str(), address.port, to_timeval(connect))
                      : redisConnectUnixWithTimeout(address.socket.c_str(), to_timeval(connect)));
  if (context == nullptr) return unreachable("no memory");
  if (context->err != 0) return unreachable(context->errstr);
  if (redisSetTimeout(context.get(), to_timeval(command)) != REDIS_OK) return unreachable("no time limit can be set");
  std::unique_ptr<RedisConnection> connection(new RedisConnection(std::move(context), command));
  TRY_DO(connection->authenticate(address));
  return connection;
}

Result<void> RedisConnection::authenticate(const RedisAddress& address) {
  RedisCommands commands;
  if (!address.user.empty())
    commands.add({"AUTH", address.user, address.password});
  else if (!address.password.empty())
    commands.add({"AUTH", address.password});
  if (address.database != 0) commands.add({"SELECT", std::to_string(address.database)});
  if (commands.count() > 0) TRY_DO(exchange(commands));
  return {};
}

Result<std::vector<RedisConnection::Reply>> RedisConnection::exchange(const RedisCommands& commands) {
  const auto until = std::chrono::steady_clock::now() + command_;
  TRY_DO(send(commands));
  std::vector<Reply> replies;
  replies.reserve(commands.count());
  while (replies.size() < commands.count()) {
    TRY(reply, receive(until));
    if (reply->type == REDIS_REPLY_ERROR) return refused({reply->str, reply->len});
    replies.push_back(std::move(reply));
  }
  return replies;
}

Result<void> RedisConnection::send(const RedisCommands& commands) {
  std::string_view left = commands.bytes();
  while (!left.empty()) {
    const auto sent = ::send(context_->fd, left.data(), left.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return unreachable(std::strerror(errno));
    left.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<RedisConnection::Reply> RedisConnection::receive(std::chrono::steady_clock::time_point until) {
  while (true) {
    void* read = nullptr;
    if (redisGetReplyFromReader(context_.get(), &read) != REDIS_OK)
      return refuse(Code::unavailable, "CACHE_UNREADABLE", "What answers in Redis's place is no Redis.");
    if (read != nullptr) return Reply(static_cast<redisReply*>(read));
    // Asked before each read, so that replies in crumbs don't take for ever.
    const bool is_late = std::chrono::steady_clock::now() >= until;
    errno = 0;
    if (is_late || (redisBufferRead(context_.get()) != REDIS_OK && errno == EAGAIN))
      return refuse(Code::unavailable, "CACHE_SLOW", "Redis did not answer in time.");
    if (context_->err != 0) return unreachable(context_->errstr);
  }
}

}  // namespace opora
