// Options, sets of them, and conditions.
#include <array>

#include "feedback/questionnaire/read_parts.h"

namespace opora::questionnaire {
namespace {

constexpr std::size_t kOptionSetsMax = 20;

constexpr auto kOptionKeys = std::to_array<std::string_view>({"code", "text", "role"});
constexpr auto kRoles = std::to_array<std::string_view>({"ordinary", "declined", "exclusive", "other"});
constexpr auto kConditionKeys = std::to_array<std::string_view>({"all", "any"});
constexpr auto kTestKeys =
    std::to_array<std::string_view>({"question", "row", "is", "is_not", "includes", "answered"});

struct NamedRelation {
  std::string_view key;
  Relation relation;
};
constexpr auto kRelationsOfOptions = std::to_array<NamedRelation>(
    {{"is", Relation::is}, {"is_not", Relation::is_not}, {"includes", Relation::includes}});

Option read_option(const Node& node, const Context& context) {
  const Fields fields(node, kOptionKeys);
  Option option;
  if (const auto code = fields.need("code")) option.code = code->id();
  if (const auto text = fields.need("text")) option.text = read_text(*text, kOptionPointsMax, context);
  if (const auto role = fields.find("role"))
    option.role = static_cast<OptionRole>(read_word(*role, kRoles).value_or(1));
  return option;
}

Test read_test(const Node& node) {
  const Fields fields(node, kTestKeys);
  Test test;
  if (const auto question = fields.need("question")) test.question = question->id();
  if (const auto row = fields.find("row")) test.row = row->id();
  int relation_count = 0;
  for (const NamedRelation& named : kRelationsOfOptions) {
    const auto code = fields.find(named.key);
    if (!code) continue;
    ++relation_count;
    test.relation = named.relation;
    test.code = code->id();
  }
  if (const auto answered = fields.find("answered")) {
    ++relation_count;
    test.relation = answered->truth() ? Relation::answered : Relation::not_answered;
    test.code.clear();
  }
  if (relation_count != 1 && node.is_object()) node.defect("ONE_RELATION");
  return test;
}

}  // namespace

std::vector<Option> read_options(const Node& list, const Context& context) {
  std::vector<Option> options;
  for (const Node& each : list.items(1, kOptionsMax)) options.push_back(read_option(each, context));
  return options;
}

std::map<std::string, std::vector<Option>, std::less<>> read_option_sets(const Node& node, const Context& context) {
  std::map<std::string, std::vector<Option>, std::less<>> sets;
  const auto members = node.members();
  if (members.size() > kOptionSetsMax) node.defect("TOO_MANY", {{"max", std::to_string(kOptionSetsMax)}});
  else
    for (const auto& [name, each] : members) sets.emplace(name, read_options(each, context));
  return sets;
}

Condition read_condition(const Node& node) {
  const Fields fields(node, kConditionKeys);
  const auto all = fields.find("all"), any = fields.find("any");
  Condition condition;
  if (all.has_value() == any.has_value()) {
    if (node.is_object()) node.defect("ALL_OR_ANY");
    return condition;
  }
  condition.join = all ? Condition::Join::all : Condition::Join::any;
  for (const Node& each : (all ? *all : *any).items(1, kTestsMax)) condition.tests.push_back(read_test(each));
  return condition;
}

}  // namespace opora::questionnaire
