// Files with one defect each: the sample, changed by a patch (RFC 6902), or a text of its own. A row is a rule.
#pragma once

#include <string>
#include <vector>

namespace opora::questionnaire::testing {

struct Defective {
  const char* rule;
  std::string change;   // a patch, which begins with [; else the whole file
  std::string defects;  // as lines_of() has them
};

std::vector<Defective> files_that_are_none();
std::vector<Defective> fields_that_are_wrong();
std::vector<Defective> questions_that_are_wrong();
std::vector<Defective> conditions_that_are_wrong();
std::vector<Defective> scales_that_are_wrong();

// All of them.
std::vector<Defective> all_defective();

// What stands in the file then.
std::string changed_file(const Defective& defective);

}  // namespace opora::questionnaire::testing
