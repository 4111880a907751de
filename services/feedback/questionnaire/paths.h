// Where in a questionnaire something is, as text: "questions[2].options[0].text". For this library alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace opora::questionnaire {

inline std::string member_path(const std::string& of, std::string_view key) {
  return of.empty() ? std::string(key) : of + "." + std::string(key);
}

inline std::string item_path(const std::string& list, std::size_t index) {
  return list + "[" + std::to_string(index) + "]";
}

inline std::string question_path(std::size_t index) { return item_path("questions", index); }

}  // namespace opora::questionnaire
