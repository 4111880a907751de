// Walks the descriptors; options are read as the platform reads them.
#include "rules.h"

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

void each_method(const Contracts& contracts, const std::function<void(const MethodDescriptor*)>& visit) {
  for (const FileDescriptor* file : contracts.files()) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) visit(file->service(s)->method(m));
    }
  }
}

const options::Field& rules_of(const FieldDescriptor* field) { return field->options().GetExtension(options::field); }

bool is_text(const FieldDescriptor* field) { return field->type() == FieldDescriptor::TYPE_STRING; }

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

void check_grant(const MethodDescriptor* method, const options::Grant& grant, Violations& violations) {
  const std::string& name = method->full_name();
  if (grant.role() == options::ROLE_UNSPECIFIED) violations.push_back(name + ": a grant without a role");
  if (grant.within() == options::WITHIN_UNSPECIFIED) {
    if (!grant.of().empty()) violations.push_back(name + ": `of` without `within`");
    return;
  }
  const FieldDescriptor* field = method->input_type()->FindFieldByName(grant.of());
  if (field == nullptr || !is_text(field) || field->is_repeated()) {
    violations.push_back(name + ": `of` names no text field of the request: '" + grant.of() + "'");
  }
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
  each_method(contracts, [&](const MethodDescriptor* method) {
    const auto& access = method->options().GetExtension(options::access);
    if (access.grants().empty()) violations.push_back(method->full_name() + ": nobody may call it");
    for (const auto& grant : access.grants()) check_grant(method, grant, violations);
  });
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
