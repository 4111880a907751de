#include "platform/text/text_column.h"

#include <nlohmann/json.hpp>

namespace opora {

std::string to_column(const LocalizedText& text) { return nlohmann::json(text.by_language).dump(); }

LocalizedText from_column(Type<LocalizedText>, const std::string& column) {
  return {nlohmann::json::parse(column).get<std::map<std::string, std::string>>()};
}

}  // namespace opora
