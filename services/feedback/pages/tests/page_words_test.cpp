// What pages say: in four languages, all that the page's script asks for, and nothing that nobody says.
#include <regex>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "feedback/pages/browser_files.h"
#include "feedback_pages_words.h"

namespace opora::pages::testing {
namespace {

// Keys that the script names; one that ends in _ has several behind it.
std::set<std::string> asked_for() {
  const std::string script(page_js());
  const std::regex key("\"(page\\.[a-z_]+)\"");
  std::set<std::string> keys;
  for (auto found = std::sregex_iterator(script.begin(), script.end(), key); found != std::sregex_iterator(); ++found)
    keys.insert((*found)[1]);
  return keys;
}

bool is_asked_for(const std::string& key, const std::set<std::string>& asked) {
  if (asked.contains(key)) return true;
  for (const std::string& each : asked)
    if (each.ends_with("_") && key.starts_with(each)) return true;
  return false;
}

TEST(WordsOfPages, AreThereInFourLanguages) {
  EXPECT_EQ(feedback_pages_words().languages(), (std::vector<std::string>{"bg", "en", "kk", "ru"}));
}

TEST(WordsOfPages, AreThoseThatTheScriptSays) {
  const std::set<std::string> asked = asked_for();
  const std::map<std::string, bool> keys = feedback_pages_words().keys();
  EXPECT_GT(asked.size(), 30u);
  for (const std::string& key : asked) EXPECT_TRUE(key.ends_with("_") || keys.contains(key)) << key;
  for (const auto& [key, is_counted] : keys)
    EXPECT_TRUE(!key.starts_with("page.") || is_asked_for(key, asked)) << key << " is said by nobody";
}

// All that may be wrong with an answer has its sentence.
TEST(WordsOfPages, HaveASentenceForEachProblem) {
  const std::string script(answers_js());
  for (const char* problem :
       {"required", "alone", "twice", "too_few", "too_many", "not_a_number", "out_of_range", "too_long"}) {
    EXPECT_NE(script.find("\"" + std::string(problem) + "\""), std::string::npos) << problem;
    EXPECT_TRUE(feedback_pages_words().keys().contains("page.problem_" + std::string(problem))) << problem;
  }
}

}  // namespace
}  // namespace opora::pages::testing
