// What contracts say of methods of which nothing is kept (docs/adr/0049).
#include <set>

#include "rules.h"

#include "google/api/annotations.pb.h"
#include "opora/options/v1/options.pb.h"

namespace opora::contract {
namespace {

namespace options = opora::options::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

bool is_of_tests(const MethodDescriptor* method) {
  return method->file()->package().starts_with("opora.testing.");  // which show what is refused
}

// A field by which such a message says what somebody is called; null if none does.
const FieldDescriptor* name_in(const Descriptor* message, std::set<const Descriptor*>& seen) {
  if (!seen.insert(message).second) return nullptr;
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    if (field->options().GetExtension(options::field).data() == options::DATA_CLASS_IDENTIFYING) return field;
    if (field->message_type() == nullptr) continue;
    if (const FieldDescriptor* inner = name_in(field->message_type(), seen)) return inner;
  }
  return nullptr;
}

void check_what_is_kept(const MethodDescriptor* method, Violations& violations) {
  const std::string& name = method->full_name();
  if (method->input_type()->FindFieldByName("request_id") != nullptr)
    violations.push_back(name + ": sealed, and has a request_id");
  std::set<const Descriptor*> seen;
  if (const FieldDescriptor* told = name_in(method->output_type(), seen))
    violations.push_back(name + ": sealed, and tells " + told->full_name() + ", a name, which nobody counts");
  const bool is_for_anybody = method->options().GetExtension(options::access).policy().empty();
  const std::string& path = method->options().GetExtension(google::api::http).post();
  if (is_for_anybody && path.find('{') != std::string::npos)
    violations.push_back(name + ": its address holds something of the request: " + path);
}

}  // namespace

Violations sealed_violations(const Contracts& contracts) {
  Violations violations;
  each_method(contracts, [&](const MethodDescriptor* method) {
    if (method->options().GetExtension(options::sealed) && !is_of_tests(method))
      check_what_is_kept(method, violations);
  });
  return violations;
}

}  // namespace opora::contract
