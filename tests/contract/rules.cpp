// Walks the descriptors; options are read as the platform reads them.
#include "rules.h"

#include <algorithm>
#include <functional>
#include <set>

#include "opora/options/v1/options.pb.h"

namespace opora::contract {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using google::protobuf::MethodDescriptor;

namespace {

namespace options = opora::options::v1;

// The options are the language the contracts are written in; the rules are about what is said in it.
bool is_contract(const FileDescriptor* file) { return file->package() != "opora.options.v1"; }

void each_message(const Descriptor* message, const std::function<void(const Descriptor*)>& visit) {
  if (message->options().map_entry()) return;
  visit(message);
  for (int i = 0; i < message->nested_type_count(); ++i) each_message(message->nested_type(i), visit);
}

void each_message(const Contracts& contracts, const std::function<void(const Descriptor*)>& visit) {
  for (const FileDescriptor* file : contracts.files()) {
    if (!is_contract(file)) continue;
    for (int i = 0; i < file->message_type_count(); ++i) each_message(file->message_type(i), visit);
  }
}

const options::Field& rules_of(const FieldDescriptor* field) { return field->options().GetExtension(options::field); }

bool is_text(const FieldDescriptor* field) { return field->type() == FieldDescriptor::TYPE_STRING; }

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::vector<options::Policy> policies_of(const FileDescriptor* file) {
  std::vector<options::Policy> policies;
  for (int i = 0; i < file->options().ExtensionSize(options::policy); ++i)
    policies.push_back(file->options().GetExtension(options::policy, i));
  return policies;
}

bool is_limited(const options::Policy& policy) {
  return std::ranges::any_of(policy.grants(), [](const options::Grant& grant) { return !grant.within().empty(); });
}

void check_policy(const std::string& name, const options::Policy& policy, Violations& violations) {
  if (policy.grants().empty()) violations.push_back(name + ": lets nobody in");
  for (const options::Grant& grant : policy.grants()) {
    if (grant.role() == network::v1::ROLE_UNSPECIFIED) violations.push_back(name + ": a grant without a role");
    if (grant.before_known() && grant.within().empty())
      violations.push_back(name + ": `before_known` without `within`");
  }
}

void check_policies(const FileDescriptor* file, Violations& violations) {
  std::set<std::string> named, defined;
  for (int s = 0; s < file->service_count(); ++s) {
    for (int m = 0; m < file->service(s)->method_count(); ++m)
      named.insert(file->service(s)->method(m)->options().GetExtension(options::access).policy());
  }
  for (const options::Policy& policy : policies_of(file)) {
    const std::string name = file->name() + ": the policy '" + policy.name() + "'";
    if (!defined.insert(policy.name()).second) violations.push_back(name + " is defined twice");
    if (!named.contains(policy.name())) violations.push_back(name + " is named by no method");
    check_policy(name, policy, violations);
  }
}

void check_method(const MethodDescriptor* method, Violations& violations) {
  const options::Access& access = method->options().GetExtension(options::access);
  const std::string& name = method->full_name();
  if (access.policy().empty()) {
    if (!method->options().GetExtension(options::sealed)) violations.push_back(name + ": nobody may call it");
    if (!access.of().empty()) violations.push_back(name + ": `of`, where nothing has a limit");
    return;
  }
  const auto policies = policies_of(method->file());
  const auto policy =
      std::ranges::find_if(policies, [&](const options::Policy& each) { return each.name() == access.policy(); });
  if (policy == policies.end())
    return violations.push_back(name + ": its file defines no policy '" + access.policy() + "'");
  if (!is_limited(*policy)) {
    if (!access.of().empty()) violations.push_back(name + ": `of`, where no grant has a limit");
    return;
  }
  const FieldDescriptor* field = method->input_type()->FindFieldByName(access.of());
  if (field == nullptr || !is_text(field) || field->is_repeated())
    violations.push_back(name + ": `of` names no text field of the request: '" + access.of() + "'");
}

void check_reachable(const Descriptor* message, std::set<const Descriptor*>& seen, Violations& violations) {
  if (!seen.insert(message).second) return;
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    const options::DataClass data = rules_of(field).data();
    if (data == options::DATA_CLASS_IDENTIFYING || data == options::DATA_CLASS_SENSITIVE) {
      violations.push_back(field->full_name() + ": " + options::DataClass_Name(data) + " in an event");
    }
    if (field->message_type() != nullptr) check_reachable(field->message_type(), seen, violations);
  }
}

}  // namespace

Violations access_violations(const Contracts& contracts) {
  Violations violations;
  for (const FileDescriptor* file : contracts.files()) check_policies(file, violations);
  each_method(contracts, [&](const MethodDescriptor* method) { check_method(method, violations); });
  return violations;
}

Violations field_violations(const Contracts& contracts) {
  Violations violations;
  each_message(contracts, [&](const Descriptor* message) {
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      const options::Field& rules = rules_of(field);
      if (rules.data() == options::DATA_CLASS_UNSPECIFIED) {
        violations.push_back(field->full_name() + ": no data class");
      }
      if (rules.at_least() > rules.at_most()) violations.push_back(field->full_name() + ": at_least above at_most");
    }
  });
  return violations;
}

Violations record_violations(const Contracts& contracts) {
  Violations violations;
  for (const FileDescriptor* file : contracts.files()) {
    if (!is_contract(file) || file->message_type_count() == 0) continue;
    const auto& record = file->options().GetExtension(options::record);
    if (record.purpose().empty()) violations.push_back(file->name() + ": no purpose");
    if (record.retention().empty()) violations.push_back(file->name() + ": no retention");
  }
  return violations;
}

Violations event_violations(const Contracts& contracts) {
  Violations violations;
  for (const FileDescriptor* file : contracts.files()) {
    const Descriptor* event = file->FindMessageTypeByName("Event");
    std::set<const Descriptor*> seen;
    if (event != nullptr) check_reachable(event, seen, violations);
  }
  return violations;
}

Violations id_violations(const Contracts& contracts) {
  Violations violations;
  each_method(contracts, [&](const MethodDescriptor* method) {
    const Descriptor* request = method->input_type();
    for (int i = 0; i < request->field_count(); ++i) {
      const FieldDescriptor* field = request->field(i);
      const bool is_id = is_text(field) && (ends_with(field->name(), "_id") || ends_with(field->name(), "_ids"));
      if (is_id && rules_of(field).format() != options::FORMAT_UUID) {
        violations.push_back(field->full_name() + ": an id that is no UUID");
      }
      if (field->name() != "request_id") continue;
      if (field->number() != 1) violations.push_back(field->full_name() + ": not the first field");
      if (rules_of(field).optional()) violations.push_back(field->full_name() + ": optional");
    }
  });
  return violations;
}

}  // namespace opora::contract
