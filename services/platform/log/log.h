// Log lines for machines: one JSON object a line, with time, level, event and fields. An event and the names of its
// fields are constants of the program, and values are numbers, ids and codes: never a name, an address or a request's
// content.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <string_view>
#include <variant>

#include "platform/result/result.h"

namespace opora::log {

enum class Level { debug, info, warning, error };

// Text that the compiler knows: nothing that came from outside can become an event or the name of a field.
class Constant {
 public:
  consteval Constant(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor)
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// A named value. Text longer than 200 bytes is cut.
struct Field {
  using Value = std::variant<bool, std::int64_t, double, std::string_view>;
  Constant name;
  Value value;
  constexpr Field(Constant field, std::string_view text) : name(field), value(text) {}
  constexpr Field(Constant field, const char* text) : name(field), value(std::string_view(text)) {}
  constexpr Field(Constant field, bool truth) : name(field), value(truth) {}
  constexpr Field(Constant field, double number) : name(field), value(number) {}
  template <std::integral Integer>
  constexpr Field(Constant field, Integer number) : name(field), value(static_cast<std::int64_t>(number)) {}
};
using Fields = std::initializer_list<Field>;

// Writes one line, if the level is high enough. Thread-safe.
void write(Level level, Constant event, Fields fields = {});
inline void debug(Constant event, Fields fields = {}) { write(Level::debug, event, fields); }
inline void info(Constant event, Fields fields = {}) { write(Level::info, event, fields); }
inline void warning(Constant event, Fields fields = {}) { write(Level::warning, event, fields); }
inline void error(Constant event, Fields fields = {}) { write(Level::error, event, fields); }

// For the audit: a line of level info, whatever the level is set to.
void audit(Constant event, Fields fields);

bool writes(Level level);
void set_level(Level level);  // info until told otherwise
// "debug", "info", "warning" or "error"; anything else is refused with SETTING_INVALID.
Result<Level> parse_level(std::string_view text);

// Sends lines to a stream instead of stderr, which tests read; nullptr sends them to stderr again. The stream must live
// until then. Not while other threads write.
void write_to(std::ostream* stream);

}  // namespace opora::log
