#include "platform/service/wiped.h"

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <sodium.h>

namespace opora {
namespace {

using google::protobuf::FieldDescriptor, google::protobuf::Message;

// The text where it lies: to set another one would leave these bytes to whoever is given the memory next.
void wipe(const std::string& text) {
  sodium_memzero(const_cast<char*>(text.data()), text.size());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

void wipe_field(Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
  std::string scratch;  // for texts that are kept otherwise than as a string, which ours are not
  if (!field->is_repeated()) {
    if (is_text) wipe(reflection->GetStringReference(message, field, &scratch));
    if (is_message) wipe_texts(*reflection->MutableMessage(&message, field));
    return;
  }
  for (int i = 0; (is_text || is_message) && i < reflection->FieldSize(message, field); ++i) {
    if (is_text) wipe(reflection->GetRepeatedStringReference(message, field, i, &scratch));
    if (is_message) wipe_texts(*reflection->MutableRepeatedMessage(&message, field, i));
  }
}

}  // namespace

void wipe_texts(Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);  // those that are not empty
  for (const FieldDescriptor* field : fields) wipe_field(message, field);
}

}  // namespace opora
