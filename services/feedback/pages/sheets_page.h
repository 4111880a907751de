// Sheets as they are printed: a page of A4 each, folded in the middle, with a code for each time at which its holder is
// asked. Nothing on paper tells two sheets apart but their codes: no number, name, date or order. Pure; for any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "opora/feedback/v1/types.pb.h"

namespace opora::pages {

struct PrintedToken {
  feedback::v1::Moment moment{};
  std::int32_t months_later = 0;  // of a follow-up
  std::string wave;               // its id
  std::string token;              // as it is typed
};

struct PrintedSheet {
  std::vector<PrintedToken> tokens;
  std::string link_code;
};

// A third would not find room on its half of the page, and would be cut off there.
inline constexpr std::size_t kSheetLanguagesMax = 2;

struct SheetsOptions {
  std::vector<std::string> languages = {"en"};  // the first is the page's; the others stand beneath it
  std::string page_address = {};  // where the questionnaire is served, if it is: "https://opora.example/q"
};

// What a QR code holds: all that answering needs. Behind an address it stands after the #, which no browser sends.
std::string scanned_code(std::string_view page_address, const PrintedToken& token, std::string_view link_code);

// To print, after a part on the screen that says how sheets are drawn. In kSheetLanguagesMax languages at most.
std::string sheets_html(std::span<const PrintedSheet> sheets, const SheetsOptions& options);

// For whoever prints them otherwise: {"schema": "opora-sheets/1", "sheets": […]}, in no order that says anything.
std::string sheets_json(std::span<const PrintedSheet> sheets, const SheetsOptions& options);

}  // namespace opora::pages
