#include "platform/service/binding.h"

#include <algorithm>

#include "platform/service/event_type.h"
#include "platform/service/told_names.h"
#include "platform/testing/failpoint.h"

namespace opora {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

tl::unexpected<Error> incomplete(const std::string& what) {
  return refuse(Code::internal, "CONTRACT_INCOMPLETE", what);
}

const Message* prototype_of(const google::protobuf::Descriptor* type) {
  return MessageFactory::generated_factory()->GetPrototype(type);
}

// "opora.scheduling.v1.SessionPublished" comes from "scheduling".
std::string log_of(const google::protobuf::Descriptor* event) {
  const std::string& package = event->file()->package();
  const auto begin = package.find('.') + 1;
  return package.substr(begin, package.find('.', begin) - begin);
}

// "session_id": "UNKNOWN_SESSION", as its store says.
std::string reason_for_unknown(std::string_view field) {
  if (field.ends_with("_id")) field.remove_suffix(std::string_view("_id").size());
  std::string reason = "UNKNOWN_";
  for (const char c : field) reason += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return reason;
}

}  // namespace

Result<Binding> Binding::make(const Service& service) {
  Binding binding(service);
  for (const std::string& name : service.contracts) {
    const auto* contract = DescriptorPool::generated_pool()->FindServiceByName(name);
    if (contract == nullptr) return incomplete("There is no contract named " + name + ".");
    for (int i = 0; i < contract->method_count(); ++i) TRY_DO(binding.bind_method(contract->method(i)));
  }
  for (const Handler& handler : service.handlers) {
    if (handler.kind() == Handler::Kind::consumer) TRY_DO(binding.bind_consumer(handler));
    if (handler.kind() == Handler::Kind::timer) binding.timers_.emplace(handler.input()->full_name(), &handler);
  }
  const auto bound_count = binding.methods_.size() + binding.consumers_.size() + binding.timers_.size();
  if (bound_count != service.handlers.size())
    return incomplete(service.name + " has a handler for which its contracts have no method, or two handlers for one.");
  return binding;
}

Result<void> Binding::bind_method(const google::protobuf::MethodDescriptor* method) {
  // Metrics and the audit know a method by its name, remembered answers by its request.
  for (const auto& other : methods_)
    if (other->name == method->name() || other->handler->input() == method->input_type())
      return incomplete(method->full_name() + " has the name or the request of " + other->path + ".");
  const auto of_input = [&](const Handler& handler) { return handler.input() == method->input_type(); };
  const auto handler = std::find_if(service_->handlers.begin(), service_->handlers.end(), of_input);
  if (handler == service_->handlers.end()) return incomplete(method->full_name() + " has no handler.");
  const auto& access = method->options().GetExtension(options::v1::access);
  if (access.grants_size() == 0)
    return incomplete(method->full_name() + " has no policy: say in its contract who may call it.");
  for (const auto& grant : access.grants()) {
    if (grant.within() == options::v1::WITHIN_UNSPECIFIED) continue;
    const auto* field = method->input_type()->FindFieldByName(grant.of());
    if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_STRING ||
        !service_->places.contains(grant.of()))
      return incomplete(method->full_name() + " grants within \"" + grant.of() +
                        "\", but nothing says where that lies.");
  }
  methods_.push_back(std::unique_ptr<BoundMethod>(new BoundMethod{
      "/" + method->service()->full_name() + "/" + method->name(), method->name(), method->input_type()->full_name(),
      prototype_of(method->input_type()), &*handler, access, RequestRules(method->input_type()),
      method->input_type()->FindFieldByName("request_id"),
      tells_names(method->output_type()) ? prototype_of(method->output_type()) : nullptr}));
  const bool is_command = handler->kind() == Handler::Kind::command;
  const bool may_wait = std::ranges::any_of(access.grants(), [](const auto& grant) { return grant.before_known(); });
  if (may_wait && !is_command)
    return incomplete(method->full_name() + ": only a command may be granted before its thing is known.");
  if (is_command != (methods_.back()->request_id != nullptr))
    return incomplete(method->full_name() + ": a command has a request_id, a query has none.");
  return {};
}

