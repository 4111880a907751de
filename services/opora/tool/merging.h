// Two rows for one person, or one organisation: `opora person merge`, `opora organisation merge`, and the other way
// round.
#pragma once

#include <string>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/connection.h"

namespace opora::tool {

struct MergeOptions {
  std::string person, other;  // ids, or keys of `list`; of two who are merged, who is kept and who is not
  std::string organisation, other_organisation;  // whose they are; the second one empty: the first
  std::string list, region;                      // whose keys stand for people; as of the commands that list
  std::string reason;
};

// What is sent of it once it is known who is meant.
registration::v1::MergePeopleRequest merging_of(const MergeOptions& told, const std::string& kept,
                                                const std::string& merged);
registration::v1::UnmergePeopleRequest parting_of(const MergeOptions& told, const std::string& person,
                                                  const std::string& other);

Result<void> merge_people(const ConnectionOptions& connection, const MergeOptions& told);
Result<void> tell_people_apart(const ConnectionOptions& connection, const MergeOptions& told);
// Of organisations `person` and `other` are not said.
Result<void> merge_organisations(const ConnectionOptions& connection, const MergeOptions& told);
Result<void> tell_organisations_apart(const ConnectionOptions& connection, const MergeOptions& told);

}  // namespace opora::tool
