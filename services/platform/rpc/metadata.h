// What travels beside a call: the token and the positions seen on the way in, the position reached on the way out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <grpcpp/server_context.h>

#include "platform/events/log/event_log.h"
#include "platform/service/service_host.h"

namespace opora {

constexpr const char* kAuthorization = "authorization";  // Bearer TOKEN
constexpr const char* kSeen = "opora-seen";              // LOG=EPOCH:POSITION; may be repeated
constexpr const char* kPosition = "opora-position";      // LOG=EPOCH:POSITION
constexpr const char* kBuild = "opora-build";            // of who tells of health: VERSION contracts DIGEST
constexpr const char* kNote = "opora-note";              // the same; a sentence, may be repeated
constexpr const char* kRemembered = "opora-remembered";  // 1, when the answer was given before

// "registration=EPOCH:12".
std::string position_text(std::string_view log, const LogHead& head);
std::optional<std::pair<std::string, LogHead>> parse_position(std::string_view text);

// The token in the metadata; empty if there is none.
std::string_view bearer_token(const grpc::ServerContextBase& context);

// The caller's positions; refused with SEEN_MALFORMED.
Result<std::map<std::string, LogHead>> seen_positions(const grpc::ServerContextBase& context);

// gRPC tells deadlines by the system's clock, which may be set; from here on it is the steady one.
std::optional<std::chrono::steady_clock::time_point> deadline_of(const grpc::ServerContextBase& context);

}  // namespace opora
