#include "platform/policy/roles.h"

#include <algorithm>
#include <cctype>

namespace opora {

using network::v1::Role;

std::string role_name(Role role) {
  std::string name = network::v1::Role_Name(role);
  name.erase(0, std::string_view("ROLE_").size());
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return name;
}

std::optional<Role> role_named(std::string_view name) {
  const auto* roles = network::v1::Role_descriptor();
  for (int i = 0; i < roles->value_count(); ++i) {
    const auto role = static_cast<Role>(roles->value(i)->number());
    if (role != network::v1::ROLE_UNSPECIFIED && role_name(role) == name) return role;
  }
  return std::nullopt;
}

std::vector<std::string> role_names() {
  std::vector<std::string> names;
  const auto* roles = network::v1::Role_descriptor();
  for (int i = 0; i < roles->value_count(); ++i)
    if (const auto role = static_cast<Role>(roles->value(i)->number()); role != network::v1::ROLE_UNSPECIFIED)
      names.push_back(role_name(role));
  return names;
}

}  // namespace opora
