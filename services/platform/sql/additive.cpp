#include "platform/sql/additive.h"

#include <algorithm>
#include <regex>
#include <set>
#include <vector>

namespace opora {
namespace {

// Without comments, quoted text emptied, in statements with single spaces.
std::vector<std::string> statements_of(std::string_view step) {
  std::vector<std::string> statements{""};
  for (std::size_t at = 0; at < step.size(); ++at) {
    const char c = step[at];
    std::string& statement = statements.back();
    if (step.substr(at, 2) == "--") {
      at = std::min(step.find('\n', at), step.size());
    } else if (step.substr(at, 2) == "/*") {
      at = std::min(step.find("*/", at), step.size() - 2) + 1;
    } else if (c == '\'' || c == '"') {
      at = std::min(step.find(c, at + 1), step.size());
      statement += c == '"' ? "quoted" : "''";
    } else if (c == ';') {
      statements.emplace_back();
    } else if (c == ' ' || c == '\n' || c == '\t') {
      if (!statement.empty() && statement.back() != ' ') statement += ' ';
    } else {
      statement += c;
    }
  }
  std::erase(statements, "");
  return statements;
}

bool matches(const std::string& statement, const char* pattern) {
  return std::regex_search(statement, std::regex(pattern, std::regex::icase));
}

// What follows the statement's first words; empty if it begins otherwise.
std::string name_after(const std::string& statement, const char* words) {
  std::smatch found;
  const std::regex pattern("^" + std::string(words) + " ([^ (]+)", std::regex::icase);
  return std::regex_search(statement, found, pattern) ? found.str(1) : "";
}

// `created`: the tables that the step has made so far, whose first rows are nobody else's business.
bool is_additive(const std::string& statement, const std::set<std::string>& created) {
  if (const std::string filled = name_after(statement, "INSERT INTO"); created.contains(filled)) return true;
  if (matches(statement, "^CREATE TABLE ")) return !matches(statement, " AS |\\bREFERENCES\\b");
  if (matches(statement, "^CREATE INDEX ")) return true;
  if (!matches(statement, "^ALTER TABLE [^ ]+ ADD COLUMN ")) return false;
  if (matches(statement, "\\b(UNIQUE|CHECK|REFERENCES|PRIMARY|GENERATED)\\b") || matches(statement, ",")) return false;
  return !matches(statement, "\\bNOT NULL\\b") || matches(statement, "\\bDEFAULT (?!NULL\\b)");
}

}  // namespace

bool is_declared_additive(std::string_view step) {
  const std::size_t begin = step.find_first_not_of(" \n\t");
  return begin != std::string_view::npos && step.substr(begin).starts_with("-- additive:");
}

std::string first_not_additive(std::string_view step) {
  std::set<std::string> created;
  for (const std::string& statement : statements_of(step)) {
    if (!is_additive(statement, created)) return statement;
    created.insert(name_after(statement, "CREATE TABLE"));
  }
  return "";
}

}  // namespace opora