Result<void> Binding::bind_consumer(const Handler& handler) {
  const auto* body = handler.input();
  const auto* envelope = body->file()->FindMessageTypeByName("Event");
  if (envelope == nullptr) return incomplete(body->full_name() + " is no event: its file has no Event message.");
  for (int i = 0; i < envelope->field_count(); ++i) {
    if (envelope->field(i)->message_type() != body) continue;
    consumers_.emplace(body->full_name(), Consumer{&handler, prototype_of(envelope), envelope->field(i)});
    sources_.insert(log_of(body));
    for (int other = 0; other < envelope->field_count(); ++other)
      if (const auto* type = envelope->field(other)->message_type()) known_events_.insert(type->full_name());
    return {};
  }
  return incomplete(body->full_name() + " is not a case of its service's Event.");
}

std::map<std::string, Relearnt> Binding::relearnt() const {
  std::map<std::string, Relearnt> by_source;
  for (const auto* event : service_->relearn.events) {
    Relearnt& again = by_source[log_of(event)];
    again.revision = service_->relearn.revision;
    again.types.insert(event->full_name());
  }
  return by_source;
}

Result<void> Binding::apply(Transaction& tx, const std::string& source, const LogRecord& record) const {
  const EventType type = parse_event_type(record.type);
  const auto found = consumers_.find(type.message);
  // An event that this build knows and the service has no handler for is none of its business, whatever it says.
  if (found == consumers_.end() && known_events_.contains(type.message)) return {};
  const bool is_later = found != consumers_.end() && !PLANTED("later_revision_applied") &&
                        type.revision > revision_of(found->second.body->message_type());
  if (found == consumers_.end() || is_later)
    return refuse(Code::invalid, kUnknownEventType,
                  "This build knows no event " + record.type + ": a newer one will apply it.");
  const Consumer& consumer = found->second;
  const std::unique_ptr<Message> envelope(consumer.envelope->New());
  if (!envelope->ParseFromString(record.payload) || !envelope->GetReflection()->HasField(*envelope, consumer.body))
    return refuse(Code::invalid, "EVENT_UNREADABLE", "The bytes of this event are not what its type says.");
  return consumer.handler->consumer()(tx, source, record,
                                      envelope->GetReflection()->GetMessage(*envelope, consumer.body));
}

Result<std::string> Binding::run_timer(Transaction& tx, const Timer& timer) const {
  const auto found = timers_.find(timer.method);
  if (found == timers_.end())
    return refuse(Code::internal, "UNKNOWN_TIMER", "This build knows no timer " + timer.method + ".");
  const std::unique_ptr<Message> request(prototype_of(found->second->input())->New());
  if (!request->ParseFromString(timer.request))
    return refuse(Code::internal, "TIMER_UNREADABLE", "The bytes of this timer are not what its type says.");
  return found->second->command()(tx, *request);
}

Result<std::vector<std::string>> Binding::check_places(const BoundMethod& method,
                                                       const std::vector<const options::v1::Grant*>& grants,
                                                       const Caller& caller, const Message& request,
                                                       Reader& reader) const {
  bool may_match = false;
  const options::v1::Grant* unknown = nullptr;
  for (const options::v1::Grant* grant : grants) {
    const auto* field = request.GetDescriptor()->FindFieldByName(grant->of());
    const std::string id = request.GetReflection()->GetString(request, field);
    auto place = service_->places.at(grant->of())(reader, id);
    if (!place) return tl::unexpected(std::move(place).error());
    if (place_matches(*grant, caller, *place)) return std::vector<std::string>{};
    may_match = may_match || place_may_match(*grant, caller, *place);
    if (!place->is_known && grant->within() == options::v1::WITHIN_REGION) unknown = grant;
  }
  if (may_match) return caller.regions;
  // It lies nowhere yet, so nobody can say that it lies in another region.
  if (unknown != nullptr) return tl::unexpected(nothing_there(reason_for_unknown(unknown->of())));
  return tl::unexpected(denied(method.access, caller.role));
}

}  // namespace opora
