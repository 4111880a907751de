#include "platform/proto/enum_code.h"

#include <algorithm>
#include <charconv>

#include <google/protobuf/descriptor.h>

namespace opora {
namespace {

constexpr std::string_view kUnspecified = "UNSPECIFIED";  // every enum's first name ends so (buf lint)
constexpr std::string_view kUnknown = "unknown_";

}  // namespace

std::string enum_code(const google::protobuf::EnumDescriptor& type, int number) {
  const auto* const value = type.FindValueByNumber(number);
  if (value == nullptr) return std::string(kUnknown) + std::to_string(number);
  std::string code = value->name().substr(type.value(0)->name().size() - kUnspecified.size());
  std::transform(code.begin(), code.end(), code.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return code;
}

int enum_number(const google::protobuf::EnumDescriptor& type, std::string_view code) {
  for (int i = 0; i < type.value_count(); ++i)
    if (const int number = type.value(i)->number(); enum_code(type, number) == code) return number;
  if (!code.starts_with(kUnknown)) return 0;
  int number = 0;
  code.remove_prefix(kUnknown.size());
  const auto [end, failed] = std::from_chars(code.data(), code.data() + code.size(), number);
  return failed == std::errc() && end == code.data() + code.size() ? number : 0;
}

}  // namespace opora
