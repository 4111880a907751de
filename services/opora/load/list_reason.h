// Why a load corrects something: because its list says so. What somebody corrects by hand has another reason, by which
// the next load knows it.
#pragma once

#include <string>
#include <string_view>

namespace opora::load {

inline constexpr std::string_view kAsTheListSays = "As the list says: ";

inline std::string reason_of_list(const std::string& list) { return std::string(kAsTheListSays) + list; }
inline bool is_of_a_list(std::string_view reason) { return reason.starts_with(kAsTheListSays); }

}  // namespace opora::load
