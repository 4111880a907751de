// `opora report ROUND`: a round's report, as text, HTML or JSON.
#pragma once

#include <string>

#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct ReportOptions {
  std::string round;  // an id, a reference such as amur-2023, or a name
  std::string format = "text";
  std::string language = "en";
  std::string out;  // a file; empty prints
  std::string since;  // a day, YYYY-MM-DD, from whose beginning by UTC corrections are counted; empty: all
};

// A report in the form and language that was asked for. Refused with PLATFORM_OLDER_THAN_TOOL: a server of the version
// before told it, whose figures don't say by number what they count (docs/adr/0039).
Result<std::string> rendered(const reporting::v1::RoundReport& report, const ReportOptions& options);

Result<void> report_round(const ConnectionOptions& options, const ReportOptions& report);

}  // namespace opora::tool
