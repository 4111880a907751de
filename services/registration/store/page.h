// Pages of a list (AIP-158): how many rows one has, and where the next begins. A token is only for whoever made it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "platform/result/result.h"

namespace opora::registration {

constexpr int page_size_of(int asked) { return asked == 0 ? 100 : asked; }

// The number a token holds; 0 for the first page.
Result<std::int64_t> number_in(const std::string& token);

// The id a token holds; empty for the first page.
Result<std::string> id_in(const std::string& token);

// The number and id a token holds; nothing for the first page.
Result<std::optional<std::pair<std::int64_t, std::string>>> number_and_id_in(const std::string& token);
std::string token_of(std::int64_t number, const std::string& id);

}  // namespace opora::registration
