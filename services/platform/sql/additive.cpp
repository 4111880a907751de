#include "platform/sql/additive.h"

#include <algorithm>
#include <regex>
#include <set>
#include <utility>
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

// Read once: to read a pattern takes longer than to look for it, and every start looks at every step.
std::regex pattern(const char* text) { return std::regex(text, std::regex::icase | std::regex::optimize); }

bool matches(const std::string& statement, const std::regex& looked_for) {
  return std::regex_search(statement, looked_for);
}

// What the pattern's first group found; empty if the statement is another one.
std::string name_in(const std::string& statement, const std::regex& looked_for) {
  std::smatch found;
  return std::regex_search(statement, found, looked_for) ? found.str(1) : "";
}

std::string table_created_by(const std::string& statement) {
  static const std::regex creates = pattern("^CREATE TABLE ([^ (]+)");
  return name_in(statement, creates);
}

// `created`: the tables that the step has made so far, whose first rows are nobody else's business.
bool is_additive(const std::string& statement, const std::set<std::string>& created) {
  static const std::regex fills = pattern("^INSERT INTO ([^ (]+)"), makes_index = pattern("^CREATE INDEX "),
                          adds_column = pattern("^ALTER TABLE [^ ]+ ADD COLUMN "),
                          is_of_others = pattern(" AS |\\bREFERENCES\\b"),
                          is_bound = pattern("\\b(UNIQUE|CHECK|REFERENCES|PRIMARY|GENERATED)\\b|,"),
                          is_required = pattern("\\bNOT NULL\\b"), has_default = pattern("\\bDEFAULT (?!NULL\\b)");
  if (created.contains(name_in(statement, fills))) return true;
  if (!table_created_by(statement).empty()) return !matches(statement, is_of_others);
  if (matches(statement, makes_index)) return true;
  if (!matches(statement, adds_column) || matches(statement, is_bound)) return false;
  return !matches(statement, is_required) || matches(statement, has_default);
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
    if (std::string table = table_created_by(statement); !table.empty()) created.insert(std::move(table));
  }
  return "";
}

}  // namespace opora
