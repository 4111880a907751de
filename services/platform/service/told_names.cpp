#include "platform/service/told_names.h"

#include <set>

#include "opora/options/v1/options.pb.h"

namespace opora {
namespace {

using google::protobuf::Descriptor, google::protobuf::FieldDescriptor, google::protobuf::Message;

const options::v1::Field& rules_of(const FieldDescriptor* field) {
  return field->options().GetExtension(options::v1::field);
}

bool is_name(const FieldDescriptor* field) {
  return field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
         rules_of(field).data() == options::v1::DATA_CLASS_IDENTIFYING;
}

bool is_given_name(const FieldDescriptor* field) {
  return is_name(field) && rules_of(field).format() != options::v1::FORMAT_SCANNED;
}

bool tells(const Descriptor* type, std::set<const Descriptor*>& seen) {
  if (!seen.insert(type).second) return false;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (is_name(field) || (field->message_type() != nullptr && tells(field->message_type(), seen))) return true;
  }
  return false;
}

std::int64_t count(const Message& message, bool (*counts)(const FieldDescriptor*)) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);  // those that are not empty
  std::int64_t names = 0;
  for (const FieldDescriptor* field : fields) {
    const int size = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    if (counts(field)) names += size;
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    for (int i = 0; i < size; ++i)
      names += count(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                          : reflection->GetMessage(message, field),
                     counts);
  }
  return names;
}

}  // namespace

bool tells_names(const Descriptor* type) {
  std::set<const Descriptor*> seen;
  return tells(type, seen);
}

std::int64_t names_in(const Message& message) { return count(message, is_name); }

std::int64_t names_given_in(const Message& request) { return count(request, is_given_name); }

}  // namespace opora
