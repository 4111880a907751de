#include "platform/service/invariant.h"

#include <string_view>
#include <utility>

#include "platform/sql/rows.h"

namespace opora {
namespace {

// A statement is given what it names. A snapshot's queries are never refused: only a batch that still collects its keys
// refuses them.
Rows rows_of(Snapshot& snapshot, const Statement& statement, std::span<const Param> numbers) {
  const std::string_view text = statement.text();
  std::vector<Param> named;
  const auto add = [&](const Param& param) {
    if (text.find(":" + std::string(param.name)) != std::string_view::npos) named.push_back(param);
  };
  add({"now", snapshot.now()});
  for (const Param& number : numbers) add(number);
  return snapshot.query(statement, named).value();
}

std::string side_by_side(const Row& row) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool is_number = std::holds_alternative<std::int64_t>(row.cells()[i]);
    text += (i > 0 ? " " : "") + (is_number ? std::to_string(row.integer(i)) : row.text(i));
  }
  return text;
}

Invariant::Finding check(const CountedInvariant& rule, std::span<const Param> numbers, Snapshot& snapshot) {
  Invariant::Finding finding{only<std::int64_t>(rows_of(snapshot, rule.count, numbers)), {}};
  for (const Row& row : rows_of(snapshot, rule.violations, numbers)) finding.violated_by(side_by_side(row));
  return finding;
}

}  // namespace

void Invariant::Finding::violated_by(std::string what) {
  if (violations.size() < kViolationsMax) violations.push_back(std::move(what));
}

Invariant counted(const CountedInvariant& rule, std::span<const Param> numbers) {
  return {rule.sentence, [&rule, numbers](Snapshot& snapshot) { return check(rule, numbers, snapshot); }};
}

std::vector<Invariant> counted(std::span<const CountedInvariant> rules, std::span<const Param> numbers) {
  std::vector<Invariant> all;
  for (const CountedInvariant& rule : rules) all.push_back(counted(rule, numbers));
  return all;
}

Invariant computed(std::string sentence, std::function<Result<Invariant::Finding>(Snapshot&)> check) {
  return {std::move(sentence), [check = std::move(check)](Snapshot& snapshot) {
            auto finding = check(snapshot);
            return finding ? *std::move(finding) : Invariant::Finding{0, {finding.error().reason}};
          }};
}

}  // namespace opora
