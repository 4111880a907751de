#include "simulation/names.h"

#include <memory>
#include <regex>
#include <set>

#include "platform/service/event_type.h"

namespace opora::simulation {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::size_t kShown = 6;
constexpr std::string_view kEnding = "_id", kEndingOfMany = "_ids";

void add_ids(const Message& message, std::string& text);

void add_id(const FieldDescriptor& field, const std::string& id, std::string& text) {
  const std::string& name = field.name();
  const std::string_view ending = name.ends_with(kEndingOfMany) ? kEndingOfMany : kEnding;
  if (id.empty() || name == "request_id" || !name.ends_with(ending)) return;
  text += " " + name.substr(0, name.size() - ending.size()) + " " + short_id(id);
}

void add_field(const Message& message, const FieldDescriptor& field, std::string& text) {
  const auto& reflection = *message.GetReflection();
  const bool is_text = field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  if (!is_text && field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return;
  if (!field.is_repeated())
    return is_text ? add_id(field, reflection.GetString(message, &field), text)
                   : add_ids(reflection.GetMessage(message, &field), text);
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    if (is_text)
      add_id(field, reflection.GetRepeatedString(message, &field, i), text);
    else
      add_ids(reflection.GetRepeatedMessage(message, &field, i), text);
  }
}

void add_ids(const Message& message, std::string& text) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) add_field(message, *field, text);
}

// The event in the message that its service's contract wraps all events in; nothing if it can't be read.
std::unique_ptr<Message> parsed(const LogRecord& record) {
  const std::string message(parse_event_type(record.type).message);
  const auto* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(message);
  const auto* envelope = type == nullptr ? nullptr : type->file()->FindMessageTypeByName("Event");
  if (envelope == nullptr) return nullptr;
  std::unique_ptr<Message> event(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(envelope)->New());
  return event->ParseFromString(record.payload) ? std::move(event) : nullptr;
}

}  // namespace

std::string short_id(const std::string& id) { return id.size() > kShown ? id.substr(id.size() - kShown) : id; }

std::string with_short_ids(const std::string& text) {
  static const std::regex id("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{6}([0-9a-f]{6})");
  return std::regex_replace(text, id, "$1");
}

std::string ids_in(const Message& message) {
  std::string text;
  add_ids(message, text);
  return text;
}

std::string ids_in_answer(const google::protobuf::Descriptor& request, const std::string& bytes) {
  const auto* service = request.file()->service(0);
  for (int i = 0; i < service->method_count(); ++i) {
    if (service->method(i)->input_type() != &request) continue;
    const std::unique_ptr<Message> answer(google::protobuf::MessageFactory::generated_factory()
                                              ->GetPrototype(service->method(i)->output_type())
                                              ->New());
    return answer->ParseFromString(bytes) ? ids_in(*answer) : "";
  }
  return "";
}

std::string place_in(const std::string& log, std::int64_t position) { return log + " " + std::to_string(position); }

std::string event_name(const LogRecord& record) {
  const auto event = parsed(record);
  return short_name_of(record.type) + (event ? ids_in(*event) : " of " + short_id(record.key));
}

}  // namespace opora::simulation
