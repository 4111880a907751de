#include "opora/tool/wave_sheets.h"

#include <algorithm>
#include <filesystem>

#include "opora/tool/keepers.h"
#include "opora/tool/say.h"
#include "opora/tool/sentences.h"
#include "opora/tool/waves.h"
#include "platform/process/descriptors.h"

namespace opora::tool {
namespace {

namespace v1 = feedback::v1;

// Before anything is drawn: what was drawn and can't be written is of use to nobody.
Result<void> check_file(const std::string& file) {
  TRY_DO(write_privately("", file));
  std::error_code failure;
  std::filesystem::remove(file, failure);
  return {};
}

Result<void> check_languages(const std::vector<std::string>& languages) {
  if (languages.size() <= pages::kSheetLanguagesMax) return {};
  return refuse(Code::invalid, "TOO_MANY_LANGUAGES",
                "A sheet has room for " + std::to_string(pages::kSheetLanguagesMax) +
                    " languages: name those that most of the people read.");
}

Result<void> check_none_yet(const std::vector<v1::Wave>& waves, const SheetOptions& options) {
  if (options.are_more || waves.front().sheet_count() == 0) return {};
  return refuse(Code::conflict, "SHEETS_ALREADY_DRAWN",
                std::to_string(waves.front().sheet_count()) +
                    " sheets were drawn for this series before. Print those; if more are needed, opora wave "
                    "more-sheets draws them.");
}

}  // namespace

std::vector<pages::PrintedSheet> printed_sheets(const v1::IssueSheetsResponse& issued,
                                                const std::vector<v1::Wave>& waves) {
  std::vector<pages::PrintedSheet> sheets;
  for (const v1::Sheet& sheet : issued.sheets()) {
    pages::PrintedSheet& printed = sheets.emplace_back();
    printed.link_code = sheet.link_code();
    for (const v1::SheetToken& token : sheet.tokens()) {
      const auto wave =
          std::ranges::find_if(waves, [&](const v1::Wave& each) { return each.wave_id() == token.wave_id(); });
      if (wave == waves.end()) continue;
      printed.tokens.push_back({wave->moment(), wave->months_later(), token.wave_id(), token.token()});
    }
    std::ranges::stable_sort(printed.tokens, {}, [](const pages::PrintedToken& token) { return token.moment; });
  }
  return sheets;
}

Result<void> draw_sheets(const ConnectionOptions& connection, const SheetOptions& options) {
  const pages::SheetsOptions printed{options.languages.empty() ? std::vector<std::string>{"en"} : options.languages,
                                     options.page_address};
  const Sentences sentences(printed.languages.front());
  leave_no_core();
  TRY_DO(check_languages(printed.languages));
  TRY_DO(check_file(options.out));
  TRY(client, connect(connection, network::v1::ROLE_ADMINISTRATOR));
  TRY(waves, waves_of_series(*client, options.series));
  TRY_DO(check_none_yet(waves, options));
  v1::IssueSheetsRequest request;
  request.set_series_id(options.series);
  request.set_sheet_count(options.count);
  v1::IssueSheetsResponse issued;
  TRY_DO(asking_once(*client)(request, issued));
  const std::vector<pages::PrintedSheet> sheets = printed_sheets(issued, waves);
  TRY_DO(write_privately(options.format == "json" ? pages::sheets_json(sheets, printed)
                                                  : pages::sheets_html(sheets, printed),
                         options.out));
  say(sentences.counted("sheets.drawn", issued.sheets_size(), {{"file", options.out}}));
  if (options.are_more) say(sentences.text("sheets.mix"));
  say(sentences.text("sheets.delete"));
  return {};
}

}  // namespace opora::tool
