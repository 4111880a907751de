#include "opora/tool/written.h"

#include <fstream>

#include "opora/tool/say.h"

namespace opora::tool {

Result<void> write_out(const std::string& text, const std::string& file) {
  if (file.empty()) {
    say_printable(text);
    return {};
  }
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << text << std::flush;
  if (!stream)
    return refuse(Code::unavailable, "FILE_NOT_WRITTEN", file + " can't be written: name another file with --out.");
  return {};
}

}  // namespace opora::tool
