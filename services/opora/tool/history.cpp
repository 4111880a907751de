#include "opora/tool/history.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "opora_tool_words.h"
#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"
#include "platform/text/printable.h"

namespace opora::tool {
namespace {

bool has_time(const Happening& each) { return each.at != kBefore && each.at != kNow; }

// What a newer platform calls otherwise than this build knows is said as it is called there.
std::string worded(const Words& words, const std::string& key) {
  const std::string whole = "history." + key;
  return words.has(whole) ? words.text(whole) : key;
}

std::string sentence(const Happening& each, const Words& words) {
  std::string text = worded(words, each.what);
  for (const auto& [name, value] : each.parts) {
    const std::string place = "{" + name + "}";
    const auto at = text.find(place);
    if (at != std::string::npos) text.replace(at, place.size(), printable(value));
  }
  return text;
}

std::string side(const Happening& each, const Words& words) {
  return each.side.empty() ? printable(each.who) : worded(words, "side." + each.side);
}

// Who and why, behind the sentence: " (coordinator: cannot come; Somebody is ill)".
std::string who_and_why(const Happening& each, const Words& words) {
  const std::string who = side(each, words);
  std::string why = each.code.empty() ? "" : worded(words, "because." + each.code);
  if (!each.why.empty()) why += (why.empty() ? "" : "; ") + printable(each.why);
  if (who.empty() && why.empty()) return "";
  return " (" + who + (who.empty() || why.empty() ? "" : ": ") + why + ")";
}

// "2023-10-17 10:15" in the history's zone.
std::string time_of(const Happening& each, const History& history) {
  constexpr std::size_t kDay = 10, kMinute = 16;
  if (!has_time(each)) return std::string(kMinute, ' ');
  const std::string utc = to_rfc3339(each.at, Precision::seconds);
  if (each.is_day) return utc.substr(0, kDay) + std::string(kMinute - kDay, ' ');
  const auto local = history.zone.empty() ? std::nullopt : std::optional(local_time_at(each.at, history.zone));
  std::string text = local && *local ? to_text(**local) : utc.substr(0, kMinute);
  text[kDay] = ' ';
  return text;
}

std::string filled(std::string text, const std::string& place, const std::string& value) {
  if (const auto at = text.find(place); at != std::string::npos) text.replace(at, place.size(), value);
  return text;
}

}  // namespace

void put_in_order(History& history) {
  std::ranges::stable_sort(history.happenings, {}, &Happening::at);
}

std::string history_text(const History& history, std::string_view language) {
  const Words& words = opora_tool_words().in(language);
  std::string text = (history.name.empty() ? "" : printable(history.name) + "  ") + history.id + "\n";
  text += filled(words.text("history.times"), "{zone}", history.zone.empty() ? "UTC" : history.zone) + "\n";
  if (history.is_partial) text += words.text("history.partial") + "\n";
  for (const Happening& each : history.happenings)
    text += time_of(each, history) + "  " + sentence(each, words) + who_and_why(each, words) + "\n";
  if (!history.left_out.empty()) text += worded(words, history.left_out) + "\n";
  return text;
}

std::string history_json(const History& history, std::string_view language) {
  const Words& words = opora_tool_words().in(language);
  nlohmann::ordered_json all;
  all["id"] = history.id;
  all["name"] = history.name;
  all["time_zone"] = history.zone.empty() ? "UTC" : history.zone;
  all["is_partial"] = history.is_partial || !history.left_out.empty();
  all["left_out"] = history.left_out.empty() ? "" : worded(words, history.left_out);
  all["history"] = nlohmann::ordered_json::array();
  for (const Happening& each : history.happenings) {
    nlohmann::ordered_json told;
    told["at"] = nullptr;
    if (has_time(each)) told["at"] = to_rfc3339(each.at, Precision::seconds);
    if (each.is_day) told["at"] = to_rfc3339(each.at, Precision::seconds).substr(0, 10);
    told["what"] = each.what;
    told["text"] = sentence(each, words);
    told["details"] = nlohmann::ordered_json::object();
    for (const auto& [name, value] : each.parts) told["details"][name] = value;
    told["who"] = each.side.empty() ? each.who : each.side;
    told["code"] = each.code;
    told["why"] = each.why;
    all["history"].push_back(std::move(told));
  }
  return all.dump(2) + "\n";
}

}  // namespace opora::tool
