// Files of a round folder that are no tables: what is asked in its waves, in questionnaires/, and whose scales that are
// not built in, in scales/. What stands in them their readers say (docs/questionnaires.md).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "opora/round_folder/defects.h"

namespace opora::round_folder {

struct DefinitionFile {
  std::string file;  // as defects call it: "questionnaires/own_strain.json"
  std::string text;
};

// The JSON files of a folder within the round folder, in the order of their names; none, if that is not there. One that
// can't be read, or is longer than any may be, is a defect.
std::vector<DefinitionFile> read_definition_files(const std::filesystem::path& round_folder, const std::string& name,
                                                  Defects& defects);

}  // namespace opora::round_folder
