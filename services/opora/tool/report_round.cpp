#include "opora/tool/report_round.h"

#include <algorithm>

#include "opora/tool/days.h"
#include "opora/tool/rounds.h"
#include "opora/tool/written.h"
#include "reporting/report/report.h"

namespace opora::tool {
namespace {

bool says_what_it_counts(const reporting::v1::Figure& figure) {
  return figure.measure() != reporting::v1::MEASURE_UNSPECIFIED;
}

}  // namespace

Result<std::string> rendered(const reporting::v1::RoundReport& report, const ReportOptions& options) {
  if (!std::all_of(report.figures().begin(), report.figures().end(), says_what_it_counts)) {
    return refuse(Code::conflict, "PLATFORM_OLDER_THAN_TOOL",
                  "The platform is of the version before this tool. Ask it with the tool that it came with.");
  }
  if (options.format == "html") return report::to_html(report, options.language);
  if (options.format == "json") return report::to_json(report);
  return report::to_text(report, options.language);
}

Result<void> report_round(const ConnectionOptions& options, const ReportOptions& report) {
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  reporting::v1::GetRoundReportRequest request;
  if (!report.since.empty()) {
    TRY(since, start_of_day(report.since, "--since"));
    request.set_corrections_since_us(since.us);
  }
  TRY(id, round_id_of(*client, report.round));
  request.set_round_id(id);
  TRY(response, client->call_until_settled<reporting::v1::GetRoundReportResponse>(request, kPatience));
  TRY(text, rendered(response.report(), report));
  return write_out(text, report.out);
}

}  // namespace opora::tool
