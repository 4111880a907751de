// `opora report ROUND`: a round's report, as text, HTML or JSON.
#pragma once

#include <string>

#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct ReportOptions {
  std::string round;  // an id, a reference such as amur-2023, or a name
  std::string format = "text";
  std::string language = "en";
  std::string out;  // a file; empty prints
};

Result<void> report_round(const ConnectionOptions& options, const ReportOptions& report);

}  // namespace opora::tool
