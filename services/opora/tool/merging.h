// Two rows for one person, or one organisation: `opora person merge`, `opora organisation merge`, and the other way
// round.
#pragma once

#include <string>

#include "opora/tool/connection.h"

namespace opora::tool {

struct MergeOptions {
  std::string person, other;  // ids, or keys of `list`; of two who are merged, who is kept and who is not
  std::string organisation, other_organisation;  // whose they are; the second one empty: the first
  std::string list, region;                      // whose keys stand for people; as of the commands that list
  std::string reason;
};

Result<void> merge_people(const ConnectionOptions& connection, const MergeOptions& told);
Result<void> tell_people_apart(const ConnectionOptions& connection, const MergeOptions& told);
// Of organisations `person` and `other` are not said.
Result<void> merge_organisations(const ConnectionOptions& connection, const MergeOptions& told);
Result<void> tell_organisations_apart(const ConnectionOptions& connection, const MergeOptions& told);

}  // namespace opora::tool
