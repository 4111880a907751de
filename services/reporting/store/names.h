// What people call things, in each language.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/lane/stored.h"
#include "reporting/domain/facts.h"

namespace opora {

template <>
struct Stored<reporting::Name> {
  using Key = std::pair<std::string, std::string>;  // subject, id
  static constexpr const char* unknown = "UNKNOWN_NAME";
  static Key key(const reporting::Name& name) { return {name.subject, name.id}; }
  static std::vector<reporting::Name> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::Name> names);
};

namespace reporting {

// A text as a column holds it: JSON with its languages in order.
std::string to_column(const Text& text);
Text text_from_column(std::string_view column);

}  // namespace reporting
}  // namespace opora
