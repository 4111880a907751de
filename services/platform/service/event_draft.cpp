#include "platform/service/event_draft.h"

#include <stdexcept>

namespace opora {

const google::protobuf::FieldDescriptor* case_of(const google::protobuf::Descriptor* envelope,
                                                 const google::protobuf::Descriptor* body) {
  const google::protobuf::FieldDescriptor* found = nullptr;
  for (int i = 0; i < envelope->field_count(); ++i) {
    const auto* field = envelope->field(i);
    if (field->message_type() != body || field->containing_oneof() == nullptr) continue;
    if (found != nullptr) throw std::logic_error(envelope->full_name() + " has two cases of " + body->full_name());
    found = field;
  }
  if (found == nullptr) throw std::logic_error(envelope->full_name() + " has no case of " + body->full_name());
  return found;
}

}  // namespace opora
