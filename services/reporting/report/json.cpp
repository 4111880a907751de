// The report for programs.
#include "platform/proto/canonical_json.h"
#include "reporting/report/report.h"

namespace opora::report {

std::string to_json(const reporting::v1::RoundReport& report) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;  // a zero is said, not left to be guessed
  return canonical_json(report, options);
}

}  // namespace opora::report
