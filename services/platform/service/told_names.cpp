#include "platform/service/told_names.h"

#include <set>

#include "opora/options/v1/options.pb.h"

namespace opora {
namespace {

using google::protobuf::Descriptor, google::protobuf::FieldDescriptor, google::protobuf::Message;

bool is_name(const FieldDescriptor* field) {
  return field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
         field->options().GetExtension(options::v1::field).data() == options::v1::DATA_CLASS_IDENTIFYING;
}

bool tells(const Descriptor* type, std::set<const Descriptor*>& seen) {
  if (!seen.insert(type).second) return false;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (is_name(field) || (field->message_type() != nullptr && tells(field->message_type(), seen))) return true;
  }
  return false;
}

}  // namespace

bool tells_names(const Descriptor* type) {
  std::set<const Descriptor*> seen;
  return tells(type, seen);
}

std::int64_t names_in(const Message& message) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);  // those that are not empty
  std::int64_t count = 0;
  for (const FieldDescriptor* field : fields) {
    const int size = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    if (is_name(field)) count += size;
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    for (int i = 0; i < size; ++i)
      count += names_in(field->is_repeated() ? reflection->GetRepeatedMessage(message, field, i)
                                             : reflection->GetMessage(message, field));
  }
  return count;
}

}  // namespace opora
