// Later sources win; each value remembers where it came from.
#include "platform/config/config.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <unistd.h>
#include <nlohmann/json.hpp>

#include "platform/files/read_up_to.h"

namespace opora {
namespace {

constexpr std::string_view kPrefix = "OPORA_";
constexpr std::size_t kFileBytesMax = 1 << 20;
// No settings of a process's: the tool's own, and those by which tests arm failpoints and plant bugs.
constexpr std::array<std::string_view, 4> kVariablesOfOthers = {"OPORA_ADDRESS", "OPORA_TOKEN", "OPORA_FAILPOINT",
                                                                "OPORA_PLANTED"};

tl::unexpected<Error> unknown(std::string_view source, std::string_view name) {
  return refuse(
      Code::invalid, "SETTING_UNKNOWN",
      std::string(source) + ": there is no setting \"" + std::string(name) + "\"; --print-config lists them.");
}

tl::unexpected<Error> unreadable(const std::string& path, const std::string& why) {
  return refuse(Code::invalid, "CONFIG_FILE_UNREADABLE", "The file " + path + " " + why + ".");
}

}  // namespace

Environment environment() {
  Environment found;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view line = *entry;
    if (const auto equals = line.find('='); equals != std::string_view::npos)
      found.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return found;
}

std::string variable_of(std::string_view name) {
  std::string variable(kPrefix);
  for (const char c : name)
    variable += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == '.' || c == '-' ? '_' : c;
  return variable;
}

Result<Config> Config::read(std::span<const Setting> settings, std::span<const std::string> arguments,
                            const Environment& environment) {
  Config config;
  for (const auto& setting : settings) {
    config.held_[setting.name] = {&setting, "", ""};
    TRY_DO(config.set(setting.name, setting.initial, "default"));
  }
  std::string file;
  TRY(flags, config.parse_flags(arguments, file));
  if (!file.empty()) TRY_DO(config.read_file(file));
  TRY_DO(config.read_environment(environment));
  for (auto& flag : flags) TRY_DO(config.set(flag.name, std::move(flag.value), "flag --" + flag.name));
  return config;
}

Result<void> Config::set(std::string_view name, std::string value, const std::string& source) {
  const auto found = held_.find(name);
  if (found == held_.end()) return unknown(source, name);
  Held& held = found->second;
  auto number = parse_value(*held.setting, value);
  if (!number) {
    const std::string shown = held.setting->secret ? "" : " It is \"" + value + "\".";
    return refuse(Code::invalid, "SETTING_INVALID",
                  source + ": " + std::string(name) + " " + number.error().message + "." + shown);
  }
  held.value = std::move(value);
  held.source = source;
  held.number = *number;
  return {};
}

Result<void> Config::read_file(const std::string& path) {
  const auto text = read_up_to(path, kFileBytesMax);
  if (!text) return unreadable(path, "can't be read");
  const auto json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object()) return unreadable(path, "is no JSON object, or longer than 1 MiB");
  for (const auto& [key, value] : json.items()) {
    if (value.is_structured() || value.is_null())
      return unreadable(path, "must be flat: \"" + key + "\" is neither text, number nor boolean");
    TRY_DO(set(key, value.is_string() ? value.get<std::string>() : value.dump(), "file " + path));
  }
  return {};
}

Result<void> Config::read_environment(const Environment& environment) {
  std::map<std::string, std::string> names;
  for (const auto& [name, held] : held_) names.emplace(variable_of(name), name);
  for (const auto& [variable, value] : environment) {
    if (!variable.starts_with(kPrefix) || std::ranges::count(kVariablesOfOthers, variable) > 0) continue;
    const auto name = names.find(variable);
    if (name == names.end()) return unknown("environment", variable);
    TRY_DO(set(name->second, value, "environment " + variable));
  }
  return {};
}

Result<std::vector<Config::Flag>> Config::parse_flags(std::span<const std::string> arguments, std::string& file) {
  std::vector<Flag> flags;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (!argument.starts_with("--")) {
      words_.emplace_back(argument);
      continue;
    }
    const auto equals = argument.find('=');
    Flag flag{std::string(argument.substr(2, equals == std::string_view::npos ? equals : equals - 2)), ""};
    if (flag.name == "print-config") {
      asked_to_print_ = true;
      continue;
    }
    const auto known = held_.find(flag.name);
    if (known == held_.end() && flag.name != "config") return unknown("flag", argument.substr(0, equals));
    const bool has_next = i + 1 < arguments.size() && !arguments[i + 1].starts_with("--");
    const bool boolean = known != held_.end() && known->second.setting->kind == Setting::Kind::boolean;
    if (equals != std::string_view::npos) {
      flag.value = argument.substr(equals + 1);
    } else if (boolean) {
      flag.value = has_next && (arguments[i + 1] == "true" || arguments[i + 1] == "false") ? arguments[++i] : "true";
    } else if (has_next) {
      flag.value = arguments[++i];
    } else {
      return refuse(Code::invalid, "SETTING_INVALID", "flag --" + flag.name + ": needs a value.");
    }
    if (flag.name == "config")
      file = std::move(flag.value);
    else
      flags.push_back(std::move(flag));
  }
  return flags;
}

const Config::Held& Config::held(std::string_view name, Setting::Kind kind) const {
  const auto found = held_.find(name);
  if (found == held_.end() || found->second.setting->kind != kind)
    throw std::logic_error("no such setting of this kind: " + std::string(name));
  return found->second;
}

const std::string& Config::text(std::string_view name) const { return held(name, Setting::Kind::text).value; }
std::int64_t Config::integer(std::string_view name) const { return held(name, Setting::Kind::integer).number; }
std::chrono::milliseconds Config::duration(std::string_view name) const {
  return std::chrono::milliseconds(held(name, Setting::Kind::duration).number);
}
bool Config::boolean(std::string_view name) const { return held(name, Setting::Kind::boolean).number != 0; }

std::string Config::print() const {
  std::string text;
  for (const auto& [name, held] : held_) {
    const bool hidden = held.setting->secret && !held.value.empty();
    text += name + " = " +
            (hidden ? "(hidden)"
                    : nlohmann::json(held.value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) +
            "  (" + held.source + ")  " + held.setting->help + "\n";
  }
  return text;
}

std::string describe(std::span<const Setting> settings) {
  std::string text =
      "Settings are given as --name=value, as variables (listen.address is OPORA_LISTEN_ADDRESS), or as a flat JSON\n"
      "object in a file. A flag beats a variable, and a variable the file.\n\n"
      "  --config FILE     the file\n"
      "  --print-config    print every setting, its value and where that came from, and end\n"
      "  --version         print the version, and end\n"
      "  --help            print this, and end\n\n";
  for (const Setting& setting : settings) {
    const std::string initial = setting.initial;
    text += "  --" + std::string(setting.name) + (initial.empty() ? "" : "=" + initial) + "\n";
    text += std::string("      ") + setting.help + "\n";
  }
  return text;
}

}  // namespace opora
