// Folders of several files, by the names that the input gives them.
#include "fuzz/folders.h"
#include "fuzz/fuzzer.h"
#include "fuzz/parts.h"
#include "fuzz/scratch_folder.h"

namespace opora::fuzzing {

void try_input(std::string_view input) {
  constexpr std::size_t kFilesMax = 20;
  static ScratchFolder folder;
  folder.clear();
  for (const Part& file : parts_of(input, kFilesMax))
    if (ScratchFolder::is_name(file.name)) folder.put(file.name, file.text);
  read_soundly(folder.path());
}

}  // namespace opora::fuzzing
