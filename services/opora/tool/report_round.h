// `opora report ROUND`: a round's report, as text, HTML or JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "opora/scheduling/v1/scheduling_service.pb.h"
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

// Which of the rounds is meant. Refused with UNKNOWN_ROUND or AMBIGUOUS_ROUND.
Result<std::string> find_round(std::string_view wanted, const std::vector<scheduling::v1::Round>& rounds);

}  // namespace opora::tool
