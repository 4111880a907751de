// `opora load FOLDER`: reads and checks a round folder, shows what differs from what a running platform has, and puts
// it there.
#pragma once

#include <string>
#include <vector>

#include "opora/load/compare.h"
#include "opora/load/load.h"
#include "opora/round_folder/wording.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct LoadFolderOptions {
  std::string folder;
  bool only_check = false;  // needs no platform
  bool dry_run = false;     // shows what would be done, and ends
  bool yes = false;         // asks nobody
  std::string region = {};  // a coordinator's, by whose token it is loaded; empty: an administrator's is
  std::string language = "en";
};

// Lists every defect and every row that can't go in, or is not a coordinator's to add, and loads nothing if there is
// any (FOLDER_REFUSED, or the reason of the only one). Where a terminal is, it shows what is new, changed and gone, and
// asks. Where none is, new rows and publications alone go in without asking; beside rows that are changed or gone they
// are refused with CHANGES_NOT_CONFIRMED.
Result<void> load_folder(const ConnectionOptions& options, const LoadFolderOptions& load);

// Whether somebody agreed, in the language or in English; anything but a yes is a no.
bool is_yes(const std::string& answer, const round_folder::Wording& wording);

// What becomes of a comparison in which no row was refused.
enum class Step { go_on, ask, refuse, end };
Step step_after(const load::Comparison& comparison, const LoadFolderOptions& load, bool at_terminal);

// What is said of scans that counted nowhere when they were first uploaded: whoever loads a folder learns here, and
// nowhere else, that some of it may be in no figure. None, if there are none.
std::vector<std::string> lines_of_set_aside(const load::Loaded& loaded, const round_folder::Wording& wording);
// And of scans that a door saw, and somebody took back since.
std::vector<std::string> lines_of_taken_back(const load::Loaded& loaded, const round_folder::Wording& wording);

}  // namespace opora::tool
