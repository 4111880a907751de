#include "feedback/pages/questionnaire_page.h"

#include "feedback/pages/browser_files.h"
#include "feedback/pages/html.h"
#include "feedback/pages/page_content.h"
#include "feedback_pages_words.h"

namespace opora::pages {

std::string questionnaire_html(const questionnaire::Questionnaire& asked, std::span<const scales::Scale> scales,
                               const PageOptions& options) {
  const nlohmann::json data = page_content(asked, scales, options);
  const std::string script = std::string(answers_js()) + "\n" + std::string(page_js());
  const Words& words = feedback_pages_words().in(options.language);
  std::string html = "<!DOCTYPE html>\n<html lang=\"" + escaped(options.language) + "\">\n<head>\n";
  html += "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" +
          content_policy(script, page_css()) + "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += element("title", data["title"]["text"].get<std::string>());
  html += "<style>" + std::string(page_css()) + "</style>\n</head>\n<body>\n<main id=\"screen\">\n<noscript>" +
          element("p", words.text("no_script")) + "</noscript>\n</main>\n";
  html += "<script type=\"application/json\" id=\"data\">" + json_in_script(data.dump()) + "</script>\n";
  return html + "<script>" + script + "</script>\n</body>\n</html>\n";
}

}  // namespace opora::pages
