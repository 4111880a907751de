#include "platform/rpc/metadata.h"

#include <algorithm>
#include <charconv>

namespace opora {
namespace {

constexpr std::size_t kSeenCountMax = 16;
constexpr std::size_t kEpochBytesMax = 64;

std::string_view view(grpc::string_ref text) { return {text.data(), text.size()}; }

}  // namespace

std::string position_text(std::string_view log, const LogHead& head) {
  std::string text;
  text.reserve(log.size() + head.epoch.size() + 24);
  text.append(log).append("=").append(head.epoch).append(":").append(std::to_string(head.position));
  return text;
}

std::optional<std::pair<std::string, LogHead>> parse_position(std::string_view text) {
  // What one server tells is sent to others, and gRPC ends the process that sends anything else.
  if (!std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; })) return std::nullopt;
  const auto equals = text.find('=');
  const auto colon = text.rfind(':');
  if (equals == 0 || equals == std::string_view::npos || colon == std::string_view::npos || colon <= equals + 1)
    return std::nullopt;
  const std::string_view epoch = text.substr(equals + 1, colon - equals - 1), number = text.substr(colon + 1);
  if (epoch.size() > kEpochBytesMax) return std::nullopt;
  LogHead head{std::string(epoch), 0};
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), head.position);
  if (error != std::errc() || end != number.data() + number.size() || head.position < 0) return std::nullopt;
  return std::pair{std::string(text.substr(0, equals)), std::move(head)};
}

std::string_view bearer_token(const grpc::ServerContextBase& context) {
  constexpr std::string_view kScheme = "Bearer ";
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(kAuthorization);
  if (found == metadata.end()) return {};
  const std::string_view value = view(found->second);
  return value.starts_with(kScheme) ? value.substr(kScheme.size()) : std::string_view();
}

Result<std::map<std::string, LogHead>> seen_positions(const grpc::ServerContextBase& context) {
  std::map<std::string, LogHead> seen;
  const auto [first, last] = context.client_metadata().equal_range(kSeen);
  for (auto entry = first; entry != last; ++entry) {
    auto position = parse_position(view(entry->second));
    if (!position || seen.size() == kSeenCountMax)
      return refuse(Code::invalid, "SEEN_MALFORMED",
                    "A position seen is written LOG=EPOCH:POSITION, and there are few of them.");
    seen.insert_or_assign(std::move(position->first), std::move(position->second));
  }
  return seen;
}

std::optional<std::chrono::steady_clock::time_point> deadline_of(const grpc::ServerContextBase& context) {
  using std::chrono::steady_clock, std::chrono::system_clock;
  const auto deadline = context.deadline();
  // Without a deadline gRPC says the end of time, which no clock can add to.
  constexpr auto kLongest = std::chrono::hours(24 * 365);
  const auto now = system_clock::now();
  if (deadline > now + kLongest) return std::nullopt;
  return steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(deadline - now);
}

}  // namespace opora
