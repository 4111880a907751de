// The page is one file that asks a browser to run what is in it, and nothing else.
#include "feedback/pages/questionnaire_page.h"

#include <array>
#include <regex>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "feedback/pages/browser_files.h"
#include "feedback/pages/html.h"
#include "feedback/pages/tests/sample.h"

namespace opora::pages::testing {
namespace {

std::string sample_page(const std::string& language) {
  const std::array scales{sample_scale()};
  return questionnaire_html(sample_questionnaire(), scales, {.language = language});
}

// What stands between the last `begin` and the next `end`.
std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const auto from = text.rfind(begin) + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

TEST(QuestionnairePage, IsAllowedItsOwnScriptAndStyleAlone) {
  const std::string page = sample_page("ru");
  const std::string script = between(page, "<script>", "</script>"), style = between(page, "<style>", "</style>");
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\"");
  EXPECT_EQ(policy, content_policy(script, style));
  EXPECT_TRUE(policy.starts_with("default-src 'none'; script-src 'sha256-"));
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  EXPECT_LT(page.find("<meta charset"), page.find("Content-Security-Policy"));
}

// A hash that is known (FIPS 180-2, "abc"), as a policy writes it.
TEST(QuestionnairePage, NamesItsScriptByTheHashThatBrowsersTake) {
  EXPECT_NE(content_policy("abc", "").find("script-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"),
            std::string::npos);
}

TEST(QuestionnairePage, FetchesNothingAndSendsNothing) {
  const std::string page = sample_page("ru");
  for (const char* way : {"http://", "https://", "src=", "<link", "url(", "@import", "fetch(", "XMLHttpRequest",
                          "sendBeacon", "WebSocket", "EventSource", "import("})
    EXPECT_EQ(page.find(way), std::string::npos) << way;
  for (const char* way : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("})
    EXPECT_EQ(page.find(way), std::string::npos) << way << ": a text would become markup";
}

TEST(QuestionnairePage, HoldsTextsAsTexts) {
  const std::string page = sample_page("en");
  EXPECT_EQ(page.find("Why </script>?"), std::string::npos);
  const std::string data = between(page, "id=\"data\">", "</script>");
  const auto read = nlohmann::json::parse(data);
  EXPECT_EQ(read["questions"][1]["text"]["text"], "Why </script>?");
}

TEST(QuestionnairePage, SaysItsLanguageAndItsTitle) {
  EXPECT_NE(sample_page("ru").find("<html lang=\"ru\">"), std::string::npos);
  EXPECT_NE(sample_page("ru").find("<title>Как вы?</title>"), std::string::npos);
  EXPECT_NE(sample_page("en").find("<title>How are you?</title>"), std::string::npos);
}

// Light and dark follow the device, and a narrow phone is enough.
TEST(QuestionnairePage, IsMadeForAPhone) {
  const std::string page = sample_page("ru");
  EXPECT_NE(page.find("width=device-width"), std::string::npos);
  EXPECT_NE(page.find("prefers-color-scheme:dark"), std::string::npos);
  EXPECT_LT(page.size(), 64u * 1024);
  const std::regex fixed_width("(^|[{;])width:\\s*[0-9]{3,}px");
  EXPECT_FALSE(std::regex_search(std::string(page_css()), fixed_width));
}

}  // namespace
}  // namespace opora::pages::testing
