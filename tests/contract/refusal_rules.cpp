// What contracts may be refused with, as they declare it.
#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

#include "rules.h"

#include "opora/options/v1/options.pb.h"

namespace opora::contract {
namespace {

namespace options = opora::options::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

// What handlers may say: all else is said by the platform, of any method.
constexpr std::string_view kOfMethods[] = {"invalid", "not_found", "conflict", "denied", "overloaded", "unavailable"};

// Reasons, each with the code it stands under, by the code's name.
std::vector<std::pair<std::string, std::string>> reasons_in(const options::Refusals& refusals) {
  std::vector<std::pair<std::string, std::string>> reasons;
  const auto* type = options::Refusals::descriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* code = type->field(i);
    for (int at = 0; at < refusals.GetReflection()->FieldSize(refusals, code); ++at)
      reasons.emplace_back(refusals.GetReflection()->GetRepeatedString(refusals, code, at), code->name());
  }
  return reasons;
}

bool is_upper_snake(const std::string& reason) {
  const auto is_made_of = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
  if (reason.empty() || std::isupper(static_cast<unsigned char>(reason.front())) == 0) return false;
  return reason.back() != '_' && std::ranges::all_of(reason, is_made_of);
}

// The code of each reason, and who said so first.
using Known = std::map<std::string, std::pair<std::string, std::string>>;

void check(const std::string& who, const options::Refusals& refusals, Known& known, Violations& violations) {
  std::map<std::string, int> times;
  for (const auto& [reason, code] : reasons_in(refusals)) {
    if (!is_upper_snake(reason)) violations.push_back(who + ": '" + reason + "' is no reason in UPPER_SNAKE");
    if (++times[reason] == 2) violations.push_back(who + ": " + reason + " is declared twice");
    const auto& [other, first] = known.try_emplace(reason, code, who).first->second;
    if (other != code && times[reason] == 1)
      violations.push_back(who + ": " + reason + " is " + code + ", and of " + first + " it is " + other);
  }
}

}  // namespace

Violations refusal_violations(const Contracts& contracts) {
  Violations violations;
  Known known;
  for (const auto* file : contracts.files())
    check("every method", file->options().GetExtension(options::every_method_refuses), known, violations);
  const Known of_every_method = known;
  each_method(contracts, [&](const MethodDescriptor* method) {
    const auto& refusals = method->options().GetExtension(options::refuses);
    check(method->full_name(), refusals, known, violations);
    for (const auto& [reason, code] : reasons_in(refusals)) {
      if (std::ranges::find(kOfMethods, code) == std::end(kOfMethods))
        violations.push_back(method->full_name() + ": only the platform refuses with " + code);
      if (of_every_method.contains(reason))
        violations.push_back(method->full_name() + ": " + reason + " may be given of every method");
    }
  });
  return violations;
}

}  // namespace opora::contract
