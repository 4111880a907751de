// `opora wave sheets` and `more-sheets`: sheets of paper with codes, which are told once and kept nowhere but in the
// file that this writes. Whoever has that can answer in anybody's place, so it is its owner's alone, and goes once it
// is printed.
#pragma once

#include <string>
#include <vector>

#include "feedback/pages/sheets_page.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct SheetOptions {
  std::string series;
  int count = 0;          // 0: as many as are expected, and a reserve
  bool are_more = false;  // beside those that were drawn before
  std::string out;
  std::string format = "html";          // or json
  std::vector<std::string> languages;   // of the sheets, two at most; the first is that of what is printed here as well
  std::string page_address;             // where the questionnaire is served, if it is
};

// What was drawn, with what its waves say of each token's moment.
std::vector<pages::PrintedSheet> printed_sheets(const feedback::v1::IssueSheetsResponse& issued,
                                                const std::vector<feedback::v1::Wave>& waves);

// Refused with SHEETS_ALREADY_DRAWN where there are some and no more were asked for; before any are drawn with
// TOO_MANY_LANGUAGES, FILE_IS_THERE and FILE_NOT_WRITTEN; and as the platform refuses it.
Result<void> draw_sheets(const ConnectionOptions& connection, const SheetOptions& options);

}  // namespace opora::tool
