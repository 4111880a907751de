// What several parts of a report say alike.
#pragma once

#include <string>

#include <google/protobuf/descriptor.h>

#include "platform/proto/enum_code.h"
#include "platform/text/catalogue.h"
#include "reporting/report/document.h"

namespace opora::report {

template <class Enum>
bool is_known(Enum value) {
  return google::protobuf::GetEnumDescriptor<Enum>()->FindValueByNumber(value) != nullptr;
}

// The words "<group>.<code>" of a value. A newer platform may tell one that this build has no words for.
template <class Enum>
const std::string& word_of(Enum value, const std::string& group, const Words& words) {
  if (!is_known(value)) return words.text("newer");
  return value == 0 ? words.text("not_stated") : words.text(group + "." + code_of(value));
}

inline Table::Column text_column(std::string heading) { return {std::move(heading), false}; }
inline Table::Column number_column(std::string heading) { return {std::move(heading), true}; }

}  // namespace opora::report
