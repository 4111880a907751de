// A value of a contract's enum where a text stands for it: SESSION_KIND_MASTER_CLASS is "master_class", without the
// prefix that all of its enum's names have. One that this build does not know keeps its number: "unknown_12".
#pragma once

#include <string>
#include <string_view>

#include <google/protobuf/generated_enum_reflection.h>

namespace opora {

std::string enum_code(const google::protobuf::EnumDescriptor& type, int number);
// The number of such a code; 0, which is nothing stated, of any other text.
int enum_number(const google::protobuf::EnumDescriptor& type, std::string_view code);

template <class Enum>
std::string code_of(Enum value) {
  return enum_code(*google::protobuf::GetEnumDescriptor<Enum>(), value);
}

template <class Enum>
Enum value_of_code(std::string_view code) {
  return static_cast<Enum>(enum_number(*google::protobuf::GetEnumDescriptor<Enum>(), code));
}

}  // namespace opora
