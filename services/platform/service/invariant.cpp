#include "platform/service/invariant.h"

#include <string_view>
#include <utility>

namespace opora {
namespace {

// A snapshot's queries are never refused: only a batch that still collects its keys refuses them.
Rows rows_of(Snapshot& snapshot, const Statement& statement) {
  const bool uses_time = std::string_view(statement.text()).find(":now") != std::string_view::npos;
  return uses_time ? snapshot.query(statement, {{"now", snapshot.now()}}).value() : snapshot.query(statement).value();
}

std::string side_by_side(const Row& row) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool is_number = std::holds_alternative<std::int64_t>(row.cells()[i]);
    text += (i > 0 ? " " : "") + (is_number ? std::to_string(row.integer(i)) : row.text(i));
  }
  return text;
}

Invariant::Finding check(const CountedInvariant& rule, Snapshot& snapshot) {
  Invariant::Finding finding;
  finding.checked_count = rows_of(snapshot, rule.count).at(0).integer(0);
  for (const Row& row : rows_of(snapshot, rule.violations)) finding.violated_by(side_by_side(row));
  return finding;
}

}  // namespace

void Invariant::Finding::violated_by(std::string what) {
  if (violations.size() < kViolationsMax) violations.push_back(std::move(what));
}

Invariant counted(const CountedInvariant& rule) {
  return {rule.sentence, [&rule](Snapshot& snapshot) { return check(rule, snapshot); }};
}

std::vector<Invariant> counted(std::span<const CountedInvariant> rules) {
  std::vector<Invariant> all;
  for (const CountedInvariant& rule : rules) all.push_back(counted(rule));
  return all;
}

Invariant computed(std::string sentence, std::function<Result<Invariant::Finding>(Snapshot&)> check) {
  return {std::move(sentence), [check = std::move(check)](Snapshot& snapshot) {
            auto finding = check(snapshot);
            return finding ? *std::move(finding) : Invariant::Finding{0, {finding.error().reason}};
          }};
}

}  // namespace opora
