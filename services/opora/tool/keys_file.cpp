#include "opora/tool/keys_file.h"

#include <nlohmann/json.hpp>

#include "platform/events/log/history.h"
#include "platform/text/base64url.h"

namespace opora::tool {

std::string to_json(const PlatformKeys& keys) {
  nlohmann::json json = {{"history_keys", nlohmann::json::object()}};
  if (keys.signing_key) json["signing_key"] = *keys.signing_key;
  for (const auto& [service, key] : keys.history_keys) json["history_keys"][service] = base64url(key);
  return json.dump();
}

Result<PlatformKeys> keys_from_json(std::string_view text) {
  const auto unknown = refuse(Code::invalid, "KEYS_UNKNOWN",
                              "What the file holds is nothing that this program knows: take the one that made it.");
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("history_keys") || !json["history_keys"].is_object()) return unknown;
  PlatformKeys keys;
  if (json.contains("signing_key")) {
    if (!json["signing_key"].is_string()) return unknown;
    keys.signing_key = json["signing_key"].get<std::string>();
  }
  for (const auto& each : json["history_keys"].items()) {
    auto key = each.value().is_string() ? from_base64url(each.value().get<std::string>()) : std::nullopt;
    if (!key || key->size() != kHistoryKeyBytes) return unknown;
    keys.history_keys.emplace(each.key(), *std::move(key));
  }
  return keys;
}

}  // namespace opora::tool
