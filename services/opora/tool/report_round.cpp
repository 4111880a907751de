#include "opora/tool/report_round.h"

#include <algorithm>
#include <fstream>
#include <iostream>

#include "opora/load/derived_ids.h"
#include "opora/report/report.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "platform/ids/ids.h"

namespace opora::tool {
namespace {

// Whether a round folder gave the round its id under this reference: the programme's key, a dash, and the round's.
// Both keys may hold dashes themselves, so each is tried.
bool is_reference(std::string_view wanted, const scheduling::v1::Round& round) {
  for (auto dash = wanted.find('-'); dash != std::string_view::npos; dash = wanted.find('-', dash + 1)) {
    if (load::round_id(wanted.substr(0, dash), round.year(), wanted.substr(dash + 1)) == round.round_id()) return true;
  }
  return false;
}

bool is_called(std::string_view wanted, const scheduling::v1::Round& round) {
  const auto& names = round.name().by_language();
  return std::any_of(names.begin(), names.end(), [&](const auto& name) { return name.second == wanted; });
}

Result<std::vector<scheduling::v1::Round>> list_rounds(Client& client) {
  std::vector<scheduling::v1::Round> rounds;
  scheduling::v1::ListRoundsRequest request;
  do {
    TRY(page, client.call_until_settled<scheduling::v1::ListRoundsResponse>(request, kPatience));
    rounds.insert(rounds.end(), page.rounds().begin(), page.rounds().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return rounds;
}

std::string rendered(const reporting::v1::RoundReport& report, const ReportOptions& options) {
  if (options.format == "html") return report::to_html(report, options.language);
  if (options.format == "json") return report::to_json(report);
  return report::to_text(report, options.language);
}

Result<void> write(const std::string& text, const std::string& file) {
  if (file.empty()) {
    std::cout << text << std::flush;
    return {};
  }
  std::ofstream stream(file, std::ios::binary | std::ios::trunc);
  stream << text << std::flush;
  if (!stream)
    return refuse(Code::unavailable, "FILE_NOT_WRITTEN", file + " can't be written: name another file with --out.");
  return {};
}

}  // namespace

Result<std::string> find_round(std::string_view wanted, const std::vector<scheduling::v1::Round>& rounds) {
  std::vector<std::string> found;
  for (const auto& round : rounds) {
    if (round.round_id() == wanted || is_reference(wanted, round) || is_called(wanted, round))
      found.push_back(round.round_id());
  }
  if (found.empty()) {
    return refuse(Code::not_found, "UNKNOWN_ROUND",
                  "No round has this id, reference (such as amur-2023) or name: opora load prints those it loaded.");
  }
  if (found.size() > 1) {
    return refuse(Code::invalid, "AMBIGUOUS_ROUND", "Several rounds are called that: give the id or reference of one.");
  }
  return found[0];
}

Result<void> report_round(const ConnectionOptions& options, const ReportOptions& report) {
  TRY(client, connect(options, options::v1::ROLE_ADMINISTRATOR));
  reporting::v1::GetRoundReportRequest request;
  if (is_uuid(report.round)) {
    request.set_round_id(report.round);
  } else {
    TRY(rounds, list_rounds(*client));
    TRY(id, find_round(report.round, rounds));
    request.set_round_id(id);
  }
  TRY(response, client->call_until_settled<reporting::v1::GetRoundReportResponse>(request, kPatience));
  return write(rendered(response.report(), report), report.out);
}

}  // namespace opora::tool
