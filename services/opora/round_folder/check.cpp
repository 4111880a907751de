#include "opora/round_folder/check.h"

#include "opora/round_folder/check_parts.h"

namespace opora::round_folder {

void check(const RoundFolder& folder, Defects& defects) {
  const Index index(folder);
  check_plan(folder, index, defects);
  check_people(folder, index, defects);
  check_waves(folder, index, defects);
}

}  // namespace opora::round_folder
