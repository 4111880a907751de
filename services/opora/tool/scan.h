// `opora list door` and `opora scan`: a session's door without network.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "opora/tool/connection.h"
#include "opora/tool/door.h"
#include "platform/result/result.h"

namespace opora::tool {

struct DoorOptions {
  std::string session;
  bool to_take_along = false;  // a sheet for a spreadsheet, instead of a page to print
  std::string language = "en";
  std::string out;  // a file; empty prints
};

// Prints who is expected: a page with boxes to tick, or a sheet that scan() takes back.
Result<void> door_list(const ConnectionOptions& connection, const DoorOptions& options);

struct ScanOptions {
  std::string session;
  std::string file;
  std::string list;    // whose keys stand in the file instead of ids
  std::string region;  // whose list it is: a coordinator names theirs
  std::string language = "en";
};

// The rows of a file that was brought back: its columns `person` and `came`, as any language calls them, whatever
// others it has. Refused with FILE_REFUSED, for what can't be read of it.
Result<std::vector<BroughtBack>> read_brought_back(const std::filesystem::path& file,
                                                   const std::string& language = "en");

// Uploads those who came; again changes nothing. All rows are understood before the first is uploaded, but for those
// that name nobody: the others are uploaded, and it is refused with ROWS_LEFT_OUT after these were told by their lines.
Result<void> scan(const ConnectionOptions& connection, const ScanOptions& options);

}  // namespace opora::tool
