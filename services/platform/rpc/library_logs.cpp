#include "platform/rpc/library_logs.h"

#include <utility>

#include <google/protobuf/stubs/logging.h>
#include <grpc/support/log.h>

#include "platform/log/log.h"

namespace opora {
namespace {

constexpr std::chrono::minutes kTellAgain{1};

RepeatedLines& lines() {
  static auto& all = *new RepeatedLines;  // gRPC's threads may still speak when the process ends
  return all;
}

// "tcp_server_posix.cc:599"
std::string line_in(const char* file, int line) {
  const std::string path = file == nullptr ? "" : file;
  return path.substr(path.rfind('/') + 1) + ":" + std::to_string(line);
}

void tell(const char* library, const std::string& place, bool is_error) {
  const auto count = lines().count(place, std::chrono::steady_clock::now());
  if (!count) return;
  log::write(is_error ? log::Level::warning : log::Level::info, "A library had something to say.",
             {{"library", library}, {"place", place}, {"count", *count}});
}

void hear_grpc(gpr_log_func_args* said) {
  tell("grpc", line_in(said->file, said->line), said->severity == GPR_LOG_SEVERITY_ERROR);
}

void hear_protobuf(google::protobuf::LogLevel level, const char* file, int line, const std::string&) {
  tell("protobuf", line_in(file, line), level >= google::protobuf::LOGLEVEL_ERROR);
}

}  // namespace

std::optional<std::int64_t> RepeatedLines::count(const std::string& place, Time now) {
  const std::lock_guard lock(mutex_);
  const auto [found, is_new] = places_.try_emplace(place, Told{now, 0});
  ++found->second.since;
  if (!is_new && now - found->second.at < kTellAgain) return std::nullopt;
  found->second.at = now;
  return std::exchange(found->second.since, 0);
}

void adopt_library_logs() {
  gpr_set_log_function(hear_grpc);
  google::protobuf::SetLogHandler(hear_protobuf);
}

}  // namespace opora
