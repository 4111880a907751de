// Text that people read, in each language it has been written in.
#pragma once

#include <map>
#include <string>

namespace opora {

struct LocalizedText {
  std::map<std::string, std::string> by_language;  // by BCP 47 tag
  bool operator==(const LocalizedText&) const = default;
};

}  // namespace opora
