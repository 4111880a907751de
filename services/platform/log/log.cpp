// spdlog does the writing; its patterns escape nothing, so the line is made by a JSON library.
#include "platform/log/log.h"

#include <chrono>
#include <memory>
#include <string>

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <nlohmann/json.hpp>

#include "platform/dates/dates.h"

namespace opora::log {
namespace {

constexpr std::size_t kTextBytesMax = 200;

Instant instant_of(std::chrono::system_clock::time_point time) {
  return {std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count()};
}

std::string_view level_name(spdlog::level::level_enum level) {
  switch (level) {
    case spdlog::level::debug:
      return "debug";
    case spdlog::level::warn:
      return "warning";
    case spdlog::level::err:
      return "error";
    default:
      return "info";
  }
}

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

// Puts time and level in front of the object that write() made.
class JsonFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& line) override {
    const std::string front = "{\"time\":\"" + to_rfc3339(instant_of(message.time)) + "\",\"level\":\"";
    append(line, front);
    append(line, level_name(message.level));
    append(line, "\",");
    append(line, std::string_view(message.payload.data(), message.payload.size()).substr(1));
    append(line, "\n");
  }
  std::unique_ptr<spdlog::formatter> clone() const override { return std::make_unique<JsonFormatter>(); }

 private:
  static void append(spdlog::memory_buf_t& line, std::string_view text) {
    line.append(text.data(), text.data() + text.size());
  }
};

spdlog::logger& logger() {
  static spdlog::logger the_logger("opora", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  static const bool prepared = [] {
    the_logger.set_formatter(std::make_unique<JsonFormatter>());
    the_logger.set_level(spdlog::level::info);
    return true;
  }();
  static_cast<void>(prepared);
  return the_logger;
}

// Cut where a character of UTF-8 begins.
std::string_view cut(std::string_view text) {
  if (text.size() <= kTextBytesMax) return text;
  std::size_t end = kTextBytesMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

void write_line(spdlog::level::level_enum level, Constant event, Fields fields) {
  nlohmann::ordered_json object;
  object["event"] = event.text();
  for (const auto& field : fields) {
    auto& value = object[std::string(field.name.text())];
    std::visit(
        [&value](auto held) {
          if constexpr (std::is_same_v<decltype(held), std::string_view>)
            value = cut(held);
          else
            value = held;
        },
        field.value);
  }
  logger().log(level, object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

void write(Level level, Constant event, Fields fields) {
  if (writes(level)) write_line(spdlog_level(level), event, fields);
}

// Above all levels that can be set, and told as info.
void audit(Constant event, Fields fields) { write_line(spdlog::level::critical, event, fields); }

bool writes(Level level) { return logger().should_log(spdlog_level(level)); }

void set_level(Level level) { logger().set_level(spdlog_level(level)); }

Result<Level> parse_level(std::string_view text) {
  if (text == "debug") return Level::debug;
  if (text == "info") return Level::info;
  if (text == "warning") return Level::warning;
  if (text == "error") return Level::error;
  return refuse(Code::invalid, "SETTING_INVALID", "A log level is debug, info, warning or error.");
}

void write_to(std::ostream* stream) {
  auto& sinks = logger().sinks();
  sinks.clear();
  if (stream != nullptr)
    sinks.push_back(std::make_shared<spdlog::sinks::ostream_sink_mt>(*stream, true));
  else
    sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger().set_formatter(std::make_unique<JsonFormatter>());
}

}  // namespace opora::log
