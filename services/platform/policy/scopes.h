// Scopes: how far a token reaches, and where things lie. The platform knows a scope by its name alone; which there are,
// and what lies where, is for the services to say.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace opora {

// Ids by the name of the scope that they belong to.
using ScopeIds = std::map<std::string, std::vector<std::string>, std::less<>>;

// Those of one scope; none of one that isn't there.
inline const std::vector<std::string>& ids_of(const ScopeIds& scopes, std::string_view scope) {
  static const std::vector<std::string> kNone;
  const auto found = scopes.find(scope);
  return found == scopes.end() ? kNone : found->second;
}

// Where a thing lies: what a grant's `within` is compared with.
struct Scope {
  // Of each scope any id suffices. None: the thing lies nowhere in it, or everywhere, and is not for whom it limits.
  ScopeIds ids = {};
  // Scopes of which it has not been heard yet where in them the thing lies.
  std::vector<std::string> unknown = {};
};

}  // namespace opora
