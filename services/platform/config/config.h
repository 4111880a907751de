// Settings, declared once in a table: defaults, then a JSON file, then the environment, then flags. Whatever nobody
// declared stops the start with one sentence that says where it stands.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result/result.h"

namespace opora {

// One setting. A table of these is all a program has to say about its configuration.
struct Setting {
  enum class Kind {
    text,
    integer,   // a whole number within at_least and at_most
    duration,  // a whole number and a unit: 250ms, 30s, 5m, 2h, 7d; at_least and at_most are in ms
    boolean,   // true or false
  };
  const char* name;     // "listen.address": lower-case words with dots or underscores between
  const char* initial;  // what it is when nobody says
  const char* help;     // a sentence
  Kind kind = Kind::text;
  bool secret = false;  // never printed
  std::int64_t at_least = 0;
  std::int64_t at_most = INT64_MAX;
};

using Environment = std::map<std::string, std::string>;
// The process's own.
Environment environment();

class Config {
 public:
  // Reads all sources. `arguments` are those after the program's name. Variables of the tool `opora` are passed over,
  // since it is often used in the shell from which a process is started; any other OPORA_… has to be a setting's. Flags
  // are `--name=value`, `--name value`, and for a boolean also `--name` alone; `--config FILE` names the file,
  // `--print-config` asks to print. Refused with
  //   SETTING_UNKNOWN        a key, variable or flag that the table lacks
  //   SETTING_INVALID        a value that the setting can't have
  //   CONFIG_FILE_UNREADABLE the file can't be read, or isn't a flat JSON object of at most 1 MiB
  static Result<Config> read(std::span<const Setting> settings, std::span<const std::string> arguments,
                             const Environment& environment);

  // Asking for a setting that the table lacks, or as what it is not, is a mistake of ours: std::logic_error.
  const std::string& text(std::string_view name) const;
  std::int64_t integer(std::string_view name) const;
  std::chrono::milliseconds duration(std::string_view name) const;
  bool boolean(std::string_view name) const;

  // Every setting, its value and where that came from, one a line; secrets as "(hidden)".
  std::string print() const;
  bool asked_to_print() const { return asked_to_print_; }
  // Arguments that are no flags, in order.
  const std::vector<std::string>& words() const { return words_; }

 private:
  struct Held {
    const Setting* setting;
    std::string value;
    std::string source;
    std::int64_t number = 0;  // parsed, unless it is text
  };
  struct Flag {
    std::string name;
    std::string value;
  };
  Config() = default;
  Result<void> set(std::string_view name, std::string value, const std::string& source);
  Result<void> read_file(const std::string& path);
  Result<void> read_environment(const Environment& environment);
  Result<std::vector<Flag>> parse_flags(std::span<const std::string> arguments, std::string& file);
  const Held& held(std::string_view name, Setting::Kind kind) const;

  std::map<std::string, Held, std::less<>> held_;
  std::vector<std::string> words_;
  bool asked_to_print_ = false;
};

// What settings there are, and how they are given, for whoever asks with --help.
std::string describe(std::span<const Setting> settings);

// The variable that sets a setting: "listen.address" gives "OPORA_LISTEN_ADDRESS".
std::string variable_of(std::string_view name);

// A setting's value as a number: milliseconds of a duration, 0 or 1 of a boolean; 0 for text. Refused with
// SETTING_INVALID, saying what the value should look like.
Result<std::int64_t> parse_value(const Setting& setting, std::string_view value);

}  // namespace opora
