#include "scheduling/store/localized_text.h"

#include <nlohmann/json.hpp>

namespace opora::scheduling {

std::string to_column(const LocalizedText& text) { return nlohmann::json(text.by_language).dump(); }

LocalizedText localized_text(const std::string& column) {
  return {nlohmann::json::parse(column).get<std::map<std::string, std::string>>()};
}

}  // namespace opora::scheduling
