#include "feedback/pages/sheets_page.h"

#include <functional>

#include <nlohmann/json.hpp>

#include "feedback/pages/browser_files.h"
#include "feedback/pages/html.h"
#include "feedback/pages/qr_code.h"
#include "feedback_pages_words.h"

namespace opora::pages {
namespace {

namespace v1 = feedback::v1;

// What one says in a language.
using Saying = std::function<std::string(const Words&)>;

Saying text(std::string key) {
  return [key = std::move(key)](const Words& words) { return words.text(key); };
}

Saying time_of(const PrintedToken& token) {
  switch (token.moment) {
    case v1::MOMENT_BEFORE: return text("sheet.before");
    case v1::MOMENT_AFTER: return text("sheet.after");
    default: break;
  }
  return [months = token.months_later](const Words& words) { return words.counted("sheet.follow_up", months); };
}

const char* code_of(v1::Moment moment) {
  switch (moment) {
    case v1::MOMENT_BEFORE: return "before";
    case v1::MOMENT_AFTER: return "after";
    default: return "follow-up";
  }
}

class SheetsPage {
 public:
  explicit SheetsPage(const SheetsOptions& options) : options_(options) {
    for (const std::string& language : options.languages)
      words_.push_back(&feedback_pages_words().in(language));
    if (words_.empty()) words_.push_back(&feedback_pages_words().in("en"));
  }

  std::string html(std::span<const PrintedSheet> sheets) const {
    std::string html = "<!DOCTYPE html>\n<html lang=\"" + escaped(words_.front()->language()) +
                       "\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"" +
                       content_policy("", sheets_css()) + "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n";
    html += "<title>Opora</title>\n<style>" + std::string(sheets_css()) + "</style>\n</head>\n<body>\n";
    html += how_to_draw(sheets.size()) + "<main>\n";
    for (const PrintedSheet& sheet : sheets) html += page_of(sheet);
    return html + "</main>\n</body>\n</html>\n";
  }

 private:
  // The same in each language, one below the other.
  std::string said(const Saying& saying) const {
    std::string html;
    for (const Words* words : words_) {
      const bool is_pages = words == words_.front();
      if (!is_pages) html += "<br><span lang=\"" + escaped(words->language()) + "\">";
      html += escaped(saying(*words)) + (is_pages ? "" : "</span>");
    }
    return html;
  }

  std::string said(const std::string& key) const { return said(text(key)); }

  // A word in bold, and behind it its sentence.
  std::string paragraph(const std::string& word, const std::string& sentence) const {
    std::string html;
    for (const Words* words : words_)
      html += "<p lang=\"" + escaped(words->language()) + "\"><strong>" + escaped(words->text(word)) + "</strong> " +
              escaped(words->text(sentence)) + "</p>\n";
    return html;
  }

  std::string how_to_draw(std::size_t count) const {
    std::string html = "<header class=\"noprint\">\n<h1>" +
                       said([count](const Words& words) {
                         return words.counted("sheets.ready", static_cast<std::int64_t>(count));
                       }) +
                       "</h1>\n";
    for (const Words* words : words_) {
      html += "<section lang=\"" + escaped(words->language()) + "\">\n" + element("h2", words->text("sheets.how")) +
              "<ol>\n";
      for (const char* step : {"1", "2", "3", "4", "5"})
        html += element("li", words->text(std::string("sheets.how_") + step));
      html += "</ol>\n</section>\n";
    }
    return html + "</header>\n";
  }

  std::string page_of(const PrintedSheet& sheet) const {
    std::string html = "<section class=\"sheet\">\n<div class=\"half\">\n<h2>" + said("sheet.title") + "</h2>\n<p>" +
                       said("sheet.keep") + "</p>\n" + paragraph("sheet.protected", "sheet.protected_how") +
                       paragraph("sheet.exposed", "sheet.exposed_how");
    if (!options_.page_address.empty()) html += element("p", options_.page_address, " class=\"code\"");
    html += "</div>\n<hr class=\"fold\">\n<div class=\"half\">\n<p class=\"small mute\">" + said("sheet.fold") +
            "</p>\n";
    for (const PrintedToken& token : sheet.tokens) html += moment_of(token, sheet.link_code);
    html += "<p>" + said("sheet.link") + ": <strong class=\"code\">" + escaped(sheet.link_code) +
            "</strong></p>\n<p class=\"small\">" + said("sheet.link_how") + "</p>\n";
    return html + "</div>\n</section>\n";
  }

  std::string moment_of(const PrintedToken& token, const std::string& link_code) const {
    return "<div class=\"moment\">" + qr_svg(scanned_code(options_.page_address, token, link_code)) + "<p>" +
           said(time_of(token)) + "<br><strong class=\"code\">" + escaped(token.token) + "</strong></p></div>\n";
  }

  const SheetsOptions& options_;
  std::vector<const Words*> words_;
};

}  // namespace

std::string scanned_code(std::string_view page_address, const PrintedToken& token, std::string_view link_code) {
  const std::string code = token.wave + "." + token.token + "." + std::string(link_code);
  return page_address.empty() ? code : std::string(page_address) + "#" + code;
}

std::string sheets_html(std::span<const PrintedSheet> sheets, const SheetsOptions& options) {
  return SheetsPage(options).html(sheets);
}

std::string sheets_json(std::span<const PrintedSheet> sheets, const SheetsOptions& options) {
  nlohmann::json list = nlohmann::json::array();
  for (const PrintedSheet& sheet : sheets) {
    nlohmann::json tokens = nlohmann::json::array();
    for (const PrintedToken& token : sheet.tokens)
      tokens.push_back({{"moment", code_of(token.moment)},
                        {"months_later", token.months_later},
                        {"wave", token.wave},
                        {"token", token.token},
                        {"scanned", scanned_code(options.page_address, token, sheet.link_code)}});
    list.push_back({{"tokens", std::move(tokens)}, {"link_code", sheet.link_code}});
  }
  const nlohmann::json whole = {{"schema", "opora-sheets/1"}, {"sheets", std::move(list)}};
  return whole.dump(1) + "\n";
}

}  // namespace opora::pages
