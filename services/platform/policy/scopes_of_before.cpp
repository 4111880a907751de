#include "platform/policy/scopes_of_before.h"

#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace opora {
namespace {

// Claims that are lists, in the order in which their ids are part of keys; then comes the one that is a single id.
constexpr std::array<std::pair<const char*, const char*>, 2> kLists = {
    {{"region", "regions"}, {"session", "sessions"}}};
constexpr const char* kSingle = "organisation";

bool is_of_before(std::string_view scope) { return scope == "region" || scope == "session" || scope == kSingle; }

std::optional<std::vector<std::string>> texts(const nlohmann::json& list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<std::string> ids;
  for (const auto& id : list) {
    if (!id.is_string()) return std::nullopt;
    ids.push_back(id.get<std::string>());
  }
  return ids;
}

}  // namespace

std::optional<ScopeIds> scopes_in_claims_of_before(const nlohmann::json& claims) {
  ScopeIds scopes;
  for (const auto& [scope, claim] : kLists) {
    if (!claims.contains(claim)) continue;
    auto ids = texts(claims[claim]);
    if (!ids) return std::nullopt;
    scopes[scope] = *std::move(ids);
  }
  if (!claims.contains(kSingle)) return scopes;
  if (!claims[kSingle].is_string()) return std::nullopt;
  if (auto id = claims[kSingle].get<std::string>(); !id.empty()) scopes[kSingle] = {std::move(id)};
  return scopes;
}

std::string text_of_scopes(const ScopeIds& scopes) {
  std::string text;
  for (const auto& [scope, claim] : kLists)
    for (const std::string& id : ids_of(scopes, scope)) text += ' ' + id;
  text += ' ';
  bool begun = false;  // only the first id of the single one has no name before it, as when there was one at most
  for (const std::string& id : ids_of(scopes, kSingle)) {
    text += begun ? std::string(" ") + kSingle + '=' + id : id;
    begun = true;
  }
  for (const auto& [scope, ids] : scopes)
    if (!is_of_before(scope))
      for (const std::string& id : ids) text += ' ' + scope + '=' + id;
  return text;
}

}  // namespace opora
